//! Lås appen: a code that she chooses, when it is asked for, and whether "Om jag mår sämre" asks for it, too. What it
//! costs to forget the code is said before there is one.

mod chosen;
mod code_field;
mod demanded;
mod lifting;
mod passkey;
mod setting;
mod shut;
mod without_code;

use leptos::prelude::*;

use crate::components::Page;
use crate::lean::{Show, derived, memo, part};
use crate::paths;
use crate::state::AppState;
use chosen::Chosen;
pub(crate) use demanded::{DemandedPage, is_demanded};
use lifting::Lifting;
use passkey::PasskeyChoice;
use setting::Setting;
pub(crate) use shut::{EndedPage, ShutPage};

/// The lock of this device's copy.
#[component]
pub(crate) fn LockPage() -> impl IntoView {
    let app = AppState::get();
    let back = derived(|| Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    let said = RwSignal::new("");
    // Remembered: a change of what was chosen must not make the page anew under a finger.
    let has_lock = memo(move |_| app.lock.with(Option::is_some));
    view! {
        <Page title=say!(lock.title).to_owned() back aloud=true>
            <Show when=move || said.with(|said| !said.is_empty())>
                <div class="notice notice--plain" role="status"><p class="notice__text">{said}</p></div>
            </Show>
            {part(move || if has_lock.get() {
                view! {
                    <Show when=move || said.with(|said| said.is_empty())><p class="page__lede">{say!(lock.has)}</p></Show>
                    <Chosen/><PasskeyChoice/><Lifting said/>
                }.into_any()
            } else {
                view! {
                    <p class="page__lede">{if app.is_staff() { say!(lock.lede_staff) } else { say!(lock.lede) }}</p>
                    <Setting said/>
                }.into_any()
            })}
        </Page>
    }
}
