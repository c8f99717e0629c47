//! What stands on each organisation's paper.

use domain::consent::{Evidence, Signature, photographed, signed};
use domain::fact::FactKind;
use domain::{EntryId, Field, PersonId, TabState, Timestamp};

use crate::dates;
use crate::pages::paper::{Block, Line as PaperLine};
use crate::pages::sharing::lines::{Ended, Line, ended, lines};
use crate::pages::sharing::sentence::{sentence_of, tab_name, then_words, who};
use crate::pages::sharing::signing::{self, recorded, recorder};

/// What one organisation's paper is about.
#[derive(Clone, PartialEq)]
pub(super) struct Receipt {
    pub(super) organization: String,
    pub(super) holds: Vec<Line>,
    ended: Vec<Ended>,
}

/// One receipt for each organisation, by name; only about one person if somebody of staff reads.
pub(super) fn receipts(sharing: &TabState, only: Option<PersonId>, now: Timestamp) -> Vec<Receipt> {
    let mut receipts: Vec<Receipt> = Vec::new();
    let mut of = |organization: &str| {
        let organization = organization.trim().to_owned();
        let place = receipts.iter().position(|receipt| receipt.organization == organization);
        place.unwrap_or_else(|| {
            receipts.push(Receipt { organization, holds: Vec::new(), ended: Vec::new() });
            receipts.len().saturating_sub(1)
        })
    };
    let is_about = |person: PersonId| only.is_none_or(|only| only == person);
    let holds: Vec<(usize, Line)> = lines(sharing, now)
        .into_iter()
        .filter(|line| is_about(line.grant.person))
        .map(|line| (of(&line.grant.organization), line))
        .collect();
    let gone: Vec<(usize, Ended)> = ended(sharing, now)
        .into_iter()
        .filter(|ended| is_about(ended.grant.person))
        .map(|ended| (of(&ended.grant.organization), ended))
        .collect();
    for (place, line) in holds {
        if let Some(receipt) = receipts.get_mut(place) {
            receipt.holds.push(line);
        }
    }
    for (place, ended) in gone {
        if let Some(receipt) = receipts.get_mut(place) {
            receipt.ended.push(ended);
        }
    }
    for receipt in &mut receipts {
        domain::order::sort_by(&mut receipt.holds, |a, b| {
            (&a.grant.name, a.grant.person, a.grant.tab).cmp(&(&b.grant.name, b.grant.person, b.grant.tab))
        });
    }
    domain::order::sort_by(&mut receipts, |a, b| a.organization.cmp(&b.organization));
    receipts
}

/// How and when the yes was said, and what she has said to it since.
fn given(line: &Line, owner: &str, sharing: &TabState, now: Timestamp) -> Vec<String> {
    let to = Some(line.grant.organization.trim());
    let name = signed(sharing, line.entry).map(|signed| {
        let by = recorder(sharing, signed.stamp.author, to);
        signing::told(&signed, owner, by, now)
    });
    let said = match line.grant.evidence {
        Evidence::OnScreen => {
            let on_screen = say!(receipt.on_screen, name = owner, when = dates::day(now, line.given_at));
            return [Some(on_screen), name].into_iter().flatten().collect();
        }
        Evidence::Paper => {
            let paper = if photographed(sharing, line.entry).is_some() {
                say!(photo.receipt, name = owner)
            } else {
                say!(receipt.on_paper, name = owner)
            };
            format!("{paper} {}", recorded(line, sharing, to, now))
        }
        // Her name is more than that she said it.
        Evidence::Spoken if name.is_some() => String::new(),
        Evidence::Spoken => format!("{} {}", say!(receipt.spoken, name = owner), recorded(line, sharing, to, now)),
    };
    let entry = sharing.entries.get(&line.entry);
    let is_confirmed = entry.is_some_and(|entry| entry.facts.iter().any(|fact| fact.what == FactKind::Confirmed));
    let since =
        if is_confirmed { say!(receipt.confirmed, name = owner) } else { say!(receipt.unconfirmed, name = owner) };
    [said, name.unwrap_or_default(), since].into_iter().filter(|words| !words.is_empty()).collect()
}

