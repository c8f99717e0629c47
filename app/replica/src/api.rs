//! Every call to the server, and what its answers mean.
//!
//! A call that is not answered by our server (no network, a proxy's error page, a hotel's sign-in page)
//! is `Offline`: only JSON that says so counts as a refusal, and only then does anything change here.

mod account;
#[cfg(target_arch = "wasm32")]
mod fetch;
mod issues;
mod reminders;
mod reviews;

use std::future::Future;
use std::pin::Pin;

use domain::api::{
    AuditPage, BeginSignInRequest, BinderCard, DeviceCard, ErrorBody, ErrorCode, FeedbackRequest,
    FinishSignInRequest, LockKey, LockSpare, Me, PairingResponse, PractitionerCard, ProviderAddress,
    RedeemPairingRequest, SignInRequest, StartBinderRequest, SyncRequest, SyncResponse,
};
use domain::{BinderId, DeviceId, EntryId};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// The way to the server.
pub enum Server {
    /// The server this page came from.
    #[cfg(target_arch = "wasm32")]
    Fetch,
    /// One in this process: for tests.
    InProcess(Box<dyn Transport>),
    /// There is none.
    None,
}

/// How a call is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Asks.
    Get,
    /// Hands in.
    Post,
    /// Puts something where it belongs, once.
    Put,
    /// Ends.
    Delete,
}

/// What is handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Payload {
    /// JSON.
    Json(String),
    /// A picture.
    Jpeg(Vec<u8>),
}

/// One call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where, from the root of the server.
    pub path: String,
    /// What is handed in, if anything.
    pub body: Option<Payload>,
    /// Without the session, so that the server cannot know who asks.
    pub is_anonymous: bool,
}

/// What came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Carries calls to a server in this process, and keeps its cookies.
pub trait Transport {
    /// Carries one call; `None` if it was not answered.
    fn carry(&self, call: Call) -> Pin<Box<dyn Future<Output = Option<Answer>> + '_>>;
}

