//! One pärm in the list: when they meet next, and what waits, in words. Never a count, never late.

use crate::lean::{derived, memo, part};
use domain::api::BinderCard;
use domain::meeting::{self, Next};
use domain::rating::{self, Occasion, Window};
use domain::{BinderId, BinderTab, PersonId, TabState, Timestamp};
use leptos::prelude::*;

use crate::state::{AppState, TabView, use_tab_unnoted};
use crate::{dates, paths, words};

/// Tabs where a suggestion can wait, or two versions stand.
const WRITTEN: [BinderTab; 4] =
    [BinderTab::Contacts, BinderTab::WarningPlan, BinderTab::Plan, BinderTab::Meetings];

/// The row. What it says is remembered per tab: a change in one tab of one pärm folds only that.
#[component]
pub(super) fn Row(binders: Memo<Vec<BinderCard>>, id: BinderId) -> impl IntoView {
    let app = AppState::get();
    let card = memo(move |_| binders.with(|cards| cards.iter().find(|card| card.id == id).cloned()));
    let me = memo(move |_| app.me().map(|me| me.person));
    // A tab she may not read is not asked for: what she may not see is simply not there.
    let read = move |tab: BinderTab| {
        let readable = memo(move |_| {
            card.with(|card| card.as_ref().is_some_and(|card| card.rights.iter().any(|given| given.tab == tab)))
        });
        (readable, use_tab_unnoted(derived(move || readable.get().then_some(id)), tab))
    };
    let (meets, meetings) = read(BinderTab::Meetings);
    let (rates, ratings) = read(BinderTab::Ratings);
    let next = memo(move |_| {
        let open = meetings.with(|view| meets.get().then(|| view.open().map(|tab| next(tab, app.clock())))?);
        open.unwrap_or_default()
    });
    let rating_open = memo(move |_| {
        rates.get()
            && meets.get()
            && meetings.with(|meetings| is_rating_open(meetings, &ratings.get(), app.clock()))
    });
    let notes = WRITTEN.map(|tab| {
        let (readable, view) = read(tab);
        memo(move |_| view.with(|view| readable.get().then(|| view.open().map(|tab| notes(tab, me.get())))?))
    });
    let waits = memo(move |_| {
        let notes: Vec<Notes> = notes.iter().filter_map(Memo::get).collect();
        let paired = card.with(|card| card.as_ref().is_none_or(|card| card.paired));
        let said = [
            (!paired).then(|| say!(desk.not_paired).to_owned()),
            rating_open.get().then(|| say!(desk.rating_open).to_owned()),
            notes.iter().any(|n| n.split).then(|| say!(common.two_versions).to_owned()),
            (!app.unsent.within(id).is_empty()).then(|| say!(desk.proposal_unsent).to_owned()),
            notes.iter().any(|n| n.mine).then(|| say!(common.your_proposal).to_owned()),
            next.with(|next| next.waits.clone()),
        ];
        said.into_iter().flatten().collect::<Vec<String>>()
    });
    let name = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone()));
    let address = paths::Links(Some(id)).to(paths::BINDER);
    view! {
        <tr class="desk__row" role="row">
            <th class="desk__name" role="rowheader" scope="row">
                <a class="desk__link" href=address>{name}</a>
            </th>
            <td class="desk__cell" role="cell" data-label=say!(desk.column_meeting)>
                {part(move || next.with(|next| next.words.clone()))}
            </td>
            <td class="desk__cell" role="cell">
                {part(move || match waits.get() {
                    nothing if nothing.is_empty() => say!(desk.nothing_waits).into_any(),
                    waits => view! {
                        <ul class="desk__waits">
                            {waits.into_iter().map(|one| view! { <li class="waiting">{one}</li> }).collect_view()}
                        </ul>
                    }
                    .into_any(),
                })}
            </td>
        </tr>
    }
}

/// What is said about the next meeting.
#[derive(Clone, Default, PartialEq)]
struct NextWords {
    words: String,
    waits: Option<String>,
}

fn next(meetings: &TabState, now: Timestamp) -> NextWords {
    match meeting::next(meetings, now) {
        Next::Booked(entry) => {
            let starts = entry.instant(domain::Field::Starts);
            NextWords { words: starts.map(dates::day_and_clock).unwrap_or_default(), waits: None }
        }
        Next::Reason(reason) => NextWords { words: reason.to_owned(), waits: None },
        Next::NotBooked(due) => {
            let waits = match due {
                Some(due) => say!(desk.due, day = words::locale().day(due)),
                None => say!(desk.book).to_owned(),
            };
            NextWords { words: say!(desk.no_meeting).to_owned(), waits: Some(waits) }
        }
    }
}

/// A rating she has not shown is hers alone, so this tells only that there is room for one before the
/// next meeting, and that none has been shown.
fn is_rating_open(meetings: &TabView, ratings: &TabView, now: Timestamp) -> bool {
    let (Some(meetings), Some(ratings)) = (meetings.open(), ratings.open()) else { return false };
    let mut done = vec![Occasion::First];
    done.extend(rating::all(ratings).into_iter().map(|rating| rating.occasion));
    matches!(rating::window(&done, meetings, now), Window::Open(_))
}

/// What waits in one tab.
#[derive(Clone, Copy, PartialEq)]
struct Notes {
    split: bool,
    mine: bool,
}

fn notes(tab: &TabState, me: Option<PersonId>) -> Notes {
    let mut entries = tab.entries.values();
    Notes {
        split: tab.entries.values().any(|entry| entry.is_shown() && !entry.split_fields().is_empty()),
        mine: entries.any(|entry| entry.open_proposals().any(|proposal| Some(proposal.stamp.author.person) == me)),
    }
}
