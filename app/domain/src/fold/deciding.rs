//! A meeting decides, if nobody has decided since what it goes from; else what it says waits for the owner.

use std::collections::{BTreeMap, BTreeSet};

use crate::decision::{Agree, DecidedText, Decision, Difference, PlanVersion, changes};
use crate::entry::{Entry, Presence, Proposal, Stamp};
use crate::{EntryId, Field, TabState, Value};

impl TabState {
    pub(super) fn decide(&mut self, decision: &Decision, stamp: Stamp) {
        let now = self.decided_now();
        let texts: BTreeMap<EntryId, DecidedText> = decision
            .texts
            .iter()
            .filter(|(id, _)| !self.is_gone(**id))
            .map(|(id, text)| (*id, text.clone()))
            .collect();
        let late = self.latest_decision().map(|version| version.stamp.op) != decision.base;
        if late {
            self.suggest_instead(&now, &texts, &stamp);
        }
        let (changed, gone) = if late {
            (BTreeMap::new(), BTreeSet::new())
        } else {
            let gone = now.keys().filter(|id| !texts.contains_key(*id)).copied().collect();
            (texts.into_iter().filter(|(id, text)| now.get(id) != Some(text)).collect(), gone)
        };
        self.decisions.push(PlanVersion {
            stamp,
            held_at: decision.held_at,
            present: decision.present.clone(),
            alternatives: decision.alternatives.clone(),
            chosen: decision.chosen.clone(),
            changed,
            gone,
            agreed: None,
            late,
        });
    }

    pub(super) fn agree(&mut self, agree: Agree, stamp: Stamp) {
        let version = self.decisions.iter_mut().find(|version| version.stamp.op == agree.decision);
        let Some(version) = version.filter(|version| !version.late) else { return };
        version.agreed = match (agree.undone, version.agreed.take()) {
            (true, _) => None,
            (false, before) => before.or(Some(stamp)),
        };
    }

    /// Two meetings were closed apart. The first in the log has decided; what the other wanted otherwise is a
    /// proposal in each entry, unless her working text says it already and nothing else beside it.
    fn suggest_instead(
        &mut self,
        now: &BTreeMap<EntryId, DecidedText>,
        texts: &BTreeMap<EntryId, DecidedText>,
        stamp: &Stamp,
    ) {
        for change in changes(now, texts) {
            let wanted = match change.what {
                Difference::Removed(_) => {
                    if let Some(entry) = self.entries.get_mut(&change.entry).filter(|entry| entry.is_shown()) {
                        entry.proposals.push(Proposal { remove: true, ..Proposal::to_take_back(stamp.clone()) });
                    }
                    continue;
                }
                Difference::Added(text) => text.fields,
                Difference::Changed(fields) => fields.into_iter().filter_map(wanted).collect(),
            };
            let known = self.entries.get(&change.entry);
            let says_only = |field, value: &Value| known.is_some_and(|entry| says_only(entry, field, value));
            let fields: BTreeMap<Field, Value> =
                wanted.into_iter().filter(|(field, value)| !says_only(*field, value)).collect();
            if !fields.is_empty() {
                let entry = self.entry(change.entry, change.kind, Presence::Suggested, stamp);
                entry.proposals.push(Proposal { fields, ..Proposal::to_take_back(stamp.clone()) });
            }
        }
    }
}

/// What a field is to hold. Words that were cleared are wanted away; a choice that nobody has made is not.
fn wanted((field, (old, new)): (Field, (Option<Value>, Option<Value>))) -> Option<(Field, Value)> {
    let cleared = matches!(old, Some(Value::Text(_))).then(|| Value::text(""));
    Some((field, new.or(cleared)?))
}

/// Whether an entry that is there says this, and nothing else beside it.
fn says_only(entry: &Entry, field: Field, value: &Value) -> bool {
    let register = entry.fields.get(&field);
    entry.is_shown() && register.is_some_and(|register| register.current.iter().all(|one| one.value == *value))
}
