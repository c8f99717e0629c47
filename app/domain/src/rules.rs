//! Who may write what: the one place where an op is judged before it enters the log.
//!
//! The server asks before it stores; the app asks before it makes an op, so that a coordinator's edit
//! becomes a proposal at once instead of a refusal later. The fold asks only what an op says by itself
//! (`alone`), never what the session, the consent or the meeting was.

mod alone;

use std::collections::BTreeMap;

use crate::body::{FieldWrite, UnknownBody};
use crate::consent::{Access, Right};
use crate::erasure::is_about_erasure;
use crate::invitation::Invite;
use crate::share::{CONTACTS_MAX, HandOver, SharedContact, Snapshot};
use crate::{
    Author, Body, EntryId, EntryKind, Field, Op, Policy, Provenance, Reference, RefusalCode, Role, Value,
    ValueError, interview, room,
};

use alone::check_alone;
pub use alone::{said_kind, stands};

/// How somebody's change to an entry is recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// It applies.
    Direct,
    /// It waits for the owner's yes.
    Proposal,
    /// It cannot be made.
    Never,
}

/// How a change by this author to an entry of this kind is recorded. The owner owns the original
/// (R15): others suggest, except meeting times, their own card, and what is written together.
#[expect(clippy::match_same_arms, reason = "a table: one line per rule reads better than joined patterns")]
#[must_use]
pub fn form(author: Author, provenance: Provenance, kind: EntryKind, entry: EntryId) -> Form {
    match (author.role, kind) {
        (Role::Owner, _) => Form::Direct,
        (Role::Server, _)
        | (
            Role::Coordinator,
            EntryKind::Rating
            | EntryKind::Consent
            | EntryKind::Share
            | EntryKind::OwnTab
            | EntryKind::Photo
            | EntryKind::NoRelated,
        ) => Form::Never,
        (Role::Coordinator, EntryKind::Meeting | EntryKind::NoMeeting | EntryKind::Phase) => Form::Direct,
        // Whether anything may be told is asked apart from this (`interview`).
        (Role::Coordinator, EntryKind::Interview | EntryKind::Told) => Form::Direct,
        // What others are about to do is theirs to tell (R120); what she does about it is hers.
        (Role::Coordinator, EntryKind::ChangeNotice | EntryKind::Informed) => Form::Direct,
        // Whoever comes to a meeting may take something up (R94), and what staff tell each other is theirs (R85).
        (Role::Coordinator, EntryKind::AgendaPoint | EntryKind::ColleaguesTold) => Form::Direct,
        // That the group has read it is nothing to propose: it was read at a meeting, or it was not.
        (Role::Coordinator, EntryKind::ReadThrough) if !matches!(provenance, Provenance::Together { .. }) => {
            Form::Never
        }
        (Role::Coordinator, EntryKind::Contact) if entry == EntryId::card_of(author.person) => Form::Direct,
        (Role::Coordinator, _) if matches!(provenance, Provenance::Together { .. }) => Form::Direct,
        (Role::Coordinator, _) => Form::Proposal,
    }
}

/// What the server knows beside the op itself.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// The meeting named by the op's provenance went on when the op was made, and is open at this point of the
    /// log or was closed by somebody else (`meeting::was_closed_apart`).
    pub meeting_is_open: bool,
    /// What the log says the entry is, if it exists.
    pub existing: Option<EntryKind>,
    /// At this point of the log she has agreed to be told of everybody whom the op tells of; asked only of an op
    /// that tells (`interview::tells_her`).
    pub may_be_told: bool,
}

/// The most ops one request carries.
pub const OPS_MAX: usize = 500;

