//! Consent as sentences, and `Access`: the proof that a read or write is covered.
//!
//! A sentence says who (person and organisation), which tab, and whether to read or also suggest (R27,
//! R28). It is an op in the Sharing tab; what is live is a projection of that tab. Withdrawal counts
//! when the server receives it and beats any grant that had not seen it (R29).

mod lift;
mod period;
mod photo;
mod proposed;
mod renewal;
mod signature;
mod succession;
mod unbroken;
mod withdrawal;

use serde::{Deserialize, Serialize};

pub use lift::{AllowLift, EndLift, Lift, lift_endings, lift_for, lifts, lifts_ended};
pub use period::Period;
pub use photo::{MediaType, PHOTO_BYTES_MAX, Photo, Photographed, photo_of, photographed, photos};
pub use proposed::{ProposedSentence, proposed};
pub use renewal::{RENEWED_MONTHS, SOON_MONTHS, ends_soon, renewed, renewed_until};
pub use signature::{FIELD_HEIGHT, FIELD_WIDTH, POINTS_MAX, Signature, Signed, signed, thinned};
pub use succession::{Agreed, ChangeOver, Succession, change_overs};
pub use unbroken::{Given, LetIn, let_in_since};
use withdrawal::left_of;
pub use withdrawal::{Withdraw, withdrawals};

use crate::fact::FactKind;
use crate::{Author, BinderId, BinderTab, Entry, EntryId, OpId, PersonId, Role, Seq, TabState, Timestamp};

/// What a sentence allows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// To read.
    Read,
    /// To read, to suggest changes, and to write together in a meeting.
    Suggest,
}

/// How consent was given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// By the owner on her own screen.
    OnScreen,
    /// On a signed paper.
    Paper,
    /// Spoken, and written down by the coordinator: weaker, and said so.
    Spoken,
}

/// One sentence begins to hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// Who.
    pub person: PersonId,
    /// Her or his name as it stands in the sentence.
    pub name: String,
    /// Where she or he works.
    pub organization: String,
    /// Which tab.
    pub tab: BinderTab,
    /// Read, or also suggest.
    pub right: Right,
    /// How it was given.
    pub evidence: Evidence,
    /// From when and until when.
    #[serde(default, skip_serializing_if = "Period::is_always")]
    pub period: Period,
    /// The withdrawals about this person and tab that the giver had seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<OpId>,
}

/// A sentence that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// What it says.
    pub grant: Grant,
    /// Whether the owner has given it or said that it is right.
    pub confirmed: bool,
}

fn grant_of(entry: &Entry) -> Option<(&Grant, bool)> {
    let (stamp, grant) = entry.facts.iter().find_map(|fact| match &fact.what {
        FactKind::Granted(grant) => Some((&fact.stamp, grant)),
        _ => None,
    })?;
    let confirmed =
        stamp.author.role == Role::Owner || entry.facts.iter().any(|fact| fact.what == FactKind::Confirmed);
    Some((grant, confirmed))
}

/// The sentences in force at a moment, in the order they were given.
#[must_use]
pub fn in_force(sharing: &TabState, now: Timestamp) -> Vec<Sentence> {
    let mut all = live(sharing);
    all.retain(|sentence| sentence.grant.period.holds_at(now));
    all
}

/// The sentences that nobody has taken back, in the order they were given, whatever their periods. One that was
/// given a last day afterwards has it in its period.
#[must_use]
pub fn live(sharing: &TabState) -> Vec<Sentence> {
    let mut sentences: Vec<(Timestamp, Sentence)> = Vec::new();
    for entry in sharing.entries.values() {
        let Some((grant, confirmed)) = grant_of(entry) else { continue };
        if let Some(grant) = left_of(grant, sharing) {
            sentences.push((entry.created.made_at, Sentence { entry: entry.id, grant, confirmed }));
        }
    }
    crate::order::sort_by_key(&mut sentences, |(at, sentence)| (*at, sentence.entry));
    sentences.into_iter().map(|(_, sentence)| sentence).collect()
}

/// A sentence in force as the server's projection has it: ids only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LiveConsent {
    /// Which tab.
    pub tab: BinderTab,
    /// Read, or also suggest.
    pub right: Right,
    /// The first place of the log that the reader has history from; see [`let_in_since`].
    pub since: Seq,
}

