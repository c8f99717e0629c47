//! A whole pärm as one file: what `parmen export` writes and `parmen import` reads on another server.
//!
//! It holds the log as it was written, so everything that follows from it is the same again: each entry with every
//! version, who wrote it and when. A file is taken whole or not at all: what does not follow from its own log, has a
//! gap or says something that cannot be read is refused before anything is stored.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::consent::{Access, photo_of};
use domain::erasure::Erasing;
use domain::{
    BinderId, BinderTab, Body, EntryId, FOLD_VERSION, OpId, PersonId, Role, Seq, SequencedOp, TabState, Timestamp,
    fold,
};
use serde::{Deserialize, Serialize};

use crate::store::{Store, StoreError, is_it};

/// What the file calls itself.
pub const FORMAT: &str = "parmen-log";

/// Grows when a reader of the earlier version would misunderstand the file. Keys are only ever added.
pub const VERSION: u32 = 1;

/// The most signs a name may have, as where a pärm is started.
const NAME_MAX: usize = 200;

/// The file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeBinder {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// How `tabs` was made from `ops`.
    pub fold_version: u32,
    /// The binder.
    pub binder: BinderId,
    /// The owner.
    pub owner: PersonId,
    /// Her name.
    pub owner_name: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// Every tab as it stands.
    pub tabs: Vec<TabState>,
    /// The log.
    pub ops: Vec<SequencedOp>,
    /// The pictures that the log names, as far as they have come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<WholePicture>,
}

/// A picture in the file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholePicture {
    /// The entry that names it.
    pub entry: EntryId,
    /// The JPEG, in base64.
    pub jpeg: String,
}

impl WholePicture {
    /// Its bytes; none if it is no base64.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.jpeg).unwrap_or_default()
    }
}

impl std::fmt::Debug for WholeBinder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What somebody wrote never reaches a log.
        f.debug_struct("WholeBinder").field("binder", &self.binder).finish_non_exhaustive()
    }
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Spoilt {
    /// It is no JSON, it is cut, or something in it cannot be what it says.
    #[error("the file cannot be read, it may be cut or changed: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// It is the file that an owner saves on her phone.
    #[error(
        "this is the file that the owner saved on her phone: it holds her tabs and not the log. \
         Ask the server she comes from for `parmen export`"
    )]
    OwnersFile,
    /// It is something else, or of a version that is not known here.
    #[error("this is no file of `parmen export`, or it is from a newer version of Pärmen")]
    AnotherFormat,
    /// A picture is not what the log says.
    #[error("the picture {0} in the file is not the one that its log names: the file has been changed")]
    AnotherPicture(EntryId),
    /// A place of the log is missing or stands twice.
    #[error("the log in the file has a gap or a repeat at change {0}")]
    Gap(Seq),
    /// A change stands twice.
    #[error("the same change stands twice in the file, the second time at {0}")]
    Twice(Seq),
    /// A change of a kind that is known here cannot be read.
    #[error("change {0} in the file cannot be read")]
    BadOp(Seq),
    /// A change says that it is the owner's and is another's.
    #[error("change {0} in the file is said to be the owner's and is somebody else's")]
    AnotherOwner(Seq),
    /// The tabs are not what the log says.
    #[error("the tab {} in the file does not follow from its log: the file has been changed", .0.as_str())]
    AnotherTab(BinderTab),
    /// No name, or one that is too long.
    #[error("the owner's name in the file is missing or too long")]
    NoName,
    /// Its owner has asked for it to be taken away.
    #[error("this pärm was to be taken away when the file was made; it is not brought back by it")]
    Erasing,
}

/// The key that tells the sort of file.
#[derive(Deserialize)]
struct Sort {
    format: Option<String>,
    version: Option<u32>,
}

impl WholeBinder {
    /// Everything there is of a pärm, for whoever has the right to all of it.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read, or for less than everything's access.
    pub async fn of(store: &Store, access: &Access) -> Result<Self, StoreError> {
        let facts = store.binder(access).await?;
        let ops = store.log(access).await?;
        let tabs = BinderTab::ALL.into_iter().map(|tab| fold(tab, &ops)).collect();
        let mut attachments = Vec::new();
        for entry in store.attachments(access).await? {
            if let Some(bytes) = store.attachment(access, entry).await? {
                attachments.push(WholePicture { entry, jpeg: STANDARD.encode(bytes) });
            }
        }
        Ok(Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            fold_version: FOLD_VERSION,
            binder: facts.id,
            owner: facts.owner,
            owner_name: facts.owner_name,
            started_at: facts.started_at,
            tabs,
            ops,
            attachments,
        })
    }

    /// Reads a file and looks at all of it.
    ///
    /// # Errors
    /// [`Spoilt`] says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, Spoilt> {
        let sort: Sort = serde_json::from_str(text)?;
        match (sort.format.as_deref(), sort.version) {
            (Some(domain::export::EXPORT_FORMAT), _) => return Err(Spoilt::OwnersFile),
            (Some(FORMAT), Some(VERSION)) => {}
            _ => return Err(Spoilt::AnotherFormat),
        }
        let whole: Self = serde_json::from_str(text)?;
        whole.check()?;
        Ok(whole)
    }

    fn check(&self) -> Result<(), Spoilt> {
        if self.owner_name.trim().is_empty() || self.owner_name.chars().count() > NAME_MAX {
            return Err(Spoilt::NoName);
        }
        let mut seen: BTreeSet<OpId> = BTreeSet::new();
        for (place, SequencedOp { seq, op, .. }) in (1..).zip(&self.ops) {
            if *seq != place {
                return Err(Spoilt::Gap(place));
            }
            if !seen.insert(op.id) {
                return Err(Spoilt::Twice(place));
            }
            if matches!(&op.body, Body::Unknown(unknown) if Body::is_known(&unknown.kind)) {
                return Err(Spoilt::BadOp(place));
            }
            if (op.author.role == Role::Owner) != (op.author.person == self.owner) {
                return Err(Spoilt::AnotherOwner(place));
            }
        }
        let folded: Vec<TabState> = BinderTab::ALL.into_iter().map(|tab| fold(tab, &self.ops)).collect();
        if folded.iter().any(|tab| tab.erasing.as_ref().is_some_and(Erasing::stands)) {
            return Err(Spoilt::Erasing);
        }
        for picture in &self.attachments {
            let named = folded.iter().find_map(|tab| tab.entries.get(&picture.entry).and_then(photo_of));
            if !named.is_some_and(|named| is_it(named.photo, &picture.bytes())) {
                return Err(Spoilt::AnotherPicture(picture.entry));
            }
        }
        // A file of another version of the fold has only its log to go by.
        let is_comparable = self.fold_version == FOLD_VERSION;
        let other = folded.iter().find(|tab| is_comparable && !self.tabs.contains(tab));
        other.map_or(Ok(()), |tab| Err(Spoilt::AnotherTab(tab.tab)))
    }

    /// Everybody who wrote in it or is let in by it, but its owner.
    #[must_use]
    pub fn others(&self) -> BTreeSet<PersonId> {
        let named = self.ops.iter().filter_map(|one| match &one.op.body {
            Body::Grant(grant) | Body::ProposeConsent(grant) => Some(grant.person),
            Body::ProposeSuccession(says) => Some(says.person),
            _ => None,
        });
        let staff = self.ops.iter().map(|one| one.op.author).filter(|author| author.role == Role::Coordinator);
        named.chain(staff.map(|author| author.person)).collect()
    }
}
