//! One pärm in the list as words: when they meet next, and what waits. Never a count, never late.

use std::collections::BTreeMap;

use domain::api::BinderCard;
use domain::overview::{ComesNext, Overview};
use domain::plan::Lack;
use domain::{BinderId, Timestamp};
use leptos::prelude::*;

use crate::lean::{derived, memo};
use crate::state::{AppState, use_overviews};
use crate::{dates, words};

/// Something that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wait {
    /// No phone is paired yet.
    NotPaired,
    /// There is room for a rating (R72, R73).
    Rating,
    /// Two versions of something.
    Split,
    /// A suggestion that is written and not sent.
    Unsent,
    /// A suggestion of hers.
    Mine,
    /// A suggestion of somebody else's.
    Others,
    /// Her colleagues have an older "Tidiga tecken" (R85).
    Colleagues,
    /// Nobody answers for something in the plan (R130).
    Responsible,
    /// Nobody has said who does something in the plan, or when (R62).
    WhoOrWhen,
    /// No meeting is booked, and nobody has said why (R89).
    Book,
    /// The resource group should meet around this day, and no such meeting is booked (R89).
    Due(Timestamp),
    /// That day has been.
    Overdue,
}

impl Wait {
    /// What the row says.
    pub(super) fn words(self) -> String {
        match self {
            Self::NotPaired => say!(desk.not_paired).to_owned(),
            Self::Rating => say!(desk.rating_open).to_owned(),
            Self::Split => say!(common.two_versions).to_owned(),
            Self::Unsent => say!(desk.proposal_unsent).to_owned(),
            Self::Mine => say!(common.your_proposal).to_owned(),
            Self::Others => say!(desk.others_proposal).to_owned(),
            Self::Colleagues => say!(mode.colleagues).to_owned(),
            Self::Responsible => say!(desk.lacks_responsible).to_owned(),
            Self::WhoOrWhen => say!(desk.lacks_who).to_owned(),
            Self::Book => say!(desk.book).to_owned(),
            Self::Due(day) => say!(desk.due, day = words::locale().day(day)),
            Self::Overdue => say!(desk.overdue).to_owned(),
        }
    }
}

/// What the row of one pärm says.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Line {
    /// When they meet next, or why nothing is booked.
    pub(super) meets: String,
    /// When that is.
    pub(super) starts: Option<Timestamp>,
    /// What waits, in the order it is said.
    pub(super) waits: Vec<Wait>,
    /// What is known where nothing is said to wait.
    pub(super) known: Known,
}

/// How much of a pärm is known: that nothing waits in one that nobody has read is not said.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) enum Known {
    /// Not read yet, or not hers to read any more.
    #[default]
    Unread,
    /// In the list, and not fetched to this device.
    NotHere,
    /// Read.
    Read,
}

impl Known {
    /// What the row says.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Unread => "",
            Self::NotHere => say!(desk.not_here),
            Self::Read => say!(desk.nothing_waits),
        }
    }
}

impl Line {
    /// From what is kept of it. What she may no longer read is not said, whatever is kept.
    pub(super) fn of(card: &BinderCard, overview: Option<&Overview>, unsent: bool, now: Timestamp) -> Self {
        let may_read = |tab| card.rights.iter().any(|given| given.tab == tab);
        let meetings = overview.filter(|_| may_read(domain::BinderTab::Meetings));
        let signs = overview.filter(|_| may_read(domain::BinderTab::WarningPlan));
        let plan = overview.filter(|_| may_read(domain::BinderTab::Plan));
        let rating = meetings.filter(|_| may_read(domain::BinderTab::Ratings));
        let notes = overview.map(|overview| overview.notes(may_read)).unwrap_or_default();
        let lacks = |what| plan.is_some_and(|overview| overview.lacks(what));
        let next = meetings.and_then(|overview| overview.next(now));
        // Somebody has said why no meeting is booked: then nobody is asked to book one.
        let is_explained = matches!(next, Some(ComesNext::Reason(_)));
        let due = meetings.filter(|_| !is_explained).and_then(|overview| overview.due(now));
        let due = due.map(|day| if day < now { Wait::Overdue } else { Wait::Due(day) });
        let book = (next == Some(ComesNext::NotBooked) && due.is_none()).then_some(Wait::Book);
        let waits = [
            (!card.paired).then_some(Wait::NotPaired),
            rating.is_some_and(|overview| overview.is_rating_open(now)).then_some(Wait::Rating),
            notes.split.then_some(Wait::Split),
            unsent.then_some(Wait::Unsent),
            notes.mine.then_some(Wait::Mine),
            notes.others.then_some(Wait::Others),
            signs.is_some_and(Overview::is_to_tell).then_some(Wait::Colleagues),
            lacks(Lack::Responsible).then_some(Wait::Responsible),
            lacks(Lack::WhoOrWhen).then_some(Wait::WhoOrWhen),
            due.or(book),
        ];
        let (meets, starts) = meets(next);
        let known = overview.map_or(Known::Unread, |_| Known::Read);
        Self { meets, starts, waits: waits.into_iter().flatten().collect(), known }
    }
}

fn meets(next: Option<ComesNext<'_>>) -> (String, Option<Timestamp>) {
    match next {
        None => (String::new(), None),
        Some(ComesNext::NotBooked) => (say!(desk.no_meeting).to_owned(), None),
        Some(ComesNext::Reason(reason)) => (reason.to_owned(), None),
        Some(ComesNext::Booked(booked)) => {
            let when = booked.starts.map(dates::day_and_clock).unwrap_or_default();
            let maybe = booked.preliminary;
            let words = if maybe { format!("{when}. {}.", say!(mode.preliminary)) } else { when };
            (words, booked.starts)
        }
    }
}

/// What each row says, made anew when something is written, when a minute has passed, or when a consent may have
/// run out; and whether what the device keeps of them has been read.
pub(super) fn use_lines(binders: Memo<Vec<BinderCard>>) -> (Memo<BTreeMap<BinderId, Line>>, Signal<bool>) {
    let app = AppState::get();
    let ids = memo(move |_| binders.with(|cards| cards.iter().map(|card| card.id).collect::<Vec<_>>()));
    let (overviews, is_read) = use_overviews(ids);
    let unsent = derived(move || app.unsent.binders());
    let lines = memo(move |_| {
        let (now, unsent) = (app.clock(), unsent.get());
        let line = |card: &BinderCard| {
            let is_closed = app.turned.may_be_over(app, card.id);
            let read = overviews.with(|lines| lines.get(&card.id).cloned()).filter(|_| !is_closed);
            let line = Line::of(card, read.as_ref().and_then(Option::as_ref), unsent.contains(&card.id), now);
            (card.id, if read == Some(None) { Line { known: Known::NotHere, ..line } } else { line })
        };
        binders.with(|cards| cards.iter().map(line).collect())
    });
    (lines, is_read)
}

#[cfg(test)]
mod tests;
