//! A line of the screen as a person would read it aloud, in pieces short enough to be said whole.

use domain::Locale;

/// Chromium falls silent after a quarter of a minute; at the calmer pace that is about this many letters.
const LONGEST: usize = 140;

/// The line's sentences, with clock times and telephone numbers as they are said.
pub(super) fn of(line: &str, locale: Locale) -> Vec<String> {
    let is_mark = |sign: char| matches!(sign, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let words: String = line.chars().filter(|sign| !is_mark(*sign)).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut sentences = Vec::new();
    for sentence in split(&said(&words, locale)) {
        shorten(&sentence, &mut sentences);
    }
    sentences
}

/// After a full stop, a question mark or an exclamation mark, where a new sentence begins with a large letter:
/// "kl. 13" and "t.ex. mamma" are no ends.
fn split(words: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut ended = false;
    for word in words.split(' ') {
        let begins = ended && word.chars().next().is_some_and(char::is_uppercase);
        ended = word.ends_with(['.', '?', '!', '…']);
        match sentences.last_mut() {
            Some(sentence) if !begins => {
                if !sentence.is_empty() {
                    sentence.push(' ');
                }
                sentence.push_str(word);
            }
            _ => sentences.push(word.to_owned()),
        }
    }
    sentences.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    sentences
}

/// Breaks a sentence that is too long, at a comma if there is one, else between two words.
fn shorten(sentence: &str, pieces: &mut Vec<String>) {
    let mut piece = String::new();
    for word in sentence.split(' ') {
        let length = piece.chars().count();
        if length > 0
            && (length + word.chars().count() >= LONGEST || (length > LONGEST / 2 && piece.ends_with(',')))
        {
            pieces.push(std::mem::take(&mut piece));
        }
        if !piece.is_empty() {
            piece.push(' ');
        }
        piece.push_str(word);
    }
    pieces.push(piece);
}

/// The words with their figures as they are said.
fn said(words: &str, locale: Locale) -> String {
    let signs: Vec<char> = words.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let rest = signs.get(at..).unwrap_or_default();
        let in_word = out.chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '+');
        let figures = if in_word { None } else { phone(rest).or_else(|| clock(rest, &out, locale)) };
        if let Some((length, figures)) = figures {
            out.push_str(&figures);
            at += length;
        } else {
            out.push(*sign);
            at += 1;
        }
        // "kl. 13.00" is "klockan 13".
        if locale == Locale::Sv && (out == "kl. " || out.ends_with(" kl. ")) {
            out.truncate(out.len() - "kl. ".len());
            out.push_str("klockan ");
        }
    }
    out
}

/// A telephone number, digit by digit with a pause where it is written in groups; 112 and 1177 as everybody
/// says them. How many signs it takes, and the words.
fn phone(signs: &[char]) -> Option<(usize, String)> {
    let is_part =
        |sign: &char| sign.is_ascii_digit() || matches!(sign, ' ' | '-' | '\u{2011}' | '\u{2013}' | '(' | ')');
    let plus = usize::from(signs.first() == Some(&'+'));
    let run = signs.iter().skip(plus).take_while(|sign| is_part(sign)).count() + plus;
    let number = signs.get(..run)?;
    let end = number.iter().rposition(char::is_ascii_digit)? + 1;
    let number = number.get(..end)?;
    let written: String = number.iter().collect();
    if signs.get(end).is_some_and(|after| after.is_alphanumeric()) {
        return None;
    }
    match &*written {
        "112" => return Some((end, "1 1 2".to_owned())),
        "1177" => return Some((end, "11 77".to_owned())),
        _ => {}
    }
    let digits = number.iter().filter(|sign| sign.is_ascii_digit()).count();
    let begins = plus == 1 || number.iter().find(|sign| **sign != '(') == Some(&'0');
    if !begins || !(6..=15).contains(&digits) {
        return None;
    }
    let spaced = |group: &str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let groups = written.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty());
    let said = groups.map(spaced).collect::<Vec<_>>().join(", ");
    Some((end, if plus == 1 { format!("plus {said}") } else { said }))
}

