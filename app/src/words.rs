//! Which language the screen speaks, and the way to a sentence.
//!
//! The language is fixed while a page lives: changing it stores the choice and loads the page anew, so
//! no sentence needs to be reactive. On the server it is a context of the render; in the browser it is
//! what `<html lang>` says.

use domain::Locale;
use domain::crisis_html::CrisisWords;

use crate::i18n::Locale as Spoken;

/// A sentence from `locales/` in the reader's language: `say!(home.greeting, name = "Maja")`.
///
/// What is put into a sentence is kept apart from it where it is written from right to left.
macro_rules! say {
    ($($key:ident).+ $(, $name:ident = $value:expr)* $(,)?) => {
        leptos_i18n::td_string!(
            $crate::words::spoken(), $($key).+ $(, $name = $crate::words::Said::said($value))*
        )
    };
}

/// Something that is put into a sentence.
pub(crate) trait Said {
    /// What stands in the sentence.
    type Words;

    /// The same, so that it turns no sign of the sentence around it.
    fn said(self) -> Self::Words;
}

impl Said for String {
    type Words = Self;

    fn said(self) -> Self {
        isolated(self)
    }
}

impl Said for &str {
    type Words = String;

    fn said(self) -> String {
        isolated(self.to_owned())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Said for $number {
            type Words = Self;

            fn said(self) -> Self {
                self
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

/// Words with a letter that is written from right to left get Unicode's isolates around them; all others are
/// left as they are.
fn isolated(words: String) -> String {
    let is_turned = |sign: char| matches!(sign, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if words.contains(is_turned) { format!("\u{2068}{words}\u{2069}") } else { words }
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

/// A name that a full stop comes after: "Den hör till Maja L." has one.
pub(crate) fn before_stop(name: &str) -> &str {
    name.trim_end().trim_end_matches('.')
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
        somebody: td_string!(l, common.somebody),
        call: td_string!(l, crisis.call),
        general: td_string!(l, crisis.general),
        advice: td_string!(l, crisis.advice),
        emergency: td_string!(l, crisis.emergency),
        signs: td_string!(l, crisis.signs),
        nobody_reads: td_string!(l, crisis.nobody_reads),
    }
}

#[cfg(test)]
mod tests {
    use super::{before_stop, isolated};

    #[test]
    fn only_words_from_right_to_left_are_kept_apart() {
        assert_eq!(isolated("Åsa Öberg".to_owned()), "Åsa Öberg");
        assert_eq!(isolated("مريم".to_owned()), "\u{2068}مريم\u{2069}");
        assert_eq!(isolated("070-1 שרה".to_owned()), "\u{2068}070-1 שרה\u{2069}");
    }

    #[test]
    fn a_name_that_ends_with_a_full_stop_brings_no_second_one() {
        assert_eq!(format!("Den hör till {}.", before_stop("Maja L.")), "Den hör till Maja L.");
        assert_eq!(before_stop("Bo Ek"), "Bo Ek");
    }
}
