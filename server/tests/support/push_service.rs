//! A push service and the browsers it serves, on a port of its own: it takes what is sent, and opens it with the keys
//! that only a browser has.

use std::sync::{Arc, Mutex};

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes128Gcm, KeyInit as _, Nonce};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::reminder::ReminderWishes;
use hkdf::Hkdf;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};
use server::reminders::words::Said;
use sha2::Sha256;
use tokio::net::TcpListener;

/// What was sent to one browser.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) to: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

#[derive(Clone)]
struct Shared {
    sent: Arc<Mutex<Vec<Sent>>>,
    answer: Arc<Mutex<StatusCode>>,
}

/// A running one.
pub(crate) struct PushService {
    pub(crate) origin: String,
    shared: Shared,
}

/// A browser, with what it tells nobody.
pub(crate) struct Browser {
    key: SecretKey,
    auth: [u8; 16],
    endpoint: String,
}

impl PushService {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let shared = Shared { sent: Arc::default(), answer: Arc::new(Mutex::new(StatusCode::CREATED)) };
        let router = Router::new().route("/push/{browser}", post(take)).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, shared }
    }

    /// From now on it answers like this.
    pub(crate) fn answers(&self, status: StatusCode) {
        *self.shared.answer.lock().unwrap() = status;
    }

    /// What came since it was last asked.
    pub(crate) fn taken(&self) -> Vec<Sent> {
        std::mem::take(&mut self.shared.sent.lock().unwrap())
    }

    /// A browser that has subscribed here.
    pub(crate) fn browser(&self, name: u8) -> Browser {
        Browser {
            key: SecretKey::from_slice(&[name; 32]).unwrap(),
            auth: [name; 16],
            endpoint: format!("{}/push/{name}", self.origin),
        }
    }
}

async fn take(State(shared): State<Shared>, Path(to): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    shared.sent.lock().unwrap().push(Sent { to, headers, body: body.to_vec() });
    let answer = *shared.answer.lock().unwrap();
    if answer.is_redirection() {
        Redirect::permanent("/push/elsewhere").into_response()
    } else {
        answer.into_response()
    }
}

impl Browser {
    /// What its page hands in.
    pub(crate) fn request(&self, wishes: ReminderWishes) -> Value {
        json!({
            "endpoint": self.endpoint,
            "p256dh": URL_SAFE_NO_PAD.encode(self.key.public_key().to_sec1_bytes()),
            "auth": URL_SAFE_NO_PAD.encode(self.auth),
            "locale": "sv",
            "wishes": wishes,
        })
    }

    /// What the message says; it was for this browser.
    pub(crate) fn open(&self, sent: &Sent) -> Said {
        assert!(self.endpoint.ends_with(&format!("/push/{}", sent.to)));
        let (salt, rest) = sent.body.split_at(16);
        let (head, rest) = rest.split_at(5);
        assert_eq!(head, [0, 0, 16, 0, 65]);
        let (theirs, sealed) = rest.split_at(65);
        let public = self.key.public_key().to_sec1_bytes();
        let shared = self.key.diffie_hellman(&PublicKey::from_sec1_bytes(theirs).unwrap());
        let info = [b"WebPush: info\0".as_slice(), &public, theirs].concat();
        let mut secret = [0; 32];
        shared.extract::<Sha256>(Some(&self.auth)).expand(&info, &mut secret).unwrap();
        let derived = Hkdf::<Sha256>::new(Some(salt), &secret);
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        derived.expand(b"Content-Encoding: aes128gcm\0", &mut key).unwrap();
        derived.expand(b"Content-Encoding: nonce\0", &mut nonce).unwrap();
        let cipher = Aes128Gcm::new(&key.into());
        let filled = cipher.decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &[] }).unwrap();
        let end = filled.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(filled[end], 2);
        serde_json::from_slice(&filled[..end]).unwrap()
    }
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }

    /// The claims of whoever sent it, if they are signed with this public key.
    pub(crate) fn claims(&self, key: &str) -> Value {
        let proof = self.header("authorization").strip_prefix("vapid t=").unwrap();
        let (token, public) = proof.split_once(", k=").unwrap();
        assert_eq!(public, key);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let signature = Signature::from_slice(&bytes(signature)).unwrap();
        let verifying = VerifyingKey::from_sec1_bytes(&bytes(key)).unwrap();
        verifying.verify(signed.as_bytes(), &signature).unwrap();
        serde_json::from_slice(&bytes(signed.split_once('.').unwrap().1)).unwrap()
    }
}
