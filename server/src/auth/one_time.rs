//! One-time codes from an app (TOTP, RFC 6238), and recovery codes on paper.
//!
//! Six digits, SHA-1 and half a minute, because that is what every app can do; a code of the half minute before or after
//! is taken, too, as clocks differ. That each is taken once is the store's part.

use domain::Timestamp;
use totp_rs::{Algorithm, Builder, Totp};

use crate::clock::{Clock, NoChance};

/// What RFC 4226 recommends for a secret.
pub(crate) const SECRET_BYTES: usize = 20;

/// How many codes there are on the paper.
pub(crate) const RECOVERY_CODES: usize = 10;

/// Without those that are taken for one another: 32 signs, so a byte's low five bits choose each alike.
const SIGNS: [char; 32] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y',
    'z', '2', '3', '4', '5', '6', '7', '8', '9', '0',
];

/// How the app names it.
const ISSUER: &str = "Pärmen";

/// What makes the codes of one account.
pub(crate) struct OneTime(Totp);

impl OneTime {
    /// From its secret. `None` if that is none.
    pub(crate) fn new(secret: &[u8], username: &str) -> Option<Self> {
        // A colon ends the issuer in such an address.
        let name = username.replace(':', " ");
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1);
        let builder = builder.with_step_duration(30).with_secret(secret).with_account_name(name);
        builder.with_issuer(Some(ISSUER)).build().ok().map(Self)
    }

    /// Which half minute since 1970 a code belongs to, if it is one of now.
    pub(crate) fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(now.as_millis().div_euclid(1_000)).ok()?;
        i64::try_from(self.0.check(code, seconds)?).ok()
    }

    /// The key, to type.
    pub(crate) fn key(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The same as an address, for a QR code.
    pub(crate) fn address(&self) -> Option<String> {
        self.0.to_url().ok()
    }
}

/// What somebody typed as a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Typed {
    /// Six digits.
    OneTime(String),
    /// Anything else.
    Recovery(String),
}

impl Typed {
    /// Spaces, hyphens and capitals mean nothing, and an o is a nought.
    pub(crate) fn read(text: &str) -> Self {
        let is_noise = |sign: char| sign.is_whitespace() || sign == '-';
        let plain: String = text.chars().filter(|sign| !is_noise(*sign)).collect::<String>().to_lowercase();
        let is_one_time = plain.len() == 6 && plain.bytes().all(|sign| sign.is_ascii_digit());
        if is_one_time { Self::OneTime(plain) } else { Self::Recovery(plain.replace('o', "0")) }
    }
}

/// New codes for the paper, as they are stored: 50 bits each.
///
/// # Errors
/// [`NoChance`] if there is none to be had.
pub(crate) fn recovery_codes(clock: &Clock) -> Result<Vec<String>, NoChance> {
    let one = || {
        let bytes = clock.bytes::<10>()?;
        Ok(bytes.iter().filter_map(|byte| SIGNS.get(usize::from(byte & 31))).collect())
    };
    std::iter::repeat_with(one).take(RECOVERY_CODES).collect()
}

/// As it is printed.
pub(crate) fn printed(code: &str) -> String {
    let half = |from: usize| code.chars().skip(from).take(5).collect::<String>();
    format!("{}-{}", half(0), half(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret "12345678901234567890" at 59 seconds is 94287082, of which six digits are shown.
    #[test]
    fn the_standards_own_example() {
        let made = OneTime::new(b"12345678901234567890", "anna").unwrap();
        let at = |seconds: i64| Timestamp::from_millis(seconds * 1_000);
        assert_eq!(made.step_of("287082", at(59)), Some(1));
        assert_eq!(made.step_of("287082", at(89)), Some(1), "the half minute before");
        assert_eq!(made.step_of("287082", at(90)), None, "two before");
        assert_eq!(made.step_of("287083", at(59)), None);
    }

    #[test]
    fn an_app_reads_the_address() {
        let address = OneTime::new(&[7; SECRET_BYTES], "anna:b").unwrap().address().unwrap();
        let secret = "A4DQOBYHA4DQOBYHA4DQOBYHA4DQOBYH";
        assert_eq!(address, format!("otpauth://totp/P%C3%A4rmen:anna%20b?secret={secret}&issuer=P%C3%A4rmen"));
    }

    #[test]
    fn spaces_hyphens_and_capitals_mean_nothing() {
        assert_eq!(Typed::read(" 123 456"), Typed::OneTime("123456".to_owned()));
        assert_eq!(Typed::read("ABCOE-fghjk "), Typed::Recovery("abc0efghjk".to_owned()));
    }

    #[test]
    fn ten_codes_that_are_not_alike() {
        let codes = recovery_codes(&Clock::system()).unwrap();
        let unlike: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!((codes.len(), unlike.len()), (10, 10));
        assert!(codes.iter().all(|code| code.chars().count() == 10 && printed(code).len() == 11));
    }
}