/// In what standing somebody asks for access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// A paired device of the owner.
    Owner,
    /// A practitioner with the sentences that name her or him.
    Practitioner {
        /// The live sentences.
        consents: Vec<LiveConsent>,
        /// She or he started the binder and no phone has been paired yet: may record the consent
        /// and show the pairing code, and read nothing.
        starting: bool,
    },
}

/// Nobody may know why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not covered by a live consent")]
pub struct Denied;

/// Proof that somebody may reach one binder, and how far. Only [`decide`], [`Access::for_job`] and
/// [`Access::for_share`] make one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    binder: BinderId,
    reader: Author,
    rights: Vec<LiveConsent>,
    starting: bool,
    generation: u64,
    turns_at: Option<Timestamp>,
}

/// Decides whether a live session reaches a binder.
///
/// # Errors
/// [`Denied`] if no live sentence names the practitioner and the binder is not being started by her.
pub fn decide(binder: BinderId, reader: Author, standing: Standing, generation: u64) -> Result<Access, Denied> {
    match standing {
        Standing::Owner if reader.role == Role::Owner => {
            let rights = BinderTab::ALL.map(|tab| LiveConsent { tab, right: Right::Suggest, since: 0 }).to_vec();
            Ok(Access { binder, reader, rights, starting: false, generation, turns_at: None })
        }
        Standing::Practitioner { consents, starting }
            if reader.role == Role::Coordinator && (starting || !consents.is_empty()) =>
        {
            Ok(Access { binder, reader, rights: consents, starting, generation, turns_at: None })
        }
        _ => Err(Denied),
    }
}

impl Access {
    /// Access for work that no person does: building lists again, checking, handing out a share.
    /// `server` is the id that such work signs with.
    #[must_use]
    pub fn for_job(binder: BinderId, server: PersonId, generation: u64) -> Self {
        let rights = BinderTab::ALL.map(|tab| LiveConsent { tab, right: Right::Read, since: 0 }).to_vec();
        let reader = Author { person: server, role: Role::Server };
        Self { binder, reader, rights, starting: false, generation, turns_at: None }
    }

    /// Access for whoever holds a share link: to the handed-over snapshot, and to nothing in the tabs.
    #[must_use]
    pub fn for_share(binder: BinderId, server: PersonId, generation: u64) -> Self {
        let reader = Author { person: server, role: Role::Server };
        Self { binder, reader, rights: Vec::new(), starting: false, generation, turns_at: None }
    }

    /// The same access, good until some sentence about this reader begins or ends by itself.
    #[must_use]
    pub const fn turning_at(mut self, turns_at: Option<Timestamp>) -> Self {
        self.turns_at = turns_at;
        self
    }

    /// When some sentence about this reader begins or ends by itself.
    #[must_use]
    pub const fn turns_at(&self) -> Option<Timestamp> {
        self.turns_at
    }

    /// Whether time has not yet changed what it allows; if it has, it must be decided again.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.turns_at.is_none_or(|turn| now < turn)
    }

    /// The binder it reaches.
    #[must_use]
    pub const fn binder(&self) -> BinderId {
        self.binder
    }

    /// Who reads or writes.
    #[must_use]
    pub const fn reader(&self) -> Author {
        self.reader
    }

    /// The binder's consent generation when this was decided.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the binder is being started: no phone has been paired yet.
    #[must_use]
    pub const fn starting(&self) -> bool {
        self.starting
    }

    /// How far one tab is covered. Everybody who reaches a binder reads the sentences about herself
    /// in the Sharing tab (those ops are addressed to the people they name).
    #[must_use]
    pub fn right(&self, tab: BinderTab) -> Option<Right> {
        let given = self.rights.iter().filter(|given| given.tab == tab).map(|given| given.right).max();
        match (given, self.reader.role, tab) {
            (None, Role::Coordinator, BinderTab::Sharing) => Some(Right::Read),
            _ => given,
        }
    }

    /// The first place of the log from which a tab's history may be read: what was replaced, removed or
    /// declined before it is not for this reader. Sentences about herself a reader may always read.
    #[must_use]
    pub fn since(&self, tab: BinderTab) -> Seq {
        self.rights.iter().filter(|given| given.tab == tab).map(|given| given.since).min().unwrap_or_default()
    }

    /// The tabs that may be read.
    #[must_use]
    pub fn readable(&self) -> Vec<BinderTab> {
        BinderTab::ALL.into_iter().filter(|tab| self.right(*tab).is_some()).collect()
    }
}
