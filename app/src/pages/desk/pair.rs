//! The pairing code on the coordinator's screen: to point a phone at, to read aloud, or to send. Ten
//! minutes, once; a new one ends the one before.

use std::time::Duration;

use crate::lean::{attribute, derived, handler, memo};
use domain::api::{ErrorCode, PairingResponse};
use leptos::prelude::*;
use replica::SyncError;

use super::StaffOnly;
use super::link::PairingLink;
use crate::components::{Page, QrCode, WorkingButton};
use crate::state::{AppState, use_binder, use_card, use_links};
use crate::{browser, paths, words};

/// How often to look whether the code is too old, or the phone has come.
const LOOK: Duration = Duration::from_secs(4);

/// The page is wide: a button is as wide as its words.
const INLINE: &str = "button button--inline";

#[derive(Clone, PartialEq)]
enum Code {
    Asking,
    Shown(PairingResponse),
    Over,
    Failed(&'static str),
}

/// Shows a code for the binder in the address.
#[component]
pub(crate) fn DeskPairPage() -> impl IntoView {
    let (card, links) = (use_card(), use_links());
    let back = derived(move || {
        Some(match card.get() {
            Some(card) => (links.get().to(paths::BINDER), card.owner_name),
            None => (paths::DESK.to_owned(), say!(desk.overview).to_owned()),
        })
    });
    view! {
        <Page title=say!(desk.pair_title).to_owned() back class="page--desk">
            <StaffOnly><Pairing/></StaffOnly>
        </Page>
    }
}

#[component]
fn Pairing() -> impl IntoView {
    let app = AppState::get();
    let (binder, card, links) = (use_binder(), use_card(), use_links());
    let code = RwSignal::new(Code::Asking);
    let working = RwSignal::new(false);
    let paired = memo(move |_| card.with(|card| card.as_ref().map(|card| card.paired)));
    // What it was when the page was opened: a second phone is no news.
    let before = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        if let (Some(paired), None) = (paired.get(), before.get_untracked()) {
            before.set(Some(paired));
        }
    });
    let ask = move || {
        let (Some(binder), Some(replica), false) =
            (binder.get_untracked(), app.replica(), working.get_untracked())
        else {
            return;
        };
        working.set(true);
        browser::spawn(async move {
            let answer = replica.start_pairing(binder).await;
            let _ = working.try_set(false);
            let _ = code.try_set(match answer {
                Ok(pairing) => Code::Shown(pairing),
                Err(error) => Code::Failed(why(&error)),
            });
        });
    };
    // The replica is open here: only then is it known that this is a coordinator.
    Effect::new(move |asked: Option<()>| {
        if asked.is_none() {
            ask();
        }
    });
    look_now_and_then(move || {
        if code.with_untracked(|code| matches!(code, Code::Shown(shown) if shown.expires_at <= app.now())) {
            code.set(Code::Over);
        }
        if code.with_untracked(|code| matches!(code, Code::Shown(_)))
            && paired.get_untracked() == Some(false)
            && let Some(replica) = app.replica()
        {
            browser::spawn(async move {
                // What comes is told by the replica; what does not come is tried again.
                let _ = replica.refresh_me().await;
            });
        }
    });
    let done = memo(move |_| before.get() == Some(false) && paired.get() == Some(true));
    let again = Callback::new(move |()| ask());
    move || {
        if done.get() {
            return view! {
                <p class="page__lede" role="status">{say!(desk.pair_done)}</p>
                <p><a class=INLINE href=attribute(move || links.get().to(paths::BINDER))>{say!(desk.pair_to_binder)}</a></p>
            }
            .into_any();
        }
        match code.get() {
            Code::Asking => view! { <p class="page__lede" role="status">{say!(desk.pair_asking)}</p> }.into_any(),
            Code::Shown(pairing) => view! {
                <Shown pairing/>
                <button class="button button--text button--inline" type="button" on:click=handler(move |_| again.run(()))>
                    {say!(desk.pair_new)}
                </button>
            }
            .into_any(),
            Code::Over => view! {
                <p class="page__lede" role="status">{say!(desk.pair_over)}</p>
                <p><WorkingButton label=say!(desk.pair_new) working on_press=again class=INLINE/></p>
            }
            .into_any(),
            Code::Failed(why) => view! {
                <p class="page__lede" role="status">{why}</p>
                <p><WorkingButton label=say!(desk.pair_again) working on_press=again class=INLINE/></p>
            }
            .into_any(),
        }
    }
}

#[component]
fn Shown(pairing: PairingResponse) -> impl IntoView {
    let PairingResponse { link, code, expires_at, .. } = pairing;
    let until = words::locale().clock(expires_at);
    let steps = [say!(desk.pair_camera), say!(desk.pair_point), say!(desk.pair_tap)];
    let digits: Vec<char> = code.chars().collect();
    view! {
        <section class="pairing">
            <div class="pairing__qr">
                <QrCode link=link.clone() label=say!(desk.qr_label)/>
            </div>
            <div class="pairing__words">
                <ol class="steps">
                    {steps.map(|step| view! { <li class="steps__item">{step}</li> }).into_iter().collect_view()}
                </ol>
                <p class="small">{say!(desk.pair_iphone)}</p>
                <p class="pairing__or">{say!(desk.pair_or)}</p>
                <p class="pairing__code">
                    {digits.chunks(4).map(|group| view! { <span>{group.iter().collect::<String>()}</span> }).collect_view()}
                </p>
                <p class="pairing__time" role="status">{say!(desk.pair_until, clock = until)}</p>
                <PairingLink link/>
            </div>
        </section>
    }
}

/// Calls it now and then while the page is open.
fn look_now_and_then(look: impl Fn() + Clone + Send + Sync + 'static) {
    let handle = StoredValue::new(None);
    Effect::new(move |_| handle.set_value(set_interval_with_handle(look.clone(), LOOK).ok()));
    on_cleanup(move || {
        if let Some(handle) = handle.try_get_value().flatten() {
            handle.clear();
        }
    });
}

fn why(error: &SyncError) -> &'static str {
    match error {
        SyncError::SignedOut => say!(desk.signed_out),
        SyncError::Refused(body) if body.code == ErrorCode::TooMany => say!(desk.pair_too_many),
        SyncError::Refused(body) if body.code == ErrorCode::NotFound => say!(desk.pair_not_yours),
        _ => say!(desk.pair_offline),
    }
}
