//! Möten: both kinds, what comes next, and when the resource group is due again (R89–R93, R97).

use crate::{Author, Entry, EntryId, EntryKind, Field, TabState, Timestamp, Value};

/// How often the resource group meets, in months, counted from the last held meeting (R89).
pub const CADENCE_MONTHS: i32 = 3;

/// How long a meeting is taken to last if nobody has said, in minutes.
pub const DEFAULT_MINUTES: i64 = 60;

/// Whether it is a meeting of the resource group (sv: resursgruppsmöte).
#[must_use]
pub fn is_care_team(entry: &Entry) -> bool {
    entry.choice(Field::MeetingKind) == Some("care_team")
}

/// Whether its time is not certain yet (sv: preliminär tid, R49). One that has begun is as certain as it gets.
#[must_use]
pub fn is_preliminary(entry: &Entry) -> bool {
    entry.value(Field::Preliminary) == Some(&Value::Flag(true))
        && matches!(entry.choice(Field::Status), None | Some("planned"))
}

/// When it was opened last, if it ever was.
#[must_use]
pub fn opened_at(entry: &Entry) -> Option<Timestamp> {
    let status = entry.fields.get(&Field::Status)?;
    let mut known = status.past.iter().chain(&status.current).rev();
    known.find(|version| version.value == Value::choice("open")).map(|version| version.stamp.made_at)
}

/// What people want to take up at a meeting beside what is always gone through (sv: egna punkter, R94), in the order
/// it was written. A point without words is one that somebody has begun to write.
#[must_use]
pub fn points(meetings: &TabState, meeting: EntryId) -> Vec<&Entry> {
    let mut points = meetings.listed(EntryKind::AgendaPoint);
    points.retain(|point| point.parent() == Some(meeting) && !point.text(Field::Text).trim().is_empty());
    crate::order::sort_by_key(&mut points, |point| (point.created.made_at, point.id));
    points
}

/// How long a meeting that nobody closes is taken to go on, in hours.
pub const OPEN_HOURS: i64 = 24;

/// Whether it has been opened and nobody has closed it.
#[must_use]
pub fn is_open(entry: &Entry) -> bool {
    entry.choice(Field::Status) == Some("open")
}

/// Whether something made at one moment belongs to a meeting opened at another. One that nobody closed
/// must not stay a way past the owner's yes for months.
#[must_use]
pub const fn still_goes_on(opened: Timestamp, made_at: Timestamp) -> bool {
    made_at.as_millis() < opened.plus_minutes(OPEN_HOURS * 60).as_millis()
}

/// Whether it goes on now: what is written meanwhile is written together.
#[must_use]
pub fn goes_on(entry: &Entry, now: Timestamp) -> bool {
    let opened = entry.fields.get(&Field::Status).and_then(|status| status.shown());
    is_open(entry) && opened.is_some_and(|version| still_goes_on(version.stamp.made_at, now))
}

/// Whether somebody else closed it while it still went on for this writer, who could not know: what was made
/// meanwhile still counts as written together.
#[must_use]
pub fn was_closed_apart(entry: &Entry, writer: Author, made_at: Timestamp) -> bool {
    let Some(status) = entry.fields.get(&Field::Status) else { return false };
    let closed = status.shown().filter(|version| version.value == Value::choice("held"));
    let opened = status.past.iter().rev().find(|version| version.value == Value::choice("open"));
    closed.is_some_and(|version| version.stamp.author != writer)
        && opened.is_some_and(|version| still_goes_on(version.stamp.made_at, made_at))
}

/// When it ends.
#[must_use]
pub fn ends(entry: &Entry) -> Option<Timestamp> {
    let minutes = match entry.value(Field::Minutes) {
        Some(Value::Number(minutes)) => *minutes,
        _ => DEFAULT_MINUTES,
    };
    entry.instant(Field::Starts).map(|starts| starts.plus_minutes(minutes))
}

/// Until when it stands among the coming ones: its end, or a day after it was opened if nobody closes it. One that was
/// held or cancelled does not stand there.
#[must_use]
pub fn comes_until(entry: &Entry) -> Option<Timestamp> {
    if matches!(entry.choice(Field::Status), Some("held" | "cancelled")) {
        return None;
    }
    let opened = entry.fields.get(&Field::Status).filter(|_| is_open(entry)).and_then(|status| status.shown());
    let last = |made_at: Timestamp| Timestamp::from_millis(made_at.plus_minutes(OPEN_HOURS * 60).as_millis() - 1);
    ends(entry).max(opened.map(|version| last(version.stamp.made_at)))
}

fn by_start(meetings: &TabState) -> Vec<&Entry> {
    let mut all = meetings.listed(EntryKind::Meeting);
    crate::order::sort_by_key(&mut all, |entry| (entry.instant(Field::Starts), entry.id));
    all
}

/// Meetings still to come or going on, the nearest first. Cancelled and held ones are not among them.
#[must_use]
pub fn upcoming(meetings: &TabState, now: Timestamp) -> Vec<&Entry> {
    let comes = |entry: &&Entry| comes_until(entry).is_some_and(|until| until >= now);
    by_start(meetings).into_iter().filter(comes).collect()
}

/// Meetings that have been, the latest first.
#[must_use]
pub fn past(meetings: &TabState, now: Timestamp) -> Vec<&Entry> {
    let coming: Vec<EntryId> = upcoming(meetings, now).iter().map(|entry| entry.id).collect();
    by_start(meetings).into_iter().rev().filter(|entry| !coming.contains(&entry.id)).collect()
}

/// The meeting that goes on now, if one does.
#[must_use]
pub fn open_now(meetings: &TabState, now: Timestamp) -> Option<&Entry> {
    meetings.listed(EntryKind::Meeting).into_iter().find(|entry| goes_on(entry, now))
}

/// What stands under "Nästa möte": never nothing without a reason (R89).
#[derive(Clone, PartialEq, Debug)]
pub enum Next<'a> {
    /// This meeting.
    Booked(&'a Entry),
    /// None is booked, and somebody has said why.
    Reason(&'a str),
    /// None is booked; after a held resource-group meeting, the day the next one is due.
    NotBooked(Option<Timestamp>),
}

/// What comes next.
#[must_use]
pub fn next(meetings: &TabState, now: Timestamp) -> Next<'_> {
    if let Some(entry) = upcoming(meetings, now).first() {
        return Next::Booked(entry);
    }
    match no_meeting_because(meetings) {
        Some(reason) => Next::Reason(reason),
        None => Next::NotBooked(due(meetings)),
    }
}

/// Why no meeting is booked, if somebody has said it (R89).
#[must_use]
pub fn no_meeting_because(meetings: &TabState) -> Option<&str> {
    let said = meetings.entries.get(&EntryId::NO_MEETING).filter(|entry| entry.is_shown())?;
    Some(said.text(Field::Text)).filter(|reason| !reason.trim().is_empty())
}

/// When the resource group should meet again: three months after the last held meeting.
#[must_use]
pub fn due(meetings: &TabState) -> Option<Timestamp> {
    let held = |entry: &&Entry| is_care_team(entry) && entry.choice(Field::Status) == Some("held");
    let last = by_start(meetings).into_iter().rfind(held)?;
    Some(last.instant(Field::Starts)?.plus_months(CADENCE_MONTHS))
}
