//! A way in for the owner's phone: a link with a secret, and eight digits to read out.

use domain::consent::Access;

use crate::keys::hash_token;
use crate::state::AppState;
use crate::store::{NewPairing, StoreError};
use domain::Timestamp;

/// How long a way in works.
const MINUTES: i64 = 10;

/// How often to draw another code if one is in use.
const CODE_TRIES: usize = 5;

/// A link and a code; both open the pärm once.
pub struct WayIn {
    /// The link: the secret is in the fragment, which browsers never send.
    pub link: String,
    /// Eight digits.
    pub code: String,
    /// When both stop working.
    pub expires_at: Timestamp,
}

/// Makes a way in; the one before ends.
///
/// # Errors
/// [`StoreError`] if it cannot be stored, or if each code that was drawn is in use.
pub async fn way_in(state: &AppState, access: &Access) -> Result<WayIn, StoreError> {
    let secret = state.clock().token()?;
    let expires_at = state.clock().now().plus_minutes(MINUTES);
    let mut tries = 0;
    loop {
        let code = state.clock().digits()?;
        let code_hash = code_hash(state, &code);
        let pairing = NewPairing { secret_hash: hash_token(&secret), code_hash, expires_at };
        tries += 1;
        match state.store().start_pairing(access, &pairing).await {
            Ok(()) => return Ok(WayIn { link: format!("{}/para#{secret}", state.origin()), code, expires_at }),
            Err(StoreError::Taken { .. }) if tries < CODE_TRIES => {}
            Err(error) => return Err(error),
        }
    }
}

/// What is kept of a code.
pub(crate) fn code_hash(state: &AppState, digits: &str) -> String {
    state.store().keys().blind("pairing-code", digits)
}