/// A Swedish clock time: "klockan 13" at the full hour, else with the sign that voices know.
fn clock(signs: &[char], before: &str, locale: Locale) -> Option<(usize, String)> {
    let hours = signs.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let [dot, tens, ones] = signs.get(hours..hours + 3)? else { return None };
    let ends = !signs.get(hours + 3).is_some_and(|after| after.is_alphanumeric());
    if locale != Locale::Sv || !(1..=2).contains(&hours) || *dot != '.' || !ends {
        return None;
    }
    let hour: String = signs.get(..hours)?.iter().collect();
    let minute: String = [tens, ones].into_iter().collect();
    if hour.parse::<u8>().ok()? > 23 || minute.parse::<u8>().ok()? > 59 {
        return None;
    }
    let words = match (&*minute, before.ends_with("klockan ")) {
        ("00", true) => hour.trim_start_matches('0').to_owned(),
        _ => format!("{hour}:{minute}"),
    };
    Some((hours + 3, if words.is_empty() { "0".to_owned() } else { words }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sv(line: &str) -> Vec<String> {
        of(line, Locale::Sv)
    }

    #[test]
    fn a_telephone_number_is_said_digit_by_digit() {
        assert_eq!(sv("Ring 070-123 45 67 på kvällen."), ["Ring 0 7 0, 1 2 3, 4 5, 6 7 på kvällen."]);
        assert_eq!(sv("+46 70 123 45 67"), ["plus 4 6, 7 0, 1 2 3, 4 5, 6 7"]);
        assert_eq!(sv("(08) 555 01 02"), ["0 8, 5 5 5, 0 1, 0 2"]);
        assert_eq!(of("Call 08-555 01 02.", Locale::En), ["Call 0 8, 5 5 5, 0 1, 0 2."]);
    }

    #[test]
    fn the_numbers_of_the_emergency_services_are_said_as_everybody_says_them() {
        assert_eq!(sv("1177, råd om vård"), ["11 77, råd om vård"]);
        assert_eq!(sv("Ring 112."), ["Ring 1 1 2."]);
    }

    #[test]
    fn other_figures_stay_as_they_are() {
        for line in [
            "Tisdag 24 november 2026",
            "2026-11-24",
            "Om 3 veckor",
            "7,5 av 10",
            "2 av 4",
            "B112 och 1120",
            "2–3 dagar",
        ] {
            assert_eq!(sv(line), [line]);
        }
    }

    #[test]
    fn a_clock_time_is_said_as_one() {
        assert_eq!(sv("Tisdag 24 november kl. 13.00"), ["Tisdag 24 november klockan 13"]);
        assert_eq!(sv("kl. 08.30"), ["klockan 08:30"]);
        assert_eq!(sv("Framme hos Anna 12 maj 13.05"), ["Framme hos Anna 12 maj 13:05"]);
        assert_eq!(sv("kl. 00.00"), ["klockan 0"]);
        assert_eq!(of("at 13:00", Locale::En), ["at 13:00"]);
    }

    #[test]
    fn a_line_is_said_sentence_by_sentence() {
        assert_eq!(
            sv("Jag sover.  Ring mig kl. 13 t.ex. hemma! Åker du?"),
            ["Jag sover.", "Ring mig klockan 13 t.ex. hemma!", "Åker du?"]
        );
        assert_eq!(sv(" \n – "), Vec::<String>::new());
        assert_eq!(sv("Hej \u{2068}مريم\u{2069}"), ["Hej مريم"]);
    }

    #[test]
    fn no_piece_is_longer_than_a_browser_says_whole_and_no_word_is_lost() {
        let long = "jag går ut en stund varje dag och tänker på annat, ".repeat(9);
        let pieces = sv(&long);
        assert!(pieces.iter().all(|piece| piece.chars().count() <= LONGEST), "{pieces:?}");
        assert_eq!(pieces.join(" "), long.trim());
    }
}
