//! What chafes between those who are to help. Nothing of it is kept on the device, and nothing of a pärm goes along,
//! but where its owner has said yes in writing to her name.

use domain::api::{DecideIssueRequest, IssueList, LiftIssueRequest, TakeUpIssueRequest};
use domain::{BinderId, IssueId};

use crate::{Replica, SyncError};

impl Replica {
    /// An id that chance alone made, so that it tells no hour.
    #[must_use]
    pub fn new_issue(&self) -> IssueId {
        let mut random = [0; 16];
        random.iter_mut().zip((self.inner.device.new_secret)()).for_each(|(byte, chance)| *byte = chance);
        IssueId::from_uuid(uuid::Builder::from_random_bytes(random).into_uuid())
    }

    /// What this practitioner has taken up and, for a member of the group, what others have lifted there.
    pub async fn issues(&self) -> Result<IssueList, SyncError> {
        self.inner.server.issues().await
    }

    /// Takes something up.
    pub async fn take_up_issue(&self, request: TakeUpIssueRequest) -> Result<(), SyncError> {
        self.inner.server.take_up_issue(&request).await
    }

    /// Takes something up with the name of a pärm's owner, under her written consent.
    pub async fn take_up_named(&self, binder: BinderId, request: TakeUpIssueRequest) -> Result<(), SyncError> {
        self.inner.server.take_up_named(binder, &request).await
    }

    /// Lifts it to the next level.
    pub async fn lift_issue(&self, id: IssueId, request: LiftIssueRequest) -> Result<(), SyncError> {
        self.inner.server.lift_issue(id, &request).await
    }

    /// Writes down what was decided.
    pub async fn decide_issue(&self, id: IssueId, request: DecideIssueRequest) -> Result<(), SyncError> {
        self.inner.server.decide_issue(id, &request).await
    }
}
