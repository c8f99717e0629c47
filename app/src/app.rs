//! The routes, and what stands around every page.

use crate::lean::attribute;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};

use crate::aloud::Aloud;
use crate::components::{BottomBar, SideNav, UndoBar};
use crate::state::{AppState, open_replica, provide_here};
use crate::{pages, paths};

/// The app. Its first render reads no storage, time or role, so that it is the shell the server made;
/// the device's copy is opened after that.
#[component]
pub fn App() -> impl IntoView {
    let app = AppState::provide();
    let aloud = Aloud::provide();
    Effect::new(move |_| {
        aloud.look();
        open_replica(app);
    });
    view! {
        // `external`: the browser goes there itself, and takes the keyboard with it; the router would only scroll.
        <a class="skip-link" href="#innehall" rel="external">{say!(common.skip)}</a>
        <Router>
            <Frame/>
        </Router>
    }
}

/// Inside the router: what stands around every page, and the page.
#[component]
fn Frame() -> impl IntoView {
    let app = AppState::get();
    provide_here();
    let path = use_location().pathname;
    let go = use_navigate();
    Effect::new(move |_| {
        let is_gone = app.status.with(|status| status.erased) && app.who.with(|who| who.author().is_some());
        if is_gone && !pages::erase::GONE_PAGES.contains(&path.get().as_str()) {
            go(paths::HOME, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! {
        <div class=attribute(move || if app.is_staff() { "shell shell--desk" } else { "shell" })>
            <SideNav/>
            <Routes fallback=pages::NotFoundPage>
                <Route path=path!("/") view=pages::HomePage/>
                <Route path=path!("/ring") view=pages::CallPage/>
                <Route path=path!("/parm") view=pages::BinderPage/>
                <Route path=path!("/kontakter") view=pages::ContactsPage/>
                <Route path=path!("/kontakt") view=pages::ContactPage/>
                <Route path=path!("/tecken") view=pages::SignsPage/>
                <Route path=path!("/tecken/ett") view=pages::SignPage/>
                <Route path=path!("/tecken/las") view=pages::SignsReadingPage/>
                <Route path=path!("/tecken/kort") view=pages::WalletCardPage/>
                <Route path=path!("/plan") view=pages::PlanPage/>
                <Route path=path!("/plan/mal") view=pages::GoalPage/>
                <Route path=path!("/skattning") view=pages::RatingsPage/>
                <Route path=path!("/skattning/tidigare") view=pages::RatingsEarlierPage/>
                <Route path=path!("/skattning/ny") view=pages::RatingNewPage/>
                <Route path=path!("/moten") view=pages::MeetingsPage/>
                <Route path=path!("/moten/ett") view=pages::MeetingPage/>
                <Route path=path!("/andrat") view=pages::HistoryPage/>
                <Route path=path!("/samtycke") view=pages::SharingPage/>
                <Route path=path!("/dela-ut") view=pages::HandOverPage/>
                <Route path=path!("/vem-har-tittat") view=pages::WatchedPage/>
                <Route path=path!("/telefoner") view=pages::PhonesPage/>
                <Route path=path!("/installningar") view=pages::SettingsPage/>
                <Route path=path!("/ta-bort") view=pages::ErasePage/>
                <Route path=path!("/skriv-ut") view=pages::PaperPage/>
                <Route path=path!("/para") view=pages::PairPage/>
                <Route path=path!("/hjalp") view=pages::HelpPage/>
                <Route path=path!("/kom-inte-fram") view=pages::RefusedPage/>
                <Route path=path!("/logga-in") view=pages::SignInPage/>
                <Route path=path!("/samordnare") view=pages::DeskPage/>
                <Route path=path!("/samordnare/ny") view=pages::DeskNewPage/>
                <Route path=path!("/samordnare/parkoppla") view=pages::DeskPairPage/>
            </Routes>
            <div class="shell__foot">
                <UndoBar/>
                <BottomBar/>
            </div>
        </div>
    }
}
