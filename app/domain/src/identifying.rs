//! What in a text tells whom it is about: numbers, addresses and names (R33).
//!
//! It is read on the device while somebody writes, and the server reads it once more before it keeps the text; names
//! are compared on the device alone, because the server is never told whose they are. It warns and repairs nothing:
//! a text without any finding may still be about somebody whom its reader knows.
//!
//! The crate that judges personal identity numbers judges a number that stands alone; here they are looked for in
//! running text, in any spelling, so the few rules are written out: a date, and the check digit (Luhn).

use std::collections::BTreeSet;

/// What sort of thing tells who somebody is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Identifier {
    /// A personal identity number or a coordination number, or a misprint of one (sv: personnummer, samordningsnummer).
    Number,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// What may be the name of somebody the writer works with.
    Name,
}

impl Identifier {
    /// Whether it can only be taken out. What looks like a name may be an ordinary word; the writer knows.
    #[must_use]
    pub const fn must_go(self) -> bool {
        !matches!(self, Self::Name)
    }
}

/// One place in a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// What it is.
    pub what: Identifier,
    /// The word, as it was written.
    pub word: String,
}

/// All that tells whom a text is about, each once: numbers first, names last.
#[must_use]
pub fn identifying(text: &str, names: &[String]) -> Vec<Finding> {
    let mut found: BTreeSet<Finding> = BTreeSet::new();
    for run in runs(text) {
        numbers_and_phones(text, &run, &mut found);
    }
    found.extend(text.split_whitespace().filter_map(email));
    found.extend(names_in(text, names));
    found.into_iter().collect()
}

/// Whether something in a text must be taken out before anybody else reads it, whoever it is about.
#[must_use]
pub fn must_be_rewritten(text: &str) -> bool {
    identifying(text, &[]).iter().any(|finding| finding.what.must_go())
}

/// One digit of a run, and what stands before it.
#[derive(Clone, Copy)]
struct Digit {
    value: u8,
    at: usize,
    before: Before,
}

/// What stands between two digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing.
    Nothing,
    /// A sign that may stand inside a telephone number.
    Gap,
    /// One that may not: the stop of "8.30".
    Stop,
    /// A plus: a number of a country begins.
    Plus,
}

/// More signs than these between two digits part two numbers.
const GAP_MAX: usize = 3;

/// Digits with nothing but spaces, dashes and the like between them.
fn runs(text: &str) -> Vec<Vec<Digit>> {
    let (mut all, mut run): (Vec<Vec<Digit>>, Vec<Digit>) = (Vec::new(), Vec::new());
    let (mut before, mut n_gap) = (Before::Nothing, 0);
    for (at, sign) in text.char_indices() {
        if let Some(value) = sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
            run.push(Digit { value, at, before });
            (before, n_gap) = (Before::Nothing, 0);
            continue;
        }
        let gap = match sign {
            '+' => Before::Plus,
            '.' | '/' => Before::Stop,
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '(' | ')' => Before::Gap,
            _ => {
                all.push(std::mem::take(&mut run));
                (before, n_gap) = (Before::Nothing, 0);
                continue;
            }
        };
        n_gap += 1;
        if n_gap > GAP_MAX {
            all.push(std::mem::take(&mut run));
        }
        before = match (before, gap) {
            (Before::Plus, _) | (_, Before::Plus) => Before::Plus,
            (Before::Stop, _) => Before::Stop,
            (_, gap) => gap,
        };
    }
    all.push(run);
    all.retain(|run| !run.is_empty());
    all
}

/// The digits from a place on, if a group begins there and one ends after so many.
fn groups(run: &[Digit], from: usize, n_digits: usize) -> Option<&[Digit]> {
    let here = run.get(from..from + n_digits)?;
    let begins = from == 0 || here.first()?.before != Before::Nothing;
    let ends = run.get(from + n_digits).is_none_or(|next| next.before != Before::Nothing);
    (begins && ends).then_some(here)
}

