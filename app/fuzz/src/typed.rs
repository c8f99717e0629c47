//! Short texts that a browser or a link brings, and one line of the live stream.

use domain::api::LiveEvent;
use domain::wallet_card::CardTicks;
use domain::{BinderTab, Locale, Timestamp};

use crate::read;

/// One of them.
///
/// # Panics
/// If something is read as what it does not say.
pub fn typed(bytes: &[u8]) {
    let _: Option<LiveEvent> = read(bytes);
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Some(locale) = Locale::parse(text) {
        assert!(text.to_ascii_lowercase().starts_with(locale.tag()), "{text:?} is taken for {}", locale.tag());
    }
    if let Some(tab) = BinderTab::parse(text) {
        assert_eq!(tab.as_str(), text);
    }
    if let Some(day) = Timestamp::from_iso_day(text) {
        assert_eq!(Timestamp::from_iso_day(&day.iso_day()), Some(day), "{text:?}");
        assert_eq!(day.plus_months(1).plus_days(1).local().minute, day.local().minute, "{text:?}");
    }
    let mut ticks = CardTicks::read(text);
    let had = ticks.has_name();
    ticks.set_name(!had);
    assert_ne!(ticks.has_name(), had, "{text:?}");
}
