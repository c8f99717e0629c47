//! The calls about a practitioner's own account.

use domain::api::{
    AccountCard, AccountProof, ChangePasswordRequest, ConfirmSecondFactorRequest, Me, PasskeyAnswer,
    PasskeyChallenge, RecoveryCodes, SecondFactorSecret,
};
use domain::{DeviceId, PasskeyId};
use serde::Serialize;
use serde::de::IgnoredAny;

use super::{Answer, Call, Method, Payload, Server, read};
use crate::SyncError;

impl Server {
    pub(crate) async fn account(&self) -> Result<AccountCard, SyncError> {
        self.ask("/api/v1/account").await
    }

    pub(crate) async fn change_password(&self, request: &ChangePasswordRequest) -> Result<(), SyncError> {
        self.hand_over("/api/v1/account/password", request).await
    }

    pub(crate) async fn propose_second_factor(
        &self,
        proof: &AccountProof,
    ) -> Result<SecondFactorSecret, SyncError> {
        self.hand_in("/api/v1/account/second-factor", proof).await
    }

    pub(crate) async fn confirm_second_factor(&self, code: String) -> Result<RecoveryCodes, SyncError> {
        self.hand_in("/api/v1/account/second-factor/confirm", &ConfirmSecondFactorRequest { code }).await
    }

    pub(crate) async fn remove_second_factor(&self, proof: &AccountProof) -> Result<(), SyncError> {
        self.hand_over("/api/v1/account/second-factor/remove", proof).await
    }

    pub(crate) async fn renew_recovery_codes(&self, proof: &AccountProof) -> Result<RecoveryCodes, SyncError> {
        self.hand_in("/api/v1/account/recovery-codes", proof).await
    }

    pub(crate) async fn end_own_session(&self, device: DeviceId) -> Result<(), SyncError> {
        self.end(&format!("/api/v1/account/sessions/{device}")).await
    }

    pub(crate) async fn begin_passkey(&self, proof: &AccountProof) -> Result<PasskeyChallenge, SyncError> {
        self.hand_in("/api/v1/account/passkeys", proof).await
    }

    pub(crate) async fn finish_passkey(&self, answer: &PasskeyAnswer) -> Result<(), SyncError> {
        self.hand_over("/api/v1/account/passkeys/finish", answer).await
    }

    pub(crate) async fn remove_passkey(&self, passkey: PasskeyId) -> Result<(), SyncError> {
        self.end(&format!("/api/v1/account/passkeys/{passkey}")).await
    }

    pub(crate) async fn begin_passkey_sign_in(&self) -> Result<PasskeyChallenge, SyncError> {
        self.hand_in("/api/v1/session/passkey", &serde_json::json!({})).await
    }

    pub(crate) async fn finish_passkey_sign_in(&self, answer: &PasskeyAnswer) -> Result<Me, SyncError> {
        self.hand_in("/api/v1/session/passkey/finish", answer).await
    }

    /// Hands something in that is answered with nothing.
    pub(super) async fn hand_over(&self, path: &str, body: &impl Serialize) -> Result<(), SyncError> {
        let (path, body) = (path.to_owned(), serde_json::to_string(body).ok().map(Payload::Json));
        match self.carry(Call { method: Method::Post, path, body, is_anonymous: false }).await {
            Some(Answer { status: 204, .. }) => Ok(()),
            answer => read::<IgnoredAny>(answer).map(|_| ()),
        }
    }
}
