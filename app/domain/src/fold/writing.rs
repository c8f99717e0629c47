//! What is written, added, taken away and taken back.

use std::collections::BTreeMap;

use crate::body::{Append, FieldWrite, Write};
use crate::entry::{Entry, Event, EventKind, Note, Presence, Proposal, Register, Stamp, Version};
use crate::{EntryId, Field, OpId, Policy, Role, TabState};

impl TabState {
    pub(super) fn write(&mut self, id: EntryId, write: &Write, stamp: Stamp) {
        let writes_text = write.fields.keys().any(|field| field.policy() == Policy::KeepAll);
        if self.is_gone(id) {
            return self.write_where_it_was(id, write, writes_text, stamp);
        }
        let entry = self.entry(id, write.entry_kind, Presence::Present, &stamp);
        match (&entry.presence, stamp.author.role) {
            // A suggestion she writes in herself is hers from then on.
            (Presence::Suggested, _) => entry.presence = Presence::Present,
            (Presence::Removed { by }, Role::Owner) if writes_text => {
                entry.presence = Presence::Contested { by: by.clone() };
            }
            // Somebody else's words about something she has taken away wait for her as a proposal.
            (Presence::Removed { .. }, _) if writes_text => {
                entry.proposals.push(Proposal::new(stamp, &write.fields, false));
                return;
            }
            _ => {}
        }
        entry.changed = stamp.clone();
        set_all(entry, write, &stamp);
    }

    pub(super) fn append(&mut self, id: EntryId, append: &Append, stamp: Stamp) {
        self.begin_anew_for_note(id, &stamp);
        let Some(entry) = self.entries.get_mut(&id) else { return };
        match (&entry.presence, stamp.author.role) {
            (Presence::Removed { by }, Role::Owner) => {
                entry.presence = Presence::Contested { by: by.clone() };
            }
            // The note is kept where it is; whether the entry comes back is for her to say.
            (Presence::Removed { .. }, _) => entry.proposals.push(Proposal::to_take_back(stamp.clone())),
            _ => {}
        }
        entry.changed = stamp.clone();
        let Append { field, value, note } = append.clone();
        entry.notes.push(Note { stamp, field, value, note });
    }

    pub(super) fn remove(&mut self, id: EntryId, over: &[OpId], stamp: Stamp) {
        if let Some(entry) = self.entries.get_mut(&id) {
            take_away(entry, |head| over.contains(head), stamp);
        }
    }

    pub(super) fn restore(&mut self, id: EntryId, stamp: Stamp) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        match (&entry.presence, stamp.author.role) {
            (Presence::Present | Presence::Suggested, _) => return,
            // What she took away comes back by her word; anybody else asks.
            (Presence::Removed { by }, role) if role != Role::Owner && by.author.role == Role::Owner => {
                entry.proposals.push(Proposal::to_take_back(stamp));
                return;
            }
            _ => {}
        }
        let was_only_suggested = entry.fields.is_empty() && entry.open_proposals().next().is_some();
        entry.presence = if was_only_suggested { Presence::Suggested } else { Presence::Present };
        entry.changed = stamp.clone();
        entry.events.push(Event { stamp, what: EventKind::Restored });
    }
}

/// Removes an entry; what the remover had not seen is never removed with it.
pub(super) fn take_away(entry: &mut Entry, seen: impl Fn(&OpId) -> bool, stamp: Stamp) {
    // Two of her devices removed it: the first saw everything there was, else it were contested.
    if matches!(entry.presence, Presence::Removed { .. }) {
        return;
    }
    let all_seen = entry.all_heads().iter().all(seen);
    entry.changed = stamp.clone();
    entry.events.push(Event { stamp: stamp.clone(), what: EventKind::Removed });
    entry.presence = if all_seen { Presence::Removed { by: stamp } } else { Presence::Contested { by: stamp } };
}

pub(super) fn set_all(entry: &mut Entry, write: &Write, stamp: &Stamp) {
    for (field, new) in &write.fields {
        set(&mut entry.fields, *field, new, stamp);
    }
}

pub(super) fn set(fields: &mut BTreeMap<Field, Register>, field: Field, new: &FieldWrite, stamp: &Stamp) {
    let register = fields.entry(field).or_default();
    let over = match field.policy() {
        Policy::KeepAll => {
            let over = register.written_over(&new.over);
            let Register { current, past } = register;
            past.extend(current.extract_if(.., |old| new.over.contains(&old.stamp.op)));
            over
        }
        // Old places in a list are nobody's words; keeping them would only make the log heavier.
        Policy::Latest | Policy::Append if field.is_place() => {
            register.current.clear();
            Vec::new()
        }
        Policy::Latest | Policy::Append => {
            let over = register.heads();
            let Register { current, past } = register;
            past.append(current);
            over
        }
    };
    register.current.push(Version { stamp: stamp.clone(), over, value: new.value.clone() });
}
