//! A fictional pärm as it is written: ops by her hand and her coordinators', in the order they were made.
//!
//! Every id follows from the pärm's number and a count, so that filling the same store twice writes it
//! once.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Write};
use domain::{
    Audience, Author, BinderId, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, PersonId, Provenance,
    Reference, Role, Timestamp, Value, position,
};
use uuid::Uuid;

/// A practitioner of the story.
#[derive(Clone, Debug)]
pub(super) struct Coordinator {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) organization: String,
}

/// Who holds the pen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hand {
    /// The owner.
    Hers,
    /// Anna Berg.
    Anna,
    /// Johan Lind.
    Johan,
}

/// One pärm's story.
#[derive(Debug)]
pub(super) struct Story<'a> {
    number: u64,
    made: u64,
    owner: PersonId,
    now: Timestamp,
    anna: &'a Coordinator,
    johan: &'a Coordinator,
    positions: BTreeMap<EntryKind, String>,
    /// What was written, by whom, in order.
    pub(super) ops: Vec<(Hand, Op)>,
}

/// An id of the demo: never made by a device, and the same each time.
pub(super) fn id(number: u64, count: u64) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | (u128::from(number) << 32) | u128::from(count))
}

/// The pärm with this number.
pub(super) fn binder(number: u64) -> BinderId {
    BinderId::from_uuid(id(number, 0))
}

impl<'a> Story<'a> {
    /// An empty story.
    pub(super) fn new(
        number: u64,
        owner: PersonId,
        now: Timestamp,
        anna: &'a Coordinator,
        johan: &'a Coordinator,
    ) -> Self {
        Self { number, made: 0, owner, now, anna, johan, positions: BTreeMap::new(), ops: Vec::new() }
    }

    fn next(&mut self) -> Uuid {
        self.made += 1;
        id(self.number, self.made)
    }

    /// A new entry's id.
    pub(super) fn entry(&mut self) -> EntryId {
        EntryId::from_uuid(self.next())
    }

    /// So many days ago, at a clock time in Stockholm; in the future if negative.
    pub(super) fn ago(&self, days: i64, hour: i8) -> Timestamp {
        let day = self.now.plus_days(-days).local();
        Timestamp::from_local(day.year, day.month, day.day, hour, 0).unwrap_or(self.now)
    }

    /// Whether a moment lies before the story's own now.
    pub(super) fn is_past(&self, at: Timestamp) -> bool {
        at < self.now
    }

    /// The practitioner whose hand it is, if it is one.
    pub(super) const fn coordinator(&self, hand: Hand) -> Option<&'a Coordinator> {
        match hand {
            Hand::Hers => None,
            Hand::Anna => Some(self.anna),
            Hand::Johan => Some(self.johan),
        }
    }

    fn author(&self, hand: Hand) -> Author {
        match self.coordinator(hand) {
            None => Author { person: self.owner, role: Role::Owner },
            Some(who) => Author { person: who.person, role: Role::Coordinator },
        }
    }

    /// Writes one op.
    pub(super) fn op(&mut self, hand: Hand, at: Timestamp, entry: EntryId, how: How, body: Body) -> OpId {
        let id = OpId::from_uuid(self.next());
        let own = if hand == Hand::Hers { Provenance::Own } else { Provenance::Coordinator };
        let provenance = how.meeting.map_or(own, |meeting| Provenance::Together { meeting });
        let author = self.author(hand);
        let (tab, audience) = (how.tab, how.audience);
        let op = Op { id, tab, entry, audience, author, provenance, made_at: at, act: None, body };
        self.ops.push((hand, op));
        id
    }

    /// A new entry with these fields, last in its list.
    pub(super) fn add(&mut self, hand: Hand, at: Timestamp, kind: EntryKind, fields: Fields<'_>) -> EntryId {
        let entry = self.entry();
        self.put(hand, at, kind, entry, How::tab(kind.tab()), fields);
        entry
    }

    /// Fields of an entry; with a place at the end of its list if the kind has one.
    pub(super) fn put(
        &mut self,
        hand: Hand,
        at: Timestamp,
        kind: EntryKind,
        entry: EntryId,
        how: How,
        fields: Fields<'_>,
    ) -> OpId {
        let mut fields: BTreeMap<Field, FieldWrite> = fields
            .iter()
            .map(|(field, value)| (*field, FieldWrite { over: Vec::new(), value: value.clone() }))
            .collect();
        if kind.fields().contains(&Field::Position) && !fields.contains_key(&Field::Position) {
            let place = position::between(self.positions.get(&kind).map(String::as_str), None);
            fields.insert(Field::Position, FieldWrite { over: Vec::new(), value: Value::text(place.as_str()) });
            self.positions.insert(kind, place);
        }
        self.op(hand, at, entry, how, Body::Write(Write { entry_kind: kind, fields }))
    }

    /// One field set anew, where no earlier words stand.
    pub(super) fn set(
        &mut self,
        hand: Hand,
        at: Timestamp,
        kind: EntryKind,
        entry: EntryId,
        field: Field,
        value: Value,
    ) {
        let write = FieldWrite { over: Vec::new(), value };
        let body = Body::Write(Write { entry_kind: kind, fields: BTreeMap::from([(field, write)]) });
        self.op(hand, at, entry, How::tab(kind.tab()), body);
    }
}

/// Fields of one entry.
pub(super) type Fields<'f> = &'f [(Field, Value)];

/// Where an op belongs, for whom, and whether it was written in a meeting.
#[derive(Clone, Debug)]
pub(super) struct How {
    pub(super) tab: BinderTab,
    pub(super) audience: Audience,
    pub(super) meeting: Option<EntryId>,
}

impl How {
    /// For everybody who may read the tab.
    pub(super) const fn tab(tab: BinderTab) -> Self {
        Self { tab, audience: Audience::Tab, meeting: None }
    }

    /// Written together in a meeting.
    pub(super) const fn together(tab: BinderTab, meeting: EntryId) -> Self {
        Self { tab, audience: Audience::Tab, meeting: Some(meeting) }
    }
}

/// A named person with a number, as it stands inside the plan.
pub(super) fn person(entry: EntryId, name: &str, phone: &str) -> Reference {
    Reference { entry: Some(entry), name: name.to_owned(), phone: Some(phone.to_owned()) }
}
