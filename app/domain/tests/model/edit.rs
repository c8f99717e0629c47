//! What a person can do on a device, small enough to shrink well, turned into the op her app would make.

use std::collections::BTreeMap;

use domain::body::{Append, FieldWrite, Propose, Remove, Reopen, Write};
use domain::entry::Register;
use domain::rating::{Marks, Occasion, Rate, Show};
use domain::rules::{Form, form};
use domain::{
    Answer, Audience, BinderTab, Body, Entry, EntryId, EntryKind, Field, Op, OpId, Provenance, Role, TEXT_MAX,
    Timestamp, Value,
};

use super::Replica;
use super::decided::{agreed, decided};
use super::sentence::sentence;
use crate::support::{ANNA, OWNER, entry_id, op, own_provenance, unknown, writes};

/// One thing somebody does. `slot` picks an entry; see [`slot`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edit {
    Text { slot: u8, is_stale: bool, is_together: bool },
    Place { slot: u8 },
    Note { slot: u8 },
    Remove { slot: u8 },
    Restore { slot: u8 },
    Suggest { slot: u8, is_removal: bool },
    Answer { slot: u8, nth: u8, answer: Answer },
    Reopen { slot: u8, nth: u8 },
    Secret { slot: u8, is_for_anna: bool },
    Meeting { is_open: bool },
    Decide { is_stale: bool },
    Agree,
    Rate { is_shown: bool },
    Consent { is_about_anna: bool, tab: u8, is_given: bool },
    AskConsent { tab: u8 },
    AnswerConsent { is_yes: bool },
    Unknown { slot: u8 },
    TooLong { slot: u8 },
    Forbidden { slot: u8 },
}

/// How many entries the people of the model write in.
pub(crate) const SLOTS: u8 = 7;
const MEETING: u8 = 3;

/// An entry by its number: its tab, id, kind and the field for words.
pub(crate) fn slot(n: u8) -> (EntryId, EntryKind, Field) {
    match n {
        0 | 1 => (entry_id(n.into()), EntryKind::Activity, Field::Text),
        2 => (entry_id(2), EntryKind::Goal, Field::Text),
        3 | 4 => (entry_id(n.into()), EntryKind::Meeting, Field::Place),
        5 => (EntryId::card_of(ANNA.person), EntryKind::Contact, Field::Name),
        _ => (entry_id(6), EntryKind::Contact, Field::Name),
    }
}

fn one(field: Field, over: Vec<OpId>, value: Value) -> BTreeMap<Field, FieldWrite> {
    [(field, FieldWrite { over, value })].into()
}

/// She takes back one of her answers; everything that was replaced since may come back with it.
fn reopens(entry: &Entry, nth: u8) -> Option<Body> {
    let answered = entry.proposals.iter().filter_map(|proposal| Some((proposal.stamp.op, proposal.said?)));
    let answered: Vec<(OpId, OpId)> = answered.collect();
    let (proposal, answer) = *answered.get(usize::from(nth) % answered.len().max(1))?;
    let past = |register: &Register| register.past.iter().map(|version| version.stamp.op).collect();
    let back = entry.fields.iter().map(|(field, register)| (*field, past(register))).collect();
    Some(Body::Reopen(Reopen { proposal, answer, back }))
}

/// Every second one cannot wait for the meeting.
fn suggests(entry_kind: EntryKind, fields: BTreeMap<Field, FieldWrite>, remove: bool, n: u64) -> Body {
    Body::Propose(Propose { entry_kind, fields, remove, urgent: n.is_multiple_of(2) })
}

fn rating(n: u64, is_shown: bool) -> Option<Op> {
    let marks = Marks::try_from([1, 2, 3, 4]).ok()?;
    let (occasion, contributed, made_at) = (Occasion::First, format!("words {n}."), Timestamp::default());
    let rate = Rate { marks, occasion, supported: false, replaces: None };
    let (body, audience) = if is_shown {
        (Body::Show(Show { marks, occasion, made_at, contributed }), Audience::Tab)
    } else {
        (Body::Rate(rate), Audience::Private)
    };
    Some(Op { audience, ..op(n, OWNER, BinderTab::Ratings, entry_id(50), body) })
}