impl Server {
    async fn carry(&self, call: Call) -> Option<Answer> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::Fetch => fetch::carry(call).await,
            Self::InProcess(transport) => transport.carry(call).await,
            Self::None => None,
        }
    }

    async fn ask<T: DeserializeOwned>(&self, path: &str) -> Result<T, SyncError> {
        let call = Call { method: Method::Get, path: path.to_owned(), body: None, is_anonymous: false };
        read(self.carry(call).await)
    }

    async fn hand_in<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, SyncError> {
        let body = serde_json::to_string(body).ok().map(Payload::Json);
        let call = Call { method: Method::Post, path: path.to_owned(), body, is_anonymous: false };
        read(self.carry(call).await)
    }

    async fn end(&self, path: &str) -> Result<(), SyncError> {
        let call = Call { method: Method::Delete, path: path.to_owned(), body: None, is_anonymous: false };
        match self.carry(call).await {
            Some(Answer { status: 204, .. }) => Ok(()),
            answer => read::<IgnoredAny>(answer).map(|_| ()),
        }
    }

    /// Says that a page was hard to use; who says it does not come along.
    pub(crate) async fn feedback(&self, request: &FeedbackRequest) -> Result<(), SyncError> {
        let body = serde_json::to_string(request).ok().map(Payload::Json);
        let path = "/api/v1/feedback".to_owned();
        match self.carry(Call { method: Method::Post, path, body, is_anonymous: true }).await {
            Some(Answer { status: 204, .. }) => Ok(()),
            answer => read::<IgnoredAny>(answer).map(|_| ()),
        }
    }

    /// The bytes of a picture.
    pub(crate) async fn picture(&self, binder: BinderId, entry: EntryId) -> Result<Vec<u8>, SyncError> {
        let path = picture_path(binder, entry);
        match self.carry(Call { method: Method::Get, path, body: None, is_anonymous: false }).await {
            // A hotel's sign-in page is none; see `read`.
            Some(Answer { status: 200, body }) if body.starts_with(&JPEG) => Ok(body),
            Some(Answer { status: 200, .. }) => Err(SyncError::Offline),
            answer => Err(read::<IgnoredAny>(answer).err().unwrap_or(SyncError::Offline)),
        }
    }

    /// Hands in the bytes of a picture.
    pub(crate) async fn hand_in_picture(
        &self,
        binder: BinderId,
        entry: EntryId,
        bytes: Vec<u8>,
    ) -> Result<(), SyncError> {
        let (path, body) = (picture_path(binder, entry), Some(Payload::Jpeg(bytes)));
        match self.carry(Call { method: Method::Put, path, body, is_anonymous: false }).await {
            Some(Answer { status: 204, .. }) => Ok(()),
            // Answered with a page, by something on the way.
            answer => Err(read::<IgnoredAny>(answer).err().unwrap_or(SyncError::Offline)),
        }
    }

    pub(crate) async fn me(&self) -> Result<Me, SyncError> {
        self.ask("/api/v1/me").await
    }

    pub(crate) async fn sign_in(&self, request: &SignInRequest) -> Result<Me, SyncError> {
        self.hand_in("/api/v1/session", request).await
    }

    pub(crate) async fn begin_sign_in(&self, request: BeginSignInRequest) -> Result<ProviderAddress, SyncError> {
        self.hand_in("/api/v1/sign-in", &request).await
    }

    pub(crate) async fn finish_sign_in(&self, request: &FinishSignInRequest) -> Result<Me, SyncError> {
        self.hand_in("/api/v1/sign-in/finish", request).await
    }

    /// Ends the session; where the browser is to end it too, if it began at the organisation's provider.
    pub(crate) async fn sign_out(&self) -> Result<Option<ProviderAddress>, SyncError> {
        let path = "/api/v1/session".to_owned();
        match self.carry(Call { method: Method::Delete, path, body: None, is_anonymous: false }).await {
            Some(Answer { status: 204, .. }) => Ok(None),
            answer => match read(answer) {
                // Ended already: the same thing.
                Err(SyncError::SignedOut | SyncError::Revoked | SyncError::Erased) => Ok(None),
                answer => answer.map(Some),
            },
        }
    }

    pub(crate) async fn audit(&self, binder: BinderId, after: Option<&str>) -> Result<AuditPage, SyncError> {
        let query = after.map(|mark| format!("?after={mark}")).unwrap_or_default();
        self.ask(&format!("/api/v1/binders/{binder}/audit{query}")).await
    }

    pub(crate) async fn devices(&self, binder: BinderId) -> Result<Vec<DeviceCard>, SyncError> {
        self.ask(&format!("/api/v1/binders/{binder}/devices")).await
    }

    pub(crate) async fn end_device(&self, binder: BinderId, device: DeviceId) -> Result<(), SyncError> {
        self.end(&format!("/api/v1/binders/{binder}/devices/{device}")).await
    }

    pub(crate) async fn practitioners(&self) -> Result<Vec<PractitionerCard>, SyncError> {
        self.ask("/api/v1/practitioners").await
    }

    pub(crate) async fn start_binder(&self, request: &StartBinderRequest) -> Result<BinderCard, SyncError> {
        self.hand_in("/api/v1/binders", request).await
    }

    pub(crate) async fn start_pairing(&self, binder: BinderId) -> Result<PairingResponse, SyncError> {
        self.hand_in(&format!("/api/v1/binders/{binder}/pairings"), &serde_json::json!({})).await
    }

    pub(crate) async fn redeem_pairing(&self, request: &RedeemPairingRequest) -> Result<Me, SyncError> {
        self.hand_in("/api/v1/pairings/redeem", request).await
    }

    pub(crate) async fn seal_lock_key(&self, key: &LockKey) -> Result<LockSpare, SyncError> {
        self.hand_in("/api/v1/lock", key).await
    }

    pub(crate) async fn open_lock_key(&self, spare: &LockSpare) -> Result<LockKey, SyncError> {
        self.hand_in("/api/v1/lock/open", spare).await
    }

    pub(crate) async fn sync(&self, binder: BinderId, request: &SyncRequest) -> Result<SyncResponse, SyncError> {
        self.hand_in(&format!("/api/v1/binders/{binder}/sync"), request).await
    }
}

