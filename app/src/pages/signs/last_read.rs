//! "Senast genomläst": when the resource group last read the warning signs through, and what came of it
//! (R86).

use crate::lean::{memo, part};
use domain::Timestamp;
use domain::reading::{Outcome, readings};
use leptos::prelude::*;

use crate::dates;
use crate::state::{AppState, TabView};

/// "Senast genomläst 24 november."
pub(crate) fn read_when(now: Timestamp, at: Timestamp) -> String {
    say!(signs.last_read, day = dates::day(now, at))
}

/// One quiet line; nothing until the group has read it once.
#[component]
pub(crate) fn LastRead(
    /// The warning plan.
    view: Signal<TabView>,
) -> impl IntoView {
    let app = AppState::get();
    let last = memo(move |_| {
        view.with(|view| {
            let all = readings(view.open()?);
            all.first().map(|read| (read.stamp.made_at, read.outcome == Outcome::Revised))
        })
    });
    part(move || {
        last.get().map(|(at, revised)| {
            let outcome = if revised { say!(signs.was_revised) } else { say!(signs.was_unchanged) };
            view! { <p class="small">{read_when(app.now(), at)}" "{outcome}</p> }
        })
    })
}
