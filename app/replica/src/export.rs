//! Everything this device has of a pärm, as the file that the owner takes with her. Works without network.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::consent::photos;
use domain::export::{Export, ExportedPicture};
use domain::{BinderId, BinderTab, Op, Role, TabState};

use crate::{Replica, StoreError, TabRead};

impl Replica {
    /// The file of the owner's own binder; nothing for anybody else. R74: while a rating is in progress
    /// the ratings are not in it.
    pub async fn export(&self, binder: BinderId) -> Result<Option<Export>, StoreError> {
        let Some(me) = self.me().await?.filter(|me| me.role == Role::Owner) else { return Ok(None) };
        let Some(card) = me.binders.iter().find(|card| card.id == binder) else { return Ok(None) };
        let mut tabs: Vec<(BinderTab, Option<Arc<TabState>>)> = Vec::new();
        for tab in BinderTab::ALL {
            let read = match tab {
                // She asks for them by asking for the file, also while a new one waits to be made.
                BinderTab::Ratings => self.earlier_ratings(binder).await?,
                _ => self.tab(binder, tab).await?,
            };
            let state = match read {
                TabRead::Open(state) => Some(state),
                TabRead::Blind | TabRead::Due => None,
            };
            tabs.push((tab, state));
        }
        let mut pictures = Vec::new();
        for named in tabs.iter().filter_map(|(_, state)| state.as_deref()).flat_map(photos) {
            if let Some(bytes) = self.picture(binder, named.entry).await? {
                pictures.push(ExportedPicture { entry: named.entry, jpeg: STANDARD.encode(bytes) });
            }
        }
        let tabs: Vec<_> = tabs.iter().map(|(tab, state)| (*tab, state.as_deref())).collect();
        // As they wait: what is of her own room stays locked, and is left out.
        let refused = self.reading(self.inner.store.refused(Some(binder), self.now()).await)?;
        let refused: Vec<Op> = refused.into_iter().map(|refused| refused.op).collect();
        Ok(Some(Export::new(card, &tabs, &refused, self.now()).with_pictures(pictures)))
    }
}
