//! Builders: small logs that read like what happened.

use std::collections::BTreeMap;

use domain::body::{AnswerProposal, Append, FieldWrite, Propose, Remove, UnknownBody, Write};
use domain::erasure::is_about_erasure;
use domain::{
    Answer, Audience, Author, BinderId, BinderTab, Body, Entry, EntryId, EntryKind, Field, Op, OpId, PersonId,
    Provenance, Role, Seq, SequencedOp, TabState, Timestamp, Value, fold,
};
use serde_json::value::RawValue;
use uuid::Uuid;

/// A moment in the middle of an ordinary day: Tuesday 12 May 2026, 13.05 in Stockholm.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_778_583_900_000);

/// Moments that a broken clock, or somebody with ill will, can write.
pub(crate) const WRONG_CLOCKS: [i64; 6] = [i64::MIN, -62_135_596_800_000, -1, 0, 253_402_300_799_999, i64::MAX];

pub(crate) const OWNER: Author = Author { person: person(1), role: Role::Owner };
pub(crate) const ANNA: Author = Author { person: person(2), role: Role::Coordinator };
pub(crate) const SERVER: Author = Author { person: person(9), role: Role::Server };
pub(crate) const BO: Author = Author { person: person(3), role: Role::Coordinator };

pub(crate) const fn person(n: u8) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(0x1000 + n as u128))
}

pub(crate) fn entry_id(n: u64) -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(0x2_0000 + u128::from(n)))
}

pub(crate) fn op_id(n: u64) -> OpId {
    OpId::from_uuid(Uuid::from_u128(0x3_0000 + u128::from(n)))
}

pub(crate) fn binder() -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(7))
}

pub(crate) fn own_provenance(author: Author) -> Provenance {
    if author.role == Role::Owner { Provenance::Own } else { Provenance::Coordinator }
}

/// Whom an app addresses an op of this kind to.
fn usual_audience(author: Author, body: &Body) -> Audience {
    match body {
        Body::Grant(grant) => Audience::People { people: vec![grant.person] },
        Body::Withdraw(gone) => Audience::People { people: vec![gone.person] },
        Body::SignConsent(name) => Audience::People { people: vec![name.person] },
        Body::Photo(photo) => Audience::People { people: vec![photo.person] },
        Body::AllowLift(allowed) => Audience::People { people: vec![allowed.person] },
        Body::EndLift(gone) => Audience::People { people: vec![gone.person] },
        Body::HandOver(_)
        | Body::HandPaper(_)
        | Body::Invite(_)
        | Body::Feed(_)
        | Body::Revoke
        | Body::Rate(_)
        | Body::Opened(_) => Audience::Private,
        _ if is_about_erasure(body) => Audience::Private,
        Body::Write(write) if write.entry_kind == EntryKind::Rating => Audience::Private,
        Body::ProposeConsent(_) | Body::ProposeSuccession(_) => Audience::People { people: vec![author.person] },
        _ => Audience::Tab,
    }
}

/// An op as its author's own app would make it.
pub(crate) fn op(n: u64, author: Author, tab: BinderTab, entry: EntryId, body: Body) -> Op {
    Op {
        id: op_id(n),
        tab,
        entry,
        audience: usual_audience(author, &body),
        author,
        provenance: own_provenance(author),
        made_at: Timestamp::from_millis(1_000 * i64::try_from(n).unwrap()),
        act: None,
        body,
    }
}

pub(crate) fn sequenced(seq: Seq, op: Op) -> SequencedOp {
    SequencedOp { seq, received_at: op.made_at, op }
}

pub(crate) fn fields<const N: usize>(values: [(Field, Value, &[OpId]); N]) -> BTreeMap<Field, FieldWrite> {
    values.into_iter().map(|(field, value, over)| (field, FieldWrite { over: over.to_vec(), value })).collect()
}

pub(crate) fn writes(entry_kind: EntryKind, field: Field, value: Value, over: &[OpId]) -> Body {
    Body::Write(Write { entry_kind, fields: fields([(field, value, over)]) })
}

pub(crate) fn proposes(entry_kind: EntryKind, field: Field, value: Value) -> Body {
    Body::Propose(Propose { entry_kind, fields: fields([(field, value, &[])]), remove: false, urgent: false })
}

pub(crate) fn evaluates(answer: &str, note: &str) -> Body {
    Body::Append(Append { field: Field::Evaluation, value: Value::choice(answer), note: note.to_owned() })
}

pub(crate) fn removes(over: &[OpId]) -> Body {
    Body::Remove(Remove { over: over.to_vec() })
}

/// An answer over these versions of the text.
pub(crate) fn answers(proposal: OpId, answer: Answer, over: &[OpId]) -> Body {
    let over = if over.is_empty() { [].into() } else { [(Field::Text, over.to_vec())].into() };
    Body::Answer(AnswerProposal { proposal, answer, over })
}

pub(crate) fn unknown(kind: &str, raw: &str) -> Body {
    Body::Unknown(UnknownBody { kind: kind.to_owned(), raw: RawValue::from_string(raw.to_owned()).unwrap() })
}

/// One tab's log as it grows.
pub(crate) struct Log {
    pub(crate) tab: BinderTab,
    pub(crate) ops: Vec<SequencedOp>,
}

impl Log {
    pub(crate) fn of(tab: BinderTab) -> Self {
        Self { tab, ops: Vec::new() }
    }

    fn next(&self) -> Seq {
        self.ops.len() as Seq + 1
    }

    pub(crate) fn add(&mut self, author: Author, entry: EntryId, body: Body) -> OpId {
        let op = op(self.next(), author, self.tab, entry, body);
        self.push(op)
    }

    pub(crate) fn push(&mut self, op: Op) -> OpId {
        let id = op.id;
        self.ops.push(sequenced(self.next(), op));
        id
    }

    /// The owner writes one field over everything that the log so far shows.
    pub(crate) fn set(&mut self, entry: EntryId, kind: EntryKind, field: Field, value: Value) -> OpId {
        let over = self.fold().entries.get(&entry).map(|entry| entry.heads(field)).unwrap_or_default();
        self.add(OWNER, entry, writes(kind, field, value, &over))
    }

    pub(crate) fn text(
        &mut self,
        author: Author,
        entry: EntryId,
        kind: EntryKind,
        text: &str,
        over: &[OpId],
    ) -> OpId {
        self.add(author, entry, writes(kind, Field::Text, Value::text(text), over))
    }

    pub(crate) fn fold(&self) -> TabState {
        fold(self.tab, &self.ops)
    }

    /// The entry as it stands.
    pub(crate) fn entry(&self, id: EntryId) -> Entry {
        self.fold().entries.get(&id).cloned().unwrap()
    }
}

/// The words of a field's current versions, sorted.
pub(crate) fn words(entry: &Entry, field: Field) -> Vec<String> {
    let current = entry.fields.get(&field).map(|register| register.current.as_slice()).unwrap_or_default();
    let mut words: Vec<String> = current.iter().map(|version| written(&version.value)).collect();
    words.sort();
    words
}

/// The words of a field's replaced versions, in log order.
pub(crate) fn past_words(entry: &Entry, field: Field) -> Vec<String> {
    entry.fields.get(&field).map(|r| r.past.iter().map(|v| written(&v.value)).collect()).unwrap_or_default()
}

/// A value in words.
pub(crate) fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.clone(),
        other => format!("{other:?}"),
    }
}
