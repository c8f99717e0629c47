//! The Content-Security-Policies of what is not a shell.

/// The policy of a related person's page: its style, its form and the worker that keeps a copy.
pub(crate) const RELATED: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// The policy of a page of words with the app's style and nothing else.
pub(crate) const PLAIN: &str = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// The policy of the service worker, which fetches what it keeps.
pub(crate) const WORKER: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
     frame-ancestors 'none'";