impl Edit {
    /// The op that this device would make, or nothing if its screen does not offer it. `n` names the op
    /// and the words in it, so that every word in the world is written once.
    pub(crate) fn make(self, replica: &Replica, n: u64) -> Option<Op> {
        // None of them stands in another.
        let words = Value::text(format!("{n} words {n}."));
        let author = replica.author;
        let is_owner = author.role == Role::Owner;
        let of = |slot_n: u8, body: Body| {
            let (entry, kind, _) = slot(slot_n);
            op(n, author, kind.tab(), entry, body)
        };
        let seen = |slot_n: u8| {
            let (entry, kind, _) = slot(slot_n);
            replica.view(kind.tab()).entries.get(&entry).cloned()
        };
        let form_of = |slot_n: u8, provenance| {
            let (entry, kind, _) = slot(slot_n);
            form(author, provenance, kind, entry)
        };
        let own = own_provenance(author);
        Some(match self {
            Self::Text { slot: at, is_stale, is_together } => {
                let (entry, kind, field) = slot(at);
                let meeting = slot(MEETING).0;
                let provenance = if is_together { Provenance::Together { meeting } } else { own };
                let over = replica.over(kind.tab(), entry, field, is_stale);
                let fields = one(field, over, words);
                let body = match form_of(at, provenance) {
                    Form::Direct => Body::Write(Write { entry_kind: kind, fields }),
                    Form::Proposal => suggests(kind, fields, false, n),
                    Form::Never => return None,
                };
                Op { provenance, ..of(at, body) }
            }
            Self::Place { slot: at } => {
                let (_, kind, _) = slot(at);
                if !kind.fields().contains(&Field::Position) || form_of(at, own) != Form::Direct {
                    return None;
                }
                let place = Value::text(format!("a{n}x"));
                let fields = one(Field::Position, Vec::new(), place);
                of(at, Body::Write(Write { entry_kind: kind, fields }))
            }
            Self::Note { slot: at } => {
                let here = seen(at).filter(|entry| entry.kind == EntryKind::Activity && is_owner)?;
                let (field, value) = (Field::Evaluation, Value::choice("worked"));
                let note = format!("words {n}.");
                Op { entry: here.id, ..of(at, Body::Append(Append { field, value, note })) }
            }
            Self::Remove { slot: at } => {
                let over = seen(at)?.all_heads();
                match form_of(at, own) {
                    Form::Direct => of(at, Body::Remove(Remove { over })),
                    _ => return Self::Suggest { slot: at, is_removal: true }.make(replica, n),
                }
            }
            Self::Restore { slot: at } => {
                seen(at).filter(|entry| !entry.is_shown() && form_of(at, own) == Form::Direct)?;
                of(at, Body::Restore)
            }
            Self::Suggest { slot: at, is_removal } => {
                let (_, kind, field) = slot(at);
                let fields = one(field, Vec::new(), words);
                let fields = if is_removal { [].into() } else { fields };
                of(at, suggests(kind, fields, is_removal, n))
            }
            Self::Answer { slot: at, nth, answer } => {
                let entry = seen(at).filter(|entry| is_owner && !entry.proposals.is_empty())?;
                let proposal = entry.proposals.get(usize::from(nth) % entry.proposals.len())?;
                of(at, Body::Answer(entry.answer(proposal, answer)))
            }
            Self::Reopen { slot: at, nth } => of(at, reopens(&seen(at).filter(|_| is_owner)?, nth)?),
            Self::Secret { slot: at, is_for_anna } => {
                let people = vec![ANNA.person];
                let audience = if is_for_anna { Audience::People { people } } else { Audience::Private };
                let (_, kind, field) = slot(at);
                let fields = one(field, Vec::new(), words);
                let entry = entry_id(100 + u64::from(at) + u64::from(is_for_anna) * 100);
                let op = of(at, Body::Write(Write { entry_kind: kind, fields }));
                is_owner.then_some(Op { audience, entry, ..op })?
            }
            Self::Meeting { is_open } => {
                let value = Value::choice(if is_open { "open" } else { "held" });
                of(MEETING, writes(EntryKind::Meeting, Field::Status, value, &[]))
            }
            Self::Decide { is_stale } => decided(replica, n, slot(MEETING).0, is_stale),
            Self::Agree => agreed(replica, n)?,
            Self::Rate { is_shown } => rating(n, is_shown).filter(|_| is_owner)?,
            Self::Consent { .. } | Self::AskConsent { .. } | Self::AnswerConsent { .. } => {
                return sentence(self, replica, n);
            }
            Self::Unknown { slot: at } => of(at, unknown("decide", &format!("\"words {n}.\""))),
            Self::TooLong { slot: at } => {
                let (_, kind, field) = slot(at);
                let long = format!("words {n}.{}", "å".repeat(TEXT_MAX));
                of(at, writes(kind, field, Value::text(long), &[]))
            }
            Self::Forbidden { slot: at } => {
                let (_, entry_kind, field) = slot(at);
                let fields = one(field, Vec::new(), words);
                (!is_owner).then_some(of(at, Body::Write(Write { entry_kind, fields })))?
            }
        })
    }
}
