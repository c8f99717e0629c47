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
use crate::state::AppState;
use crate::{browser, pages};

/// What needs a part: there at once if the part is.
type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// Declares the pages of a part: functions for the router, and one that fetches the part.
macro_rules! part_of_pages {
    ($(#[$of_names:meta])* $part:ident, $make:ident, $fetch:ident: $($name:ident => $page:ident in $frame:ident),+ $(,)?) => {
        pub(crate) mod $part {
            use super::{AnyView, Coming, IntoAny, SplitLoaderError, pages, wasm_split};

            #[derive(Clone, Copy)]
            $(#[$of_names])*
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
                    super::shown(|| Box::pin($make(Name::$page)), fetch, super::$frame)
                }
            )+
        }
    };
}

part_of_pages! { binder, binder_page, fetch_binder:
    home => HomePage in page,
    call => CallPage in page,
    binder => BinderPage in page,
    is_it_right => IsItRight in nothing,
    contacts => ContactsPage in page,
    contact => ContactPage in page,
    signs => SignsPage in page,
    sign => SignPage in page,
    signs_reading => SignsReadingPage in page,
    wallet_card => WalletCardPage in page,
    plan => PlanPage in page,
    goal => GoalPage in page,
    changing => ChangingPage in page,
    ratings => RatingsPage in page,
    ratings_earlier => RatingsEarlierPage in page,
    rating_new => RatingNewPage in page,
    meetings => MeetingsPage in page,
    meeting => MeetingPage in page,
    way => WayPage in page,
    invite => InvitePage in page,
    feed => FeedPage in page,
    history => HistoryPage in page,
    decided => DecidedPage in page,
    sharing => SharingPage in page,
    receipt => ReceiptPage in page,
    hand_over => HandOverPage in page,
    copies => CopiesPage in page,
    watched => WatchedPage in page,
    phones => PhonesPage in page,
    room => RoomPage in page,
    settings => SettingsPage in page,
    reminders => RemindersPage in page,
    erase => ErasePage in page,
    paper => PaperPage in page,
    refused => RefusedPage in page,
}

part_of_pages! {
    #[expect(clippy::enum_variant_names, reason = "the pages' own names")]
    desk, desk_page, fetch_desk:
    list => DeskPage in page,
    new => DeskNewPage in page,
    pair => DeskPairPage in page,
    account => AccountPage in page,
    issues => IssuesPage in page,
    take_up => TakeUpPage in page,
    reviews => ReviewsPage in page,
}

part_of_pages! {
    #[expect(clippy::enum_variant_names, reason = "the pages' own names")]
    lock, lock_page, fetch_lock:
    shut => ShutPage in page,
    ended => EndedPage in page,
    demanded => DemandedPage in page,
    settings => LockPage in page,
}

/// Fetches the parts that this reader needs, when the page itself has had time to say what it has to say. What does
/// not come now comes when somebody opens its page.
pub(crate) async fn fetch_all(app: AppState) {
    const FIRST_THE_PAGE_MS: i32 = 500;
    browser::rested(FIRST_THE_PAGE_MS).await;
    let _ = binder::fetch().await;
    let _ = lock::fetch().await;
    if app.is_staff() {
        let _ = desk::fetch().await;
    }
}

/// Fetches what the page at this address needs.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn fetch_for(address: &str) {
    use crate::paths;

    let _ = match address {
        paths::PAIR | paths::HELP | paths::SIGN_IN => return,
        paths::LOCK => lock::fetch().await,
        paths::DESK
        | paths::DESK_NEW
        | paths::DESK_PAIR
        | paths::ACCOUNT
        | paths::ISSUES
        | paths::TAKE_UP
        | paths::REVIEWS => desk::fetch().await,
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
    FailedAgain,
}

/// The page, if its part is here; else one that waits for it.
fn shown(page: fn() -> Coming<AnyView>, fetch: fn() -> Coming<()>, frame: Frame) -> AnyView {
    let mut coming = fetch();
    if now(&mut coming).is_some_and(|come| come.is_ok()) {
        return made(page);
    }
    let way = RwSignal::new(Way::Coming);
    let wait = move |coming: Coming<()>, or: Way| {
        way.set(Way::Coming);
        browser::spawn(async move {
            let come = coming.await.is_ok();
            way.try_set(if come { Way::Here } else { or });
        });
    };
    wait(coming, Way::Failed);
    // A part that does not come a second time may be of a version that the server has no more.
    let again = move |or: Way| wait(fetch(), or);
    part(move || match way.get() {
        Way::Here => made(page),
        Way::Coming => view! { <p class="page page--later" role="status">{say!(later.coming)}</p> }.into_any(),
        Way::Failed => frame(failed(move || again(Way::FailedAgain)).into_any()),
        Way::FailedAgain => frame(failed(browser::reload).into_any()),
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
        <p class="page__lede">{say!(later.how)}</p>
        <div class="button-stack">
            <button class="button" type="button" on:click=handler(move |_| again())>{say!(later.again)}</button>
        </div>
    }
}

/// What stands around the words that a page could not be fetched.
type Frame = fn(AnyView) -> AnyView;

/// A page of its own.
fn page(content: AnyView) -> AnyView {
    view! { <Page title=say!(later.failed).to_owned()>{content}</Page> }.into_any()
}

/// It is inside a page.
fn nothing(content: AnyView) -> AnyView {
    content
}
