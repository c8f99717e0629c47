//! The routes, and what stands around every page.

use crate::lean::{attribute, memo, part};
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};

use crate::aloud::Aloud;
use crate::components::{BottomBar, SideNav, UndoBar};
use crate::state::{AppState, open_replica, provide_here};
use crate::{later, pages, paths};

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
    Effect::new(move |_| {
        app.clock();
        app.note_visit();
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
    // Nothing of a page stands in the document while its reader is not let in.
    let closed = memo(move |_| {
        path.with(|path| {
            app.status.with(|status| {
                let is_way_in = path == paths::SIGN_IN || path == paths::PAIR;
                if status.shut && status.signed_out && !is_way_in {
                    Some(later::lock::ended as fn() -> AnyView)
                } else if status.shut && !is_way_in {
                    Some(later::lock::shut as fn() -> AnyView)
                } else if status.signed_out && path != paths::SIGN_IN && app.is_staff() {
                    Some(later::lock::ended as fn() -> AnyView)
                } else if pages::lock::is_demanded(app, path) {
                    Some(later::lock::demanded as fn() -> AnyView)
                } else {
                    None
                }
            })
        })
    });
    part(move || match closed.get() {
        Some(page) => view! { <div class="shell">{page()}</div> }.into_any(),
        None => view! { <Pages/> }.into_any(),
    })
}

/// The page of the address, and what stands around it.
#[component]
fn Pages() -> impl IntoView {
    let app = AppState::get();
    view! {
        <div class=attribute(move || if app.is_staff() { "shell shell--desk" } else { "shell" })>
            <SideNav/>
            <Routes fallback=pages::NotFoundPage>
                <Route path=path!("/") view=later::binder::home/>
                <Route path=path!("/ring") view=later::binder::call/>
                <Route path=path!("/parm") view=later::binder::binder/>
                <Route path=path!("/kontakter") view=later::binder::contacts/>
                <Route path=path!("/kontakt") view=later::binder::contact/>
                <Route path=path!("/tecken") view=later::binder::signs/>
                <Route path=path!("/tecken/ett") view=later::binder::sign/>
                <Route path=path!("/tecken/las") view=later::binder::signs_reading/>
                <Route path=path!("/tecken/kort") view=later::binder::wallet_card/>
                <Route path=path!("/plan") view=later::binder::plan/>
                <Route path=path!("/plan/mal") view=later::binder::goal/>
                <Route path=path!("/plan/andras") view=later::binder::changing/>
                <Route path=path!("/vagen") view=later::binder::way/>
                <Route path=path!("/skattning") view=later::binder::ratings/>
                <Route path=path!("/skattning/tidigare") view=later::binder::ratings_earlier/>
                <Route path=path!("/skattning/ny") view=later::binder::rating_new/>
                <Route path=path!("/moten") view=later::binder::meetings/>
                <Route path=path!("/moten/ett") view=later::binder::meeting/>
                <Route path=path!("/moten/bjud-in") view=later::binder::invite/>
                <Route path=path!("/moten/kalender") view=later::binder::feed/>
                <Route path=path!("/andrat") view=later::binder::history/>
                <Route path=path!("/beslut") view=later::binder::decided/>
                <Route path=path!("/samtycke") view=later::binder::sharing/>
                <Route path=path!("/samtycke/kvitto") view=later::binder::receipt/>
                <Route path=path!("/dela-ut") view=later::binder::hand_over/>
                <Route path=path!("/kopior") view=later::binder::copies/>
                <Route path=path!("/vem-har-tittat") view=later::binder::watched/>
                <Route path=path!("/telefoner") view=later::binder::phones/>
                <Route path=path!("/bara-for-mig") view=later::binder::room/>
                <Route path=path!("/installningar") view=later::binder::settings/>
                <Route path=path!("/paminnelser") view=later::binder::reminders/>
                <Route path=path!("/las-appen") view=later::lock::settings/>
                <Route path=path!("/ta-bort") view=later::binder::erase/>
                <Route path=path!("/skriv-ut") view=later::binder::paper/>
                <Route path=path!("/para") view=pages::PairPage/>
                <Route path=path!("/hjalp") view=pages::HelpPage/>
                <Route path=path!("/kom-inte-fram") view=later::binder::refused/>
                <Route path=path!("/logga-in") view=pages::SignInPage/>
                <Route path=path!("/samordnare") view=later::desk::list/>
                <Route path=path!("/samordnare/ny") view=later::desk::new/>
                <Route path=path!("/samordnare/parkoppla") view=later::desk::pair/>
                <Route path=path!("/samordnare/konto") view=later::desk::account/>
                <Route path=path!("/samordnare/gruppen") view=later::desk::issues/>
                <Route path=path!("/samordnare/ta-upp") view=later::desk::take_up/>
                <Route path=path!("/samordnare/granskning") view=later::desk::reviews/>
            </Routes>
            <div class="shell__foot">
                <UndoBar/>
                <BottomBar/>
            </div>
        </div>
    }
}
