//! The passing of time, for what a page says about it: "Nästa möte", "Om 3 veckor", "Idag".
//!
//! A page is told when a minute begins, as long as somebody looks at it, and when she comes back to it. What
//! only depends on the day is told once a day, so that a list of hundreds sleeps through the minutes. Nothing
//! that is being written in follows either: a field does not change because the clock does.

use std::time::Duration;

use domain::Timestamp;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::AppState;
use crate::browser;

/// In milliseconds.
const MINUTE: i64 = 60_000;

/// What beats, and what makes it beat.
#[derive(Clone, Copy, Default)]
pub(crate) struct Minutes {
    minute: RwSignal<i64>,
    day: RwSignal<(i16, i8, i8)>,
    next: StoredValue<Option<TimeoutHandle>>,
}

impl AppState {
    /// What the clock shows, read again each minute.
    pub(crate) fn clock(self) -> Timestamp {
        self.minutes.minute.track();
        self.now()
    }

    /// The same for what only depends on the day, read again when another one begins.
    pub(crate) fn today(self) -> Timestamp {
        self.minutes.day.track();
        self.now()
    }

    /// Begins to follow the clock. Called once, when the copy is open.
    pub(super) fn follow_minutes(self) {
        window_event_listener(leptos::ev::visibilitychange, move |_| self.look_at_the_clock());
        window_event_listener(leptos::ev::pageshow, move |_| self.look_at_the_clock());
        self.look_at_the_clock();
    }

    /// Tells the pages what has changed, and looks again when the next minute begins.
    fn look_at_the_clock(self) {
        let Minutes { minute, day, next } = self.minutes;
        if let Some(waits) = next.try_update_value(Option::take).flatten() {
            waits.clear();
        }
        if !browser::is_looked_at() {
            return;
        }
        let (now, today) = (self.now().as_millis(), self.now().local());
        let this = now.div_euclid(MINUTE);
        if minute.get_untracked() != this {
            minute.set(this);
        }
        let today = (today.year, today.month, today.day);
        if day.get_untracked() != today {
            day.set(today);
        }
        let left = u64::try_from(MINUTE - now.rem_euclid(MINUTE)).unwrap_or_default();
        let again = move || self.look_at_the_clock();
        next.set_value(set_timeout_with_handle(again, Duration::from_millis(left)).ok());
    }
}
