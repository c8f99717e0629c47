//! Her name under sentences: how it is kept, told and shown again (R25, R26).

use domain::consent::{Evidence, Signature, Signed, signed};
use domain::{ActId, Author, Body, EntryId, PersonId, Role, TabState, Timestamp};
use leptos::prelude::*;
use replica::{Draft, Replica};

use super::acts::about;
use super::lines::{Known, Line, known, lines};
use crate::components::SignatureView;
use crate::dates;
use crate::state::TabView;

/// One signature for each person, so that nobody hears of the sentences about somebody else.
pub(crate) fn signatures(
    replica: &Replica,
    act: Option<ActId>,
    (name, strokes): (String, Vec<Vec<u16>>),
    under: &[(PersonId, EntryId)],
) -> Vec<Draft> {
    let mut people: Vec<PersonId> = under.iter().map(|(person, _)| *person).collect();
    people.sort();
    people.dedup();
    let of = |person: PersonId| {
        let own = under.iter().filter(|(other, _)| *other == person).map(|(_, entry)| *entry);
        let signature =
            Signature { person, sentences: own.collect(), name: name.clone(), strokes: strokes.clone() };
        about(person, replica.new_entry(), act, Body::SignConsent(signature))
    };
    people.into_iter().map(of).collect()
}

/// What holds and has no name under it.
pub(super) fn unsigned(sharing: &TabState, now: Timestamp) -> Vec<Line> {
    let mut lines = lines(sharing, now);
    lines.retain(|line| signed(sharing, line.entry).is_none());
    domain::order::sort_by(&mut lines, |a, b| (&a.grant.name, a.grant.tab).cmp(&(&b.grant.name, b.grant.tab)));
    lines
}

/// Whether something holds that has no name under it.
pub(super) fn has_unsigned(view: &TabView, now: Timestamp) -> bool {
    view.open().is_some_and(|tab| !unsigned(tab, now).is_empty())
}

/// Whose screen it was; nothing for her own, or if the name stands in no sentence here. What one organisation gets
/// names nobody of another.
pub(super) fn recorder(sharing: &TabState, by: Author, to: Option<&str>) -> Option<String> {
    let is_staff = by.role == Role::Coordinator;
    let is_it = |known: &Known| known.person == by.person && to.is_none_or(|to| known.organization.trim() == to);
    let found = known(None, sharing).into_iter().find(|known| is_staff && is_it(known));
    found.map(|known| known.name)
}

/// "Anna Berg skrev in det 22 november."
pub(super) fn recorded(line: &Line, sharing: &TabState, to: Option<&str>, now: Timestamp) -> String {
    let when = dates::day(now, line.given_at);
    if let Some(by) = recorder(sharing, line.given_by, to) {
        say!(sharing.recorded_by, by = by, when = when)
    } else {
        say!(sharing.recorded, when = when)
    }
}

/// How she said yes, for her to read; by her name, if it stands under the sentence.
pub(super) fn given(line: &Line, sharing: &TabState, now: Timestamp) -> String {
    let name = signed(sharing, line.entry).map(|signed| {
        let when = dates::day(now, signed.stamp.made_at);
        match (signed.stamp.author.role, recorder(sharing, signed.stamp.author, None)) {
            (Role::Owner, _) => say!(signature.on_phone, when = when),
            (_, Some(by)) => say!(signature.at, by = by, when = when),
            _ => say!(signature.at_desk, when = when),
        }
    });
    let said = match line.grant.evidence {
        Evidence::OnScreen => Some(say!(sharing.given_on_screen, when = dates::day(now, line.given_at))),
        Evidence::Paper => {
            Some(format!("{} {}", say!(sharing.given_on_paper), recorded(line, sharing, None, now)))
        }
        // Her name is more than that she said it.
        Evidence::Spoken if name.is_some() => None,
        Evidence::Spoken => Some(format!("{} {}", say!(sharing.given_spoken), recorded(line, sharing, None, now))),
    };
    [said, name].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The same for the receipt.
pub(super) fn told(signed: &Signed<'_>, owner: &str, by: Option<String>, now: Timestamp) -> String {
    let when = dates::day(now, signed.stamp.made_at);
    let said = match (signed.stamp.author.role, by) {
        (Role::Owner, _) => say!(signature.their_phone, name = owner, when = when),
        (_, Some(by)) => say!(signature.their_at, name = owner, by = by, when = when),
        _ => say!(signature.their_desk, name = owner, when = when),
    };
    if signed.signature.strokes.is_empty() { format!("{said} {}", say!(signature.keys)) } else { said }
}

/// "Visa underskriften", under a sentence that has one.
pub(super) fn shown_under(sharing: &TabState, sentence: EntryId, owner: &str) -> Option<AnyView> {
    let signature = signed(sharing, sentence)?.signature.clone();
    let label = say!(signature.of, name = owner);
    Some(
        view! {
            <details class="more">
                <summary class="more__summary">{say!(signature.show)}</summary>
                <SignatureView signature label/>
            </details>
        }
        .into_any(),
    )
}
