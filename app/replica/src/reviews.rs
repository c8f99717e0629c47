//! A unit's own checks of its access log. Nothing of them is kept on the device.

use domain::api::{DrawReviewRequest, DrawnReview, ReviewFindingRequest, ReviewUnit};
use domain::{OrganizationId, ReviewId};

use crate::{Replica, SyncError};

impl Replica {
    /// The id of a new check.
    #[must_use]
    pub fn new_review(&self) -> ReviewId {
        ReviewId::from_uuid((self.inner.device.new_id)())
    }

    /// The units whose log this practitioner was named to check, with the checks that were made.
    pub async fn reviews(&self) -> Result<Vec<ReviewUnit>, SyncError> {
        self.inner.server.reviews().await
    }

    /// Draws acts by chance; the same again is the same check, with the same acts.
    pub async fn draw_review(
        &self,
        unit: OrganizationId,
        request: &DrawReviewRequest,
    ) -> Result<DrawnReview, SyncError> {
        self.inner.server.draw_review(unit, request).await
    }

    /// What was drawn for a check, again.
    pub async fn review(&self, unit: OrganizationId, id: ReviewId) -> Result<DrawnReview, SyncError> {
        self.inner.server.review(unit, id).await
    }

    /// Writes down what a check showed, once.
    pub async fn note_finding(
        &self,
        unit: OrganizationId,
        id: ReviewId,
        request: &ReviewFindingRequest,
    ) -> Result<(), SyncError> {
        self.inner.server.note_finding(unit, id, request).await
    }
}
