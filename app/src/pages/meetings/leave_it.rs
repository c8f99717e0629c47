//! "Låt vara": closes a question that was opened on the page, and leads back to its title.

use leptos::prelude::*;

use crate::browser::focus_soon;
use crate::lean::handler;

/// The button.
#[component]
pub(super) fn LeaveIt(
    /// Whether the question is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let close = move |_| {
        open.set(false);
        focus_soon("rubrik");
    };
    view! { <button class="button button--text" type="button" on:click=handler(close)>{say!(meetings.leave_it)}</button> }
}
