//! Ending a meeting of the resource group decides what stands in Mål och plan and Tidiga tecken (R4, R60): shown
//! before, and written down together with the end of the meeting.

use crate::lean::{derived, part};
use domain::consent::Right;
use domain::decision::Decision;
use domain::{Audience, BinderTab, Body, Entry, EntryKind, Field, TabState, meeting};
use leptos::prelude::*;
use replica::Draft;

use super::booking::expected;
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
    /// The drafts that decide; none for a meeting that does not decide, and none in a tab that whoever ends the
    /// meeting may not write in, or where there has never been anything to decide.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let (Some(entry), Some(replica)) = (untrack(move || self.editor.current()), self.editor.app.replica())
        else {
            return Vec::new();
        };
        if !meeting::is_care_team(&entry) {
            return Vec::new();
        }
        let act = Some(replica.new_act());
        let said = |state: &TabState| Decision {
            base: state.latest_decision().map(|version| version.stamp.op),
            held_at: entry.instant(Field::Starts).unwrap_or_else(|| self.editor.app.now()),
            present: self.present(&entry),
            alternatives: entry.text(Field::Alternatives).trim().to_owned(),
            chosen: entry.text(Field::Chosen).trim().to_owned(),
            texts: state.to_decide(),
        };
        let may = self.tabs.into_iter().filter(|(_, _, right)| right.get_untracked() == Some(Right::Suggest));
        let drafts = may.filter_map(|(tab, view, _)| {
            let decision = view.with_untracked(|view| match view {
                TabView::Open(state) => Some(said(state)),
                _ => None,
            })?;
            let is_something = decision.base.is_some() || !decision.texts.is_empty();
            is_something.then(|| Draft {
                tab,
                entry: replica.new_entry(),
                audience: Audience::Tab,
                meeting: Some(entry.id),
                act,
                body: Body::Decision(decision),
            })
        });
        drafts.collect()
    }

    /// Who was there: as it was said, else those who were to come.
    fn present(self, entry: &Entry) -> Vec<domain::Reference> {
        for field in [Field::Present, Field::People] {
            if entry.value(field).is_some() {
                return entry.people(field).to_vec();
            }
        }
        self.card.with_untracked(|card| expected(card.as_ref(), None, true))
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
    }
}

/// "2 mål." or "Ett tecken."
fn how_much(state: &TabState) -> String {
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
