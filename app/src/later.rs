//! What the phone downloads after its first page.
//!
//! The first page's code is the wasm that starts. The other pages are parts of their own, which the build
//! splits from it (`scripts/build`, design §8). Soon after the start the app fetches them too, one after the
//! other, and then a page opens as if it had always been there. A page whose part has not come yet says so,
//! and opens when it comes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::Page;
use crate::lean::{handler, part};
use crate::{browser, pages};

/// What needs a part: there at once if the part is.
type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// Declares the pages of a part: functions for the router, and one that fetches the part.
macro_rules! part_of_pages {
    ($part:ident, $make:ident, $fetch:ident: $($name:ident => $page:ident),+ $(,)?) => {
        pub(crate) mod $part {
            use super::{AnyView, Coming, IntoAny, SplitLoaderError, pages, wasm_split};

            #[derive(Clone, Copy)]
            enum Name {
                $($page),+
            }

            // One function for them all: each split function asks for its part on its own.
            #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, preload($fetch), fallible)]
            fn $make(name: Name) -> Result<AnyView, SplitLoaderError> {
                Ok(match name {
                    $(Name::$page => pages::$page().into_any()),+
                })
            }

            /// Fetches the part, unless it is here.
            pub(super) fn fetch() -> Coming<()> {
                Box::pin($fetch())
            }

            $(
                pub(crate) fn $name() -> AnyView {
                    super::shown(|| Box::pin($make(Name::$page)), fetch)
                }
            )+
        }
    };
}

part_of_pages! { binder, binder_page, fetch_binder:
    call => CallPage,
    contacts => ContactsPage,
    contact => ContactPage,
    signs => SignsPage,
    sign => SignPage,
    signs_reading => SignsReadingPage,
    wallet_card => WalletCardPage,
    plan => PlanPage,
    goal => GoalPage,
    ratings => RatingsPage,
    ratings_earlier => RatingsEarlierPage,
    rating_new => RatingNewPage,
    meetings => MeetingsPage,
    meeting => MeetingPage,
    history => HistoryPage,
    sharing => SharingPage,
    hand_over => HandOverPage,
    watched => WatchedPage,
    phones => PhonesPage,
    settings => SettingsPage,
    erase => ErasePage,
    paper => PaperPage,
    refused => RefusedPage,
}

part_of_pages! { desk, desk_page, fetch_desk:
    list => DeskPage,
    new => DeskNewPage,
    pair => DeskPairPage,
}

/// Fetches the parts one after the other. What does not come now comes when somebody opens its page.
pub(crate) async fn fetch_all() {
    for fetch in [binder::fetch, desk::fetch] {
        let _ = fetch().await;
    }
}

/// Fetches what the page at this address needs.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn fetch_for(address: &str) {
    use crate::paths;

    let _ = match address {
        paths::HOME | paths::BINDER | paths::PAIR | paths::HELP | paths::SIGN_IN => return,
        paths::DESK | paths::DESK_NEW | paths::DESK_PAIR => desk::fetch().await,
        _ => binder::fetch().await,
    };
}

/// What is ready now.
fn now<T>(coming: &mut Coming<T>) -> Option<Result<T, SplitLoaderError>> {
    match coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(come) => Some(come),
        Poll::Pending => None,
    }
}

/// Where a page's part is.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Here,
    Coming,
    Failed,
}

/// The page, if its part is here; else one that waits for it.
fn shown(page: fn() -> Coming<AnyView>, fetch: fn() -> Coming<()>) -> AnyView {
    let mut coming = fetch();
    if now(&mut coming).is_some_and(|come| come.is_ok()) {
        return made(page);
    }
    let way = RwSignal::new(Way::Coming);
    let wait = move |coming: Coming<()>| {
        way.set(Way::Coming);
        browser::spawn(async move {
            let come = coming.await.is_ok();
            way.try_set(if come { Way::Here } else { Way::Failed });
        });
    };
    wait(coming);
    part(move || match way.get() {
        Way::Here => made(page),
        Way::Coming => view! { <p class="page later" role="status">{say!(later.coming)}</p> }.into_any(),
        Way::Failed => failed(move || wait(fetch())).into_any(),
    })
    .into_any()
}

/// The page of a part that is here.
fn made(page: fn() -> Coming<AnyView>) -> AnyView {
    now(&mut page()).and_then(Result::ok).into_any()
}

fn failed(again: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let online = window_event_listener_untyped("online", move |_| again());
    on_cleanup(move || online.remove());
    view! {
        <Page title=say!(later.failed).to_owned()>
            <p class="page__lede">{say!(later.how)}</p>
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(move |_| again())>{say!(later.again)}</button>
            </div>
        </Page>
    }
}
