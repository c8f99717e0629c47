//! Staff sign in through their organisation: a provider in this process, and a browser that goes between.

mod accounts;
mod answers;
mod keys;
mod tokens;
mod trouble;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Method, Request};
use domain::PersonId;
use domain::api::{FinishSignInRequest, ProviderAddress};
use serde::Serialize;
use serde_json::json;
use server::store::Identity;
use tower::ServiceExt as _;

use crate::support::answer::Answer;
use crate::support::provider::TestProvider;
use crate::support::server::TestServer;

/// What the provider calls Anna, who has an account.
const ANNA: &str = "SE2321000016-0001";

/// A server, the organisation's provider, and Anna, who is known to both.
struct Unit {
    server: TestServer,
    provider: TestProvider,
    anna: PersonId,
}

impl Unit {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    async fn with(settings: &[(&str, &str)]) -> Self {
        let provider = TestProvider::start().await;
        let server = TestServer::sqlite_with(|config| provider.configure(config, settings)).await;
        Self::on(server, provider).await
    }

    async fn on(server: TestServer, provider: TestProvider) -> Self {
        let anna = server.practitioner("anna").await;
        let unit = Self { server, provider, anna };
        unit.link("sub", ANNA, anna).await;
        unit
    }

    async fn link(&self, claim: &str, value: &str, person: PersonId) {
        let identity = Identity { issuer: &self.provider.issuer, claim, value };
        self.server.state.store().link_identity(identity, person).await.unwrap();
    }

    /// Time passes, here and there.
    fn wait_minutes(&self, minutes: i64) {
        self.server.clock.advance_minutes(minutes);
        self.provider.manners().now += minutes * 60;
    }

    fn browser(&self) -> Browser {
        Browser { router: self.server.router.clone(), cookies: BTreeMap::new() }
    }

    /// Somebody goes to the provider, is identified, and comes back; what the server says then.
    async fn sign_in(&self, who: &str) -> Answer {
        let mut browser = self.browser();
        let answer = self.identified(&mut browser, who).await;
        browser.finish(&answer).await
    }

    /// The same without coming back.
    async fn identified(&self, browser: &mut Browser, who: &str) -> FinishSignInRequest {
        let begun: ProviderAddress = browser.begin().await.ok();
        self.provider.identify(&begun.address, who)
    }
}

/// Keeps cookies, as browsers do.
#[derive(Clone)]
struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    async fn send(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(COOKIE, cookies.join("; "));
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        for set in response.headers().get_all(SET_COOKIE) {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        Answer::read(response).await
    }

    async fn post(&mut self, path: &str, body: &impl Serialize) -> Answer {
        self.send(Method::POST, path, Some(serde_json::to_vec(body).unwrap())).await
    }

    async fn begin(&mut self) -> Answer {
        self.post("/api/v1/sign-in", &json!({})).await
    }

    async fn finish(&mut self, answer: &FinishSignInRequest) -> Answer {
        self.post("/api/v1/sign-in/finish", answer).await
    }

    async fn me(&mut self) -> Answer {
        self.send(Method::GET, "/api/v1/me", None).await
    }

    async fn sign_out(&mut self) -> Answer {
        self.send(Method::DELETE, "/api/v1/session", None).await
    }
}
