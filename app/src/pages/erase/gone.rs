//! The pärm has been taken away: said on the phone, before anything goes from it. What she never sent is offered
//! to her as a file, and the phone is emptied by her own hand.

use leptos::prelude::*;

use crate::components::{AskTwice, Icon, SaveFile};
use crate::lean::Show;
use crate::state::AppState;
use crate::{browser, paths};

/// Pages that open while the phone still has its copy; the others would let her write to nobody.
pub(crate) const GONE_PAGES: [&str; 6] =
    [paths::HOME, paths::PAPER, paths::SETTINGS, paths::HELP, paths::PAIR, paths::SIGN_IN];

/// What home says instead of today.
#[component]
pub(crate) fn Gone() -> impl IntoView {
    let app = AppState::get();
    let is_here = move || app.me().is_some();
    view! {
        <Show when=is_here fallback=|| view! { <Emptied/> }>
            <p class="page__lede" role="status">{say!(erase.gone)}</p>
            <Show when=move || app.status.with(|status| status.waiting > 0)>
                <div class="notice"><p class="notice__text">{say!(erase.gone_unsent)}</p></div>
            </Show>
            <section class="sheet">
                <p class="sheet__text">{say!(erase.gone_copy)}</p>
                <SaveFile/>
                <a class="button button--quiet" href=paths::PAPER><Icon name="printer"/>{say!(settings.print_all)}</a>
            </section>
            <Empty/>
        </Show>
    }
}

/// "Töm telefonen": two taps.
#[component]
fn Empty() -> impl IntoView {
    let app = AppState::get();
    let said = RwSignal::new("");
    let empty = move |()| {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            match replica.empty_erased().await {
                Ok(()) => crate::pages::crisis_copy::forget().await,
                Err(_) => drop(said.try_set(say!(erase.empty_failed))),
            }
        });
    };
    view! {
        <AskTwice id="tom-telefonen" ask=say!(erase.empty) question=say!(erase.empty_sure) yes=say!(erase.empty_yes)
            no=say!(erase.empty_no) on_yes=empty/>
        <p class="small" role="status">{said}</p>
    }
}

/// Nothing of it is left here; another pärm can be opened.
#[component]
fn Emptied() -> impl IntoView {
    view! {
        <p class="page__lede" role="status">{say!(erase.emptied)}</p>
        <div class="button-stack">
            <a class="button button--quiet" href=paths::PAIR>{say!(erase.open_another)}</a>
        </div>
    }
}
