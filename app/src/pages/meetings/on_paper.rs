//! Möten on paper: those that come, and those that have been with what was agreed.

use domain::meeting::{Next, next, past, upcoming};
use domain::{Entry, Field, TabState, Timestamp};

use super::card::mark;
use crate::pages::meeting_words as words;
use crate::pages::paper::{Block, Line, doubts};
use crate::pages::sharing::names;

/// Both lists; why no meeting is booked, if she has said.
pub(crate) fn blocks(tab: &TabState, now: Timestamp) -> Vec<Block> {
    let coming = upcoming(tab, now).into_iter().map(|entry| one(entry, now, words::who_comes(entry)));
    let coming: Vec<Block> = match next(tab, now) {
        Next::Booked(_) => coming.collect(),
        Next::Reason(reason) => {
            vec![Block::Words(say!(meetings.none_booked).to_owned()), Block::Words(reason.to_owned())]
        }
        Next::NotBooked(_) => Vec::new(),
    };
    let been: Vec<Block> = past(tab, now).into_iter().map(|entry| one(entry, now, who_was(entry))).collect();
    let mut blocks = Vec::new();
    for (title, list) in [(say!(meetings.coming), coming), (say!(meetings.been), been)] {
        if !list.is_empty() {
            blocks.push(Block::Title(title.to_owned()));
            blocks.extend(list);
        }
    }
    blocks
}

fn who_was(meeting: &Entry) -> String {
    let people: Vec<String> = meeting.people(Field::People).iter().map(|person| person.name.clone()).collect();
    if people.is_empty() { String::new() } else { format!("{}: {}", say!(meetings.who_label), names(&people)) }
}

fn one(meeting: &Entry, now: Timestamp, who: String) -> Block {
    let name = meeting.instant(Field::Starts).map(|at| words::when(now, at));
    let name = name.unwrap_or_else(|| say!(meetings.no_time).to_owned());
    let said = |field| {
        let text = meeting.text(field).trim();
        if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
    };
    let mark = mark(meeting, now).filter(|_| meeting.split_fields().is_empty() && !meeting.is_contested());
    let kind = words::kind(meeting);
    let kind = mark.map_or_else(|| kind.to_owned(), |mark| format!("{kind}. {mark}"));
    let mut plain = vec![format!("{kind}."), words::place(meeting), who];
    plain.extend(doubts(meeting));
    let lines = vec![
        Line::plain(plain),
        Line { label: say!(meetings.about), words: said(Field::Note) },
        Line { label: say!(meetings.agreed), words: said(Field::Agreed) },
    ];
    Block::item(name, lines)
}
