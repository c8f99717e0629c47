//! Påminnelser on this phone. Nothing of them is kept in the copy: the browser knows where messages arrive, and the page
//! what she wants.

use domain::BinderId;
use domain::api::{RemindRequest, RemindersCard};

use crate::{Replica, SyncError};

impl Replica {
    /// What the server reminds this phone of, and its key.
    pub async fn reminders(&self, binder: BinderId) -> Result<RemindersCard, SyncError> {
        self.inner.server.reminders(binder).await
    }

    /// This phone wants to be reminded.
    pub async fn remind(&self, binder: BinderId, request: &RemindRequest) -> Result<(), SyncError> {
        self.inner.server.remind(binder, request).await
    }

    /// It wants nothing any more.
    pub async fn stop_reminding(&self, binder: BinderId) -> Result<(), SyncError> {
        self.inner.server.stop_reminding(binder).await
    }

    /// Asks for one message, to see what a reminder looks like.
    pub async fn sample_reminder(&self, binder: BinderId) -> Result<(), SyncError> {
        self.inner.server.sample_reminder(binder).await
    }
}
