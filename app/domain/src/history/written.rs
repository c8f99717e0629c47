//! What was written in one field, told without what was only on the way: a field saves itself in the middle of a
//! sentence.

use std::collections::BTreeMap;

use super::Told;
use crate::entry::{Register, Stamp, Version};
use crate::{Field, OpId, Policy, Value};

/// Words that the same person writes on with sooner than this are one piece of writing, in milliseconds.
const ON_THE_WAY: i64 = 120_000;

/// What was written in one field, without what was only on the way.
pub(super) fn written(field: Field, register: &Register) -> Vec<(Stamp, Told)> {
    let versions = || register.past.iter().chain(&register.current);
    let by_op: BTreeMap<OpId, &Version> = versions().map(|version| (version.stamp.op, version)).collect();
    let next = followers(register);
    let passing = |version: &Version| is_on_the_way(field, version, &by_op, &next);
    let mut all = Vec::new();
    for version in versions().filter(|version| !passing(version)) {
        let mut before: Vec<&Version> = found(version, &by_op).collect();
        // What was only on the way is not what stood there before.
        while let [one] = before.as_slice()
            && passing(one)
        {
            before = found(one, &by_op).collect();
        }
        let before: Vec<Value> =
            before.into_iter().map(|one| one.value.clone()).filter(|v| !is_nothing(v)).collect();
        let after = version.value.clone();
        let says_nothing = (before.is_empty() && is_nothing(&after)) || before == [after.clone()];
        let stands = register.current.iter().any(|current| current.stamp.op == version.stamp.op);
        // Where it stands beside another version it says something, whatever was there before.
        if !says_nothing || (stands && register.is_split()) {
            all.push((version.stamp.clone(), Told::Wrote { field, before, after, stands }));
        }
    }
    all
}

/// Which versions were written over each.
fn followers(register: &Register) -> BTreeMap<OpId, Vec<&Version>> {
    let mut next: BTreeMap<OpId, Vec<&Version>> = BTreeMap::new();
    for version in register.past.iter().chain(&register.current) {
        for op in &version.over {
            next.entry(*op).or_default().push(version);
        }
    }
    next
}

fn found<'a>(version: &Version, by_op: &BTreeMap<OpId, &'a Version>) -> impl Iterator<Item = &'a Version> {
    version.over.iter().filter_map(|op| by_op.get(op).copied())
}

/// Whether the writer went straight on from these words, and all of them stand in what was written next, or
/// stood in what was there before. A tick or a choice says something each time.
fn is_on_the_way(
    field: Field,
    version: &Version,
    by_op: &BTreeMap<OpId, &Version>,
    next: &BTreeMap<OpId, Vec<&Version>>,
) -> bool {
    let Some([after]) = next.get(&version.stamp.op).map(Vec::as_slice) else { return false };
    if field.policy() != Policy::KeepAll || after.over.len() != 1 || !goes_on(version, after) {
        return false;
    }
    let Value::Text(words) = &version.value else { return false };
    if matches!(&after.value, Value::Text(more) if stands_in(words, more)) {
        return true;
    }
    let mut before = found(version, by_op);
    // Never the other way round where both say the same: one of them has to be told.
    let longer = |one: &Version| matches!(&one.value, Value::Text(more) if more.len() > words.len() && stands_in(words, more));
    before.next().is_some_and(longer) && before.next().is_none()
}

fn goes_on(version: &Version, after: &Version) -> bool {
    let took = after.stamp.made_at.as_millis().saturating_sub(version.stamp.made_at.as_millis());
    version.stamp.author == after.stamp.author && (0..=ON_THE_WAY).contains(&took)
}

/// Whether a text is another one with a piece put in somewhere, or the same.
fn stands_in(words: &str, more: &str) -> bool {
    let same = |(a, b): &(char, char)| a == b;
    let start = words.chars().zip(more.chars()).take_while(same).count();
    let end = words.chars().rev().zip(more.chars().rev()).take_while(same).count();
    let n = words.chars().count();
    n <= more.chars().count() && start + end >= n
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::Person(person) => person.name.trim().is_empty() && person.phone.is_none() && person.entry.is_none(),
        Value::People(people) => people.is_empty(),
        _ => false,
    }
}
