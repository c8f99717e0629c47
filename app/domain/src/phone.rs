//! Telephone numbers: any format is kept as typed; only the link that dials is cleaned.

/// What goes behind `tel:`: digits and a leading plus. `None` if there is nothing to dial.
#[must_use]
pub fn dial(number: &str) -> Option<String> {
    let mut out = String::new();
    let number = number.trim();
    // "+46 (0)70-123 45 67": the zero is for calls within the country.
    let number = if number.starts_with('+') { number.replace("(0)", "") } else { number.to_owned() };
    for sign in number.chars() {
        match sign {
            '+' if out.is_empty() => out.push('+'),
            digit if digit.is_ascii_digit() => out.push(digit),
            // "070-123 45 67 (kvällar)", "070-123 45 67 / 08-555 01 02", "070-123 45 67 eller …": the
            // first number ends where words, or a second number, begin.
            '(' | '/' | ',' | ';' | '+' | '\n' if out.len() >= 5 => break,
            letter if letter.is_alphabetic() && out.len() >= 5 => break,
            _ => {}
        }
    }
    out.bytes().any(|byte| byte.is_ascii_digit()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_format_can_be_dialled() {
        assert_eq!(dial("070-123 45 67").as_deref(), Some("0701234567"));
        assert_eq!(dial("+46 70 123").as_deref(), Some("+4670123"));
        assert_eq!(dial("08 555 01 02 (kvällar 2)").as_deref(), Some("085550102"));
        assert_eq!(dial("+46 (0)70-123 45 67").as_deref(), Some("+46701234567"));
        assert_eq!(dial("(08) 555 01 02").as_deref(), Some("085550102"));
        assert_eq!(dial("mobil 070\u{2013}123 45 67").as_deref(), Some("0701234567"));
        assert_eq!(dial("vet inte"), None);
    }

    #[test]
    fn of_two_numbers_in_one_line_the_first_is_dialled() {
        for line in [
            "070-123 45 67 / 08-555 01 02",
            "070-123 45 67, 08-555",
            "070-123 45 67 eller 08-555",
            "0701234567 +46 8 555",
            "070-123 45 67 ankn 12",
            "070-123 45 67\n08-555",
        ] {
            assert_eq!(dial(line).as_deref(), Some("0701234567"), "{line}");
        }
    }

    #[test]
    fn nothing_but_digits_and_a_leading_plus_ever_reaches_the_link() {
        assert_eq!(dial("\"><script>alert(1)</script>070").as_deref(), Some("1070"));
        assert_eq!(dial("+"), None);
    }
}
