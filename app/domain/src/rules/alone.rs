//! What can be said of an op without knowing anything else: who may do this kind of thing at all, in
//! which tab, and who may be told.
//!
//! These rules are asked twice: before an op enters the log, and again by every fold. The second time is
//! for ops that a server took unread, because their kind was newer than the server (only an owner's
//! devices may bring such): when the kind is first understood, phone and server pass over the same ones.
//! Whatever these rules have let in once must stay in, or words that stand in a log would vanish: they
//! may be loosened, and `FOLD_VERSION` is raised when they are. Sizes and fields are therefore not here.

use crate::consent::Evidence;
use crate::decision;
use crate::erasure::is_well_said;
use crate::invitation::Coming;
use crate::{Audience, Body, EntryKind, Op, RefusalCode, Role};

/// Whether an op that is in a log has any effect.
#[must_use]
pub fn stands(op: &Op) -> bool {
    check_alone(op).is_ok()
}

/// Judges one op by itself. A kind that is not known is judged when it is.
pub(super) fn check_alone(op: &Op) -> Result<(), RefusalCode> {
    if matches!(op.body, Body::Unknown(_)) {
        return Ok(());
    }
    match (op.author.role, &op.body) {
        // An erasure that the law demands is written by the server, at an operator's command.
        (Role::Server, Body::Opened(_) | Body::Redact(_) | Body::Erase(_) | Body::Keep(_)) => {}
        // Somebody else answered, so nobody who writes in the pärm does; she only takes an invitation back.
        (Role::Server, Body::Reply(reply)) if reply.coming != Coming::TakenBack => {}
        (Role::Owner, Body::Reply(reply)) if reply.coming == Coming::TakenBack => {}
        // "On her screen" is something that only her own device can say.
        (Role::Coordinator, Body::Grant(grant) | Body::ProposeConsent(grant))
            if grant.evidence == Evidence::OnScreen =>
        {
            return Err(RefusalCode::BadValue);
        }
        // Written, or nothing: what was only spoken is no consent to be talked about by name (R32).
        (Role::Owner, Body::AllowLift(allowed)) if !allowed.is_written(op.entry) => {
            return Err(RefusalCode::BadValue);
        }
        // She has no need to ask herself.
        (Role::Owner, Body::ProposeConsent(_) | Body::ProposeSuccession(_)) => return Err(RefusalCode::BadValue),
        (Role::Server, _) | (_, Body::Opened(_) | Body::Redact(_) | Body::Reply(_)) => {
            return Err(RefusalCode::OwnerOnly);
        }
        (Role::Coordinator, body) if is_hers_alone(body) => return Err(RefusalCode::OwnerOnly),
        _ => {}
    }
    let fits = fits_audience(op)
        && is_well_said(op)
        && decision::is_well_said(op)
        && said_kind(&op.body).is_none_or(|kind| kind.tab() == op.tab);
    if fits { Ok(()) } else { Err(RefusalCode::BadValue) }
}

/// What nobody does in her place.
const fn is_hers_alone(body: &Body) -> bool {
    matches!(
        body,
        Body::Answer(_)
            | Body::Reopen(_)
            | Body::Rate(_)
            | Body::Show(_)
            | Body::Hide
            | Body::Confirm
            | Body::Withdraw(_)
            | Body::HandOver(_)
            | Body::HandPaper(_)
            | Body::Revoke
            | Body::Erase(_)
            | Body::Keep(_)
            | Body::Room(_)
            | Body::Agree(_)
            | Body::Carry(_)
            | Body::Empty(_)
            | Body::AllowLift(_)
            | Body::EndLift(_)
            | Body::Invite(_)
            | Body::Feed(_)
    )
}

