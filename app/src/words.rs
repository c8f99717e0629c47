//! Which language the screen speaks, and the way to a sentence.
//!
//! The language is fixed while a page lives: changing it stores the choice and loads the page anew, so
//! no sentence needs to be reactive. On the server it is a context of the render; in the browser it is
//! what `<html lang>` says.

use domain::Locale;
use domain::crisis_html::CrisisWords;

use crate::i18n::Locale as Spoken;

/// A sentence from `locales/` in the reader's language: `say!(home.greeting, name = "Maja")`.
macro_rules! say {
    ($($key:tt)*) => {
        leptos_i18n::td_string!($crate::words::spoken(), $($key)*)
    };
}

#[cfg(target_arch = "wasm32")]
static ENGLISH: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// Reads the language off the page; called once, before the first view is made.
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
pub(crate) fn take_language_from_page() {
    let english = crate::browser::page_language().as_deref() == Some("en");
    ENGLISH.store(english, std::sync::atomic::Ordering::Relaxed);
}

/// The language of the screen.
#[cfg(target_arch = "wasm32")]
pub(crate) fn locale() -> Locale {
    if ENGLISH.load(std::sync::atomic::Ordering::Relaxed) { Locale::En } else { Locale::Sv }
}

/// The language of the screen.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn locale() -> Locale {
    leptos::prelude::use_context::<Locale>().unwrap_or_default()
}

/// The language as the sentences know it.
pub(crate) fn spoken() -> Spoken {
    spoken_in(locale())
}

const fn spoken_in(locale: Locale) -> Spoken {
    match locale {
        Locale::Sv => Spoken::sv,
        Locale::En => Spoken::en,
    }
}

/// The sentences of the crisis page.
#[must_use]
pub fn crisis_words(locale: Locale) -> CrisisWords<'static> {
    use leptos_i18n::td_string;
    let l = spoken_in(locale);
    CrisisWords {
        lang: locale.tag(),
        title: td_string!(l, crisis.title),
        back: td_string!(l, crisis.back),
        well: td_string!(l, crisis.well),
        helps: td_string!(l, crisis.helps),
        mine: td_string!(l, crisis.mine),
        others: td_string!(l, crisis.others),
        call: td_string!(l, crisis.call),
        general: td_string!(l, crisis.general),
        advice: td_string!(l, crisis.advice),
        emergency: td_string!(l, crisis.emergency),
        signs: td_string!(l, crisis.signs),
        nobody_reads: td_string!(l, crisis.nobody_reads),
    }
}
