//! The coordinator's list: one line about each pärm, made from its tabs once and kept until they change.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::overview::Overview;
use domain::{BinderId, BinderTab, TabState};

use crate::{Replica, StoreError};

/// How often it is begun again because something came meanwhile; what comes after that is shown at the next change.
const TRIES: usize = 3;

impl Replica {
    /// The lines that are kept and still hold, read at once and without folding anything.
    pub async fn kept_overviews(&self) -> Result<BTreeMap<BinderId, Overview>, StoreError> {
        self.reading(self.inner.store.overviews(self.now()).await)
    }

    /// Makes the line of one pärm and keeps it; nothing of a pärm that has not been fetched to this device. Tabs that
    /// no page shows are not held in memory afterwards.
    pub async fn make_overview(&self, binder: BinderId) -> Result<Option<Overview>, StoreError> {
        let mut made = None;
        for _ in 0..TRIES {
            let Some(basis) = self.reading(self.inner.store.basis(binder).await)? else { return Ok(None) };
            if !self.is_fetched(binder).await? {
                return Ok(None);
            }
            let mut tabs: BTreeMap<BinderTab, Arc<TabState>> = BTreeMap::new();
            for tab in Overview::TABS.into_iter().filter(|tab| basis.readable.contains(tab)) {
                tabs.insert(tab, self.read_in_passing(binder, tab).await?);
            }
            let overview = Overview::of(|tab| tabs.get(&tab).map(AsRef::as_ref), basis.reader, self.now());
            // Without room to keep it, this reading goes well all the same.
            let is_kept = self.inner.store.keep_overview(binder, &basis, &overview).await;
            made = Some(overview);
            if is_kept != Ok(false) {
                break;
            }
        }
        Ok(made)
    }
}
