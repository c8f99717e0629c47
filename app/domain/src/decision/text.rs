//! The text of a tab as a group reads it: what is decided when a meeting is closed, and how a decided version
//! is read again as a tab.

use std::collections::BTreeMap;

use super::{DecidedText, PlanVersion};
use crate::entry::{Presence, Register, Version};
use crate::{BinderTab, Entry, EntryId, EntryKind, Policy, TabState, plan};

/// The kinds of entry that are decided.
const KINDS: [EntryKind; 6] = [
    EntryKind::Sign,
    EntryKind::SignAction,
    EntryKind::CallFirst,
    EntryKind::Wellness,
    EntryKind::Goal,
    EntryKind::Activity,
];

impl TabState {
    /// What stands in the tab for a group to decide. What is for her alone or for some of them is not for
    /// all of them to read, and what she has not said that she wants does not enter the plan (R64).
    #[must_use]
    pub fn to_decide(&self) -> BTreeMap<EntryId, DecidedText> {
        let shown = self.entries.values().filter(|entry| entry.is_shown() && !entry.narrow && !entry.private);
        let kept = shown.filter(|entry| KINDS.contains(&entry.kind) && self.is_of_plan(entry));
        kept.map(|entry| (entry.id, DecidedText::of(entry))).filter(|(_, text)| !text.fields.is_empty()).collect()
    }

    fn is_of_plan(&self, entry: &Entry) -> bool {
        self.tab != BinderTab::Plan
            || (plan::belongs_to_wanted(self, entry) && !plan::is_gone_with_parent(self, entry))
    }

    /// A decided version as a tab of its own, so that it is read and printed like the tab it was made from.
    /// Nothing if there is no such version.
    #[must_use]
    pub fn as_decided(&self, version: &PlanVersion) -> Option<Self> {
        let mut state = Self::empty(self.tab);
        let stamp = &version.stamp;
        for (id, DecidedText { kind, fields }) in self.decided(stamp.op)? {
            let one = |value| Register {
                current: vec![Version { stamp: stamp.clone(), over: Vec::new(), value }],
                past: Vec::new(),
            };
            let fields = fields.into_iter().map(|(field, value)| (field, one(value))).collect();
            let entry = Entry {
                id,
                kind,
                created: stamp.clone(),
                changed: stamp.clone(),
                presence: Presence::Present,
                fields,
                notes: Vec::new(),
                proposals: Vec::new(),
                facts: Vec::new(),
                events: Vec::new(),
                sealed: false,
                private: false,
                narrow: false,
            };
            state.entries.insert(id, entry);
        }
        Some(state)
    }
}

impl DecidedText {
    /// What an entry says first in each field. A text that was cleared says nothing.
    fn of(entry: &Entry) -> Self {
        let registers = entry.fields.iter().filter(|(field, _)| field.policy() != Policy::Append);
        let shown = registers.filter_map(|(field, register)| Some((*field, register.shown()?.value.clone())));
        Self { kind: entry.kind, fields: shown.filter(|(_, value)| !value.is_blank()).collect() }
    }
}