/// The names under what holds, each once: she signs for several people of a workplace at a time.
pub(super) fn names_under(
    receipt: &Receipt,
    owner: &str,
    sharing: &TabState,
    now: Timestamp,
) -> Vec<(Signature, String)> {
    let mut found: Vec<(Signature, String)> = Vec::new();
    for signed in receipt.holds.iter().filter_map(|line| signed(sharing, line.entry)) {
        let is_same = |(other, _): &(Signature, String)| {
            (&other.name, &other.strokes) == (&signed.signature.name, &signed.signature.strokes)
        };
        if !found.iter().any(is_same) {
            let by = recorder(sharing, signed.stamp.author, Some(&receipt.organization));
            found.push((signed.signature.clone(), signing::told(&signed, owner, by, now)));
        }
    }
    found
}

/// The pictures of the papers, each once: on a device every person's is one of its own.
pub(super) fn pictures(receipt: &Receipt, sharing: &TabState) -> Vec<EntryId> {
    let mut found: Vec<(&str, EntryId)> = Vec::new();
    for photo in receipt.holds.iter().filter_map(|line| photographed(sharing, line.entry)) {
        if found.iter().all(|(hash, _)| *hash != photo.photo.sha256) {
            found.push((&photo.photo.sha256, photo.entry));
        }
    }
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// A sentence on paper that no picture is of.
pub(super) fn lacks_picture(receipt: &Receipt, sharing: &TabState) -> Option<EntryId> {
    let mut lines = receipt.holds.iter();
    let lacks =
        |line: &&Line| line.grant.evidence == Evidence::Paper && photographed(sharing, line.entry).is_none();
    lines.find(lacks).map(|line| line.entry)
}

/// Something holds that has no name under it.
pub(super) fn lacks_name(receipt: &Receipt, sharing: &TabState) -> bool {
    receipt.holds.iter().any(|line| signed(sharing, line.entry).is_none())
}

/// Why one has ended.
fn why(ended: &Ended, owner: &str, now: Timestamp) -> String {
    if ended.by_itself {
        return say!(sharing.ran_out, day = dates::day(now, ended.at.plus_minutes(-1)));
    }
    let said = say!(receipt.said_no, name = owner, when = dates::day_short_clock(now, ended.at));
    if ended.arrived { said } else { format!("{said} {}", say!(receipt.on_its_way)) }
}

/// "Anna Berg, 070-123 45 67": whom to ask, with the number if it stands in Kontakter.
fn whom_to_ask(receipt: &Receipt, contacts: Option<&TabState>) -> Vec<String> {
    let mut people: Vec<(PersonId, &str)> =
        receipt.holds.iter().map(|line| (line.grant.person, line.grant.name.as_str())).collect();
    people.dedup();
    let words = |(person, name): (PersonId, &str)| {
        let card = contacts.and_then(|tab| tab.entries.get(&EntryId::card_of(person)));
        let number = card.filter(|card| card.is_shown()).map(|card| card.text(Field::Phone).trim().to_owned());
        match number.filter(|number| !number.is_empty()) {
            Some(number) => format!("{name}, {number}"),
            None => name.to_owned(),
        }
    };
    people.into_iter().map(words).collect()
}

/// What stands on the paper.
pub(super) fn blocks(
    receipt: &Receipt,
    owner: &str,
    sharing: &TabState,
    contacts: Option<&TabState>,
    now: Timestamp,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !receipt.holds.is_empty() {
        blocks.push(Block::Words(say!(receipt.says, name = owner)));
    }
    blocks.extend(receipt.holds.iter().map(|line| {
        let then = then_words(line.then.as_ref()).into_iter();
        let about = then.chain(given(line, owner, sharing, now)).collect();
        Block::item(sentence_of(&line.grant), vec![PaperLine::plain(about)])
    }));
    if !receipt.ended.is_empty() {
        blocks.push(Block::Title(say!(receipt.ended).to_owned()));
    }
    blocks.extend(receipt.ended.iter().map(|ended| {
        let name = who(&ended.grant.name, &ended.grant.organization);
        let said = say!(sharing.no_longer, who = name, tab = tab_name(ended.grant.tab));
        Block::item(said, vec![PaperLine::plain(vec![why(ended, owner, now)])])
    }));
    if receipt.holds.is_empty() {
        return blocks;
    }
    blocks.push(Block::Title(say!(receipt.take_back).to_owned()));
    let how = [
        say!(receipt.take_back_how),
        say!(receipt.take_back_why),
        say!(receipt.take_back_when),
        say!(receipt.take_back_phone),
    ];
    blocks.extend(how.map(|words| Block::Words(words.to_owned())));
    blocks.push(Block::Title(say!(receipt.ask).to_owned()));
    blocks.extend(whom_to_ask(receipt, contacts).into_iter().map(Block::Words));
    blocks
}
