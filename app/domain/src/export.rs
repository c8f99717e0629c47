#![doc = include_str!("../EXPORT.md")]

use serde::{Deserialize, Serialize};

use crate::api::{BinderCard, PersonCard};
use crate::fact::{Fact, FactKind};
use crate::feed::Feed;
use crate::invitation::Invite;
use crate::share::HandOver;
use crate::{BinderId, BinderTab, Body, Entry, EntryId, Op, PersonId, Seq, TabState, Timestamp};

/// What the file calls itself, so that a program can tell it from other JSON.
pub const EXPORT_FORMAT: &str = "parmen";

/// Grows when a reader of the earlier version would misunderstand the file. Keys are only ever added.
pub const EXPORT_VERSION: u32 = 1;

/// Everything a device has of a pärm, as one file that she takes with her (sv: spara som fil).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Export {
    /// [`EXPORT_FORMAT`].
    pub format: String,
    /// [`EXPORT_VERSION`].
    pub version: u32,
    /// When the file was made, by the device's clock.
    pub made_at: Timestamp,
    /// The binder.
    pub binder: BinderId,
    /// The owner.
    pub owner: PersonId,
    /// Her name.
    pub owner_name: String,
    /// When the binder was started.
    pub started_at: Timestamp,
    /// Everybody who acts in it: the names of those who stand in the stamps as ids.
    pub people: Vec<PersonCard>,
    /// Every tab, in the order of the binder.
    pub tabs: Vec<ExportedTab>,
    /// The pictures of signed papers that are on this device; removed ones too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<ExportedPicture>,
    /// Changes made on this device that the server did not take, as they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Op>,
}

/// One tab of the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExportedTab {
    /// Which.
    pub tab: BinderTab,
    /// The last op of the log that is in it; what waits on the device is in it too.
    pub head: Seq,
    /// Why nothing of the tab is in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// Every entry with every version and its history; removed ones too.
    pub entries: Vec<Entry>,
    /// Ops that only a newer app can read, as they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Op>,
}

/// A picture of a signed paper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExportedPicture {
    /// The entry in Samtycke that names it.
    pub entry: EntryId,
    /// Its bytes, in base64.
    pub jpeg: String,
}

/// Why a tab is not in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// A rating is in progress: earlier ones are not shown before it is saved (R74).
    RatingInProgress,
}

impl Export {
    /// Puts the file together. `tabs` holds each tab as it stands, or nothing for one that is withheld.
    #[must_use]
    pub fn new(
        card: &BinderCard,
        tabs: &[(BinderTab, Option<&TabState>)],
        refused: &[Op],
        made_at: Timestamp,
    ) -> Self {
        let is_open = |op: &&Op| tabs.iter().any(|(tab, state)| *tab == op.tab && state.is_some());
        Self {
            format: EXPORT_FORMAT.to_owned(),
            version: EXPORT_VERSION,
            made_at,
            binder: card.id,
            owner: card.owner,
            owner_name: card.owner_name.clone(),
            started_at: card.started_at,
            people: card.people.clone(),
            tabs: tabs.iter().map(|(tab, state)| ExportedTab::new(*tab, *state)).collect(),
            pictures: Vec::new(),
            refused: refused.iter().filter(is_open).filter_map(without_secret).collect(),
        }
    }

    /// The same with the pictures that it names.
    #[must_use]
    pub fn with_pictures(self, pictures: Vec<ExportedPicture>) -> Self {
        Self { pictures, ..self }
    }
}

impl ExportedTab {
    fn new(tab: BinderTab, state: Option<&TabState>) -> Self {
        let withheld = if state.is_some() { None } else { Some(Withheld::RatingInProgress) };
        let entries = state.map(|state| state.entries.values().map(entry_without_secret).collect());
        let unread = state.map(|state| state.deferred.iter().filter_map(without_secret).collect());
        Self {
            tab,
            head: state.map_or(0, |state| state.head),
            withheld,
            entries: entries.unwrap_or_default(),
            unread: unread.unwrap_or_default(),
        }
    }
}

/// A link opens for whoever has its token: the file says that there was one and to whom, and not which.
fn share_without_secret(copy: &HandOver) -> HandOver {
    HandOver { token: String::new(), code: None, ..copy.clone() }
}

/// The same of an invitation.
fn invite_without_secret(invite: &Invite) -> Invite {
    Invite { token: String::new(), ..invite.clone() }
}

/// The same of the address that her calendar reads.
fn feed_without_secret(feed: &Feed) -> Feed {
    Feed { token: String::new(), ..feed.clone() }
}

fn entry_without_secret(entry: &Entry) -> Entry {
    let fact = |fact: &Fact| {
        let what = match &fact.what {
            FactKind::HandedOver(copy) => FactKind::HandedOver(Box::new(share_without_secret(copy))),
            FactKind::Invited(invite) => FactKind::Invited(Box::new(invite_without_secret(invite))),
            FactKind::Fed(feed) => FactKind::Fed(feed_without_secret(feed)),
            what => what.clone(),
        };
        Fact { stamp: fact.stamp.clone(), what }
    };
    Entry { facts: entry.facts.iter().map(fact).collect(), ..entry.clone() }
}

/// The same for a change; nothing of one that cannot be read, where secrets stand.
fn without_secret(op: &Op) -> Option<Op> {
    match &op.body {
        Body::HandOver(copy) => Some(Op { body: Body::HandOver(share_without_secret(copy)), ..op.clone() }),
        Body::Invite(invite) => {
            Some(Op { body: Body::Invite(Box::new(invite_without_secret(invite))), ..op.clone() })
        }
        Body::Feed(feed) => Some(Op { body: Body::Feed(feed_without_secret(feed)), ..op.clone() }),
        Body::Room(_) => None,
        Body::Unknown(_) if op.tab == BinderTab::Sharing => None,
        _ => Some(op.clone()),
    }
}
