//! What a related person gets: a dated snapshot of the lines meant for her, handed over by the owner.
//!
//! The link shows the snapshot last handed over and never live data, so a half-written thought is
//! never read by anybody.

use serde::{Deserialize, Serialize};

use crate::fact::FactKind;
use crate::warning::WarningPlan;
use crate::{Entry, EntryId, EntryKind, Field, Reference, TabState, Timestamp, called};

/// As many contacts as one copy holds; far more than anybody has around her.
pub const CONTACTS_MAX: usize = 200;

/// A sign with what the owner wants this person to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedSign {
    /// The sign in the owner's words.
    pub text: String,
    /// What she wants the reader to do.
    pub actions: Vec<String>,
}

/// The next meeting, if the owner shares it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedMeeting {
    /// When it starts.
    pub starts: Timestamp,
    /// Where.
    #[serde(default)]
    pub place: String,
}

/// One of the people around the owner, as she shares the list (R39): the words of that moment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedContact {
    /// The contact's entry, so that the owner sees in which copies somebody stands.
    pub entry: EntryId,
    /// The name, or what stands for it.
    pub name: String,
    /// Role and where the person works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The number as it was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// When the person can be reached.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours: String,
    /// What one can call about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub call_about: String,
}

/// What is handed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The owner's name as she wants the reader to see it.
    pub owner_name: String,
    /// When the snapshot was made.
    pub made_at: Timestamp,
    /// "Så är jag när jag mår bra".
    #[serde(default)]
    pub well: String,
    /// Signs that have lines for this person.
    pub signs: Vec<SharedSign>,
    /// Whom to call, in order.
    pub call: Vec<Reference>,
    /// The next meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_meeting: Option<SharedMeeting>,
    /// She lets this person see the next meeting, whichever it is, also while none is booked (R100).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_meeting: bool,
    /// The people around her that she shares, in her order (R39).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<SharedContact>,
}

impl Snapshot {
    /// Whether this person is to see the next meeting. A copy from before that was said says it by having one.
    #[must_use]
    pub const fn shows_meetings(&self) -> bool {
        self.with_meeting || self.next_meeting.is_some()
    }

    /// Whether anything of the warning plan is in it.
    #[must_use]
    pub const fn has_plan(&self) -> bool {
        !self.signs.is_empty() || !self.well.is_empty() || !self.call.is_empty()
    }

    /// The same without the warning plan, for a person who is to have the list of contacts alone.
    #[must_use]
    pub fn without_plan(self) -> Self {
        Self { signs: Vec::new(), well: String::new(), call: Vec::new(), ..self }
    }

    /// Whether there is anything in it to read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        !self.has_plan() && self.contacts.is_empty()
    }

    /// Whether somebody stands in it by name: shared as a contact, or as one to call.
    #[must_use]
    pub fn names(&self, contact: EntryId) -> bool {
        self.contacts.iter().any(|shared| shared.entry == contact)
            || self.call.iter().any(|person| person.entry == Some(contact))
    }
}

/// A snapshot is handed to one person, by a new link or in place of the one before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Who gets it.
    pub person: Reference,
    /// The secret in the link. The body is encrypted at rest; lists hold only its hash.
    pub token: String,
    /// The code that the owner tells the reader, if she chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// When the link stops opening.
    pub expires_at: Timestamp,
    /// What is handed over.
    pub snapshot: Snapshot,
}

impl HandOver {
    /// The same link without the warning plan. With no contacts to read either it opens no more, by any clock; handed
    /// over once more as it was, it opens again.
    #[must_use]
    pub fn without_plan(&self) -> Self {
        let snapshot = self.snapshot.clone().without_plan();
        if snapshot.is_empty() {
            let snapshot = Snapshot { next_meeting: None, with_meeting: false, ..snapshot };
            return Self { snapshot, expires_at: Timestamp::default(), ..self.clone() };
        }
        Self { snapshot, ..self.clone() }
    }

    /// Whether it was shut by [`HandOver::without_plan`].
    #[must_use]
    pub fn is_shut(&self) -> bool {
        self.expires_at == Timestamp::default()
    }
}

/// A snapshot was given to somebody on paper (R84): it opens nothing, and tells her who has what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperCopy {
    /// Who got it.
    pub person: Reference,
    /// What stood on it.
    pub snapshot: Snapshot,
}

