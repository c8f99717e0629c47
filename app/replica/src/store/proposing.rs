//! What somebody has changed and not yet sent as a proposal: on this device only, under her own id, so
//! that it outlives a closed page and never goes out under another name.
//!
//! It is words about the owner like any other: it goes with the copy of a binder that is closed to the
//! reader, and with the right to suggest in its tab.

use domain::api::{BinderCard, Me};
use domain::consent::Right;
use domain::{BinderId, BinderTab, EntryId, PersonId};

use super::outbox::behind_person;
use super::rows::{ME, parse};
use super::{LocalStore, Mode, Tx, schema};
use crate::{StoreError, UnsentProposal};

/// What stands in a key between the binder and the tab.
const PROPOSAL: &str = "proposal";

impl LocalStore {
    /// Everything this person has changed and not sent, in all binders.
    pub async fn unsent_proposals(&self) -> Result<Vec<(BinderId, UnsentProposal)>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::DRAFTS]).await?;
        let Some(me) = tx.read::<Me>(schema::META, ME).await? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for (key, text) in tx.scan(schema::DRAFTS, &format!("{}/", me.person), "").await? {
            let mut parts = behind_person(&key, me.person).unwrap_or_default().split('/');
            let binder = parts.next().and_then(|id| id.parse().ok());
            if let (Some(binder), Some(PROPOSAL)) = (binder, parts.next()) {
                found.push((binder, parse(schema::DRAFTS, &key, &text)?));
            }
        }
        Ok(found)
    }

    /// Keeps what is changed in one entry; with no field in it, forgets it.
    pub async fn keep_unsent_proposal(
        &self,
        binder: BinderId,
        proposal: &UnsentProposal,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::DRAFTS]).await?;
        let me: Me = tx.read(schema::META, ME).await?.ok_or(StoreError::Gone)?;
        let key = proposal_key(me.person, binder, proposal.kind.tab(), proposal.entry);
        if proposal.fields.is_empty() {
            tx.delete(schema::DRAFTS, &key)?;
        } else {
            tx.write(schema::DRAFTS, &key, proposal)?;
        }
        tx.commit().await
    }
}

pub(super) fn proposal_key(person: PersonId, binder: BinderId, tab: BinderTab, entry: EntryId) -> String {
    format!("{}/{PROPOSAL}/{}/{entry}", of_person(person, binder), tab.as_str())
}

fn of_person(person: PersonId, binder: BinderId) -> String {
    format!("{person}/{binder}")
}

/// Forgets what is not sent in a binder: the proposals of the tabs in which a reader may suggest nothing.
pub(super) async fn drop_closed(tx: &mut Tx, person: PersonId, card: &BinderCard) -> Result<(), StoreError> {
    let open =
        |tab: &str| card.rights.iter().any(|given| given.tab.as_str() == tab && given.right == Right::Suggest);
    let prefix = format!("{}/{PROPOSAL}/", of_person(person, card.id));
    for key in tx.keys(schema::DRAFTS, &prefix).await? {
        let tab = key.strip_prefix(&prefix).and_then(|rest| rest.split('/').next());
        if !tab.is_some_and(open) {
            tx.delete(schema::DRAFTS, &key)?;
        }
    }
    Ok(())
}

/// Forgets everything that is begun in a binder.
pub(super) fn drop_begun(tx: &mut Tx, person: PersonId, binder: BinderId) -> Result<(), StoreError> {
    tx.delete_all(schema::DRAFTS, &format!("{}/", of_person(person, binder)))
}

/// Forgets everything that a person has begun.
pub(super) fn drop_all_begun(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    tx.delete_all(schema::DRAFTS, &format!("{person}/"))
}
