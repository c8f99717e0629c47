//! What somebody is called where a name would stand. A contact may be half-filled (R37): then a role, or the
//! number itself, says whom one calls.

use crate::{Entry, Field, Reference};

/// A contact's name, else the role, else the number; nothing if there is none of them.
#[must_use]
pub fn contact(contact: &Entry) -> &str {
    let parts = [Field::Name, Field::Role, Field::Phone].map(|field| contact.text(field).trim());
    parts.into_iter().find(|part| !part.is_empty()).unwrap_or_default()
}

/// The name of somebody who is named elsewhere, else the number.
#[must_use]
pub fn person(person: &Reference) -> &str {
    match person.name.trim() {
        "" => person.phone.as_deref().unwrap_or_default().trim(),
        name => name,
    }
}

/// "Anna" of "Anna Berg": what people call each other. A role or a number is kept whole.
#[must_use]
pub fn short(name: &str) -> &str {
    let name = name.trim();
    let is_name = name.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    name.split_whitespace().next().filter(|_| is_name).unwrap_or(name)
}

/// What several people are called beside each other: short, but whole where two share a first name.
pub fn each<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let whole: Vec<&str> = names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect();
    let shares = |name: &str| whole.iter().any(|other| *other != name && short(other) == short(name));
    whole.iter().map(|name| if shares(name) { *name } else { short(name) }).collect()
}

/// What goes on from "Ring om …": the words without their full stop, and whether they begin anew ("om jag inte
/// sover", "När du vill"), so that the sentence is "Ring om jag …" and not "Ring om om jag …".
#[must_use]
pub fn about(words: &str) -> Option<(bool, String)> {
    let words = words.trim().trim_end_matches('.').trim_end();
    let lower = words.to_lowercase();
    let begins_anew = ["om ", "när ", "if ", "when "].iter().any(|word| lower.starts_with(word));
    let mut letters = words.chars();
    let first = letters.next()?;
    let said = if begins_anew { first.to_lowercase().chain(letters).collect() } else { words.to_owned() };
    Some((begins_anew, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shortened_and_nothing_else() {
        for (whole, said) in [
            ("Anna Berg", "Anna"),
            (" Eva ", "Eva"),
            ("Min läkare", "Min läkare"),
            ("Mamma", "Mamma"),
            ("070-123 45 67", "070-123 45 67"),
            ("", ""),
        ] {
            assert_eq!(short(whole), said);
        }
    }

    #[test]
    fn two_of_one_first_name_keep_their_last_names() {
        assert_eq!(each(["Eva Berg", "Bo Ek", "Eva Ström"]), ["Eva Berg", "Bo", "Eva Ström"]);
        assert_eq!(each(["Eva", "Eva Ström", ""]), ["Eva", "Eva Ström"]);
    }

    #[test]
    fn somebody_without_a_name_is_called_by_the_number() {
        let number = Some("070-1".to_owned());
        assert_eq!(person(&Reference { entry: None, name: " ".to_owned(), phone: number.clone() }), "070-1");
        assert_eq!(person(&Reference { entry: None, name: "Bo".to_owned(), phone: number }), "Bo");
        assert_eq!(person(&Reference::named("")), "");
    }

    #[test]
    fn what_one_can_call_about_goes_on_from_the_words_before_it() {
        assert_eq!(about("du sover dåligt."), Some((false, "du sover dåligt".to_owned())));
        assert_eq!(about(" När jag vill ut "), Some((true, "när jag vill ut".to_owned())));
        assert_eq!(about(" . "), None);
    }
}
