//! A practitioner's own local account. Nothing of it is kept on the device.

use domain::api::{
    AccountCard, AccountProof, ChangePasswordRequest, Me, PasskeyAnswer, RecoveryCodes, SecondFactorSecret,
};
use domain::{DeviceId, PasskeyId};

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
            on.me = Some(self.begun(me).await?);
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

    /// Begins the making of a passkey: what the browser asks the device for, as JSON.
    pub async fn begin_passkey(&self, proof: AccountProof) -> Result<String, SyncError> {
        Ok(self.inner.server.begin_passkey(&proof).await?.options.to_string())
    }

    /// Hands in what the device answered, as JSON.
    pub async fn finish_passkey(&self, answer: &str) -> Result<(), SyncError> {
        self.inner.server.finish_passkey(&passkey_answer(answer)?).await
    }

    /// Forgets a passkey.
    pub async fn remove_passkey(&self, passkey: PasskeyId) -> Result<(), SyncError> {
        self.inner.server.remove_passkey(passkey).await
    }

    /// Begins a sign-in with a passkey: what the browser asks the device for, as JSON.
    pub async fn begin_passkey_sign_in(&self) -> Result<String, SyncError> {
        Ok(self.inner.server.begin_passkey_sign_in().await?.options.to_string())
    }

    /// Signs a coordinator in with what the device answered, as JSON.
    pub async fn finish_passkey_sign_in(&self, answer: &str) -> Result<Me, SyncError> {
        let answer = passkey_answer(answer)?;
        let _turn = self.inner.turn.take().await;
        let me = self.inner.server.finish_passkey_sign_in(&answer).await?;
        self.begun(me).await
    }

    /// Ends another session of the same person.
    pub async fn end_own_session(&self, device: DeviceId) -> Result<(), SyncError> {
        self.inner.server.end_own_session(device).await
    }
}

/// What the browser said, which is JSON in every browser that can.
fn passkey_answer(text: &str) -> Result<PasskeyAnswer, SyncError> {
    Ok(PasskeyAnswer { credential: serde_json::from_str(text).map_err(|_| SyncError::TooNew)? })
}
