//! The coordinator's menu: a bar on the phone, a column on the desk.

use crate::lean::{Show, attribute, part};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::paths;
use crate::state::AppState;

/// The menu, shown when a coordinator uses the device.
#[component]
pub(crate) fn SideNav() -> impl IntoView {
    let app = AppState::get();
    let path = use_location().pathname;
    let current = move |here: &'static str| (path.get() == here).then_some("page");
    let me = move || app.me().unwrap_or_else(nobody);
    view! {
        <Show when=move || app.is_staff()>
            <nav class="side-nav" aria-label=say!(desk.menu)>
                <p class="side-nav__brand"><Icon name="book-open"/>{say!(common.app_name)}</p>
                <ul class="side-nav__list">
                    <li>
                        <a class="side-nav__link" href=paths::DESK aria-current=attribute(move || current(paths::DESK))>
                            <Icon name="home"/>{say!(desk.overview)}
                        </a>
                    </li>
                    <li>
                        <a class="side-nav__link" href=paths::DESK_NEW aria-current=attribute(move || current(paths::DESK_NEW))>
                            <Icon name="plus"/>{say!(desk.new_binder)}
                        </a>
                    </li>
                    <li>
                        <a class="side-nav__link" href=paths::ISSUES aria-current=attribute(move || current(paths::ISSUES))>
                            <Icon name="users"/>{say!(issues.menu)}
                        </a>
                    </li>
                    <li>
                        <a class="side-nav__link" href=paths::SETTINGS aria-current=attribute(move || current(paths::SETTINGS))>
                            <Icon name="settings"/>{say!(settings.title)}
                        </a>
                    </li>
                </ul>
                <p class="side-nav__who"><strong>{part(move || me().name)}</strong>{part(move || me().organization)}</p>
            </nav>
        </Show>
    }
}

fn nobody() -> domain::api::Me {
    domain::api::Me {
        person: domain::PersonId::from_uuid(uuid::Uuid::nil()),
        name: String::new(),
        role: domain::Role::Coordinator,
        organization: String::new(),
        binders: Vec::new(),
        closed: Vec::new(),
        lock_required: false,
    }
}
