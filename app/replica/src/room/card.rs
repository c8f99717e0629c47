//! What stands on the card: the secret in 32 signs, eight groups of four, with check signs of its own.
//!
//! Bech32m and not a list of words: the well-kept word lists (BIP 39) have no Swedish one, and a tired person
//! copies eight short groups with fewer errors than twelve words of a foreign language. Its alphabet
//! leaves out what looks alike, case does not matter, and up to four wrong signs are always noticed.

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32m, Hrp};

/// 128 bits: what nobody can guess, and somebody can still write off.
pub(super) const SECRET_BYTES: usize = 16;

/// Says that it is a card of a pärm; with the "1" that bech32 puts after it.
const PREFIX: &str = "parm";

/// How many signs a person writes off.
const SIGNS: usize = 32;

/// A secret as it stands on the card: `ABCD-EFGH-…`.
pub(super) fn text(secret: [u8; SECRET_BYTES]) -> Option<String> {
    let whole = bech32::encode_upper::<Bech32m>(Hrp::parse(PREFIX).ok()?, &secret).ok()?;
    let signs: Vec<char> = whole.chars().skip(PREFIX.len() + 1).collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    Some(groups.join("-"))
}

/// The secret on a card, however it was typed.
pub(super) fn read(typed: &str) -> Option<[u8; SECRET_BYTES]> {
    let signs: String = typed.chars().filter(char::is_ascii_alphanumeric).map(meant).collect();
    let signs = signs.strip_prefix("parml").filter(|rest| rest.len() == SIGNS).unwrap_or(&signs);
    if signs.len() != SIGNS {
        return None;
    }
    let whole = format!("{PREFIX}1{signs}");
    let read = CheckedHrpstring::new::<Bech32m>(&whole).ok()?;
    read.byte_iter().collect::<Vec<u8>>().try_into().ok()
}

/// Signs that are not on any card are taken for the one they look like.
fn meant(sign: char) -> char {
    match sign.to_ascii_lowercase() {
        'o' => '0',
        'i' | '1' => 'l',
        'b' => '8',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; SECRET_BYTES] = [0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238, 255];

    #[test]
    fn a_card_is_eight_groups_of_four_and_reads_as_what_it_was_made_of() {
        let text = text(SECRET).unwrap();
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert_eq!(read(&text), Some(SECRET));
        // Printed cards are never made anew: this one must always read.
        assert_eq!(text, CARD);
    }

    const CARD: &str = "QQGJ-YV6Y-24N8-0ZYE-42AU-EH0W-LUQS-Z2XM";

    #[test]
    fn it_may_be_typed_in_any_way() {
        let text = text(SECRET).unwrap();
        for typed in
            [text.to_lowercase(), text.replace('-', " "), text.replace('-', ""), format!(" PARM1{text}\n")]
        {
            assert_eq!(read(&typed), Some(SECRET), "{typed}");
        }
        assert_eq!(read(&text.replace('0', "o").replace('L', "1").replace('8', "B")), Some(SECRET));
    }

    #[test]
    fn a_wrong_or_missing_sign_is_noticed_wherever_it_stands() {
        let text = text(SECRET).unwrap();
        assert_eq!(read(""), None);
        for (at, sign) in text.char_indices().filter(|(_, sign)| *sign != '-') {
            let with = |other: &str| {
                let mut typed = text.clone();
                typed.replace_range(at..=at, other);
                read(&typed)
            };
            assert_eq!(with(if sign == 'Q' { "P" } else { "Q" }), None, "{at}");
            assert_eq!(with(""), None, "{at}");
        }
    }

    #[test]
    fn two_signs_in_each_others_place_are_noticed() {
        let text = text(SECRET).unwrap().replace('-', "");
        for at in 0..text.len() - 1 {
            let mut signs: Vec<char> = text.chars().collect();
            if signs[at] != signs[at + 1] {
                signs.swap(at, at + 1);
                assert_eq!(read(&signs.iter().collect::<String>()), None, "{at}");
            }
        }
    }
}
