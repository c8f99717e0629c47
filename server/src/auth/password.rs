//! Passwords of local accounts: argon2id, off the threads that answer requests, and not many at once.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

/// Each takes 19 MiB while it lasts.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Nobody's password, hashed with the same cost: an unknown account takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5MQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The shortest password.
pub const SHORTEST: usize = 12;

/// So many letters and digits of it are nobody's name and none of these words.
const OWN_SHORTEST: usize = 6;

/// What anybody would try here.
const EVERYBODYS: [&str; 6] = ["pärmen", "parmen", "samordnare", "lösenord", "losenord", "password"];

/// Why a new password is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Weak {
    /// It is too short.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// Many others have thought of it, or it is made of what everybody knows of its owner.
    #[error("this password is soon guessed: take some words that do not belong together")]
    Common,
}

/// Whether a password may be somebody's. `known` is what others know of her: names of hers and her unit.
///
/// # Errors
/// [`Weak`] says why not.
pub async fn is_strong(password: String, known: Vec<String>) -> Result<(), Weak> {
    if password.chars().count() < SHORTEST {
        return Err(Weak::Short);
    }
    let Ok(_turn) = AT_ONCE.acquire().await else { return Err(Weak::Common) };
    let work = move || {
        let words = known.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase);
        let known: Vec<String> = words.chain(EVERYBODYS.map(str::to_owned)).collect();
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        // What is left of it without the words that anybody would try first.
        let own = known
            .iter()
            .filter(|word| word.chars().count() > 2)
            .fold(password.to_lowercase(), |left, word| left.replace(word.as_str(), ""));
        own.chars().filter(|sign| sign.is_alphanumeric()).count() >= OWN_SHORTEST
            && zxcvbn::zxcvbn(&password, &names).score() >= zxcvbn::Score::Three
    };
    let is_strong = tokio::task::spawn_blocking(work).await.unwrap_or(false);
    if is_strong { Ok(()) } else { Err(Weak::Common) }
}

/// Hashes a new password. `salt` is from the clock, the only source of chance.
///
/// # Errors
/// [`Error`] if the password cannot be hashed.
pub fn hash(password: &str, salt: [u8; 16]) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt)?;
    Ok(hash.to_string())
}

/// As [`hash`], off the threads that answer requests.
///
/// # Errors
/// [`Error`] if the password cannot be hashed.
pub async fn make(password: String, salt: [u8; 16]) -> Result<String, Error> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Error::Crypto)?;
    tokio::task::spawn_blocking(move || hash(&password, salt)).await.map_err(|_| Error::Crypto)?
}

/// Whether a password is the account's. Without an account the same work is done in vain.
pub async fn is_right(password: String, hash: Option<String>) -> bool {
    let Ok(_turn) = AT_ONCE.acquire().await else {
        return false;
    };
    let work = move || {
        let known = hash.is_some();
        let Ok(hash) = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY)) else {
            return false;
        };
        Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_and_no_other() {
        let hashed = hash("rätt lösen", [1; 16]).unwrap();
        assert!(is_right("rätt lösen".to_owned(), Some(hashed.clone())).await);
        assert!(!is_right("fel lösen".to_owned(), Some(hashed)).await);
    }

    #[tokio::test]
    async fn what_many_have_thought_of_is_no_password() {
        let known = vec!["Anna Berg".to_owned(), "Psykosvård Öster".to_owned()];
        let judge = async |password: &str| is_strong(password.to_owned(), known.clone()).await;
        assert_eq!(judge("kort lösen").await, Err(Weak::Short));
        for common in [
            "password1234",
            "qwertyuiop123",
            "aaaaaaaaaaaa",
            "AnnaBergAnnaBerg",
            "bergÖSTERanna",
            "anna-berg-2026",
            "lösenord2026!",
        ] {
            assert_eq!(judge(common).await, Err(Weak::Common), "{common}");
        }
        assert_eq!(judge("gröt under tre lindar").await, Ok(()));
        let longest = "gröt ".repeat(40);
        assert_eq!(judge(&longest).await, Err(Weak::Common));
    }

    #[tokio::test]
    async fn nobodys_hash_is_one_and_no_password_is_right_for_it() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!is_right(String::new(), None).await);
    }
}
