//! "Minnesanteckningar": a held meeting on one sheet of paper. Each part stands there for whoever may read the tab it
//! comes from, so that the paper of two readers need not say the same.

use domain::reading::{Outcome, readings};
use domain::{BinderTab, Entry, EntryId, Field, TabState, Timestamp, meeting};
use leptos::prelude::*;

use super::deciding::how_much;
use crate::browser;
use crate::components::{Icon, SheetCode};
use crate::lean::{derived, handler, memo, part};
use crate::pages::meeting_words as words;
use crate::pages::paper::{Block, Line, doubts};
use crate::pages::plan::evaluated;
use crate::pages::sharing::{names, tab_name};
use crate::state::{AppState, TabView, note_shown, use_binder, use_card, use_tab_unnoted};
use crate::words::locale;

/// The sheet, and the way to the printer.
#[component]
pub(super) fn Minutes(
    /// The meetings.
    view: Signal<TabView>,
    /// The meeting.
    id: EntryId,
) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let tabs = [BinderTab::Plan, BinderTab::WarningPlan];
    let [plan, signs] = tabs.map(|tab| use_tab_unnoted(binder, tab));
    note_shown(binder, tabs, memo(move |_| [plan, signs].map(|tab| tab.with(|tab| tab.open().is_some()))));
    let blocks = derived(move || {
        view.with(|meetings| {
            let meetings = meetings.open()?;
            let entry = meetings.entries.get(&id)?;
            plan.with(|plan| {
                signs.with(|signs| {
                    Some(blocks(
                        entry,
                        meetings,
                        [plan.open().map(AsRef::as_ref), signs.open().map(AsRef::as_ref)],
                        app.now(),
                    ))
                })
            })
        })
    });
    let head = move || {
        let owner = card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
        let starts = view.with(|view| view.open()?.entries.get(&id)?.instant(Field::Starts));
        starts.map_or(owner.clone(), |at| format!("{owner}, {}", locale().day_and_year(at)))
    };
    view! {
        <section class="print-sheet print-sheet--minutes">
            <header class="print-sheet__head"><h2>{say!(minutes.title)}</h2><p>{part(head)}</p></header>
            {part(move || blocks.get().unwrap_or_default().into_iter().map(Block::into_view).collect_view())}
            <SheetCode/>
        </section>
        <div class="button-stack">
            <button class="button" type="button" on:click=handler(move |_| browser::print())>
                <Icon name="printer"/>{say!(signs.print)}
            </button>
        </div>
    }
}

/// A thing with its lines, if it has any.
fn item(name: &str, lines: Vec<String>) -> Option<Block> {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
    (!lines.is_empty()).then(|| Block::item(name.to_owned(), vec![Line::plain(lines)]))
}

fn blocks(entry: &Entry, meetings: &TabState, tabs: [Option<&TabState>; 2], now: Timestamp) -> Vec<Block> {
    let said = |field| vec![entry.text(field).trim().to_owned()];
    let [plan, signs] = tabs;
    let present: Vec<String> = entry.people(Field::Present).iter().map(|person| person.name.clone()).collect();
    let points =
        meeting::points(meetings, entry.id).into_iter().map(|point| point.text(Field::Text).trim().to_owned());
    // Only what was said at this meeting and before the next one.
    let went = plan.map(|plan| said_at(plan, entry)).unwrap_or_default();
    let read = signs.and_then(|signs| {
        readings(signs).into_iter().find(|read| read.meeting() == Some(entry.id)).map(|read| {
            match read.outcome {
                Outcome::Unchanged => say!(signs.unchanged),
                Outcome::Revised => say!(signs.revised),
            }
            .to_owned()
        })
    });
    let decided = tabs.into_iter().flatten().filter_map(|tab| {
        let version =
            tab.decisions.iter().rfind(|version| !version.late && version.meeting() == Some(entry.id))?;
        Some(format!("{}. {}", tab_name(tab.tab), how_much(&tab.as_decided(version)?)).trim().to_owned())
    });
    let later = meeting::upcoming(meetings, now).into_iter().filter(|other| other.id != entry.id);
    let next =
        later.filter(|other| other.instant(Field::Starts) > entry.instant(Field::Starts)).filter_map(|other| {
            let when = format!("{}. {}.", words::when(now, other.instant(Field::Starts)?), words::kind(other));
            Some(if meeting::is_preliminary(other) { format!("{when} {}.", say!(mode.preliminary)) } else { when })
        });
    let leads = entry.person(Field::Who).map(|person| person.name.clone());
    let all = [
        item(say!(decided.present), vec![names(&present)]),
        item(say!(meetings.leads_label), leads.into_iter().collect()),
        item(say!(meetings.about), said(Field::Note)),
        item(say!(mode.points), points.collect()),
        item(say!(mode.evaluate), went),
        item(say!(meetings.point_signs), read.into_iter().collect()),
        item(say!(meetings.agreed), said(Field::Agreed)),
        item("", doubts(entry)),
        item(say!(decided.alternatives), said(Field::Alternatives)),
        item(say!(fields.chosen), said(Field::Chosen)),
        item(say!(decided.here), decided.collect()),
        item(say!(minutes.next), next.take(6).collect()),
    ];
    all.into_iter().flatten().collect()
}

/// "Laga mat: Det fungerade", for each activity that was talked about at the meeting.
fn said_at(plan: &TabState, entry: &Entry) -> Vec<String> {
    let Some(since) = meeting::opened_at(entry) else { return Vec::new() };
    let line = |(_, what, outcome): (EntryId, String, Option<&'static str>)| Some(format!("{what}: {}", outcome?));
    evaluated(plan, Some((since, since.plus_minutes(meeting::OPEN_HOURS * 60))))
        .into_iter()
        .filter_map(line)
        .collect()
}
