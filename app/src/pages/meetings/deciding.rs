//! Ending a meeting of the resource group decides what stands in Mål och plan and Tidiga tecken (R4, R60): shown
//! before, and written down together with the end of the meeting.

use crate::lean::{derived, part};
use domain::consent::Right;
use domain::{BinderTab, Entry, EntryKind, Field, TabState};
use leptos::prelude::*;

use super::booking::expected;
use super::ending::{Terms, present};
use super::mode::SendCopies;
use crate::components::{RowLink, TextField};
use crate::editor::Editor;
use crate::pages::sharing::tab_name;
use crate::paths;
use crate::state::{TabView, use_binder, use_card, use_links, use_owner_name, use_right, use_tab_unnoted};

/// What a meeting decides, as this device has it. Made where the page is made.
#[derive(Clone, Copy)]
pub(super) struct Deciding {
    editor: Editor,
    tabs: [(BinderTab, Signal<TabView>, Signal<Option<Right>>); 2],
    card: Signal<Option<domain::api::BinderCard>>,
}

/// The same for the page of one meeting.
pub(super) fn use_deciding(editor: Editor) -> Deciding {
    let binder = use_binder();
    let tabs = [BinderTab::Plan, BinderTab::WarningPlan];
    let tabs = tabs.map(|tab| (tab, use_tab_unnoted(binder, tab), use_right(tab)));
    Deciding { editor, tabs, card: use_card() }
}

impl Deciding {
    /// What is known of the decision when the button is pressed; the words are read when they stand here.
    pub(super) fn terms(self) -> Terms {
        let may = |right: Signal<Option<Right>>| right.get_untracked() == Some(Right::Suggest);
        Terms {
            tabs: self.tabs.into_iter().filter(|(_, _, right)| may(*right)).map(|(tab, ..)| tab).collect(),
            expected: self.card.with_untracked(|card| expected(card.as_ref(), None, true)),
        }
    }

    /// Who is here, as it stands.
    pub(super) fn who_is_here(self) -> Vec<domain::Reference> {
        self.editor.current().map(|entry| self.present(&entry)).unwrap_or_default()
    }

    fn present(self, entry: &Entry) -> Vec<domain::Reference> {
        present(entry).unwrap_or_else(|| self.card.with(|card| expected(card.as_ref(), None, true)))
    }
}

/// While the meeting goes on: what else was talked about, what she chose, and what is decided when it ends.
#[component]
pub(super) fn ToDecide(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let links = use_links();
    let owner = use_owner_name().get_untracked();
    let chosen: &'static str = match owner {
        Some(_) => say!(fields.chosen),
        None => say!(decided.chosen),
    };
    let deciding = use_deciding(editor);
    let rows = deciding.tabs.into_iter().map(|(tab, view, right)| {
        part(move || {
            (right.get() == Some(Right::Suggest)).then(|| {
                let (path, icon) = match tab {
                    BinderTab::WarningPlan => (paths::SIGNS_READING, "cloud-sun"),
                    _ => (paths::PLAN, "target"),
                };
                view! {
                    <RowLink href=derived(move || links.get().to(path)) icon title=tab_name(tab)
                        note=derived(move || view.with(|view| view.open().map(|state| how_much(state)).unwrap_or_default()))/>
                }
            })
        })
    });
    view! {
        <h2 class="section-title">{say!(decided.to_decide)}</h2>
        <p class="small">{say!(decided.to_decide_text)}</p>
        <ul class="row-list">{rows.collect_view()}</ul>
        <TextField editor field=Field::Alternatives long=true label=say!(decided.alternatives) hint=say!(decided.alternatives_hint)/>
        <TextField editor field=Field::Chosen long=true label=chosen hint=say!(decided.chosen_hint)/>
        <SendCopies editor/>
    }
}

/// "2 mål." or "Ett tecken."
pub(super) fn how_much(state: &TabState) -> String {
    let kind = if state.tab == BinderTab::WarningPlan { EntryKind::Sign } else { EntryKind::Goal };
    let n = state.to_decide().values().filter(|text| text.kind == kind).count();
    match (state.tab, n) {
        (_, 0) => String::new(),
        (BinderTab::WarningPlan, 1) => say!(decided.one_sign).to_owned(),
        (BinderTab::WarningPlan, n) => say!(decided.some_signs, count = n.to_string()),
        (_, 1) => say!(decided.one_goal).to_owned(),
        (_, n) => say!(decided.some_goals, count = n.to_string()),
    }
}
