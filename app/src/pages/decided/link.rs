//! The ways to what is decided: from the tab itself, and from the meeting that decided it.

use crate::lean::{Show, derived, memo, part};
use domain::{BinderTab, EntryId, OpId, Timestamp};
use leptos::prelude::*;

use super::is_changed_since;
use crate::components::RowLink;
use crate::pages::sharing::tab_name;
use crate::state::{AppState, TabView, use_binder, use_links, use_tab_unnoted};
use crate::words::locale;
use crate::{dates, paths};

/// What the row says.
#[derive(Clone, Copy, PartialEq)]
struct Row {
    held_at: Timestamp,
    changed: bool,
    asks: bool,
}

/// "Beslutat 12 maj": first on the page while her word is waited for, last when it is not. Nothing before the first
/// decision.
#[component]
pub(crate) fn DecidedLink(
    /// The tab's content.
    view: Signal<TabView>,
    /// Which tab.
    tab: BinderTab,
    /// Where on the page it stands.
    first: bool,
) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let row = memo(move |_| {
        view.with(|view| {
            let open = view.open()?;
            let latest = open.latest_decision()?;
            let asks = latest.agreed.is_none() && !app.is_staff();
            Some(Row { held_at: latest.held_at, changed: is_changed_since(open), asks })
        })
    });
    let here = move || row.get().filter(|row| row.asks == first);
    let note = derived(move || {
        let Some(row) = row.get() else { return String::new() };
        let day = dates::capital(&locale().day_and_year(row.held_at));
        match (row.asks, row.changed) {
            (true, _) => say!(decided.link_ask, day = day),
            (false, true) => say!(decided.link_changed, day = day),
            (false, false) => say!(decided.link_note, day = day),
        }
    });
    let href = derived(move || paths::decided(links.get(), tab, None, None));
    view! {
        <Show when=move || here().is_some()>
            <ul class="row-list">
                <RowLink href icon="check" title=say!(decided.link) note waits=derived(move || first && here().is_some())/>
            </ul>
        </Show>
    }
}

/// What one meeting decided; nothing if it decided nothing.
#[component]
pub(crate) fn DecidedHere(
    /// The meeting.
    meeting: Signal<Option<EntryId>>,
) -> impl IntoView {
    let links = use_links();
    let binder = use_binder();
    let tabs = [BinderTab::Plan, BinderTab::WarningPlan].map(|tab| (tab, use_tab_unnoted(binder, tab)));
    let decided = memo(move |_| {
        let meeting = meeting.get();
        let here = tabs.into_iter().filter_map(|(tab, view)| {
            view.with(|view| {
                let all = view.open()?.decisions.iter().rev();
                let version = all.into_iter().find(|version| !version.late && version.meeting() == meeting)?;
                Some((tab, version.stamp.op, version.held_at))
            })
        });
        here.collect::<Vec<(BinderTab, OpId, Timestamp)>>()
    });
    view! {
        <Show when=move || !decided.with(Vec::is_empty)>
            <h2 class="section-title">{say!(decided.here)}</h2>
            <ul class="row-list">
                {part(move || decided.get().into_iter().map(|(tab, version, at)| view! {
                    <RowLink href=derived(move || paths::decided(links.get(), tab, Some(version), None)) icon="check"
                        title=tab_name(tab) note=Signal::stored(say!(decided.link_note, day = locale().day_and_year(at)))/>
                }).collect_view())}
            </ul>
        </Show>
    }
}
