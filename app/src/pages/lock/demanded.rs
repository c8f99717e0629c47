//! The organisation wants staff's copies locked: before the first page, and before anything is fetched, there is a code.

use leptos::prelude::*;

use super::setting::Setting;
use crate::state::{AppState, Who};
use crate::{browser, paths};

/// Pages that stand open without the code: the ways in and out, and help.
const OPEN: [&str; 4] = [paths::SIGN_IN, paths::PAIR, paths::SETTINGS, paths::HELP];

/// Whether a code has to be chosen before the page at this path.
pub(crate) fn is_demanded(app: AppState, path: &str) -> bool {
    let is_wanted = app.who.with(|who| matches!(who, Who::Somebody(me) if me.lock_required));
    is_wanted && app.lock.with(Option::is_none) && !OPEN.contains(&path)
}

/// Asks for a code of her own.
#[component]
pub(crate) fn DemandedPage() -> impl IntoView {
    Effect::new(move |_| browser::set_title(say!(lock.demanded_title)));
    view! {
        <div class="page"><main class="page__main" id="innehall">
            <h1 class="page__title" id="rubrik" tabindex="-1">{say!(lock.demanded_title)}</h1>
            <p class="page__lede">{say!(lock.demanded)}</p>
            <Setting said=RwSignal::new("")/>
            <div class="button-stack">
                <a class="button button--text" href=paths::SETTINGS>{say!(settings.title)}</a>
            </div>
        </main></div>
    }
}
