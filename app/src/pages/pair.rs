//! Öppna min pärm: the owner's side of pairing. No password and no account: a link or a code, once.
//!
//! After it come "Stämmer det?" and the home screen. Each step stands in the address, so that the
//! phone's own "back" and a page that is loaded again keep their place.

mod install;
pub(super) mod phone;
mod right;
mod way;
mod way_in;

use crate::lean::{derived, memo, part};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::Page;
use crate::later;
use install::{Install, listen_for_offer};
pub(crate) use right::IsItRight;
use way::{Mode, Way};
use way_in::WayIn;

/// "Stämmer det?" in the address.
const RIGHT: &str = "stammer";
/// The home screen, in the address.
const INSTALL: &str = "installera";

/// Whether the phone already had this very pärm, for the next step to say.
#[derive(Clone, Copy)]
struct Same(RwSignal<bool>);

#[derive(Clone, Copy, PartialEq)]
enum Step {
    WayIn,
    Right,
    Install,
}

fn address(step: &str) -> String {
    format!("{}?steg={step}", crate::paths::PAIR)
}

/// Pairing, from the link to the first screen.
#[component]
pub(crate) fn PairPage() -> impl IntoView {
    let query = use_query_map();
    // The first render is the shell's, whatever the address says.
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let step = memo(move |_| {
        let named = query.with(|query| query.get("steg"));
        match named.as_deref().filter(|_| awake.get()) {
            Some(RIGHT) => Step::Right,
            Some(INSTALL) => Step::Install,
            _ => Step::WayIn,
        }
    });
    let way = Way::new();
    provide_context(Same(way.same));
    let offered = listen_for_offer();
    let title = derived(move || {
        let words = match step.get() {
            Step::WayIn if way.mode.get() == Mode::InstallFirst => say!(pair.install_title),
            Step::WayIn => say!(pair.title),
            Step::Right => say!(pair.right_title),
            Step::Install => say!(pair.install_title),
        };
        words.to_owned()
    });
    Effect::new(move |before: Option<Step>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            crate::browser::focus("rubrik");
        }
        if now != Step::WayIn {
            way.is_left();
        }
        now
    });
    view! {
        <Page title aloud=true>
            {part(move || match step.get() {
                Step::WayIn => view! { <WayIn way/> }.into_any(),
                Step::Right => later::binder::is_it_right(),
                Step::Install => view! { <Install offered/> }.into_any(),
            })}
        </Page>
    }
}
