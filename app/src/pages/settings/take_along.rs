//! "Ta med dig pärmen": all of it on paper, or as a file that another server can read. Needs no network.

use domain::Role;
use leptos::prelude::*;

use crate::components::{Icon, SaveFile};
use crate::lean::Show;
use crate::paths;
use crate::state::AppState;

/// The two ways, for the owner.
#[component]
pub(super) fn TakeAlong() -> impl IntoView {
    let app = AppState::get();
    view! {
        <Show when=move || app.me().is_some_and(|me| me.role == Role::Owner)>
            <section class="sheet">
                <h2 class="sheet__title">{say!(settings.take_title)}</h2>
                <p class="sheet__text">{say!(settings.take_lede)}</p>
                <p class="sheet__text" id="allt-pa-papper">{say!(settings.print_all_note)}</p>
                <a class="button button--quiet" href=paths::PAPER aria-describedby="allt-pa-papper">
                    <Icon name="printer"/>{say!(settings.print_all)}
                </a>
                <SaveFile/>
            </section>
        </Show>
    }
}
