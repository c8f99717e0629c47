//! How long a locked copy stays open once its code has been given.
//!
//! Shutting is loading the page anew without what opens the copy: nothing that was read stays in memory. Where she
//! chose five minutes, a page that is loaded again within them opens by itself; what it needs for that stands in this
//! browser tab's own storage until she has been away too long, and then it goes.

use std::cell::Cell;
use std::time::Duration;

use domain::Timestamp;
use leptos::prelude::*;
use replica::{LockWhen, Replica};

use super::AppState;
use crate::browser;

/// Where the tab keeps what opens the copy, and when somebody last looked at it.
const KEPT: &str = "parmen.visit";

/// Away for so long, in milliseconds.
const AWAY: u64 = 5 * 60 * 1_000;

/// Set while the page is on its way to be shut; nothing is shown then (`style/components/shell.css`).
const SHUT: &str = "data-shut";

thread_local! {
    /// Since when nobody has looked at the page. Beside the state, which is handed around by value.
    static LEFT_AT: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// Opens a copy that an earlier page of this visit had open.
pub(super) async fn reopen(replica: &Replica) {
    let kept = browser::kept_in_visit(KEPT);
    let Some((seen, key)) = kept.as_deref().and_then(|kept| kept.split_once(' ')) else { return };
    if seen.parse().is_ok_and(|seen| !is_over(Timestamp::from_millis(seen), replica.now())) {
        // What it does not open asks for the code.
        let _ = replica.unlock_with(key).await;
    } else {
        browser::keep_in_visit(KEPT, None);
    }
}

fn is_over(seen: Timestamp, now: Timestamp) -> bool {
    now < seen || now.as_millis().abs_diff(seen.as_millis()) >= AWAY
}

/// Shuts the copy on this page at once.
pub(crate) fn shut() {
    browser::keep_in_visit(KEPT, None);
    browser::set_root_attribute(SHUT, Some(""));
    // Not while the page is being left: it is then shut when somebody comes back to it.
    set_timeout(browser::reload, Duration::ZERO);
}

impl AppState {
    /// Follows whether somebody looks at the page. Called once.
    pub(super) fn follow_visit(self) {
        for event in ["visibilitychange", "pagehide", "pageshow"] {
            let _ = window_event_listener_untyped(event, move |event| {
                if event.type_() == "pagehide" || !browser::is_looked_at() { self.left() } else { self.is_back() }
            });
        }
    }

    /// Somebody looks at the page: noted each minute, and when the copy is opened.
    pub(crate) fn note_visit(self) {
        if browser::root_attribute(SHUT).is_some() {
            return;
        }
        let replica = self.replica().filter(|replica| !replica.status().shut);
        let choice = self.lock.get_untracked();
        let key = replica.as_ref().and_then(Replica::visit_key);
        let stays = choice.is_some_and(|choice| choice.when == LockWhen::Away) && browser::is_looked_at();
        match (replica, key) {
            (Some(replica), Some(key)) if stays => {
                browser::keep_in_visit(KEPT, Some(&format!("{} {key}", replica.now().as_millis())));
            }
            (Some(_), _) if choice.is_none_or(|choice| choice.when != LockWhen::Away) => {
                browser::keep_in_visit(KEPT, None);
            }
            _ => {}
        }
    }

    fn left(self) {
        let Some(choice) = self.lock.get_untracked().filter(|_| self.is_unlocked()) else { return };
        match choice.when {
            LockWhen::AtOnce => shut(),
            LockWhen::Opening => {}
            LockWhen::Away => {
                let at = self.now();
                LEFT_AT.set(LEFT_AT.get().or(Some(at)));
                set_timeout(move || self.shut_if_away(), Duration::from_millis(AWAY));
            }
        }
    }

    fn is_back(self) {
        self.shut_if_away();
        LEFT_AT.set(None);
        self.note_visit();
    }

    fn shut_if_away(self) {
        let is_shutting = browser::root_attribute(SHUT).is_some();
        let is_away = LEFT_AT.get().is_some_and(|at| is_over(at, self.now())) && self.is_unlocked();
        if is_shutting || is_away {
            shut();
        }
    }

    /// The copy has a lock, and is open on this page.
    fn is_unlocked(self) -> bool {
        self.replica().is_some_and(|replica| replica.visit_key().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::{AWAY, is_over};
    use domain::Timestamp;

    #[test]
    fn a_visit_is_over_after_five_minutes_and_when_the_clock_has_gone_back() {
        let at = |ms: u64| Timestamp::from_millis(i64::try_from(ms).unwrap());
        assert!(!is_over(at(AWAY), at(AWAY)) && !is_over(at(AWAY), at(2 * AWAY - 1)));
        assert!(is_over(at(AWAY), at(2 * AWAY)) && is_over(at(AWAY), at(AWAY - 1)));
    }
}