/// Whether an op of this kind may be addressed as it is.
#[expect(clippy::match_same_arms, reason = "a table: one line per rule reads better than joined patterns")]
pub(super) fn fits_audience(op: &Op) -> bool {
    match (&op.audience, &op.body) {
        // Sentences are for those they name; shares and ratings for her own devices.
        (Audience::People { people }, Body::Grant(grant)) => people == &[grant.person],
        (Audience::People { people }, Body::Withdraw(gone)) => people == &[gone.person],
        // What one organisation gets tells of nobody else's.
        (Audience::People { people }, Body::SignConsent(name)) => people == &[name.person],
        (Audience::People { people }, Body::Photo(photo)) => people == &[photo.person],
        (Audience::People { people }, Body::AllowLift(allowed)) => people == &[allowed.person],
        (Audience::People { people }, Body::EndLift(gone)) => people == &[gone.person],
        // Until she has said yes, a suggested sentence is between her and whoever suggests it.
        (Audience::People { people }, Body::ProposeConsent(_) | Body::ProposeSuccession(_)) => {
            people == &[op.author.person]
        }
        (
            _,
            Body::Grant(_)
            | Body::SignConsent(_)
            | Body::Photo(_)
            | Body::Withdraw(_)
            | Body::ProposeConsent(_)
            | Body::ProposeSuccession(_)
            | Body::AllowLift(_)
            | Body::EndLift(_),
        ) => false,
        // Others are told by what is closed to them, and when, never by her words.
        (audience, Body::Erase(_) | Body::Keep(_)) => *audience == Audience::Private,
        (audience, Body::Room(_) | Body::Carry(_)) => *audience == Audience::Private,
        (
            audience,
            Body::HandOver(_)
            | Body::HandPaper(_)
            | Body::Invite(_)
            | Body::Feed(_)
            | Body::Revoke
            | Body::Opened(_)
            | Body::Rate(_),
        ) => *audience == Audience::Private,
        // For whoever she lets read her meetings.
        (audience, Body::Reply(_)) => *audience == Audience::Tab,
        // What she writes beside a rating reaches others only by `Show`, as a copy (R77).
        (audience, Body::Write(write)) if write.entry_kind == EntryKind::Rating => *audience == Audience::Private,
        // Whoever may have been shown it must hear that it is shown no longer.
        (audience, Body::Hide) => *audience == Audience::Tab,
        // What was decided is for everybody who reads the tab.
        (audience, Body::Decision(_) | Body::Agree(_)) => *audience == Audience::Tab,
        // Which tabs are hers alone is for her own devices to know.
        (audience, Body::Write(write)) if write.entry_kind == EntryKind::OwnTab => {
            op.author.role == Role::Owner && *audience == Audience::Private
        }
        // It stands where the words stood, for whoever could read them.
        (_, Body::Redact(_)) => true,
        (Audience::People { people }, _) => !people.is_empty() && people.len() <= crate::PEOPLE_MAX,
        (Audience::Private, _) => op.author.role == Role::Owner,
        (Audience::Tab, _) => true,
    }
}

/// The kind of entry that an op says it is about; the fold begins such an entry if there is none.
#[must_use]
pub const fn said_kind(body: &Body) -> Option<EntryKind> {
    match body {
        Body::Write(write) => Some(write.entry_kind),
        Body::Propose(propose) => Some(propose.entry_kind),
        Body::Redact(redact) => Some(redact.entry_kind),
        Body::Carry(carry) => Some(carry.entry.kind),
        Body::Rate(_) | Body::Show(_) | Body::Hide => Some(EntryKind::Rating),
        Body::Grant(_)
        | Body::ProposeConsent(_)
        | Body::ProposeSuccession(_)
        | Body::Confirm
        | Body::SignConsent(_)
        | Body::AllowLift(_)
        | Body::EndLift(_)
        | Body::Withdraw(_) => Some(EntryKind::Consent),
        Body::HandOver(_)
        | Body::HandPaper(_)
        | Body::Invite(_)
        | Body::Feed(_)
        | Body::Revoke
        | Body::Opened(_) => Some(EntryKind::Share),
        Body::Reply(_) => Some(EntryKind::Meeting),
        Body::Photo(_) => Some(EntryKind::Photo),
        Body::Append(_)
        | Body::Remove(_)
        | Body::Restore
        | Body::Answer(_)
        | Body::Reopen(_)
        | Body::Erase(_)
        | Body::Keep(_)
        | Body::Room(_)
        | Body::Decision(_)
        | Body::Agree(_)
        | Body::Empty(_)
        | Body::Unknown(_) => None,
    }
}
