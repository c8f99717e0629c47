//! Påminnelser: what the server is asked for and told about this phone's.

use domain::BinderId;
use domain::api::{RemindRequest, RemindersCard};
use serde::de::IgnoredAny;
use serde_json::json;

use super::{Answer, Call, Method, Payload, Server, read};
use crate::SyncError;

fn path(binder: BinderId) -> String {
    format!("/api/v1/binders/{binder}/reminders")
}

impl Server {
    pub(crate) async fn reminders(&self, binder: BinderId) -> Result<RemindersCard, SyncError> {
        self.ask(&path(binder)).await
    }

    pub(crate) async fn remind(&self, binder: BinderId, request: &RemindRequest) -> Result<(), SyncError> {
        let body = serde_json::to_string(request).ok().map(Payload::Json);
        self.done(Call { method: Method::Put, path: path(binder), body, is_anonymous: false }).await
    }

    pub(crate) async fn stop_reminding(&self, binder: BinderId) -> Result<(), SyncError> {
        self.end(&path(binder)).await
    }

    pub(crate) async fn sample_reminder(&self, binder: BinderId) -> Result<(), SyncError> {
        let (path, body) = (format!("{}/sample", path(binder)), Some(Payload::Json(json!({}).to_string())));
        self.done(Call { method: Method::Post, path, body, is_anonymous: false }).await
    }

    /// A call that is answered by "done" alone.
    async fn done(&self, call: Call) -> Result<(), SyncError> {
        match self.carry(call).await {
            Some(Answer { status: 204, .. }) => Ok(()),
            // Answered with a page, by something on the way.
            answer => Err(read::<IgnoredAny>(answer).err().unwrap_or(SyncError::Offline)),
        }
    }
}
