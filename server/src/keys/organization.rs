//! What an organisation's staff write that belongs to no pärm is encrypted under a key of that organisation's own.

use std::sync::Arc;

use domain::{BinderId, OrganizationId};

use super::{BinderKey, KeyStore};
use crate::store::StoreError;

impl KeyStore {
    /// The key of an organisation, made now if it has none. It lies among those of the pärmar, under the organisation's
    /// id, and so is wrapped, rotated and backed up like them.
    ///
    /// # Errors
    /// [`StoreError`] if it can be neither read nor made.
    pub async fn of_organization(&self, organization: OrganizationId) -> Result<Arc<BinderKey>, StoreError> {
        let place = BinderId::from_uuid(organization.as_uuid());
        match self.of(place).await {
            Err(StoreError::Sealed) => self.make(place).await,
            known => known,
        }
    }
}
