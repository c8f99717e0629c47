//! Hem · Min pärm · Om jag mår sämre: always there, in the same place (R82).

use crate::lean::attribute;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::paths;
use crate::state::AppState;

/// The bar at the bottom of the owner's pages. A rating in progress is alone on the screen.
#[component]
pub(crate) fn BottomBar() -> impl IntoView {
    let app = AppState::get();
    let path = use_location().pathname;
    let outside_binder = [
        paths::HOME,
        paths::CALL,
        paths::HELP,
        paths::SETTINGS,
        paths::LOCK,
        paths::ERASE,
        paths::PAIR,
        paths::SIGN_IN,
        paths::ACCOUNT,
    ];
    let home = move || (path.get() == paths::HOME).then_some("page");
    let binder = move || match path.get().as_str() {
        paths::BINDER => Some("page"),
        other if outside_binder.contains(&other) => None,
        _ => Some("true"),
    };
    view! {
        <nav class="bottom-bar" aria-label=say!(common.always_here) hidden=attribute(move || app.quiet.get() || app.is_staff())>
            <ul class="bottom-bar__list">
                <li class="bottom-bar__item">
                    <a class="bottom-bar__link" href=paths::HOME aria-current=home>
                        <Icon name="home"/>{say!(common.home)}
                    </a>
                </li>
                <li class="bottom-bar__item">
                    <a class="bottom-bar__link" href=paths::BINDER aria-current=binder>
                        <Icon name="book-open"/>{say!(common.my_binder)}
                    </a>
                </li>
                <li class="bottom-bar__item bottom-bar__item--worse">
                    <a class="bottom-bar__link" href=paths::CRISIS rel="external">
                        <Icon name="life-buoy"/>{say!(common.worse)}
                    </a>
                </li>
            </ul>
        </nav>
    }
}