/// Judges one op.
///
/// # Errors
/// The code that tells the writer why the op is refused.
pub fn check(op: &Op, access: &Access, around: Circumstances) -> Result<(), RefusalCode> {
    if op.author != access.reader() {
        return Err(RefusalCode::WrongAuthor);
    }
    let owner = op.author.role == Role::Owner;
    check_provenance(op, around)?;
    check_alone(op)?;
    if !alone::fits_audience(op) {
        return Err(RefusalCode::BadValue);
    }
    check_shape(op, around)?;
    match &op.body {
        // At the kitchen table she signs on the coordinator's screen or on paper; from her first phone on she does
        // it all herself.
        Body::Grant(_) | Body::SignConsent(_) | Body::Photo(_) if access.starting() && !owner => return Ok(()),
        Body::Grant(_) | Body::SignConsent(_) | Body::Photo(_) if !owner => return Err(RefusalCode::OwnerOnly),
        // It opens nothing: whoever reaches the binder may ask her.
        Body::ProposeConsent(_) => return Ok(()),
        // Nor does this, and nobody hands on more than she has.
        Body::ProposeSuccession(says) => {
            let covered = says.rights.iter().all(|given| access.right(given.tab) >= Some(given.right));
            return if covered { Ok(()) } else { Err(RefusalCode::NotCovered) };
        }
        _ if owner => return Ok(()),
        Body::Unknown(_) => return Err(RefusalCode::UnknownKind),
        _ => {}
    }
    if access.right(op.tab) != Some(Right::Suggest) {
        return Err(RefusalCode::NotCovered);
    }
    // Whoever closes a meeting writes down what it decided.
    if matches!(op.body, Body::Decision(_)) {
        return Ok(());
    }
    let kind = kind_of(op, around).ok_or(RefusalCode::BadValue)?;
    // R35: how much she is told is hers to say, on her own card of a coordinator as anywhere; and nothing is told
    // that she has not agreed to.
    let is_together = matches!(op.provenance, Provenance::Together { .. });
    if interview::agrees_for_her(op) && !is_together || interview::tells_her(op, kind) && !around.may_be_told {
        return Err(RefusalCode::OwnerOnly);
    }
    // R94: an invitation is in her own words; a coordinator suggests them.
    if !is_together && writes_invitation(&op.body) {
        return Err(RefusalCode::OwnerOnly);
    }
    match (form(op.author, op.provenance, kind, op.entry), &op.body) {
        (Form::Never, _) => Err(RefusalCode::OwnerOnly),
        (_, Body::Propose(_))
        | (Form::Direct, Body::Write(_) | Body::Append(_) | Body::Remove(_) | Body::Restore) => Ok(()),
        _ => Err(RefusalCode::OwnerOnly),
    }
}

#[expect(clippy::match_same_arms, reason = "a table: one line per rule reads better than joined patterns")]
fn check_provenance(op: &Op, around: Circumstances) -> Result<(), RefusalCode> {
    match (op.provenance, op.author.role) {
        (Provenance::Own, Role::Owner) | (Provenance::Coordinator, Role::Coordinator) => Ok(()),
        // Her own words are hers whatever has become of the meeting.
        (Provenance::Together { .. }, Role::Owner) => Ok(()),
        (Provenance::Together { .. }, Role::Coordinator) if around.meeting_is_open => Ok(()),
        (Provenance::Together { .. }, Role::Coordinator) => Err(RefusalCode::MeetingNotOpen),
        _ => Err(RefusalCode::WrongAuthor),
    }
}

fn check_shape(op: &Op, around: Circumstances) -> Result<(), RefusalCode> {
    // An unknown kind may be about anything; a known one that cannot be read is malformed.
    if let Body::Unknown(UnknownBody { kind, .. }) = &op.body {
        return if Body::is_known(kind) { Err(RefusalCode::BadValue) } else { Ok(()) };
    }
    // About the whole pärm and no entry of it; what it may say is asked of the op alone.
    if is_about_erasure(&op.body) {
        return Ok(());
    }
    match &op.body {
        // Its entry is its own: never one that somebody has written in.
        Body::Decision(_) if around.existing.is_some() => return Err(RefusalCode::BadValue),
        Body::Decision(decision) => return decision.check(op.tab),
        Body::Agree(_) => return Ok(()),
        _ => {}
    }
    // What it is about stands inside, where nobody here can read it.
    if let Body::Room(sealed) = &op.body {
        return if room::has_room(op.tab) { sealed.check_size() } else { Err(RefusalCode::BadValue) };
    }
    // What it empties stands in no entry that could be read here.
    if room::emptied_by(op).is_some() {
        let fits = room::has_room(op.tab) && around.existing.is_none();
        return if fits { Ok(()) } else { Err(RefusalCode::BadValue) };
    }
    // The log takes it only locked.
    if matches!(op.body, Body::Carry(_)) {
        return Err(RefusalCode::BadValue);
    }
    let kind = kind_of(op, around).filter(|kind| kind.tab() == op.tab).ok_or(RefusalCode::BadValue)?;
    let fits = match &op.body {
        Body::Write(write) => write.entry_kind.tab() == op.tab && !write.fields.is_empty(),
        Body::Propose(propose) => {
            propose.entry_kind.tab() == op.tab && (propose.remove || !propose.fields.is_empty())
        }
        Body::Append(append) => append.field.policy() == Policy::Append && kind.fields().contains(&append.field),
        // A sentence or a share ends by being taken back, and what was said stays said.
        Body::Remove(_) | Body::Restore | Body::Empty(_) => !matches!(kind, EntryKind::Consent | EntryKind::Share),
        Body::Answer(_) | Body::Reopen(_) => kind != EntryKind::Share,
        // Never in the entry of a sentence that holds: her yes would be taken for a change of that one. And one
        // entry is one picture, whose bytes lie under its id.
        Body::ProposeConsent(_)
        | Body::ProposeSuccession(_)
        | Body::SignConsent(_)
        | Body::Photo(_)
        | Body::AllowLift(_) => around.existing.is_none(),
        _ => said_kind(&op.body) == Some(kind),
    };
    if !fits {
        return Err(RefusalCode::BadValue);
    }
    match &op.body {
        Body::Write(write) => check_fields(kind, &write.fields),
        Body::Propose(propose) => check_fields(kind, &propose.fields),
        Body::Append(append) => {
            append.field.check(&append.value).map_err(value_code)?;
            check_texts([append.note.as_str()])
        }
        Body::Show(show) => check_texts([show.contributed.as_str()]),
        Body::Grant(grant) | Body::ProposeConsent(grant) if !grant.period.is_possible() => {
            Err(RefusalCode::BadValue)
        }
        Body::Grant(grant) | Body::ProposeConsent(grant) => {
            check_texts([grant.name.as_str(), grant.organization.as_str()])
        }
        Body::SignConsent(name) if !name.is_possible() => Err(RefusalCode::BadValue),
        Body::SignConsent(name) if !name.is_small() => Err(RefusalCode::TooLong),
        Body::SignConsent(name) => check_texts([name.name.as_str()]),
        Body::Photo(photo) if !photo.is_possible() => Err(RefusalCode::BadValue),
        Body::Photo(photo) if !photo.is_small() => Err(RefusalCode::TooLong),
        Body::AllowLift(says) => {
            check_texts([says.name.as_str(), says.organization.as_str(), says.about.as_str()])?;
            check_texts(says.signature.iter().map(|signature| signature.name.as_str()))
        }
        Body::ProposeSuccession(says) if !says.is_possible(op.author.person) => Err(RefusalCode::BadValue),
        Body::ProposeSuccession(says) => check_texts([says.name.as_str(), says.organization.as_str()]),
        Body::HandOver(copy) => check_hand_over(copy),
        Body::HandPaper(paper) => check_snapshot(&paper.person, &paper.snapshot),
        Body::Invite(invite) => check_invite(invite),
        Body::Feed(feed) => check_texts([feed.token.as_str()]),
        Body::Reply(reply) => Value::Person(reply.person.clone()).check_size().map_err(value_code),
        _ => Ok(()),
    }
}

