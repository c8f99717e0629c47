//! Mål och plan on paper: each goal with its parts, who does what when, and how it went last.

use domain::{EntryId, EntryKind, Field, TabState, Timestamp};

use super::outline::{Outline, Part, Reading, Step};
use crate::pages::paper::{Block, Line, doubts};

/// The plan, her wishes apart.
pub(crate) fn blocks(tab: &TabState, now: Timestamp) -> Vec<Block> {
    let outline = Outline::of(tab, Reading { now, owner: None, at_meeting: false });
    let mut blocks = Vec::new();
    for branch in &outline.branches {
        blocks.push(Block::Title(format!("{}: {}", say!(plan.long_term), branch.goal.title)));
        blocks.extend(below(tab, &branch.goal));
        for part in &branch.parts {
            blocks.push(Block::Part(format!("{}: {}", say!(plan.sub_goal), part.title)));
            blocks.extend(below(tab, part));
        }
    }
    if !outline.loose.is_empty() {
        blocks.push(Block::Title(say!(plan.loose).to_owned()));
        blocks.extend(outline.loose.iter().map(|step| row(tab, step)));
    }
    if !outline.wishes.is_empty() {
        blocks.push(Block::Title(say!(plan.wishes).to_owned()));
        for wish in &outline.wishes {
            let doubted = Line::plain(doubts_of(tab, wish.id));
            blocks.push(Block::item(wish.title.clone(), vec![doubted]));
            let own = domain::plan::children(tab, EntryKind::Activity, wish.id);
            let reading = Reading { now, owner: None, at_meeting: false };
            blocks.extend(own.into_iter().map(|entry| row(tab, &Step::of(entry, false, reading))));
        }
    }
    blocks
}

fn below(tab: &TabState, part: &Part) -> Vec<Block> {
    let doubted = doubts_of(tab, part.id).into_iter().map(Block::Words);
    doubted.chain(part.steps.iter().map(|step| row(tab, step))).collect()
}

fn doubts_of(tab: &TabState, id: EntryId) -> Vec<String> {
    tab.entries.get(&id).map(doubts).unwrap_or_default()
}

fn row(tab: &TabState, step: &Step) -> Block {
    let entry = tab.entries.get(&step.id);
    let of = |field| entry.map(|entry| entry.text(field).trim()).unwrap_or_default();
    let intervention = of(Field::Intervention);
    let mut words = vec![step.who_when.clone(), step.authority.clone().unwrap_or_default()];
    if !intervention.is_empty() {
        words.push(say!(plan.intervention_line, text = intervention.to_owned()));
    }
    if let Some((_, outcome)) = &step.mark {
        let notes = entry.map(|entry| entry.notes.as_slice()).unwrap_or_default();
        let note = notes.iter().rev().find(|note| note.field == Field::Evaluation);
        let note = note.map(|note| note.note.trim()).filter(|note| !note.is_empty());
        words.push(note.map_or_else(|| format!("{outcome}."), |note| format!("{outcome}: {note}")));
    }
    words.extend(doubts_of(tab, step.id));
    Block::item(step.what.clone(), vec![Line::plain(words)])
}
