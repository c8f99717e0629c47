//! Which language a page is in: the cookie `lang`, set in the settings, else what the browser asks for.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use domain::Locale;

/// The languages that shells are rendered in.
pub(crate) const LOCALES: [Locale; 2] = [Locale::Sv, Locale::En];

/// The language of the answer to a request with these headers.
pub(crate) fn chosen(request: &HeaderMap) -> Locale {
    cookie(request).or_else(|| accepted(request)).unwrap_or_default()
}

fn cookie(request: &HeaderMap) -> Option<Locale> {
    let values = request.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == "lang").and_then(|(_, tag)| Locale::parse(tag))
}

/// The first language in the list that we speak; browsers list them in order of preference.
fn accepted(request: &HeaderMap) -> Option<Locale> {
    let list = request.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    list.split(',').find_map(|offer| {
        let tag = offer.split(';').next()?.trim();
        Locale::parse(&tag.split('-').next()?.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(accept: &'static str, cookie: Option<&'static str>) -> Locale {
        let mut headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(accept))]);
        cookie.map(|cookie| headers.insert(COOKIE, HeaderValue::from_static(cookie)));
        chosen(&headers)
    }

    #[test]
    fn her_own_choice_comes_before_the_browsers() {
        assert_eq!(asked("en-GB,en;q=0.9", None), Locale::En);
        assert_eq!(asked("en-GB,en;q=0.9", Some("a=b; lang=sv")), Locale::Sv);
        assert_eq!(asked("fi, sv-SE;q=0.5", None), Locale::Sv);
        assert_eq!(asked("ar", Some("lang=xx")), Locale::Sv);
    }
}
