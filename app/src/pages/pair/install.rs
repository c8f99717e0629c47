//! The home screen: where the pärm is found again, also without network.

use crate::lean::{handler, part};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::phone::{self, Phone};
use crate::paths;

/// Listens for the browser's offer to install, from the moment the page is open: it comes once.
pub(super) fn listen_for_offer() -> RwSignal<bool> {
    let offered = RwSignal::new(false);
    Effect::new(move |_| offered.set(phone::has_offer()));
    let listener = window_event_listener_untyped("beforeinstallprompt", move |event| {
        phone::keep_offer(&event);
        offered.set(true);
    });
    on_cleanup(move || listener.remove());
    offered
}

/// On iOS before pairing: an installed app has its own storage there, so it comes first and the code
/// is typed inside it.
#[component]
pub(super) fn InstallFirst(
    /// She goes on in the browser.
    #[prop(into)]
    on_here: Callback<()>,
) -> impl IntoView {
    let steps = [
        say!(pair.install_ios_share),
        say!(pair.install_ios_add),
        say!(pair.install_open),
        say!(pair.install_ios_code),
    ];
    view! {
        <p class="page__lede">{say!(pair.install_first)}</p>
        <Steps steps=steps.to_vec()/>
        <div class="notice"><p class="notice__text">{say!(pair.install_first_why)}</p></div>
        <div class="button-stack">
            <button class="button button--text" type="button" on:click=handler(move |_| on_here.run(()))>
                {say!(pair.install_here)}
            </button>
        </div>
    }
}

/// After pairing: the browser's own question if it offers one, else where to find it.
#[component]
pub(super) fn Install(offered: RwSignal<bool>) -> impl IntoView {
    let go = use_navigate();
    let kind = phone::kind();
    let home = move |_| go(paths::HOME, NavigateOptions { replace: true, ..Default::default() });
    let ask = {
        let home = home.clone();
        move |event| {
            phone::ask_to_install();
            home(event);
        }
    };
    let steps = match kind {
        Phone::Android => vec![say!(pair.install_menu), say!(pair.install_menu_add), say!(pair.install_open)],
        Phone::Apple => vec![say!(pair.install_ios_share), say!(pair.install_ios_add), say!(pair.install_open)],
        Phone::Other => vec![say!(pair.install_desktop)],
    };
    view! {
        <p class="page__lede">{say!(pair.install_lede)}</p>
        {part(move || if offered.get() {
            view! {
                <div class="button-stack">
                    <button class="button" type="button" on:click=ask.clone()>{say!(pair.install_do)}</button>
                    <button class="button button--text" type="button" on:click=home.clone()>
                        {say!(pair.install_later)}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <Steps steps=steps.clone()/>
                <div class="button-stack">
                    <button class="button" type="button" on:click=home.clone()>{say!(pair.install_done)}</button>
                    <button class="button button--text" type="button" on:click=home.clone()>
                        {say!(pair.install_later)}
                    </button>
                </div>
            }
            .into_any()
        })}
    }
}

#[component]
fn Steps(steps: Vec<&'static str>) -> impl IntoView {
    view! {
        <section class="sheet install">
            <ol class="steps">
                {steps.into_iter().map(|step| view! { <li class="steps__item">{step}</li> }).collect_view()}
            </ol>
        </section>
    }
}