fn numbers_and_phones(text: &str, run: &[Digit], found: &mut BTreeSet<Finding>) {
    let mut from = 0;
    while from < run.len() {
        let number = [12, 10].into_iter().find_map(|n| groups(run, from, n).filter(|here| is_number(here)));
        let phone = || (8..=13).rev().find_map(|n| groups(run, from, n).filter(|here| is_phone(here)));
        let hit = number.map(|here| (Identifier::Number, here)).or_else(|| Some((Identifier::Phone, phone()?)));
        let Some((what, here)) = hit else {
            from += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (here.first(), here.last()) {
            let plus = usize::from(first.before == Before::Plus);
            let word = text.get(first.at.saturating_sub(plus)..=last.at).unwrap_or_default().trim();
            found.insert(Finding { what, word: word.to_owned() });
        }
        from += here.len();
    }
}

/// Ten digits, or twelve with the century: a day, and a check digit that is right; or one that is wrong where the number
/// is parted as only these are, for whoever knows her reads past a misprint.
fn is_number(digits: &[Digit]) -> bool {
    let short = match digits.split_at_checked(2) {
        Some(([a, b], rest)) if digits.len() == 12 => {
            if !matches!((a.value, b.value), (1, 8 | 9) | (2, 0)) {
                return false;
            }
            rest
        }
        _ => digits,
    };
    let parted: Vec<usize> =
        (1..short.len()).filter(|n| short.get(*n).is_some_and(|digit| digit.before != Before::Nothing)).collect();
    if parted.iter().any(|place| place % 2 == 1) {
        return false;
    }
    let values: Vec<u32> = short.iter().map(|digit| u32::from(digit.value)).collect();
    let [_, _, month_10, month_1, day_10, day_1, ..] = values.as_slice() else { return false };
    let (month, day) = (month_10 * 10 + month_1, day_10 * 10 + day_1);
    let is_day = (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day));
    is_day && (luhn(&values) || parted == [6])
}

/// Whether the last digit is the one that the others ask for.
fn luhn(values: &[u32]) -> bool {
    let doubled = |value: u32| if value > 4 { value * 2 - 9 } else { value * 2 };
    let sum: u32 =
        values.iter().enumerate().map(|(n, value)| if n % 2 == 0 { doubled(*value) } else { *value }).sum();
    sum.is_multiple_of(10)
}

/// A zero and an area, or a country: at least eight digits, and no stop among them.
fn is_phone(digits: &[Digit]) -> bool {
    let [first, second, third, inner @ ..] = digits else { return false };
    let is_whole =
        [second, third].into_iter().chain(inner).all(|digit| !matches!(digit.before, Before::Stop | Before::Plus));
    let area = first.value == 0 && (second.value != 0 || third.value != 0);
    is_whole && (area || first.before == Before::Plus)
}

fn email(word: &str) -> Option<Finding> {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let (name, place) = word.split_once('@')?;
    let (host, end) = place.rsplit_once('.')?;
    let is_one =
        !name.is_empty() && !host.is_empty() && end.chars().count() >= 2 && end.chars().all(char::is_alphabetic);
    is_one.then(|| Finding { what: Identifier::Email, word: word.to_owned() })
}

/// A short name is an ordinary word, too ("bo"), so it counts only with a capital.
const SHORT: usize = 4;

