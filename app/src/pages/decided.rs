//! "Beslutad plan" and "Beslutade tecken": what a meeting decided, as it was read then, and what has changed since
//! (R4, R60, R126). Read from this device's own copy, so it works without network.

mod agree;
mod differences;
mod link;
mod one;
mod pair;
mod renew;
mod sheet;
mod versions;

use crate::lean::{Show, derived, memo};
use domain::decision::{PlanVersion, is_decided};
use domain::{BinderTab, OpId, TabState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::{Page, WhenRead};
use crate::paths;
use crate::state::{TabView, use_binder, use_links, use_tab};
use one::OneVersion;
use pair::Pair;
use versions::Versions;

pub(crate) use link::{DecidedHere, DecidedLink};

/// The page. The address names the tab and, if not the latest is meant, the version.
#[component]
pub(crate) fn DecidedPage() -> impl IntoView {
    let query = use_query_map();
    let named = query.with_untracked(|query| query.get(paths::TAB)).and_then(|name| BinderTab::parse(&name));
    let tab = named.filter(|tab| is_decided(*tab)).unwrap_or(BinderTab::Plan);
    let view = use_tab(use_binder(), tab);
    let links = use_links();
    let of_address = move |key: &'static str| {
        memo(move |_| query.with(|query| query.get(key)).and_then(|id| id.parse::<OpId>().ok()))
    };
    let (version, beside) = (of_address(paths::VERSION), of_address(paths::BESIDE));
    let (path, back_words, title) = match tab {
        BinderTab::WarningPlan => (paths::SIGNS, say!(signs.title), say!(decided.title_signs)),
        _ => (paths::PLAN, say!(plan.title), say!(decided.title_plan)),
    };
    let back = derived(move || Some((links.get().to(path), back_words.to_owned())));
    let shown = memo(move |_| view.with(|view| found(view.open()?, version.get())));
    let other = memo(move |_| view.with(|view| found(view.open()?, Some(beside.get()?))));
    view! {
        <Page title=title.to_owned() back class="page--decided" aloud=true>
            <WhenRead view>
                {move || match (shown.get(), other.get()) {
                    (None, _) => view! {
                        <div class="empty-note"><p class="empty-note__text">{say!(decided.none)}</p></div>
                    }.into_any(),
                    (Some(one), Some(other)) => view! { <Pair view one other/> }.into_any(),
                    (Some(one), None) => view! { <OneVersion view version=one/> }.into_any(),
                }}
                <Show when=move || shown.with(Option::is_some)><Versions view tab shown other/></Show>
            </WhenRead>
        </Page>
    }
}

/// The version that is named, or the latest.
fn found(tab: &TabState, named: Option<OpId>) -> Option<PlanVersion> {
    match named {
        None => tab.latest_decision().cloned(),
        Some(id) => tab.decisions.iter().find(|version| version.stamp.op == id && !version.late).cloned(),
    }
}

/// The versions that count, the latest first. Of those from one meeting only the last: it was closed by a slip,
/// opened again, and closed when it was over.
fn counted(tab: &TabState) -> Vec<&PlanVersion> {
    let mut all: Vec<&PlanVersion> = Vec::new();
    for version in tab.decisions.iter().rev().filter(|version| !version.late) {
        if all.last().is_none_or(|later| later.meeting() != version.meeting()) {
            all.push(version);
        }
    }
    all
}

/// What counts before a version.
fn before<'a>(tab: &'a TabState, version: &PlanVersion) -> Option<&'a PlanVersion> {
    let counted = counted(tab);
    let at = counted.iter().position(|known| known.stamp.op == version.stamp.op)?;
    counted.get(at + 1).copied()
}

/// Whether the tab says something else now than what is decided.
fn is_changed_since(tab: &TabState) -> bool {
    !domain::decision::changes(&tab.decided_now(), &tab.to_decide()).is_empty()
}

/// The tab as one version has it.
fn as_of(view: &TabView, version: &PlanVersion) -> Option<TabState> {
    view.open()?.as_decided(version)
}
