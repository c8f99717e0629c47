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

/// Hashes a new password. `salt` is from the clock, the only source of chance.
///
/// # Errors
/// [`Error`] if the password cannot be hashed.
pub fn hash(password: &str, salt: [u8; 16]) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt)?;
    Ok(hash.to_string())
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
    async fn nobodys_hash_is_one_and_no_password_is_right_for_it() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!is_right(String::new(), None).await);
    }
}
