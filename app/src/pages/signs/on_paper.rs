//! Tidiga tecken on paper: how I am when I am well, what I and others do, and whom to call.

use domain::reading::{Outcome, readings};
use domain::warning::{Sign, WarningPlan};
use domain::{Entry, EntryId, Field, Reference, TabState, Timestamp, called};

use super::areas::{AREAS, area_of, area_title};
use super::last_read::read_when;
use crate::pages::paper::{Block, Line, doubts};

/// The whole sheet, in the order it is read.
pub(crate) fn blocks(tab: &TabState, now: Timestamp) -> Vec<Block> {
    let plan = WarningPlan::read(tab);
    let mut blocks = Vec::new();
    if let Some(read) = readings(tab).first() {
        let outcome = match read.outcome {
            Outcome::Revised => say!(signs.was_revised),
            Outcome::Unchanged => say!(signs.was_unchanged),
        };
        blocks.push(Block::Words(format!("{} {outcome}", read_when(now, read.stamp.made_at))));
    }
    for (title, words) in [(say!(signs.well), plan.well), (say!(signs.helps), plan.helps)] {
        if !words.trim().is_empty() {
            blocks.push(Block::Title(title.to_owned()));
            blocks.push(Block::Words(words.trim().to_owned()));
        }
    }
    let wellness = tab.entries.get(&EntryId::WELLNESS).filter(|entry| entry.is_shown());
    blocks.extend(wellness.into_iter().flat_map(doubts).map(Block::Words));
    for area in AREAS {
        let signs: Vec<&Sign<'_>> = plan.signs.iter().filter(|sign| area_of(sign.entry) == area).collect();
        if !signs.is_empty() {
            blocks.push(Block::Title(area_title(area).to_owned()));
            blocks.extend(signs.into_iter().map(one));
        }
    }
    if !plan.call.is_empty() {
        blocks.push(Block::Title(say!(signs.call_order).to_owned()));
        blocks.extend(plan.call.iter().enumerate().map(|(at, person)| call(at + 1, person)));
    }
    blocks
}

fn one(sign: &Sign<'_>) -> Block {
    let words = |lines: &[&Entry]| lines.iter().flat_map(|line| step(line)).collect();
    let lines = vec![
        Line::plain(doubts(sign.entry)),
        Line { label: say!(signs.mine), words: words(&sign.mine) },
        Line { label: say!(signs.others), words: words(&sign.others) },
    ];
    Block::item(sign.entry.text(Field::Text).trim().to_owned(), lines)
}

fn step(line: &Entry) -> Vec<String> {
    let name = line.person(Field::Person).map(called::person).unwrap_or_default();
    let parts = [name, line.text(Field::Text).trim()].into_iter().filter(|part| !part.is_empty());
    let mut said = vec![parts.collect::<Vec<_>>().join(": ")];
    said.extend(doubts(line));
    said
}

fn call(place: usize, person: &Reference) -> Block {
    let name = called::person(person);
    let number = person.phone.clone().filter(|number| number.trim() != name).unwrap_or_default();
    Block::item(format!("{place}. {name}"), vec![Line::plain(vec![number])])
}
