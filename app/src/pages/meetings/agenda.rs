//! What the resource group goes through at every meeting (R86, R90), each with the way to its place. The
//! list is the same every time, so that nobody has to remember it.

use crate::lean::derived;
use domain::reading::readings;
use domain::{BinderTab, EntryId, EntryKind, meeting};
use leptos::prelude::*;

use crate::components::RowLink;
use crate::pages::signs::read_when;
use crate::paths;
use crate::state::{AppState, use_binder, use_links, use_right, use_tab_unnoted};

/// The fixed points.
#[component]
pub(crate) fn FixedPoints(
    /// The meeting.
    meeting: Signal<Option<EntryId>>,
) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let binder = use_binder();
    let (signs, meetings) =
        (use_tab_unnoted(binder, BinderTab::WarningPlan), use_tab_unnoted(binder, BinderTab::Meetings));
    let may_read = move |tab| use_right(tab).get_untracked().is_some();
    let last_read = derived(move || {
        let last = signs.with(|view| view.open().and_then(|tab| Some(readings(tab).first()?.stamp.made_at)));
        last.map_or_else(|| say!(signs.never_read).to_owned(), |at| read_when(app.now(), at))
    });
    let next = derived(move || {
        let this = meeting.get();
        let after = meetings.with(|view| {
            let tab = view.open()?;
            let starts = |entry: &domain::Entry| entry.instant(domain::Field::Starts);
            let this = this.and_then(|id| starts(tab.entries.get(&id)?));
            let groups = tab.listed(EntryKind::Meeting).into_iter().filter(|other| meeting::is_care_team(other));
            let planned = groups.filter(|other| other.choice(domain::Field::Status) == Some("planned"));
            planned.filter_map(starts).filter(|at| Some(*at) > this && *at > app.clock()).min()
        });
        let words = |at| crate::pages::meeting_words::when(app.now(), at);
        after.map_or_else(|| say!(meetings.point_next_none).to_owned(), words)
    });
    let link = move |path: &'static str| derived(move || links.get().to(path));
    view! {
        <h2 class="section-title">{say!(meetings.points)}</h2>
        <ul class="row-list">
            {may_read(BinderTab::Ratings).then(|| view! {
                <RowLink href=link(paths::RATINGS) icon="line-chart" title=say!(meetings.point_changes)
                    note=Signal::stored(say!(rating.title).to_owned())/>
            })}
            {may_read(BinderTab::Plan).then(|| view! {
                <RowLink href=link(paths::PLAN) icon="target" title=say!(meetings.point_goals)
                    note=Signal::stored(say!(meetings.point_goals_note).to_owned())/>
            })}
            {may_read(BinderTab::WarningPlan).then(|| view! {
                <RowLink href=link(paths::SIGNS_READING) icon="cloud-sun" title=say!(meetings.point_signs) note=last_read/>
            })}
            <RowLink href=link(paths::MEETINGS) icon="calendar" title=say!(meetings.point_next) note=next/>
        </ul>
    }
}
