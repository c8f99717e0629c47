//! Pages of words without the app: the document around them, and the page for an address that does not
//! exist.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use domain::Locale;
use domain::crisis_html::escape;

use super::csp;
use super::stored::Stored;
use super::words::words;

/// Nothing at this address, said calmly, with two ways on.
pub(crate) fn lost(locale: Locale, css: &str) -> Stored {
    let words = words(locale);
    let body = format!(
        "<main class=\"page__main related__main\"><h1 class=\"page__title\">{}</h1><p class=\"page__lede\">{}</p>\
         <div class=\"button-stack\"><a class=\"button\" href=\"/\">{}</a>\
         <a class=\"button button--quiet\" href=\"/om-jag-mar-samre\">{}</a></div></main>",
        words.lost_title, words.lost_text, words.home, words.worse
    );
    Stored::new("text/html; charset=utf-8", document(locale, words.lost_title, css, "", &body))
        .header(CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp::PLAIN))
}

/// The document around a page of words. `title` and `css` are escaped, `head` and `body` are HTML.
pub(crate) fn document(locale: Locale, title: &str, css: &str, head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex, nofollow\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"{css}\">{head}</head>\
         <body class=\"related\">{body}</body></html>",
        lang = locale.tag(),
        title = escape(title),
        css = escape(css),
    )
}