fn names_in(text: &str, names: &[String]) -> Vec<Finding> {
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let parts: BTreeSet<String> = names
        .iter()
        .flat_map(|name| words(name))
        .filter(|part| is_capital(part) && part.chars().count() > 1)
        .map(str::to_lowercase)
        .collect();
    let is_name = |word: &&str| {
        let low = word.to_lowercase();
        let bare = low.strip_suffix('s').unwrap_or_default();
        [low.as_str(), bare]
            .into_iter()
            .any(|low| parts.contains(low) && (is_capital(word) || low.chars().count() >= SHORT))
    };
    let found = words(text).filter(is_name);
    found.map(|word| Finding { what: Identifier::Name, word: word.to_owned() }).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Identifier, String)> {
        identifying(text, &[]).into_iter().map(|finding| (finding.what, finding.word)).collect()
    }

    fn names(text: &str, known: &[&str]) -> Vec<String> {
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        identifying(text, &known).into_iter().map(|finding| finding.word).collect()
    }

    #[test]
    fn a_number_is_found_in_every_spelling() {
        for number in [
            "850709-9805",
            "8507099805",
            "19850709-9805",
            "198507099805",
            "850709+9805",
            "850709 9805",
            "19850709 - 9805",
            "850709\u{2013}9805",
            "1985 07 09 9805",
            "85.07.09-9805",
            "1985-07-09-9805",
            "85 07 09 98 05",
        ] {
            let text = format!("Hon ({number}) fick vänta i 3 veckor.");
            assert_eq!(found(&text), [(Identifier::Number, number.to_owned())], "{number}");
        }
    }

    #[test]
    fn a_coordination_number_is_one_too() {
        assert_eq!(found("701063-2391"), [(Identifier::Number, "701063-2391".to_owned())]);
        assert_eq!(found("197010632391"), [(Identifier::Number, "197010632391".to_owned())]);
    }

    #[test]
    fn a_misprint_of_one_is_found_where_it_is_parted_like_one() {
        assert_eq!(found("850709-9804"), [(Identifier::Number, "850709-9804".to_owned())]);
        assert_eq!(found("1234567890 kr"), [], "no day, no check digit");
        assert_eq!(found("8507099804"), [], "the check digit is wrong, and nothing says what it is");
    }

    #[test]
    fn a_telephone_number_and_an_address_are_found() {
        for phone in ["070-123 45 67", "0701234568", "+46 70 123 45 67", "08-555 01 02", "(031) 12 34 56"] {
            let text = format!("Ring {phone}, helst före lunch.");
            let words: Vec<_> = found(&text).into_iter().map(|(what, _)| what).collect();
            assert_eq!(words, [Identifier::Phone], "{phone}");
        }
        assert_eq!(
            found("Skriv till maja.ek@example.se."),
            [(Identifier::Email, "maja.ek@example.se".to_owned())]
        );
    }

    #[test]
    fn two_numbers_beside_each_other_are_two() {
        let all: Vec<_> = found("070-123 45 67 850709-9805").into_iter().map(|(what, _)| what).collect();
        assert_eq!(all, [Identifier::Number, Identifier::Phone]);
    }

    #[test]
    fn days_times_amounts_and_paragraphs_are_let_be() {
        for text in [
            "Mellan 08.00 och 16.30 svarar ingen, 08.00-16.30 alltså.",
            "Den 12 maj 2026, vecka 20, kl. 13.05 och 2026-05-12.",
            "Det kostar 12 000 kr. 16 kap. 4 § hälso- och sjukvårdslagen (2017:30).",
            "112, 1177, 0-3 veckor, 2-3 gånger, 24/7",
            "@ alla",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_name_is_found_with_its_endings_and_without_its_capital() {
        let known = ["Maja Ek", "Bo", "Stödet på Ekgatan"];
        assert_eq!(names("Majas stöd har bytts.", &known), ["Majas"]);
        assert_eq!(names("maja fick vänta", &known), ["maja"]);
        assert_eq!(names("Ek fick vänta", &known), ["Ek"]);
        assert_eq!(names("Bo väntar på att få bo hemma", &known), ["Bo"]);
        assert_eq!(names("Det är ett bra ek och en majsallad på plats", &known), Vec::<String>::new());
    }

    #[test]
    fn only_a_name_may_stay() {
        assert!(
            must_be_rewritten("850709-9805") && must_be_rewritten("a@b.se") && must_be_rewritten("070-1234567")
        );
        assert!(!must_be_rewritten("Maja fick vänta i tre veckor."));
        assert!(!Identifier::Name.must_go() && Identifier::Number.must_go());
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        for text in
            ["", "+", "+++ 1", "å8ä5ö", "1\u{a0}\u{a0}\u{a0}\u{a0}2", "((((1", "9999999999999999999999", "ß@ß.ß"]
        {
            let _ = found(text);
        }
    }
}
