//! The pärm is not on this phone just now: said honestly, with what helps without it. The way to "Om jag mår
//! sämre" stands in the bar, as always.

use leptos::prelude::*;

use super::Icon;
use crate::lean::part;
use crate::paths;
use crate::state::AppState;

/// Nobody is known on this phone. Whether nobody has paired it, or its copy is gone, is the server's to say:
/// whether it has answered, once that is known.
pub(crate) fn use_answered() -> RwSignal<Option<bool>> {
    let app = AppState::get();
    let answered = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        let Some(replica) = app.replica() else { return };
        crate::browser::spawn(async move {
            let answer = replica.refresh_me().await;
            let _ = answered.try_set(Some(answer.is_ok()));
        });
    });
    answered
}

/// What stands where the pärm would be.
#[component]
pub(crate) fn NotHere() -> impl IntoView {
    let app = AppState::get();
    let answered = use_answered();
    let lede = move || match answered.get() {
        _ if app.status.with(|status| status.erased) => say!(erase.emptied),
        _ if app.status.with(|status| status.revoked) => say!(home.ended),
        None => "",
        Some(true) => say!(common.not_paired),
        Some(false) => say!(common.empty_binder_offline),
    };
    view! {
        <p class="page__lede" role="status">{part(lede)}</p>
        <div class="button-stack">
            <a class="button" href=paths::PAIR>{say!(pair.title)}</a>
            <div class="button-row">
                <a class="button button--quiet" href="tel:1177"><Icon name="phone"/>"1177"</a>
                <a class="button button--quiet" href="tel:112"><Icon name="phone"/>"112"</a>
            </div>
            <a class="button button--text" href=paths::SIGN_IN>{say!(home.start_staff)}</a>
        </div>
    }
}
