//! The calls about what chafes between those who are to help.

use domain::api::{DecideIssueRequest, IssueList, LiftIssueRequest, TakeUpIssueRequest};
use domain::{BinderId, IssueId};

use super::Server;
use crate::SyncError;

impl Server {
    pub(crate) async fn issues(&self) -> Result<IssueList, SyncError> {
        self.ask("/api/v1/issues").await
    }

    pub(crate) async fn take_up_issue(&self, request: &TakeUpIssueRequest) -> Result<(), SyncError> {
        self.hand_over("/api/v1/issues", request).await
    }

    pub(crate) async fn take_up_named(
        &self,
        binder: BinderId,
        request: &TakeUpIssueRequest,
    ) -> Result<(), SyncError> {
        self.hand_over(&format!("/api/v1/binders/{binder}/issues"), request).await
    }

    pub(crate) async fn lift_issue(&self, id: IssueId, request: &LiftIssueRequest) -> Result<(), SyncError> {
        self.hand_over(&format!("/api/v1/issues/{id}/lift"), request).await
    }

    pub(crate) async fn decide_issue(&self, id: IssueId, request: &DecideIssueRequest) -> Result<(), SyncError> {
        self.hand_over(&format!("/api/v1/issues/{id}/decision"), request).await
    }
}