fn check_fields(kind: EntryKind, fields: &BTreeMap<Field, FieldWrite>) -> Result<(), RefusalCode> {
    for (field, write) in fields {
        if !kind.fields().contains(field) || field.policy() == Policy::Append {
            return Err(RefusalCode::BadValue);
        }
        field.check(&write.value).map_err(value_code)?;
    }
    Ok(())
}

fn check_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<(), RefusalCode> {
    texts.into_iter().try_for_each(|text| Value::text(text).check_size().map_err(value_code))
}

fn check_invite(invite: &Invite) -> Result<(), RefusalCode> {
    if invite.ends < invite.starts {
        return Err(RefusalCode::BadValue);
    }
    let Invite { token, from, place_kind, place, words, .. } = invite;
    check_texts([token, from, place_kind, place, words].map(String::as_str))?;
    Value::Person(invite.person.clone()).check_size().map_err(value_code)
}

fn check_hand_over(copy: &HandOver) -> Result<(), RefusalCode> {
    check_texts([copy.token.as_str(), copy.code.as_deref().unwrap_or_default()])?;
    check_snapshot(&copy.person, &copy.snapshot)
}

fn check_snapshot(person: &Reference, snapshot: &Snapshot) -> Result<(), RefusalCode> {
    check_texts([snapshot.owner_name.as_str(), snapshot.well.as_str()])?;
    check_texts(snapshot.next_meeting.iter().map(|meeting| meeting.place.as_str()))?;
    for sign in &snapshot.signs {
        check_texts(std::iter::once(&sign.text).chain(&sign.actions).map(String::as_str))?;
    }
    if snapshot.contacts.len() > CONTACTS_MAX {
        return Err(RefusalCode::TooLong);
    }
    for shared in &snapshot.contacts {
        let SharedContact { entry: _, name, role, phone, hours, call_about } = shared;
        check_texts([name, role, phone, hours, call_about].map(String::as_str))?;
    }
    let named = std::iter::once(person).chain(&snapshot.call);
    named.cloned().try_for_each(|person| Value::Person(person).check_size().map_err(value_code))
}

fn writes_invitation(body: &Body) -> bool {
    matches!(body, Body::Write(write) if write.fields.contains_key(&Field::Invitation))
}

/// What sort of entry an op is about: what the log says, else what the op says.
fn kind_of(op: &Op, around: Circumstances) -> Option<EntryKind> {
    around.existing.or(said_kind(&op.body))
}

const fn value_code(error: ValueError) -> RefusalCode {
    match error {
        ValueError::TooLong => RefusalCode::TooLong,
        ValueError::WrongType => RefusalCode::BadValue,
    }
}
