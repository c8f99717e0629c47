//! "Det här är krångligt": one tap, kept on the device until it is sent.
//!
//! What is kept, and what is sent, is the page's address without what varies, the day, and the version of the app.
//! A tap waits a moment so that it can be taken back, and without network until there is some. An id that chance made
//! for it goes with it, so that it counts once when the answer is lost and it is sent again.

use std::time::Duration;

use domain::Timestamp;
use domain::api::FeedbackRequest;
use leptos::prelude::*;

use crate::state::AppState;
use crate::{browser, paths};

/// Where the device keeps its taps: followed by the day and the page.
const KEPT: &str = "parmen.feedback.";

/// What is kept of a tap that has been sent.
const SENT: &str = "sent";

/// How long a tap can be taken back.
pub(crate) const UNDO: Duration = Duration::from_secs(10);

/// How it stands with the tap of one page and day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tap {
    /// There is none.
    None,
    /// On the device only.
    Waits,
    /// It has been counted.
    Sent,
}

/// A page of the app that can be said to be hard to use, as the address has it.
pub(crate) fn page_of(path: &str) -> Option<&'static str> {
    paths::SHELLS.iter().copied().find(|page| *page == path)
}

fn key(app: AppState, page: &str) -> String {
    format!("{KEPT}{}.{page}", app.now().iso_day())
}

/// How it stands with the tap of today.
pub(crate) fn tap_of(app: AppState, page: &str) -> Tap {
    match browser::wish(&key(app, page)).as_deref() {
        None => Tap::None,
        Some(SENT) => Tap::Sent,
        Some(_) => Tap::Waits,
    }
}

/// Keeps the tap, and sends it when it can no longer be taken back.
pub(crate) fn keep(app: AppState, page: &str) {
    let Some(replica) = app.replica() else { return };
    let tap = format!("{} {}", app.now().as_millis(), replica.new_token());
    browser::keep_wish(&key(app, page), Some(&tap));
    set_timeout(move || browser::spawn(send(app)), UNDO + Duration::from_millis(50));
}

/// Takes it back, if it has not been sent.
pub(crate) fn take_back(app: AppState, page: &str) {
    if tap_of(app, page) == Tap::Waits {
        browser::keep_wish(&key(app, page), None);
    }
}

/// Sends what has waited long enough, in every browser tab alike: what one has sent another does not.
pub(crate) async fn send(app: AppState) {
    let Some(replica) = app.replica() else { return };
    let today = format!("{KEPT}{}.", app.now().iso_day());
    let mut has_sent = false;
    for name in browser::wishes(KEPT) {
        let Some((day, page)) = name.strip_prefix(KEPT).and_then(|rest| rest.split_once('.')) else { continue };
        let kept = browser::wish(&name).unwrap_or_default();
        if kept == SENT {
            // Only today's keeps a second tap from being one.
            if !name.starts_with(&today) {
                browser::keep_wish(&name, None);
            }
            continue;
        }
        // What an app of before has kept has no id.
        let (at, id) = kept.split_once(' ').map_or((&*kept, None), |(at, id)| (at, Some(id.to_owned())));
        let tapped = at.parse().map(Timestamp::from_millis).unwrap_or_default();
        let age = app.now().as_millis().saturating_sub(tapped.as_millis());
        if i128::from(age) < i128::try_from(UNDO.as_millis()).unwrap_or_default() {
            continue;
        }
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let request = FeedbackRequest { page: page.to_owned(), day: day.to_owned(), version, id };
        // Before the answer, so that no other browser tab sends it too.
        browser::keep_wish(&name, Some(SENT));
        // What the server does not take it will not take tomorrow either.
        if replica.send_feedback(&request).await.is_err_and(|error| error.is_retryable()) {
            browser::keep_wish(&name, Some(&kept));
        } else {
            has_sent = true;
        }
    }
    if has_sent {
        // A page that shows how far a tap has come looks again.
        app.status.update(|_| ());
    }
}
