//! A whole entry on its way into the room: every version, note and answer goes along with who wrote it and when,
//! because what stood outside is emptied at once.

use serde::{Deserialize, Serialize};

use crate::entry::{Event, Note, Presence, Proposal, Register, Version};
use crate::{Body, Entry, EntryId, Field, Seq, TabState, Value};

/// So many signs of JSON are locked at a time; an entry with a long history takes several.
const PART_MAX: usize = 60 * 1024;

/// An entry as it stood, or a part of it: the parts of one entry make it whole again, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Carry {
    /// What is carried, under the id it has in the room.
    pub entry: Entry,
}

/// The smallest thing that is not divided.
enum Piece {
    Now(Field, Version),
    Before(Field, Version),
    Note(Note),
    Said(Proposal),
    Done(Event),
}

/// What carries an entry into the room, as `to`. `renamed` gives the new id of what moves with it.
#[must_use]
pub(super) fn carrying(entry: &Entry, to: EntryId, renamed: impl Fn(EntryId) -> EntryId) -> Vec<Body> {
    let bare = Entry {
        id: to,
        presence: Presence::Present,
        fields: [].into(),
        notes: Vec::new(),
        proposals: Vec::new(),
        facts: Vec::new(),
        events: Vec::new(),
        private: false,
        ..entry.clone()
    };
    let named = |version: &Version| {
        let mut version = version.clone();
        if let Value::Entry(id) = &mut version.value {
            *id = renamed(*id);
        }
        version
    };
    let fields = || entry.fields.iter();
    let now = fields().flat_map(|(field, of)| of.current.iter().map(|v| Piece::Now(*field, named(v))));
    let before = fields().flat_map(|(field, of)| of.past.iter().map(|v| Piece::Before(*field, named(v))));
    let notes = entry.notes.iter().cloned().map(Piece::Note);
    let said = entry.proposals.iter().cloned().map(Piece::Said);
    let done = entry.events.iter().cloned().map(Piece::Done);
    let (mut parts, mut part, mut size) = (Vec::new(), bare.clone(), 0);
    for piece in now.chain(before).chain(notes).chain(said).chain(done) {
        let more = piece.size();
        if size > 0 && size + more > PART_MAX {
            parts.push(std::mem::replace(&mut part, bare.clone()));
            size = 0;
        }
        size += more;
        piece.join(&mut part);
    }
    parts.push(part);
    parts.into_iter().map(|entry| Body::Carry(Box::new(Carry { entry }))).collect()
}

impl Piece {
    fn size(&self) -> usize {
        let json = match self {
            Self::Now(_, version) | Self::Before(_, version) => serde_json::to_string(version),
            Self::Note(note) => serde_json::to_string(note),
            Self::Said(proposal) => serde_json::to_string(proposal),
            Self::Done(event) => serde_json::to_string(event),
        };
        json.map_or(PART_MAX, |json| json.len())
    }

    fn join(self, entry: &mut Entry) {
        match self {
            Self::Now(field, version) => entry.fields.entry(field).or_default().current.push(version),
            Self::Before(field, version) => entry.fields.entry(field).or_default().past.push(version),
            Self::Note(note) => entry.notes.push(note),
            Self::Said(proposal) => entry.proposals.push(proposal),
            Self::Done(event) => entry.events.push(event),
        }
    }
}

impl TabState {
    /// Takes in what was carried, once opened; `seq` is the place of what it stood in. What others know of is
    /// left as it is.
    pub(super) fn carry_in(&mut self, carry: &Carry, seq: Option<Seq>) {
        let Carry { entry } = carry;
        if entry.kind.tab() != self.tab || self.is_gone(entry.id) {
            return;
        }
        match self.entries.get_mut(&entry.id) {
            None => {
                let mut entry = Entry { private: true, facts: Vec::new(), ..entry.clone() };
                entry.changed.seq = seq;
                self.entries.insert(entry.id, entry);
            }
            Some(there) if there.private => {
                for (field, Register { current, past }) in entry.fields.clone() {
                    let register = there.fields.entry(field).or_default();
                    register.current.extend(current);
                    register.past.extend(past);
                }
                there.notes.extend(entry.notes.iter().cloned());
                there.proposals.extend(entry.proposals.iter().cloned());
                there.events.extend(entry.events.iter().cloned());
            }
            Some(_) => {}
        }
    }
}
