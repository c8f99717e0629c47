//! The Content-Security-Policy of a shell, by the hashes of its inline scripts, so that no nonce is needed
//! and the page can be cached (design §7).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The base64 SHA-256 of a text, as a policy names it.
pub(crate) fn sha256(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// The contents of a page's inline scripts, in order.
pub(crate) fn inline_scripts(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once("</script>") else {
            break;
        };
        if !attributes.split_ascii_whitespace().any(|name| name.starts_with("src=")) {
            found.push(content);
        }
        rest = after;
    }
    found
}

/// The policy of a shell. `boot.js` makes the one Trusted Types policy, `default`.
pub(crate) fn shell(html: &str) -> String {
    let mut hashes: Vec<String> =
        inline_scripts(html).into_iter().map(|script| format!(" 'sha256-{}'", sha256(script))).collect();
    hashes.sort_unstable();
    hashes.dedup();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types default",
        hashes.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_hashed_and_others_are_not() {
        let html =
            "<script type=\"module\" src=\"/boot.js\"></script><p></html><script>a=1</script><script>b</script>";
        assert_eq!(inline_scripts(html), ["a=1", "b"]);
        let policy = shell(html);
        assert!(policy.contains(&format!("'sha256-{}'", sha256("a=1"))), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }
}
