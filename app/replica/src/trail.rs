//! Who has looked in the binder, and which phones are the owner's.

use domain::api::{AuditLine, AuditPage, DeviceCard};
use domain::{BinderId, DeviceId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Replica, SyncError};

/// The latest lines of the access log, and when the server told them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Trail {
    /// The latest first.
    pub lines: Vec<AuditLine>,
    /// The mark that earlier lines are asked for with, if there are any.
    #[serde(default)]
    pub next: Option<String>,
    /// When they were heard.
    pub heard_at: Timestamp,
}

impl Replica {
    /// Who has looked (R27), as heard last; works without network.
    pub async fn known_trail(&self, binder: BinderId) -> Result<Option<Trail>, SyncError> {
        Ok(self.reading(self.inner.store.trail(binder).await)?)
    }

    /// Asks the server who has looked, and keeps the answer.
    pub async fn trail(&self, binder: BinderId) -> Result<Trail, SyncError> {
        let AuditPage { lines, next } = self.inner.server.audit(binder, None).await?;
        let trail = Trail { lines, next, heard_at: self.now() };
        self.writing(self.inner.store.keep_trail(binder, &trail).await)?;
        Ok(trail)
    }

    /// Asks for earlier lines. They are not kept.
    pub async fn earlier_trail(&self, binder: BinderId, mark: &str) -> Result<AuditPage, SyncError> {
        self.inner.server.audit(binder, Some(mark)).await
    }

    /// The phones that open the binder as its owner. Asked each time: an old list would be a false one.
    pub async fn devices(&self, binder: BinderId) -> Result<Vec<DeviceCard>, SyncError> {
        self.inner.server.devices(binder).await
    }

    /// Ends another phone of hers: it can read and send nothing more.
    pub async fn end_device(&self, binder: BinderId, device: DeviceId) -> Result<(), SyncError> {
        self.inner.server.end_device(binder, device).await
    }
}
