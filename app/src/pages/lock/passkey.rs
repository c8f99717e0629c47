//! Opening with a finger, a face or the device's own code: chosen beside the code of the lock, which goes on.

use leptos::prelude::*;
use replica::{CodeTaken, PasskeyAsked, Replica};

use super::code_field::FIELD;
use crate::browser::{self, Made};
use crate::components::WorkingButton;
use crate::lean::{Show, handler, part};
use crate::state::AppState;

/// What the copy's passkey is asked for; read anew when the lock has changed.
fn use_passkey(app: AppState) -> RwSignal<Option<PasskeyAsked>> {
    let passkey = RwSignal::new(None);
    Effect::new(move |_| {
        app.lock.track();
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            let _ = passkey.try_set(replica.lock_passkey().await.ok().flatten());
        });
    });
    passkey
}

/// Where she chooses it, and chooses it away.
#[component]
pub(super) fn PasskeyChoice() -> impl IntoView {
    let app = AppState::get();
    let passkey = use_passkey(app);
    let working = RwSignal::new(false);
    let told = RwSignal::new("");
    let add = Callback::new(move |()| {
        let Some(replica) = app.replica().filter(|_| !working.get_untracked()) else { return };
        if !browser::can_open_with_passkey() {
            return told.set(say!(lock.passkey_cannot));
        }
        working.set(true);
        told.set("");
        browser::spawn(async move {
            let answer = make(&replica).await;
            let _ = passkey.try_set(replica.lock_passkey().await.ok().flatten());
            let _ = working.try_set(false);
            let _ = told.try_set(answer);
        });
    });
    let remove = move |_| {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            let removed = replica.remove_lock_passkey().await.is_ok();
            let _ = passkey.try_set(replica.lock_passkey().await.ok().flatten());
            let _ = told.try_set(if removed { say!(lock.passkey_removed) } else { say!(lock.failed) });
            browser::focus_soon("finger");
        });
    };
    view! {
        <section class="sheet">
            <h2 class="sheet__title" id="finger" tabindex="-1">{say!(lock.passkey_title)}</h2>
            <p class="sheet__text">
                {part(move || if passkey.with(Option::is_some) { say!(lock.passkey_has) } else { say!(lock.passkey_why) })}
            </p>
            <div class="sheet__actions">
                {part(move || if passkey.with(Option::is_some) {
                    view! {
                        <button class="button button--quiet" type="button" on:click=handler(remove)>
                            {say!(lock.passkey_remove)}
                        </button>
                    }
                    .into_any()
                } else {
                    view! {
                        <WorkingButton class="button button--quiet" label=say!(lock.passkey_add) working on_press=add/>
                    }
                    .into_any()
                })}
            </div>
            <p class="small" role="status">{told}</p>
        </section>
    }
}

/// Makes one; what is to be said of it.
async fn make(replica: &Replica) -> &'static str {
    match browser::make_lock_passkey(say!(lock.passkey_name), replica.new_salt(), replica.new_salt()).await {
        Made::Answers(asked, answer) => match replica.add_lock_passkey(asked, &answer).await {
            Ok(()) => say!(lock.passkey_added),
            Err(_) => say!(lock.failed),
        },
        Made::Cannot => say!(lock.passkey_cannot),
        Made::Nothing => say!(lock.passkey_none),
    }
}

/// The way in with it, where it has been chosen. The code's field stands below.
#[component]
pub(super) fn PasskeyWay() -> impl IntoView {
    let app = AppState::get();
    let passkey = use_passkey(app);
    let working = RwSignal::new(false);
    let trouble = RwSignal::new("");
    let open = Callback::new(move |()| {
        let Some(replica) = app.replica() else { return };
        let Some(asked) = passkey.get_untracked() else { return };
        working.set(true);
        trouble.set("");
        browser::spawn(async move {
            let taken = match browser::ask_lock_passkey(&asked, replica.new_salt()).await {
                Some(answer) => replica.unlock_by_passkey(&answer).await.ok(),
                None => None,
            };
            let _ = working.try_set(false);
            match taken {
                Some(CodeTaken::Right) => {}
                Some(CodeTaken::SignIn) => _ = trouble.try_set(say!(lock.sign_in_first)),
                _ => {
                    let _ = trouble.try_set(say!(lock.passkey_failed));
                    browser::focus(FIELD);
                }
            }
        });
    });
    view! {
        <Show when=move || passkey.with(Option::is_some)>
            <div class="sign-in">
                <WorkingButton label=say!(lock.passkey_open) working on_press=open/>
                <p class="field__error" role="status">{part(move || trouble.get())}</p>
            </div>
        </Show>
    }
}
