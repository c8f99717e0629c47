//! A server in process: no socket, a clock that stands still, a store of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use domain::{PersonId, Timestamp};
use server::AppState;
use server::auth::Session;
use server::clock::{Clock, MockClock};
use server::config::Config;
use server::pages::Pages;
use server::store::Authority;

use super::client::Client;
use super::postgres::Cluster;

/// Tuesday 24 November 2026, 13.00 in Stockholm.
pub(crate) const NOON: i64 = 1_795_521_600_000;

/// Everybody's password in tests.
pub(crate) const PASSWORD: &str = "en lång mening";

/// A server under test.
pub(crate) struct TestServer {
    pub(crate) state: AppState,
    pub(crate) router: Router,
    pub(crate) clock: Arc<MockClock>,
    pub(crate) config: Config,
    folder: Arc<Folder>,
    _cluster: Option<Arc<Cluster>>,
}

/// A folder that goes away with the last who needs it.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("parmen-test-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        // A run that was killed may have left one, and numbers of processes come round again.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl TestServer {
    /// On a SQLite file.
    pub(crate) async fn sqlite() -> Self {
        Self::sqlite_with(|_| {}).await
    }

    /// On a SQLite file, with other settings.
    pub(crate) async fn sqlite_with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = Arc::new(Folder::new());
        let database = format!("sqlite://{}", folder.0.join("parmen.db").display());
        let mut config = config(&folder, &database, &format!("sqlite://{}", folder.0.join("keys.db").display()));
        set(&mut config);
        Self::start(config, folder, None).await
    }

    /// On a PostgreSQL cluster of the tests' own.
    pub(crate) async fn postgres() -> Self {
        Self::postgres_with(|_| {}).await
    }

    /// On a PostgreSQL cluster of the tests' own, with other settings.
    pub(crate) async fn postgres_with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = Arc::new(Folder::new());
        let cluster = Cluster::get().await;
        let mut config = config(&folder, &cluster.database().await, &cluster.database().await);
        set(&mut config);
        Self::start(config, folder, Some(cluster)).await
    }

    async fn start(config: Config, folder: Arc<Folder>, cluster: Option<Arc<Cluster>>) -> Self {
        let (clock, mock) = Clock::mock(Timestamp::from_millis(NOON), 7);
        let state = AppState::with_clock(config.clone(), clock).await.unwrap();
        let router = server::app(state.clone());
        Self { state, router, clock: mock, config, folder, _cluster: cluster }
    }

    /// The same with everything that stands before the API for browsers: pages, links, limits and headers.
    pub(crate) async fn with_pages(mut self) -> Self {
        let pages = Pages::load(Path::new("no site"), &self.config.ways_in()).await.unwrap();
        self.router = server::site(self.state.clone(), pages).unwrap();
        self
    }

    /// The folder of this server alone.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// How many of its files hold these bytes somewhere.
    pub(crate) fn files_with(&self, bytes: &[u8]) -> usize {
        let files = std::fs::read_dir(self.folder()).unwrap().map(|file| file.unwrap().path());
        let holds = |file: &PathBuf| std::fs::read(file).unwrap().windows(bytes.len()).any(|at| at == bytes);
        files.filter(|path| path.is_file()).filter(holds).count()
    }

    /// A second process on the same databases.
    pub(crate) async fn neighbour(&self) -> (AppState, Router) {
        let (clock, _) = Clock::mock(self.state.clock().now(), 8);
        let state = AppState::with_clock(self.config.clone(), clock).await.unwrap();
        (state.clone(), server::app(state))
    }

    /// Stops, has an older copy put in the place of its store, and starts again.
    pub(crate) async fn put_back(&mut self, copy: &Path) {
        self.state.close().await;
        let store = self.folder.0.join("parmen.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", store.display()));
        }
        self.clock.advance_minutes(1);
        server::backup::restore(&self.config, copy, self.state.clock().now()).await.unwrap();
        (self.state, self.router) = self.neighbour().await;
    }

    /// Somebody without a session.
    pub(crate) fn stranger(&self) -> Client {
        Client::new(self.router.clone(), Arc::clone(&self.folder))
    }

    /// Adds a practitioner with the tests' password.
    pub(crate) async fn practitioner(&self, username: &str) -> PersonId {
        let store = self.state.store();
        let unit = store.add_organization("Psykiatrin Öst", Authority::Region).await.unwrap();
        let hash = server::auth::password::hash(PASSWORD, [3; 16]).unwrap();
        store.add_practitioner(username, &hash, &format!("{username} Test"), unit).await.unwrap()
    }

    /// Adds a practitioner of a unit, who is signed in without a password: thirty of them are soon made.
    pub(crate) async fn signed_in(&self, username: &str, unit: &str, authority: Authority) -> (PersonId, Client) {
        let store = self.state.store();
        let unit = store.add_organization(unit, authority).await.unwrap();
        let person =
            store.add_practitioner(username, "no password", &format!("{username} Test"), unit).await.unwrap();
        (person, self.signed_in_again(person).await)
    }

    /// A new session of a practitioner, without a password.
    pub(crate) async fn signed_in_again(&self, person: PersonId) -> Client {
        let (_, cookie) = Session::begin(&self.state, person).await.unwrap();
        let mut client = self.stranger();
        client.cookie = cookie.to_str().unwrap().split(';').next().map(str::to_owned);
        client
    }

    /// Adds a practitioner and signs her in.
    pub(crate) async fn coordinator(&self, username: &str) -> (PersonId, Client) {
        let person = self.practitioner(username).await;
        let mut client = self.stranger();
        client.sign_in(username).await;
        (person, client)
    }
}

fn config(folder: &Folder, database: &str, keys: &str) -> Config {
    let key = folder.0.join("server.key");
    let mut config = Config::read(|name| match name {
        "DATABASE_URL" => Some(database.to_owned()),
        "PARMEN_KEYS_URL" => Some(keys.to_owned()),
        _ => None,
    })
    .unwrap();
    config.server_key = server::config::ServerKeySource::File(key);
    config.push_loopback = true;
    config
}
