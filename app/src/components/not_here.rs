//! The pärm is not on this phone just now: said honestly, with what helps without it. The way to "Om jag mår
//! sämre" stands in the bar, as always.

use leptos::prelude::*;

use super::Icon;
use crate::paths;

/// What stands where the pärm would be.
#[component]
pub(crate) fn NotHere() -> impl IntoView {
    view! {
        <p class="page__lede">{say!(common.empty_binder_offline)}</p>
        <div class="button-stack">
            <a class="button" href=paths::PAIR>{say!(pair.title)}</a>
            <div class="button-row">
                <a class="button button--quiet" href="tel:1177"><Icon name="phone"/>"1177"</a>
                <a class="button button--quiet" href="tel:112"><Icon name="phone"/>"112"</a>
            </div>
        </div>
    }
}
