//! Kontakter on paper.

use domain::{Entry, EntryKind, Field, TabState};

use super::{about, in_group};
use crate::pages::paper::{Block, Line, doubts};
use crate::state::contact_name;

/// Everybody, in the order of the list.
pub(crate) fn blocks(tab: &TabState) -> Vec<Block> {
    let all = tab.listed(EntryKind::Contact);
    let groups = [("professional", say!(contacts.professionals)), ("close", say!(contacts.close_ones))];
    let mut blocks = Vec::new();
    for (group, title) in groups {
        let people: Vec<&Entry> = all.iter().copied().filter(|entry| in_group(entry, group)).collect();
        if !people.is_empty() {
            blocks.push(Block::Title(title.to_owned()));
            blocks.extend(people.into_iter().map(person));
        }
    }
    blocks
}

fn person(entry: &Entry) -> Block {
    let of = |field| entry.text(field).trim().to_owned();
    let role = [of(Field::Role), of(Field::Organization)];
    let role = role.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let in_group = if entry.flag(Field::InGroup) { say!(group.member) } else { "" };
    let mut words = vec![role, of(Field::Phone), of(Field::Hours), about(entry), in_group.to_owned()];
    words.extend(doubts(entry));
    Block::item(contact_name(entry), vec![Line::plain(words)])
}
