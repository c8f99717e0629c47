//! The access log as it was heard last, so that it can be read without network.

use domain::BinderId;

use super::rows::trail_key;
use super::{LocalStore, Mode, schema};
use crate::{StoreError, Trail};

impl LocalStore {
    /// What was heard last, if anything.
    pub async fn trail(&self, binder: BinderId) -> Result<Option<Trail>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        tx.read(schema::META, &trail_key(binder)).await
    }

    /// Keeps what was heard, in place of what was heard before.
    pub async fn keep_trail(&self, binder: BinderId, trail: &Trail) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        tx.write(schema::META, &trail_key(binder), trail)?;
        tx.commit().await
    }
}
