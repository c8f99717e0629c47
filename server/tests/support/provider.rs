//! An organisation's identity provider on a port of its own, which also does what no provider should.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::api::FinishSignInRequest;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::url::Url;
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Map, Value, json};
use server::config::Config;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::server::NOON;

/// What it calls us, and the secret we share.
pub(crate) const CLIENT: &str = "parmen";
pub(crate) const SECRET: &str = "delad hemlighet";

/// How it signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Signs {
    Well,
    /// `alg: none`, and nothing after the last full stop.
    NotAtAll,
    /// With the secret that the client has too.
    WithTheSharedSecret,
    /// With a key of somebody else's, by the name of the right one.
    Forged,
}

/// What it does just now; a test changes it.
pub(crate) struct Manners {
    /// Claims that are added to the ID token, or put in the place of those it has; null takes one away.
    pub(crate) claims: Map<String, Value>,
    /// What it tells of her when it is asked; nothing is 404.
    pub(crate) userinfo: Option<Value>,
    /// Added to what it says of itself.
    pub(crate) metadata: Map<String, Value>,
    pub(crate) signs: Signs,
    /// The number of the key it signs with.
    pub(crate) key: u8,
    /// The number of the key it tells of, if that is another.
    pub(crate) published: Option<u8>,
    /// Takes a code twice.
    pub(crate) forgets_codes: bool,
    /// Its clock, in seconds.
    pub(crate) now: i64,
    /// How often it was asked for its keys.
    pub(crate) n_keys_asked: u32,
    codes: BTreeMap<String, Value>,
    n_codes: u32,
}

/// A running one.
pub(crate) struct TestProvider {
    pub(crate) issuer: String,
    manners: Arc<Mutex<Manners>>,
    serving: Option<JoinHandle<()>>,
}

#[derive(Clone)]
struct Shared {
    issuer: String,
    manners: Arc<Mutex<Manners>>,
}

impl TestProvider {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let manners = Manners {
            claims: Map::new(),
            userinfo: None,
            metadata: Map::new(),
            signs: Signs::Well,
            key: 1,
            published: None,
            forgets_codes: false,
            now: NOON / 1_000,
            n_keys_asked: 0,
            codes: BTreeMap::new(),
            n_codes: 0,
        };
        let mut provider = Self { issuer, manners: Arc::new(Mutex::new(manners)), serving: None };
        provider.serve(listener);
        provider
    }

    fn serve(&mut self, listener: TcpListener) {
        let shared = Shared { issuer: self.issuer.clone(), manners: Arc::clone(&self.manners) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(shared);
        self.serving = Some(tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }));
    }

    /// Nobody answers any more.
    pub(crate) async fn stop(&mut self) {
        let serving = self.serving.take().unwrap();
        serving.abort();
        let _ = serving.await;
    }

    /// It answers again, at the same address.
    pub(crate) async fn come_back(&mut self) {
        let address = self.issuer.trim_start_matches("http://").to_owned();
        self.serve(TcpListener::bind(address).await.unwrap());
    }

    pub(crate) fn manners(&self) -> MutexGuard<'_, Manners> {
        self.manners.lock().unwrap()
    }

    /// Says something else in the ID token.
    pub(crate) fn says(&self, claim: &str, value: Value) {
        self.manners().claims.insert(claim.to_owned(), value);
    }

    /// The settings of a server that uses it.
    pub(crate) fn configure(&self, config: &mut Config, more: &[(&str, &str)]) {
        let set = [
            ("PARMEN_OIDC_ISSUER", self.issuer.as_str()),
            ("PARMEN_OIDC_CLIENT_ID", CLIENT),
            ("PARMEN_OIDC_CLIENT_SECRET", SECRET),
            ("PARMEN_OIDC_NAME", "Region Öst"),
        ];
        let all = [&set[..], more].concat();
        let read = |name: &str| all.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let read = Config::read(read).unwrap();
        (config.provider, config.local_accounts) = (read.provider, read.local_accounts);
    }

    /// Somebody comes with her browser, is identified, and is sent back with this.
    pub(crate) fn identify(&self, address: &str, who: &str) -> FinishSignInRequest {
        let asked: BTreeMap<String, String> =
            Url::parse(address).unwrap().query_pairs().map(|(name, value)| (name.into(), value.into())).collect();
        assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", CLIENT));
        assert_eq!(asked["code_challenge_method"], "S256");
        let mut manners = self.manners();
        manners.n_codes += 1;
        let code = format!("code {}", manners.n_codes);
        manners.codes.insert(code.clone(), json!({ "who": who, "asked": asked }));
        let iss = Some(self.issuer.clone());
        FinishSignInRequest { state: asked["state"].clone(), code: Some(code), iss, error: None }
    }
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        if let Some(serving) = &self.serving {
            serving.abort();
        }
    }
}

fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 of an Ed25519 key is these bytes and the secret.
    let head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let der = [&head[..], &[number; 32]].concat();
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("key {number}")))).unwrap()
}

async fn metadata(State(Shared { issuer, manners }): State<Shared>) -> Json<Value> {
    let mut told = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/leave"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    });
    told.as_object_mut().unwrap().extend(manners.lock().unwrap().metadata.clone());
    Json(told)
}

async fn keys(State(Shared { manners, .. }): State<Shared>) -> Json<Value> {
    let mut manners = manners.lock().unwrap();
    manners.n_keys_asked += 1;
    Json(json!({ "keys": [key(manners.published.unwrap_or(manners.key)).as_verification_key()] }))
}

async fn token(
    State(Shared { issuer, manners }): State<Shared>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let refused = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let secret = "delad+hemlighet";
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{secret}")));
    if headers.get("authorization").is_none_or(|given| given.as_bytes() != basic.as_bytes()) {
        return refused("invalid_client");
    }
    let mut manners = manners.lock().unwrap();
    let Some(known) = manners.codes.get(&form["code"]).cloned() else { return refused("invalid_grant") };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    if known["asked"]["code_challenge"] != challenge || known["asked"]["redirect_uri"] != form["redirect_uri"] {
        return refused("invalid_grant");
    }
    if !manners.forgets_codes {
        manners.codes.remove(&form["code"]);
    }
    let mut claims = json!({
        "iss": issuer, "aud": CLIENT, "sub": known["who"], "nonce": known["asked"]["nonce"],
        "iat": manners.now, "exp": manners.now + 300,
    });
    let object = claims.as_object_mut().unwrap();
    object.extend(manners.claims.clone());
    object.retain(|_, value| !value.is_null());
    let id_token = sign(&manners, &claims);
    Json(json!({ "access_token": "access", "token_type": "Bearer", "id_token": id_token })).into_response()
}

fn sign(manners: &Manners, claims: &Value) -> String {
    let kid = format!("key {}", manners.key);
    let alg = match manners.signs {
        Signs::Well | Signs::Forged => "EdDSA",
        Signs::NotAtAll => "none",
        Signs::WithTheSharedSecret => "HS256",
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let said = format!("{}.{}", part(&json!({ "alg": alg, "kid": kid, "typ": "JWT" })), part(claims));
    let eddsa = |number| key(number).sign(&CoreJwsSigningAlgorithm::EdDsa, said.as_bytes()).unwrap();
    let signature = match manners.signs {
        Signs::Well => eddsa(manners.key),
        Signs::Forged => eddsa(99),
        Signs::NotAtAll => Vec::new(),
        Signs::WithTheSharedSecret => {
            let key = openidconnect::core::CoreHmacKey::new(SECRET);
            key.sign(&CoreJwsSigningAlgorithm::HmacSha256, said.as_bytes()).unwrap()
        }
    };
    format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn userinfo(State(Shared { manners, .. }): State<Shared>, headers: HeaderMap) -> Response {
    let knows = headers.get("authorization").is_some_and(|given| given == "Bearer access");
    match manners.lock().unwrap().userinfo.clone().filter(|_| knows) {
        Some(told) => Json(told).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
