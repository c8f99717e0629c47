//! Whatever comes over the network: good requests to every route and good ops of every kind, spoilt at random. The
//! answer is never a fault of the server's, a refusal is one of the house and says nothing of what was sent, and
//! it changes nothing in the store. What was taken leaves a pärm that everybody can go on reading. Each field in
//! its turn is in `routes/bad_input.rs`. More cases: `PROPTEST_CASES=100000`.

mod json;
mod seeds;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode, Uri};
use domain::api::{ErrorBody, SyncResponse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::support::answer::Answer;
use crate::support::client::Client;
use crate::support::dump::Dumper;
use crate::support::log::{assert_silent, listen};
use crate::support::scene::Scene;
use crate::support::server::TestServer;
use crate::support::stage::PERSONAL;
use json::{Json, Spoil};
use seeds::Seed;

/// What is done to a good request.
#[derive(Clone, Debug)]
struct Case {
    seed: u32,
    by_owner: bool,
    body: Vec<(usize, Spoil)>,
    /// The body ends here.
    cut: Option<usize>,
    /// These bytes stand somewhere in it.
    noise: Option<(usize, Vec<u8>)>,
    address: Option<(usize, usize)>,
    content_type: usize,
}

fn spoil() -> impl Strategy<Value = Spoil> {
    prop_oneof![
        6 => any::<usize>().prop_map(Spoil::Other),
        2 => Just(Spoil::Missing),
        2 => any::<usize>().prop_map(Spoil::Twice),
        1 => any::<usize>().prop_map(Spoil::Unknown),
        3 => any::<usize>().prop_map(Spoil::Elsewhere),
        1 => prop_oneof![Just(1_usize), Just(600)].prop_map(Spoil::Again),
        1 => prop_oneof![Just(1_usize), Just(130), Just(3_000)].prop_map(Spoil::Deep),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let rare = |strategy| prop::option::weighted(0.15, strategy);
    let noise = (any::<usize>(), prop::collection::vec(any::<u8>(), 1..6));
    let body = prop::collection::vec((any::<usize>(), spoil()), 0..3);
    let spoilt =
        (0..1_000_000_u32, any::<bool>(), body, rare(any::<usize>()), prop::option::weighted(0.15, noise));
    let around = (prop::option::weighted(0.3, (any::<usize>(), any::<usize>())), 0..40_usize);
    (spoilt, around).prop_map(|((seed, by_owner, body, cut, noise), (address, content_type))| Case {
        seed,
        by_owner,
        body,
        cut,
        noise,
        address,
        content_type,
    })
}

/// What may stand in an address.
const ADDRESSES: [&str; 20] = [
    "",
    "%00",
    "%ff%fe",
    "..%2f..%2f",
    "-1",
    "0",
    "18446744073709551616",
    "01930000-0000-7000-8000-0000000000ff",
    "01930000-0000-7000-8000-0000000000FF",
    "%7B01930000-0000-7000-8000-0000000000ff%7D",
    "urn:uuid:01930000-0000-7000-8000-0000000000ff",
    "nobody",
    "Hemligheten%20om%20Maja",
    "%E2%80%AE",
    "contacts",
    "sharing&tab=plan",
    "9223372036854775807:x",
    "-9223372036854775808:",
    "%27%20or%201=1",
    "a,b,,c:1:2",
];

fn address(seed: &Seed, spoilt: Option<(usize, usize)>) -> String {
    let (mut path, mut query) = (seed.path.clone(), seed.query.clone());
    if let Some((place, what)) = spoilt {
        let long = "x".repeat(6_000);
        let what = ADDRESSES.iter().copied().chain([long.as_str()]).nth(what % 21).unwrap().to_owned();
        // The query, else whatever comes after "/api/v1/".
        if let Some((_, value)) = query.get_mut(place % 5) {
            *value = what;
        } else {
            let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
            let n = 3 + place % (parts.len() - 3);
            parts[n] = what.split('&').next().unwrap_or_default().to_owned();
            path = parts.join("/");
        }
    }
    let query: Vec<String> = query.iter().map(|(key, value)| format!("{key}={value}")).collect();
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

fn body(seed: &Seed, case: &Case) -> Vec<u8> {
    let Some(good) = &seed.body else { return Vec::new() };
    let mut json = Json::from(good);
    case.body.iter().for_each(|(place, how)| json.spoil(*place, how));
    let mut bytes = json.bytes();
    if let Some((place, noise)) = &case.noise {
        let place = place % (bytes.len() + 1);
        bytes.splice(place..place, noise.iter().copied());
    }
    if let Some(cut) = case.cut {
        bytes.truncate(cut % (bytes.len() + 1));
    }
    bytes
}

struct World {
    scene: Scene,
    dumper: Dumper,
    ops: Vec<Value>,
    n_cases: AtomicU32,
    n_taken: AtomicU32,
}

impl World {
    async fn new() -> Self {
        let scene = Scene::on(TestServer::sqlite().await.with_pages().await).await;
        let dumper = Dumper::new(&scene.server).await;
        let ops = seeds::golden();
        assert!(ops.len() > 25, "{}", ops.len());
        Self { scene, dumper, ops, n_cases: AtomicU32::new(0), n_taken: AtomicU32::new(0) }
    }

    async fn ask(&self, client: &Client, seed: &Seed, case: &Case) -> Option<Answer> {
        let uri: Uri = address(seed, case.address).parse().ok()?;
        let types = ["application/json; charset=utf-8", "text/plain", "", "application/x-www-form-urlencoded"];
        let content_type = types.get(case.content_type).copied().unwrap_or("application/json");
        let mut request =
            Request::builder().method(seed.method.clone()).uri(uri).header(CONTENT_TYPE, content_type);
        if let Some(cookie) = &client.cookie {
            request = request.header(COOKIE, cookie);
        }
        let mut request = request.body(Body::from(body(seed, case))).unwrap();
        // Nobody waits for others' guesses.
        let own = Ipv4Addr::from_bits(self.n_cases.fetch_add(1, Ordering::SeqCst));
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(own.into(), 1)));
        let response = self.scene.server.router.clone().oneshot(request).await.unwrap();
        if response.headers().get(CONTENT_TYPE).is_some_and(|is| is == "text/event-stream") {
            return None; // a stream has no end
        }
        Some(Answer::read(response).await)
    }

    async fn case(&self, case: &Case) {
        let (client, author) = if case.by_owner {
            (&self.scene.phone, self.scene.owner())
        } else {
            (&self.scene.anna, self.scene.staff())
        };
        let seed = seeds::seed(&self.scene, author, &self.ops, case.seed);
        let before = self.dumper.dump().await;
        let Some(answer) = self.ask(client, &seed, case).await else { return };
        let of = || format!("{} {}: {}", seed.method, seed.path, answer.text());
        assert!(!answer.status.is_server_error(), "{}", of());
        if answer.status == StatusCode::METHOD_NOT_ALLOWED {
            return;
        }
        if answer.status.is_success() {
            if seed.path.ends_with("/sync") && case.address.is_none() {
                let given: SyncResponse = serde_json::from_slice(&answer.bytes).unwrap();
                let n = u32::try_from(given.accepted.len()).unwrap();
                self.n_taken.fetch_add(n, Ordering::SeqCst);
            }
            return;
        }
        let error: ErrorBody = serde_json::from_slice(&answer.bytes).unwrap_or_else(|_| panic!("{}", of()));
        assert_eq!(server::error::status_of(error.code), answer.status);
        for word in PERSONAL.split(' ').filter(|word| word.len() > 4) {
            assert!(!answer.text().contains(word), "{}", of());
        }
        let after = self.dumper.dump().await;
        assert_eq!(after.changed_since(&before), Vec::<&str>::new(), "{}", of());
    }

    /// Everybody still reads, and every list is as the log says.
    async fn is_well(&self) {
        let store = self.scene.server.state.store();
        for mut client in [self.scene.phone.clone(), self.scene.anna.clone()] {
            let _: SyncResponse = client.pull(self.scene.binder).await;
            assert!(client.get("/api/v1/me").await.status.is_success());
        }
        let access = store.job_access(self.scene.binder).await.unwrap().unwrap();
        assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
    }
}

/// After so many the store is large, and comparing it takes longer than asking.
const CASES_IN_A_WORLD: u32 = 1_000;

#[test]
fn spoilt_requests_are_refused_by_name_and_change_nothing() {
    let log = listen();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cases: u32 = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let (mut n_requests, mut n_taken) = (0, 0);
    for _ in 0..cases.div_ceil(CASES_IN_A_WORLD) {
        let world = runtime.block_on(World::new());
        let cases = cases.min(CASES_IN_A_WORLD);
        let mut runner =
            TestRunner::new(Config { cases, max_shrink_iters: 200, ..Config::with_source_file(file!()) });
        let done = runner.run(&case(), |case| {
            runtime.block_on(world.case(&case));
            Ok(())
        });
        done.unwrap();
        runtime.block_on(world.is_well());
        n_requests += world.n_cases.into_inner();
        n_taken += world.n_taken.into_inner();
        assert_silent(&log);
    }
    println!("{n_requests} requests, {n_taken} ops taken");
    assert!(n_taken > 10, "not everything is refused");
}
