//! A practitioner's own local account. Nothing of it is kept on the device.

use domain::DeviceId;
use domain::api::{AccountCard, AccountProof, ChangePasswordRequest, RecoveryCodes, SecondFactorSecret};

use crate::replica::Notice;
use crate::{Replica, SyncError};

impl Replica {
    /// The account of whoever is signed in, or has yet to set up the second step.
    pub async fn account(&self) -> Result<AccountCard, SyncError> {
        self.inner.server.account().await
    }

    /// Changes the password.
    pub async fn change_password(&self, request: ChangePasswordRequest) -> Result<(), SyncError> {
        self.inner.server.change_password(&request).await
    }

    /// A key to put into an app for one-time codes.
    pub async fn propose_second_factor(&self, proof: AccountProof) -> Result<SecondFactorSecret, SyncError> {
        self.inner.server.propose_second_factor(&proof).await
    }

    /// Shows that the app has the key: the second step is set up, and whoever was at the door is in.
    pub async fn confirm_second_factor(&self, code: String) -> Result<RecoveryCodes, SyncError> {
        let _turn = self.inner.turn.take().await;
        let mut on = self.inner.server.confirm_second_factor(code).await?;
        if let Some(me) = on.me.take() {
            self.adopt(&me, false).await?;
            self.notice(Notice::Session);
            on.me = Some(self.me().await?.unwrap_or(me));
        }
        Ok(on)
    }

    /// Switches the second step off.
    pub async fn remove_second_factor(&self, proof: AccountProof) -> Result<(), SyncError> {
        self.inner.server.remove_second_factor(&proof).await
    }

    /// Ten new recovery codes in the place of those before.
    pub async fn renew_recovery_codes(&self, proof: AccountProof) -> Result<RecoveryCodes, SyncError> {
        self.inner.server.renew_recovery_codes(&proof).await
    }

    /// Ends another session of the same person.
    pub async fn end_own_session(&self, device: DeviceId) -> Result<(), SyncError> {
        self.inner.server.end_own_session(device).await
    }
}
