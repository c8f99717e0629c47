//! The calls about a unit's own checks of its access log.

use domain::api::{DrawReviewRequest, DrawnReview, ReviewFindingRequest, ReviewUnit};
use domain::{OrganizationId, ReviewId};

use super::Server;
use crate::SyncError;

impl Server {
    pub(crate) async fn reviews(&self) -> Result<Vec<ReviewUnit>, SyncError> {
        self.ask("/api/v1/reviews").await
    }

    pub(crate) async fn draw_review(
        &self,
        unit: OrganizationId,
        request: &DrawReviewRequest,
    ) -> Result<DrawnReview, SyncError> {
        self.hand_in(&format!("/api/v1/reviews/{unit}"), request).await
    }

    pub(crate) async fn review(&self, unit: OrganizationId, id: ReviewId) -> Result<DrawnReview, SyncError> {
        self.ask(&format!("/api/v1/reviews/{unit}/{id}")).await
    }

    pub(crate) async fn note_finding(
        &self,
        unit: OrganizationId,
        id: ReviewId,
        request: &ReviewFindingRequest,
    ) -> Result<(), SyncError> {
        self.hand_over(&format!("/api/v1/reviews/{unit}/{id}/finding"), request).await
    }
}
