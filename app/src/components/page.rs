//! The frame of every page: the way back, what is saved, the title, the way to help.

use std::time::Duration;

use crate::lean::{Show, handler, memo, part};
use leptos::prelude::*;

use super::closed::{Closed, use_closed};
use super::{HardPage, Icon, MeetingBanner, NotHere, ReadAloud, SyncBadge};
use crate::browser;
use crate::paths;
use crate::state::{AppState, TabView, Who};

/// A page. Its title is what it is for; focus moves there when the page is opened from another one.
#[component]
pub(crate) fn Page(
    /// The title, also of the window.
    #[prop(into)]
    title: Signal<String>,
    /// A line above the title.
    #[prop(into, optional)]
    over: Signal<String>,
    /// Where "back" leads and what it is called; none on home.
    #[prop(into, optional)]
    back: Signal<Option<(String, String)>>,
    /// The greeting form of home and Min pärm: the title beside what is saved.
    #[prop(optional)]
    greeting: bool,
    /// It holds text to read, so it can be read aloud.
    #[prop(optional)]
    aloud: bool,
    /// Extra classes, for instance `page--desk`.
    #[prop(optional)]
    class: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    let app = AppState::get();
    Effect::new(move |before: Option<()>| {
        browser::set_title(&title.get());
        // A title that changes moves nobody; a page that opens after another one does.
        if before.is_none() && app.opens_page() {
            // The page that is left still stands in the document now, with a title of the same id.
            set_timeout(|| browser::focus("rubrik"), Duration::ZERO);
        }
    });
    let class = if class.is_empty() { "page".to_owned() } else { format!("page {class}") };
    let heading = move || {
        view! {
            {part(move || Some(over.get()).filter(|over| !over.is_empty()).map(|over| view! {
                <p class="page__over">{over}</p>
            }))}
            <h1 class="page__title" id="rubrik" tabindex="-1">{title}</h1>
        }
    };
    view! {
        <div class=class>
            <header class=if greeting { "topbar topbar--home" } else { "topbar" }>
                {greeting.then(|| view! { <div class="topbar__greeting">{heading()}</div> })}
                {part(move || back.get().map(|(address, name)| view! {
                    <a class="topbar__back" href=address><Icon name="arrow-left"/>{name}</a>
                }))}
                {if greeting && aloud {
                    view! { <div class="topbar__side"><SyncBadge/><ReadAloud/></div> }.into_any()
                } else {
                    view! { <SyncBadge/> }.into_any()
                }}
            </header>
            <main class="page__main" id="innehall">
                {match (greeting, aloud) {
                    (true, _) => None,
                    (false, false) => Some(heading().into_any()),
                    (false, true) => Some(view! {
                        <div class="page__head"><div class="page__titles">{heading()}</div><ReadAloud/></div>
                    }.into_any()),
                }}
                <Restored/>
                <MeetingBanner/>
                {children()}
            </main>
            <footer class="page-foot">
                <a class="page-foot__link" href=paths::HELP>{say!(common.help)}</a>
                <HardPage/>
            </footer>
        </div>
    }
}

/// Says that an empty phone was filled again, once, and what may be missing.
#[component]
fn Restored() -> impl IntoView {
    let app = AppState::get();
    move || {
        app.restored.get().map(|restored| {
            let words = match restored.since {
                Some(at) => say!(common.restored_since, when = crate::dates::day_short_clock(app.now(), at)),
                None => say!(common.restored).to_owned(),
            };
            view! {
                <div class="notice" role="status">
                    <p class="notice__text">{words}</p>
                    <div class="notice__actions">
                        <button class="button button--quiet button--small" type="button"
                            on:click=handler(move |_| app.restored.set(None))>{say!(common.close)}</button>
                    </div>
                </div>
            }
        })
    }
}

/// The content of a page that needs a tab: waits calmly, and says what to do if the phone has nothing
/// and nobody is known.
#[component]
pub(crate) fn WhenRead(
    /// The tab.
    view: Signal<TabView>,
    /// What to show.
    children: ChildrenFn,
) -> impl IntoView {
    let app = AppState::get();
    let children = StoredValue::new(children);
    let unfetched = memo(move |_| view.with(|view| matches!(view, TabView::Unfetched(_))));
    // Remembered: a change in the tab must not make the content anew, under fingers that are typing.
    let closed = use_closed(view);
    let known = memo(move |_| (view.with(|view| view.open().is_some()), app.who.with(|who| *who == Who::Nobody)));
    part(move || {
        match (known.get(), closed.get()) {
        // What was read is nobody's any more: the phone was ended elsewhere, or somebody signed out.
        ((_, true), _) => view! { <NotHere/> }.into_any(),
        (_, Some(what)) => view! { <Closed what/> }.into_any(),
        ((true, false), None) => view! {
            <Show when=move || unfetched.get()>
                <div class="notice notice--plain" role="status"><p class="notice__text">{say!(common.unfetched)}</p></div>
            </Show>
            {children.with_value(|children| children())}
        }
        .into_any(),
        ((false, false), None) => {
            let turned = move || view.with(|view| *view == TabView::Turned);
            let words = move || if turned() { say!(common.turned) } else { say!(common.loading) };
            view! { <p class="small" role="status">{part(words)}</p> }.into_any()
        }
    }
    })
}
