//! Ops in few words.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::body::{FieldWrite, Propose, Write};
use domain::consent::{AllowLift, EndLift, Evidence, Grant, MediaType, Period, Photo, Right, Withdraw};
use domain::feed::Feed;
use domain::invitation::Invite;
use domain::rating::{Marks, Occasion, Rate, Show};
use domain::share::{HandOver, Snapshot};
use domain::{
    Audience, Author, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, PersonId, Provenance, Reference, Role,
    Timestamp, Value,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::server::NOON;

static MADE: AtomicU64 = AtomicU64::new(1);

fn id() -> Uuid {
    let n = MADE.fetch_add(1, Ordering::SeqCst);
    Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + u128::from(n))
}

/// A new entry's id.
pub(crate) fn entry() -> EntryId {
    EntryId::from_uuid(id())
}

pub(crate) const fn owner(person: PersonId) -> Author {
    Author { person, role: Role::Owner }
}

pub(crate) const fn staff(person: PersonId) -> Author {
    Author { person, role: Role::Coordinator }
}

/// Any op, addressed to the tab.
pub(crate) fn op(author: Author, tab: BinderTab, entry: EntryId, body: Body) -> Op {
    Op {
        id: OpId::from_uuid(id()),
        tab,
        entry,
        audience: Audience::Tab,
        author,
        provenance: if author.role == Role::Owner { Provenance::Own } else { Provenance::Coordinator },
        made_at: Timestamp::from_millis(NOON),
        act: None,
        body,
    }
}

fn fields(field: Field, value: Value) -> BTreeMap<Field, FieldWrite> {
    BTreeMap::from([(field, FieldWrite { over: Vec::new(), value })])
}

/// Writes one field.
pub(crate) fn write(author: Author, kind: EntryKind, entry: EntryId, field: Field, value: Value) -> Op {
    op(author, kind.tab(), entry, Body::Write(Write { entry_kind: kind, fields: fields(field, value) }))
}

/// Writes a contact's name.
pub(crate) fn contact(author: Author, entry: EntryId, name: &str) -> Op {
    write(author, EntryKind::Contact, entry, Field::Name, Value::text(name))
}

/// The same write, over what another one wrote.
pub(crate) fn over(mut op: Op, before: &Op) -> Op {
    if let Body::Write(body) = &mut op.body {
        body.fields.values_mut().for_each(|write| write.over = vec![before.id]);
    }
    op
}

/// Suggests a contact's name.
pub(crate) fn propose(author: Author, entry: EntryId, name: &str) -> Op {
    let body = Propose {
        entry_kind: EntryKind::Contact,
        fields: fields(Field::Name, Value::text(name)),
        remove: false,
        urgent: false,
    };
    op(author, BinderTab::Contacts, entry, Body::Propose(body))
}

/// Sets a meeting's status.
pub(crate) fn meeting(author: Author, entry: EntryId, status: &str) -> Op {
    write(author, EntryKind::Meeting, entry, Field::Status, Value::choice(status))
}

/// One consent sentence.
pub(crate) fn grant(author: Author, person: PersonId, tab: BinderTab, right: Right, over: Vec<OpId>) -> Op {
    let grant = Grant {
        person,
        name: "Anna".to_owned(),
        organization: "Psykiatrin".to_owned(),
        tab,
        right,
        evidence: Evidence::Paper,
        period: Period::ALWAYS,
        over,
    };
    let mut op = op(author, BinderTab::Sharing, entry(), Body::Grant(grant));
    op.audience = Audience::People { people: vec![person] };
    op
}

/// Staff suggest a sentence.
pub(crate) fn propose_consent(author: Author, person: PersonId, tab: BinderTab) -> Op {
    let Body::Grant(grant) = grant(author, person, tab, Right::Suggest, Vec::new()).body else { unreachable!() };
    let mut op = op(author, BinderTab::Sharing, entry(), Body::ProposeConsent(grant));
    op.audience = Audience::People { people: vec![author.person] };
    op
}

/// Takes consent back.
pub(crate) fn withdraw(author: Author, person: PersonId, tab: BinderTab) -> Op {
    let mut op = op(author, BinderTab::Sharing, entry(), Body::Withdraw(Withdraw::now(person, tab)));
    op.audience = Audience::People { people: vec![person] };
    op
}

/// Four marks.
pub(crate) fn rate(author: Author) -> Op {
    let rate = Rate {
        marks: Marks::try_from([31, 40, 26, 52]).unwrap(),
        occasion: Occasion::First,
        supported: false,
        replaces: None,
    };
    let mut op = op(author, BinderTab::Ratings, entry(), Body::Rate(rate));
    op.audience = Audience::Private;
    op
}

