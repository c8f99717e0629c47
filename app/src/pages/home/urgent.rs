//! Something that somebody suggests and that cannot wait for the next meeting (R3): one row, in quiet words.

use domain::{BinderTab, Entry};
use leptos::prelude::*;

use crate::components::RowLink;
use crate::lean::{derived, memo, part};
use crate::pages::sharing::tab_name;
use crate::paths;
use crate::state::{TabView, use_binder, use_tab_unnoted};

/// The row, while there is something.
#[component]
pub(super) fn UrgentRow(
    /// Kontakter.
    contacts: Signal<TabView>,
    /// Mål och plan.
    plan: Signal<TabView>,
) -> impl IntoView {
    let signs = use_tab_unnoted(use_binder(), BinderTab::WarningPlan);
    let tabs = [
        (BinderTab::WarningPlan, paths::SIGNS, signs),
        (BinderTab::Contacts, paths::CONTACTS, contacts),
        (BinderTab::Plan, paths::PLAN, plan),
    ];
    let is_urgent = |view: &TabView| view.open().is_some_and(|tab| tab.entries.values().any(Entry::is_urgent));
    let first = memo(move |_| {
        let mut tabs = tabs.into_iter();
        tabs.find(|(.., view)| view.with(is_urgent)).map(|(tab, path, _)| (tab, path))
    });
    part(move || {
        first.get().map(|(tab, path)| {
            let note = derived(move || say!(home.urgent_note, tab = tab_name(tab)));
            view! {
                <RowLink href=path.to_owned() icon="message" title=say!(home.urgent_title) note
                    waits=Signal::stored(true)/>
            }
        })
    })
}