/// What every JPEG begins with.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

fn picture_path(binder: BinderId, entry: EntryId) -> String {
    format!("/api/v1/binders/{binder}/attachments/{entry}")
}

fn read<T: DeserializeOwned>(answer: Option<Answer>) -> Result<T, SyncError> {
    let Some(Answer { status, body }) = answer else {
        return Err(SyncError::Offline);
    };
    if (200..300).contains(&status) {
        let is_json = || serde_json::from_slice::<IgnoredAny>(&body).is_ok();
        return serde_json::from_slice(&body)
            .map_err(|_| if is_json() { SyncError::TooNew } else { SyncError::Offline });
    }
    match serde_json::from_slice::<ErrorBody>(&body) {
        Ok(ErrorBody { code: ErrorCode::SignedOut, .. }) => Err(SyncError::SignedOut),
        Ok(ErrorBody { code: ErrorCode::Revoked, .. }) => Err(SyncError::Revoked),
        Ok(ErrorBody { code: ErrorCode::Erased, .. }) => Err(SyncError::Erased),
        Ok(body) => Err(SyncError::Refused(body)),
        Err(_) if status == 401 => Err(SyncError::SignedOut),
        Err(_) if status == 413 => Err(SyncError::Refused(ErrorBody {
            code: ErrorCode::TooLarge,
            field: None,
            retry_after: None,
            identity: None,
        })),
        // A code this app does not know, from a later server.
        Err(_) if serde_json::from_slice::<Coded>(&body).is_ok() => Err(SyncError::TooNew),
        Err(_) => Err(SyncError::Offline),
    }
}

/// What every refusal of our server has, of whatever age.
#[derive(Deserialize)]
struct Coded {
    #[serde(rename = "code")]
    _code: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(status: u16, body: &str) -> Result<Vec<u8>, SyncError> {
        read(Some(Answer { status, body: body.as_bytes().to_vec() }))
    }

    #[test]
    fn only_our_own_server_can_refuse() {
        assert_eq!(read::<Vec<u8>>(None), Err(SyncError::Offline));
        assert_eq!(given(502, "<html>Bad Gateway</html>"), Err(SyncError::Offline));
        assert_eq!(given(200, "<html>Welcome to the hotel</html>"), Err(SyncError::Offline));
        assert_eq!(given(404, "nothing here"), Err(SyncError::Offline));
    }

    #[test]
    fn a_session_that_has_ended_is_signed_out_and_a_wrong_password_is_not() {
        assert_eq!(given(401, r#"{"code":"signed_out"}"#), Err(SyncError::SignedOut));
        assert_eq!(given(401, ""), Err(SyncError::SignedOut));
        assert_eq!(given(401, r#"{"code":"revoked"}"#), Err(SyncError::Revoked));
        assert_eq!(given(410, r#"{"code":"erased"}"#), Err(SyncError::Erased));
        let wrong = given(401, r#"{"code":"wrong_password"}"#).unwrap_err();
        assert!(wrong.is_refused_as(ErrorCode::WrongPassword));
    }

    #[test]
    fn json_of_another_shape_is_a_later_server() {
        assert_eq!(given(200, r#"{"later":"than us"}"#), Err(SyncError::TooNew));
        assert_eq!(given(418, r#"{"code":"later_than_us"}"#), Err(SyncError::TooNew));
        assert_eq!(given(200, "[1,2]"), Ok(vec![1, 2]));
    }

    #[test]
    fn a_server_fault_is_tried_again() {
        assert!(given(500, r#"{"code":"internal"}"#).unwrap_err().is_retryable());
        assert!(given(429, r#"{"code":"too_many","retry_after":30}"#).unwrap_err().is_retryable());
        assert!(!given(400, r#"{"code":"bad_request"}"#).unwrap_err().is_retryable());
    }
}
