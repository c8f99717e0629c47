//! Pictures beside the log: what was taken here comes through when there is a way, and what others have taken is
//! fetched, so that it can be looked at without network.

use domain::api::ErrorCode;
use domain::consent::{MediaType, Photo, photos};
use domain::{BinderId, BinderTab, EntryId, PersonId};

use crate::digest::sha256;
use crate::{Replica, StoreError, SyncError, TabRead};

impl Replica {
    /// What an op says of a picture. Nothing if the browser cannot tell, as on a page that came over plain http.
    pub async fn photo(&self, person: PersonId, sentences: Vec<EntryId>, bytes: &[u8]) -> Option<Photo> {
        let sha256 = sha256(bytes).await?;
        let bytes = u32::try_from(bytes.len()).ok()?;
        Some(Photo { person, sentences, media_type: MediaType::Jpeg, bytes, sha256 })
    }

    /// The bytes of a picture, if they are on this device.
    pub async fn picture(&self, binder: BinderId, entry: EntryId) -> Result<Option<Vec<u8>>, StoreError> {
        self.reading(self.inner.store.picture(binder, entry).await)
    }

    /// Hands in the pictures that wait and whose ops the server has, fetches those it has, and forgets those that
    /// nothing names any longer.
    pub(crate) async fn carry_pictures(&self, binder: BinderId) -> Result<(), SyncError> {
        // In this order: what was saved in between is in the tab and not among those that nothing names.
        let mut here = self.reading(self.inner.store.pictures(binder).await)?;
        let TabRead::Open(sharing) = self.tab(binder, BinderTab::Sharing).await? else { return Ok(()) };
        let mut came = false;
        for named in photos(&sharing) {
            let (is_kept, waits) = (here.kept.remove(&named.entry), here.waiting.remove(&named.entry));
            // Its op has yet to come through.
            if named.stamp.seq.is_none() {
                continue;
            }
            if waits {
                self.hand_in_picture(binder, named.entry).await?;
            } else if !is_kept && !named.removed {
                came |= self.fetch_picture(binder, named.entry, named.photo).await?;
            }
        }
        let refused = self.reading(self.inner.store.refused(Some(binder), self.now()).await)?;
        let is_refused = |entry: &EntryId| refused.iter().any(|refused| refused.op.entry == *entry);
        // One whose op did not get through stays for as long as that is told.
        for entry in here.waiting.iter().filter(|entry| is_refused(entry)) {
            self.writing(self.inner.store.settle_picture(binder, *entry).await)?;
        }
        let rest = here.kept.iter().chain(&here.waiting).copied();
        let gone: Vec<EntryId> = rest.filter(|entry| !is_refused(entry)).collect();
        if !gone.is_empty() {
            self.writing(self.inner.store.drop_pictures(binder, &gone).await)?;
        }
        if came {
            self.tab_changed(binder, BinderTab::Sharing);
        }
        Ok(())
    }

    async fn hand_in_picture(&self, binder: BinderId, entry: EntryId) -> Result<(), SyncError> {
        let Some(bytes) = self.picture(binder, entry).await? else { return Ok(()) };
        match self.inner.server.hand_in_picture(binder, entry, bytes).await {
            Ok(()) => {}
            // Nothing will change its mind, and sending it again and again would cost her what she pays for data.
            Err(error) if is_for_good(&error) => {}
            Err(error) => return Err(error),
        }
        Ok(self.writing(self.inner.store.settle_picture(binder, entry).await)?)
    }

    /// Whether it came. One that has not come to the server yet is asked for again by the next sync.
    async fn fetch_picture(&self, binder: BinderId, entry: EntryId, photo: &Photo) -> Result<bool, SyncError> {
        let bytes = match self.inner.server.picture(binder, entry).await {
            Ok(bytes) => bytes,
            Err(error) if error.is_refused_as(ErrorCode::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        };
        // Other bytes than the op names are nobody's picture.
        let is_it = sha256(&bytes).await.is_none_or(|sha256| sha256 == photo.sha256);
        if is_it {
            self.writing(self.inner.store.keep_picture(binder, entry, &bytes).await)?;
        }
        Ok(is_it)
    }
}

fn is_for_good(error: &SyncError) -> bool {
    [ErrorCode::NotFound, ErrorCode::BadRequest, ErrorCode::TooLarge].iter().any(|code| error.is_refused_as(*code))
}
