//! Inbjudan to a meeting of the resource group (R94): her own words to one person she has chosen (R99), and what
//! that person answers, without an account.
//!
//! Two ops in two tabs, because they are for different readers. [`Invite`] holds the secret of a link and is for her
//! own devices, like every share. [`Reply`] stands on the meeting itself, for whoever she lets read her meetings: it
//! is the server's, which heard it from the holder of the link, or hers, when she takes the invitation back.
//!
//! An invitation is to one time at one place. Both stand in it, and an answer says which time it is about: when the
//! meeting is moved, neither is taken for one about the new time.

use serde::{Deserialize, Serialize};

use crate::fact::FactKind;
use crate::{Entry, EntryId, EntryKind, Field, Reference, TabState, Timestamp, called, meeting};

/// One person is invited to a meeting, by a new link or in place of the invitation before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invite {
    /// The meeting, in the Meetings tab.
    pub meeting: EntryId,
    /// Who is invited.
    pub person: Reference,
    /// The secret in the link. The body is encrypted at rest; lists hold only its hash.
    pub token: String,
    /// What she is called in it.
    pub from: String,
    /// When the meeting starts.
    pub starts: Timestamp,
    /// When it ends, and the link with it.
    pub ends: Timestamp,
    /// `home`, `elsewhere` or `remote`, as the meeting says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place_kind: String,
    /// The place in words, as the meeting says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Her own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What somebody who is invited has said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Coming {
    /// "Jag kommer".
    Yes,
    /// "Jag kan inte".
    No,
    /// She has taken the invitation back; what was said before is about nothing.
    TakenBack,
}

/// An answer to an invitation, on the meeting that it is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reply {
    /// The invitation's entry in the Sharing tab.
    pub invitation: EntryId,
    /// Who was invited.
    pub person: Reference,
    /// The time that it is about.
    pub starts: Timestamp,
    /// What was said.
    pub coming: Coming,
}

/// How an invitation stands against its meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvitationState {
    /// It can be answered.
    Open,
    /// The time or the place is another now, and she has not sent that.
    Moved,
    /// The meeting does not take place.
    Cancelled,
    /// The meeting has been, or is not there any more.
    Over,
}

/// An invitation as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvitationView<'a> {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// What was sent last.
    pub latest: &'a Invite,
    /// When that was.
    pub sent_at: Timestamp,
    /// She has taken it back.
    pub revoked: bool,
    /// The server has it, so that the link opens.
    pub arrived: bool,
}

impl Invite {
    /// An invitation to a meeting as it is booked; nothing to one that has no time.
    #[must_use]
    pub fn to(meeting: &Entry, person: Reference, token: String, from: String, words: String) -> Option<Self> {
        Some(Self {
            meeting: meeting.id,
            person,
            token,
            from,
            starts: meeting.instant(Field::Starts)?,
            ends: meeting::ends(meeting)?,
            place_kind: meeting.choice(Field::PlaceKind).unwrap_or_default().to_owned(),
            place: meeting.text(Field::Place).to_owned(),
            words,
        })
    }

    /// Whether time and place are still what it says.
    #[must_use]
    pub fn says_the_same(&self, meeting: &Entry) -> bool {
        meeting.instant(Field::Starts) == Some(self.starts)
            && meeting::ends(meeting) == Some(self.ends)
            && meeting.choice(Field::PlaceKind).unwrap_or_default() == self.place_kind
            && meeting.text(Field::Place) == self.place
    }

    /// How it stands against its meeting, if that is there.
    #[must_use]
    pub fn state(&self, meeting: Option<&Entry>, now: Timestamp) -> InvitationState {
        let Some(meeting) = meeting.filter(|meeting| meeting.kind == EntryKind::Meeting && meeting.is_shown())
        else {
            return InvitationState::Over;
        };
        match meeting.choice(Field::Status) {
            _ if self.ends <= now => InvitationState::Over,
            Some("cancelled") => InvitationState::Cancelled,
            Some("held") => InvitationState::Over,
            _ if self.says_the_same(meeting) => InvitationState::Open,
            _ => InvitationState::Moved,
        }
    }
}

/// The invitations to one meeting, those taken back too, the first sent first.
#[must_use]
pub fn to_meeting(sharing: &TabState, meeting: EntryId) -> Vec<InvitationView<'_>> {
    let shares = sharing.entries.values().filter(|entry| entry.kind == EntryKind::Share);
    let mut all: Vec<InvitationView<'_>> =
        shares.filter_map(view).filter(|invitation| invitation.latest.meeting == meeting).collect();
    crate::order::sort_by_key(&mut all, |invitation| (invitation.sent_at, invitation.entry));
    all
}

fn view(entry: &Entry) -> Option<InvitationView<'_>> {
    let (stamp, latest) = entry.facts.iter().rev().find_map(|fact| match &fact.what {
        FactKind::Invited(invite) => Some((&fact.stamp, invite.as_ref())),
        _ => None,
    })?;
    let revoked = entry.facts.iter().any(|fact| fact.what == FactKind::Revoked);
    Some(InvitationView { entry: entry.id, latest, sent_at: stamp.made_at, revoked, arrived: stamp.seq.is_some() })
}

/// The latest answer of each invitation, whatever time it is about.
fn latest(meeting: &Entry) -> Vec<&Reply> {
    let mut all: Vec<&Reply> = Vec::new();
    let replies = meeting.facts.iter().filter_map(|fact| match &fact.what {
        FactKind::Replied(reply) => Some(reply.as_ref()),
        _ => None,
    });
    for reply in replies {
        all.retain(|before| before.invitation != reply.invitation);
        all.push(reply);
    }
    all
}

/// Who has answered about the time that the meeting has now.
#[must_use]
pub fn replies(meeting: &Entry) -> Vec<&Reply> {
    let starts = meeting.instant(Field::Starts);
    let about_it = |reply: &&Reply| Some(reply.starts) == starts && reply.coming != Coming::TakenBack;
    latest(meeting).into_iter().filter(about_it).collect()
}

/// What was answered to one invitation about the time that the meeting has now.
#[must_use]
pub fn reply_to(meeting: &Entry, invitation: EntryId) -> Option<Coming> {
    replies(meeting).into_iter().find(|reply| reply.invitation == invitation).map(|reply| reply.coming)
}

/// Whom she can invite: those of her contacts whom she has taken into her resource group.
#[must_use]
pub fn group(contacts: &TabState) -> Vec<&Entry> {
    let in_group = |contact: &&Entry| contact.flag(Field::InGroup) && !called::contact(contact).is_empty();
    contacts.listed(EntryKind::Contact).into_iter().filter(in_group).collect()
}
