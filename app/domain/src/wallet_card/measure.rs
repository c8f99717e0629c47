//! How much room words take on the card, in hundredths of a millimetre.
//!
//! Reckoned and not measured, so that phone and test agree and nothing has to be drawn first. It never
//! reckons with less than the browser takes: each letter is rounded up.
//! `style/components/wallet-card.css` prints in these sizes; a test holds the two together.

use super::{CardLine, CardPart, CardPrint};

/// The height inside the margins of a side: 54 mm less 3.5 above and below.
pub(super) const HEIGHT: u32 = 4_700;
/// The width inside the margins: 85.6 mm less 4 on each side; a little is kept for rounding.
const WIDTH: u32 = 7_700;
/// What stands before a line in a list: a number or a dash.
const INDENT: u32 = 450;
/// Under each line.
const GAP: u32 = 80;
/// Above a title.
const ABOVE: u32 = 100;

/// Her words, names and titles; and telephone numbers.
const LARGE: (u32, u32) = (400, 640);
const MIDDLE: (u32, u32) = (320, 500);
const SMALL: (u32, u32) = (270, 410);

impl CardPrint {
    const fn sizes(self) -> (u32, u32) {
        match self {
            Self::Large => LARGE,
            Self::Middle => MIDDLE,
            Self::Small => SMALL,
        }
    }

    /// The height of a title, or of her name.
    pub(super) fn title(self, words: &str) -> u32 {
        let (size, _) = self.sizes();
        ABOVE + rows(words, size, WIDTH) * row(size) + GAP
    }

    /// The height of a line.
    pub(super) fn line(self, line: &CardLine) -> u32 {
        let (size, number) = self.sizes();
        let is_listed = !matches!(line.part, CardPart::Well | CardPart::Helps);
        let width = if is_listed { WIDTH - INDENT } else { WIDTH };
        rows(&line.words, ordinary(size), width) * row(size)
            + rows(&line.number, number, width) * row(number)
            + GAP
    }
}

/// Letters that are not bold are narrower: as if they were so large.
const fn ordinary(size: u32) -> u32 {
    size * 96 / 100
}

/// The height of one row: a quarter more than its letters.
const fn row(size: u32) -> u32 {
    (size * 5).div_ceil(4)
}

/// How many rows a text takes; none if it is empty.
fn rows(text: &str, size: u32, width: u32) -> u32 {
    text.lines().map(|line| rows_of_one(line, size, width)).sum()
}

fn rows_of_one(line: &str, size: u32, width: u32) -> u32 {
    let wide = |sign: char| size * of_em(sign) / 100;
    let (mut rows, mut at) = (1, 0);
    for word in line.split_whitespace() {
        let gap = if at == 0 { 0 } else { wide(' ') };
        let whole: u32 = word.chars().map(wide).sum();
        if at + gap + whole <= width {
            at += gap + whole;
            continue;
        }
        if at > 0 {
            (rows, at) = (rows + 1, 0);
        }
        // A word that is longer than a row goes on in the next.
        for sign in word.chars() {
            if at + wide(sign) > width {
                (rows, at) = (rows + 1, 0);
            }
            at += wide(sign);
        }
    }
    rows
}

/// The width of a letter in hundredths of its size, as in Atkinson Hyperlegible Next at weight 650, rounded
/// up. What the font lacks is drawn in one that is not known here.
fn of_em(sign: char) -> u32 {
    match sign {
        '\'' | '|' | 'j' | '.' | ',' | ':' | ';' => 28,
        ' ' | '!' | 'i' | 'l' | '\u{2018}' | '\u{2019}' => 32,
        '(' | ')' | '[' | ']' | '{' | '}' | 'f' | 'r' | 't' | '-' | '`' => 38,
        'I' | '1' | '/' | '\\' | '"' | '_' => 44,
        'c' | 's' | 'v' | 'x' | 'y' | 'z' | '*' | '\u{2013}' => 54,
        'a' | 'e' | 'h' | 'k' | 'n' | 'o' | 'u' | '\u{e0}'..='\u{e5}' | '\u{e8}'..='\u{eb}' | '\u{f6}' => 58,
        'b' | 'd' | 'g' | 'p' | 'q' | '2' | '3' | 'E' | 'F' | 'J' | 'L' | 'T' => 60,
        '<' | '>' | '?' | '~' | '^' | '5' | '7' | '9' | 'B' | 'P' | 'S' | 'V' | 'Y' | 'Z' => 64,
        'A' | 'C' | 'K' | 'R' | 'X' | '+' | '=' | '0' | '4' | '6' | '8' | '\u{c0}'..='\u{c5}' => 68,
        'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | 'w' | '\u{d6}' | '&' | '#' | '$' | '\u{2026}' => 77,
        'm' | 'M' | 'W' | '@' => 90,
        _ if sign.is_alphabetic() => 105,
        _ => 130,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../../style/components/wallet-card.css");

    #[test]
    fn r83_the_style_prints_in_the_sizes_that_are_reckoned_with() {
        for (name, size) in [
            ("--words-large", LARGE.0),
            ("--number-large", LARGE.1),
            ("--words-middle", MIDDLE.0),
            ("--number-middle", MIDDLE.1),
            ("--words-small", SMALL.0),
            ("--number-small", SMALL.1),
            ("--indent", INDENT),
            ("--gap", GAP),
            ("--above", ABOVE),
        ] {
            let millimetres = format!("{name}: calc({}.{:02} * var(--mm));", size / 100, size % 100);
            assert!(STYLE.contains(&millimetres), "{millimetres}");
        }
        assert!(SMALL.0 * 72 >= 19_050, "at least 7.5 points");
    }

    #[test]
    fn r83_rows_are_counted_as_they_break() {
        assert_eq!(rows("", 300, 3_000), 0);
        assert_eq!(rows("aa aa", 300, 3_000), 1);
        assert_eq!(rows("aa\naa", 300, 3_000), 2);
        // 58 hundredths of 3 mm each: seventeen in 30 mm.
        assert_eq!((rows(&"a".repeat(17), 300, 3_000), rows(&"a".repeat(18), 300, 3_000)), (1, 2));
        assert_eq!(rows(&format!("a {}", "a".repeat(16)), 300, 3_000), 2, "a long word begins its own row");
    }

    #[test]
    fn r83_a_letter_that_the_font_lacks_takes_more_room_than_one_it_has() {
        assert!(of_em('\u{416}') > of_em('W') && of_em('\u{1f600}') > of_em('\u{416}'));
    }
}