/// "Visa" was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opened {
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// A share as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShareView<'a> {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// What was handed over last.
    pub latest: &'a HandOver,
    /// When it was handed over.
    pub handed_at: Timestamp,
    /// When "Visa" was last pressed.
    pub opened_at: Option<Timestamp>,
    /// The owner has ended it.
    pub revoked: bool,
    /// The server has the latest snapshot.
    pub arrived: bool,
}

impl ShareView<'_> {
    /// Whether its link opens.
    #[must_use]
    pub fn opens(&self, now: Timestamp) -> bool {
        !self.revoked && self.latest.expires_at > now
    }
}

fn view(entry: &Entry) -> Option<ShareView<'_>> {
    let (stamp, latest) = entry.facts.iter().rev().find_map(|fact| match &fact.what {
        FactKind::HandedOver(copy) => Some((&fact.stamp, copy.as_ref())),
        _ => None,
    })?;
    let opened_at = entry.facts.iter().rev().find_map(|fact| match fact.what {
        FactKind::Opened(opened) => Some(opened.at),
        _ => None,
    });
    let revoked = entry.facts.iter().any(|fact| fact.what == FactKind::Revoked);
    let arrived = stamp.seq.is_some();
    Some(ShareView { entry: entry.id, latest, handed_at: stamp.made_at, opened_at, revoked, arrived })
}

/// All shares, those that were ended too, the latest first.
#[must_use]
pub fn all(sharing: &TabState) -> Vec<ShareView<'_>> {
    let entries = sharing.entries.values().filter(|entry| entry.kind == EntryKind::Share);
    let mut shares: Vec<ShareView<'_>> = entries.filter_map(view).collect();
    crate::order::sort_by_key(&mut shares, |share| std::cmp::Reverse((share.handed_at, share.entry)));
    shares
}

/// Makes the snapshot for one person: only the lines meant for her, and whom to call.
#[must_use]
pub fn snapshot_for(
    person: &Reference,
    plan: &WarningPlan<'_>,
    owner_name: &str,
    next_meeting: Option<SharedMeeting>,
    now: Timestamp,
) -> Snapshot {
    let meant_for = |action: &&&Entry| {
        action.person(Field::Person).is_some_and(|named| match (named.entry, person.entry) {
            (Some(named), Some(person)) => named == person,
            // Two people without a name are not the same person.
            _ => !person.name.trim().is_empty() && named.name.trim() == person.name.trim(),
        })
    };
    let signs = plan.signs.iter().filter_map(|sign| {
        let lines = sign.others.iter().filter(meant_for);
        let texts = lines.map(|action| action.text(Field::Text).to_owned());
        let actions: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
        let text = sign.entry.text(Field::Text).to_owned();
        (!actions.is_empty()).then_some(SharedSign { text, actions })
    });
    Snapshot {
        owner_name: owner_name.to_owned(),
        made_at: now,
        well: plan.well.to_owned(),
        signs: signs.collect(),
        call: plan.call.iter().map(|person| (*person).clone()).collect(),
        with_meeting: next_meeting.is_some(),
        next_meeting,
        contacts: Vec::new(),
    }
}

/// The contacts that the owner has ticked, as they are handed over: in her order, and none that is not there
/// to be called or told about.
#[must_use]
pub fn shared_contacts(contacts: &TabState, ticked: &[EntryId]) -> Vec<SharedContact> {
    let listed = contacts.listed(EntryKind::Contact).into_iter();
    let chosen = listed.filter(|contact| ticked.contains(&contact.id) && !called::contact(contact).is_empty());
    let said = |contact: &Entry, field| contact.text(field).trim().to_owned();
    let shared = chosen.take(CONTACTS_MAX).map(|contact| {
        let name = called::contact(contact).to_owned();
        let parts = [said(contact, Field::Role), said(contact, Field::Organization)];
        let role =
            parts.into_iter().filter(|part| !part.is_empty() && *part != name).collect::<Vec<_>>().join(", ");
        SharedContact {
            entry: contact.id,
            name,
            role,
            phone: said(contact, Field::Phone),
            hours: said(contact, Field::Hours),
            call_about: said(contact, Field::CallAbout),
        }
    });
    shared.collect()
}

/// The contacts that the plan says to call: what is ticked from the start.
#[must_use]
pub fn marked_to_call(plan: &WarningPlan<'_>) -> Vec<EntryId> {
    plan.call.iter().filter_map(|person| person.entry).collect()
}