/// Shows a rating of hers to others.
pub(crate) fn show(author: Author, entry: EntryId, contributed: &str) -> Op {
    let show = Show {
        marks: Marks::try_from([31, 40, 26, 52]).unwrap(),
        occasion: Occasion::First,
        made_at: Timestamp::from_millis(NOON),
        contributed: contributed.to_owned(),
    };
    op(author, BinderTab::Ratings, entry, Body::Show(show))
}

/// Hands a snapshot over.
/// An invitation to a meeting at noon, in so many days.
pub(crate) fn invite(author: Author, entry: EntryId, meeting: EntryId, token: &str, days: i64) -> Op {
    let starts = Timestamp::from_millis(NOON).plus_days(days);
    let invite = Invite {
        meeting,
        person: Reference::named("Karin Ek"),
        token: token.to_owned(),
        from: "Maja".to_owned(),
        starts,
        ends: starts.plus_minutes(60),
        place_kind: String::new(),
        place: String::new(),
        words: "Kom gärna".to_owned(),
    };
    let mut op = op(author, BinderTab::Sharing, entry, Body::Invite(Box::new(invite)));
    op.audience = Audience::Private;
    op
}

/// The meeting of [`invite`].
pub(crate) fn booked(author: Author, meeting: EntryId, days: i64) -> Op {
    let starts = Timestamp::from_millis(NOON).plus_days(days);
    write(author, EntryKind::Meeting, meeting, Field::Starts, Value::Instant(starts))
}

/// The address that a calendar reads.
pub(crate) fn feed(author: Author, entry: EntryId, token: &str) -> Op {
    let feed = Feed { token: token.to_owned(), place: false, people: false, kind: false };
    let mut op = op(author, BinderTab::Sharing, entry, Body::Feed(feed));
    op.audience = Audience::Private;
    op
}

pub(crate) fn hand_over(author: Author, entry: EntryId, token: &str) -> Op {
    let now = Timestamp::from_millis(NOON);
    let copy = HandOver {
        person: Reference::named("Eva"),
        token: token.to_owned(),
        code: None,
        expires_at: now.plus_days(90),
        snapshot: Snapshot {
            owner_name: "Maja".to_owned(),
            made_at: now,
            well: "Jag sover".to_owned(),
            signs: Vec::new(),
            call: Vec::new(),
            next_meeting: None,
            with_meeting: false,
            contacts: Vec::new(),
        },
    };
    let mut op = op(author, BinderTab::Sharing, entry, Body::HandOver(copy));
    op.audience = Audience::Private;
    op
}

/// What begins like a JPEG and is told from every other by its number.
pub(crate) fn jpeg(n: u8) -> Vec<u8> {
    [[0xff, 0xd8, 0xff, 0xe0].as_slice(), &[n; 200]].concat()
}

/// A picture of the paper under sentences about somebody.
pub(crate) fn photo(author: Author, about: PersonId, sentences: Vec<EntryId>, bytes: &[u8]) -> Op {
    let digits = |text: String, byte: &u8| text + &format!("{byte:02x}");
    let sha256 = Sha256::digest(bytes).iter().fold(String::new(), digits);
    let bytes = u32::try_from(bytes.len()).unwrap();
    let photo = Photo { person: about, sentences, media_type: MediaType::Jpeg, bytes, sha256 };
    let op = op(author, BinderTab::Sharing, entry(), Body::Photo(photo));
    Op { audience: Audience::People { people: vec![about] }, ..op }
}

/// She lets somebody take something up with her name, on a signed paper, for so many days from now.
pub(crate) fn allow_lift(author: Author, person: PersonId, days: i64, over: Vec<OpId>) -> Op {
    let until = Some(Timestamp::from_millis(NOON).plus_days(days));
    let allowed = AllowLift {
        person,
        name: "Anna".to_owned(),
        organization: "Psykiatrin Öst".to_owned(),
        about: "Mitt boende.".to_owned(),
        evidence: Evidence::Paper,
        signature: None,
        period: Period { from: None, until },
        over,
    };
    to_one(author, person, Body::AllowLift(Box::new(allowed)))
}

/// She takes that back.
pub(crate) fn end_lift(author: Author, person: PersonId) -> Op {
    to_one(author, person, Body::EndLift(EndLift { person }))
}

fn to_one(author: Author, person: PersonId, body: Body) -> Op {
    let mut op = op(author, BinderTab::Sharing, entry(), body);
    op.audience = Audience::People { people: vec![person] };
    op
}
