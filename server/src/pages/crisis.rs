//! The crisis page for whoever has no page of her own.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use domain::crisis_html::{self, CrisisWords};

use super::stored::Stored;
use super::{PagesError, hashes, shells};

/// "Om jag mår sämre" for whoever has no page of her own: 112, 1177 and a word of what to do (R82).
pub(crate) async fn general(words: &CrisisWords<'_>) -> Result<Stored, PagesError> {
    let policy = crisis_html::content_security_policy(&hashes::sha256(crisis_html::STYLE));
    let page = shells::finish(crisis_html::general(words), "crisis").await?;
    Ok(page.header(CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy)?))
}

#[cfg(test)]
mod tests {
    use super::{crisis_html, hashes};

    // The phone cannot hash; what it puts in the policy of her own page has to be right when it is built.
    #[test]
    fn the_hash_that_phones_carry_is_that_of_the_style() {
        assert_eq!(crisis_html::STYLE_HASH, hashes::sha256(crisis_html::STYLE));
    }
}
