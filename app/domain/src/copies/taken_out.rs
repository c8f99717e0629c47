//! Whoever she has taken out of "Tidiga tecken" keeps no copy of it (design §2: removing a name revokes).
//!
//! Only her own devices know who has a copy, so one of them shuts the link when it sees it. The link is shut and not
//! burnt: while she can still change her mind, the same one opens again.

use super::{CopySource, HandedOn, is_same};
use crate::fact::FactKind;
use crate::share::{self, HandOver, ShareView};
use crate::warning::WarningPlan;
use crate::{Field, Reference, TabState, Timestamp, Value};

/// The copies of people whom the plan named when they were given one, and whom she has taken out since. Where she also
/// shares contacts with the person, those go on being read.
#[must_use]
pub fn taken_out(source: CopySource<'_>, sharing: &TabState, now: Timestamp) -> Vec<HandedOn> {
    let open = share::all(sharing).into_iter().filter(|share| share.opens(now));
    // A plan that has not come to this device yet names nobody, and takes nobody out.
    let gone = open
        .filter(|share| is_taken_out(source.plan, share.latest) && was_named(source.plan, &share.latest.person))
        .filter(|share| !is_kept(sharing, share));
    let each = gone.map(|share| {
        let before = share.latest.clone();
        HandedOn { share: share.entry, copy: before.without_plan(), before }
    });
    each.collect()
}

/// The copy was given to somebody the plan named, and it names the person no more.
pub(super) fn is_taken_out(plan: &TabState, copy: &HandOver) -> bool {
    let stood = !copy.snapshot.signs.is_empty() || copy.snapshot.call.iter().any(|one| is_same(one, &copy.person));
    stood && !is_named(plan, &copy.person)
}

fn is_named(plan: &TabState, person: &Reference) -> bool {
    let plan = WarningPlan::read(plan);
    let lines = plan.signs.iter().flat_map(|sign| &sign.others);
    let mut of_lines = lines.filter_map(|line| line.fields.get(&Field::Person)).flat_map(|named| &named.current);
    of_lines.any(|version| is_of(&version.value, person)) || plan.call.iter().any(|one| is_same(one, person))
}

/// Some line, removed ones too, has named the person.
fn was_named(plan: &TabState, person: &Reference) -> bool {
    let named = plan.entries.values().filter_map(|entry| entry.fields.get(&Field::Person));
    let mut versions = named.flat_map(|register| register.current.iter().chain(&register.past));
    versions.any(|version| is_of(&version.value, person))
}

fn is_of(value: &Value, person: &Reference) -> bool {
    matches!(value, Value::Person(named) if is_same(named, person))
}

/// She took it back when the link was shut: the copy from before stands again.
fn is_kept(sharing: &TabState, share: &ShareView<'_>) -> bool {
    let facts = sharing.entries.get(&share.entry).into_iter().flat_map(|entry| &entry.facts);
    let handed: Vec<&HandOver> = facts
        .filter_map(|fact| match &fact.what {
            FactKind::HandedOver(copy) => Some(copy.as_ref()),
            _ => None,
        })
        .collect();
    let same = |copy: &&HandOver| *copy == share.latest;
    handed.iter().filter(|copy| same(copy)).count() > 1 && handed.iter().any(|copy| !copy.snapshot.has_plan())
}
