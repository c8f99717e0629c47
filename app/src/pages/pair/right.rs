//! "Stämmer det?": the owner's first screen reads the recorded consent back to her (design §7).

use crate::lean::{Show, memo, part};
use domain::BinderTab;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::phone::{self, Phone};
use super::{INSTALL, Same, address};
use crate::pages::sharing::{Sentences, confirming, lines};
use crate::state::{AppState, use_binder, use_tab_unnoted};
use crate::{browser, paths};

/// The sentences, one yes for all of them, and a no for each.
#[component]
pub(crate) fn IsItRight() -> impl IntoView {
    let app = AppState::get();
    let same = use_context::<Same>();
    let binder = use_binder();
    let go = use_navigate();
    let view = use_tab_unnoted(binder, BinderTab::Sharing);
    let lines = memo(move |_| view.with(|view| view.open().map(|tab| lines(tab, app.now())).unwrap_or_default()));
    // A new phone has nothing yet: what was recorded comes with the first sync.
    let fetched = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        let (Some(binder), Some(replica)) = (binder.get(), app.replica()) else { return };
        if fetched.get_untracked().is_none() {
            browser::spawn(async move {
                let answer = replica.sync(binder).await;
                let _ = fetched.try_set(Some(answer.is_ok()));
            });
        }
    });
    let is_answered = StoredValue::new(false);
    let yes = move |_| {
        // A second tap while the first is being saved says nothing new.
        if is_answered.try_update_value(|said| std::mem::replace(said, true)) == Some(true) {
            return;
        }
        // An installed app, and an iPhone that went on in its browser, have nothing to install.
        let next = if phone::is_installed() || phone::kind() == Phone::Apple {
            paths::HOME.to_owned()
        } else {
            address(INSTALL)
        };
        let go = go.clone();
        let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) else {
            return go(&next, NavigateOptions::default());
        };
        let drafts = lines.with_untracked(|lines| confirming(&replica, lines));
        browser::spawn(async move {
            // The next page says that it is done. What did not get saved is asked on Samtycke again.
            if !drafts.is_empty() && replica.commit(binder, drafts).await.is_err() {
                app.status.set(replica.status());
            }
            go(&next, NavigateOptions::default());
        });
    };
    let lede = move || match (lines.with(Vec::is_empty), fetched.get()) {
        (false, _) => say!(pair.right_lede),
        (true, None) => say!(pair.right_fetching),
        (true, Some(true)) => say!(pair.right_none),
        (true, Some(false)) => say!(pair.right_later),
    };
    view! {
        <Show when=move || same.is_some_and(|Same(same)| same.get())>
            <div class="notice notice--plain"><p class="notice__text">{say!(pair.same)}</p></div>
        </Show>
        <p class="page__lede" role="status">{lede}</p>
        <Sentences view/>
        <p class="small">{say!(pair.right_change)}</p>
        <Show when=move || fetched.get().is_some() || !lines.with(Vec::is_empty)>
            <div class="button-stack button-stack--reach">
                <button class="button" type="button" on:click=yes.clone()>
                    {part(move || if lines.with(Vec::is_empty) { say!(pair.go_on) } else { say!(pair.right_yes) })}
                </button>
            </div>
        </Show>
    }
}
