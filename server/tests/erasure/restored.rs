//! What the whole thing is for: a copy from before, put back when the key is destroyed, gives nobody her words.

use std::path::{Path, PathBuf};

use domain::BinderTab;
use domain::consent::Access;
use server::AppState;
use server::clock::Clock;
use server::config::Config;
use server::live::Live;
use server::store::{Fault, Store, StoreError};

use super::*;

/// What she and nobody else wrote, as it would stand anywhere unencrypted.
const HERS: [&str; 4] = ["Eva Sandström", "Maja", "Jag sover", TOKEN];

const SAMIR: BinderId = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002));

/// A pärm that is taken away, one that is not, and copies of the store and the key store from before.
struct Before {
    scene: Scene,
    copy: PathBuf,
    keys: PathBuf,
}

async fn taken_away() -> Before {
    let mut scene = Scene::sqlite().await;
    start(&mut scene.anna, SAMIR, "Samir").await;
    let words = vec![contact(scene.owner(), entry(), HERS[0]), hand_over(scene.owner(), entry(), TOKEN)];
    scene.phone.push(scene.binder, words).await;
    let folder = scene.server.folder().to_owned();
    let copy = folder.join("copy.db");
    server::backup::backup(&scene.server.config, &copy).await.unwrap();
    let now = scene.server.state.clock().now();
    let (keys, _) = server::backup::back_up_keys(&scene.server.config, &folder.join("keys"), now).await.unwrap();
    scene.phone.push(scene.binder, vec![erase(scene.owner())]).await;
    scene.server.clock.advance_minutes(30 * DAY);
    scene.server.state.store().end_due().await.unwrap();
    Before { scene, copy, keys }
}

impl Before {
    /// The copy put back in a new place, beside a key store.
    async fn restored(&self, name: &str, keys: Option<&Path>) -> Config {
        let config = &self.scene.server.config;
        let folder = self.scene.server.folder().join(name);
        let database_url = format!("sqlite://{}", folder.join("parmen.db").display());
        let keys_url = keys.map_or(config.keys_url.clone(), |keys| format!("sqlite://{}", keys.display()));
        let config = Config { database_url, keys_url, ..config.clone() };
        server::backup::restore(&config, &self.copy, self.scene.server.state.clock().now()).await.unwrap();
        config
    }

    fn clock(&self) -> Clock {
        Clock::mock(self.scene.server.state.clock().now(), 12).0
    }

    /// The store as it is put back, before anything is finished off.
    async fn store(&self, config: &Config) -> (Store, Access) {
        let store = Store::open(config, self.clock(), Live::default()).await.unwrap();
        let access = store.job_access(self.scene.binder).await.unwrap().unwrap();
        (store, access)
    }
}

fn holds(file: &Path, word: &str) -> bool {
    std::fs::read(file).unwrap().windows(word.len()).any(|part| part == word.as_bytes())
}

#[tokio::test]
async fn nothing_of_hers_can_be_read_in_a_copy_from_before_that_is_put_back() {
    let before = taken_away().await;
    let config = before.restored("new", None).await;
    let (store, access) = before.store(&config).await;
    assert!(store.read_head(before.scene.binder).await.unwrap().seq >= 5, "her log is in the copy");
    assert!(matches!(store.log(&access).await, Err(StoreError::Sealed)));
    assert!(matches!(store.binder(&access).await, Err(StoreError::Sealed)));
    assert!(matches!(store.checkpoints(&access, 99).await, Err(StoreError::Sealed)));
    let share = store.find_share(TOKEN).await.unwrap().unwrap();
    assert!(matches!(store.share_snapshot(&share).await, Err(StoreError::Sealed)), "nor through a link");
    store.close().await;
    let file = before.scene.server.folder().join("new/parmen.db");
    for word in HERS {
        assert!(!holds(&file, word) && !holds(&before.copy, word), "{word} can be read");
    }
}

#[tokio::test]
async fn a_copy_that_is_put_back_is_finished_off_and_everything_else_is_in_order() {
    let before = taken_away().await;
    let config = before.restored("new", None).await;
    let state = AppState::with_clock(config.clone(), before.clock()).await.unwrap();
    let store = state.store();
    assert_eq!(store.binder_ids().await.unwrap(), [SAMIR]);
    let access = store.job_access(SAMIR).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::<Fault>::new());
    assert_eq!(store.binder(&access).await.unwrap().owner_name, "Samir");
    let server = &before.scene.server;
    let pool = AnyPool::connect(&config.database_url).await.unwrap();
    let gone = format!("select count(*) from ops where binder_id = '{}'", before.scene.binder);
    let (n,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(gone)).fetch_one(&pool).await.unwrap();
    assert_eq!(n, 0);
    // Her phone, whose session came back with the copy, is told as before.
    let mut phone = before.scene.phone.at(&server::app(state.clone()));
    assert_eq!(phone.round(before.scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::Erased);
    assert_eq!(count_in(server, "destroyed", before.scene.binder).await, 1);
}

/// Why the key store's own copies are kept for thirty days and no longer.
#[tokio::test]
async fn a_copy_of_the_key_store_from_before_opens_it_until_it_is_thrown_away_too() {
    let before = taken_away().await;
    let config = before.restored("old", Some(&before.keys)).await;
    let (store, access) = before.store(&config).await;
    let log = store.log(&access).await.unwrap();
    let state = domain::fold(BinderTab::Contacts, &log);
    let names: Vec<&str> = state.entries.values().map(|entry| entry.text(domain::Field::Name)).collect();
    assert_eq!(names, [HERS[0]]);
}

#[tokio::test]
async fn an_older_key_store_beside_a_store_that_knows_better_loses_the_key_again() {
    let before = taken_away().await;
    let server = &before.scene.server;
    let config = Config { keys_url: format!("sqlite://{}", before.keys.display()), ..server.config.clone() };
    let pool = AnyPool::connect(&config.keys_url).await.unwrap();
    let sql = format!("select count(*) from keys where binder_id = '{}'", before.scene.binder);
    let n_keys = || async {
        let sql = sqlx::AssertSqlSafe(sql.clone());
        let (n,): (i64,) = sqlx::query_as(sql).fetch_one(&pool).await.unwrap();
        n
    };
    assert_eq!(n_keys().await, 1);
    let state = AppState::with_clock(config.clone(), before.clock()).await.unwrap();
    assert_eq!(n_keys().await, 0);
    assert_eq!(state.store().binder_ids().await.unwrap(), [SAMIR]);
}

/// A key store that is lost, or not the right one, must never look like a wish to have everything gone.
#[tokio::test]
async fn a_key_that_is_merely_missing_takes_nothing_away() {
    let mut scene = Scene::sqlite().await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    run(&scene.server.config.keys_url, "delete from keys".to_owned()).await;
    let (state, _) = scene.server.neighbour().await;
    assert_eq!(state.store().finish_off().await.unwrap(), 0);
    assert_eq!(count(&scene, "ops").await, 4);
}

/// The wrapped key itself is gone from the file and its journal, and not merely from the list.
#[tokio::test]
async fn the_bytes_of_a_destroyed_key_are_overwritten() {
    let (scene, _) = asked(TestServer::sqlite().await).await;
    let pool = AnyPool::connect(&scene.server.config.keys_url).await.unwrap();
    let (wrapped,): (Vec<u8>,) = sqlx::query_as("select wrapped from keys").fetch_one(&pool).await.unwrap();
    pool.close().await;
    let files = ["keys.db", "keys.db-wal"].map(|name| scene.server.folder().join(name));
    let is_in = |file: &PathBuf| {
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(wrapped.len()).any(|part| part == wrapped)
    };
    assert!(files.iter().any(is_in), "it is there to begin with");
    scene.server.clock.advance_minutes(30 * DAY);
    scene.server.state.store().end_due().await.unwrap();
    assert!(!files.iter().any(is_in));
}

#[tokio::test]
async fn copies_of_the_key_store_are_kept_for_thirty_days_and_other_files_for_ever() {
    let scene = Scene::sqlite().await;
    let (config, folder) = (&scene.server.config, scene.server.folder().join("copies"));
    let begun = scene.server.state.clock().now();
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("parmen-keys-mine.db"), "x").unwrap();
    for day in 0..40 {
        let (_, n_removed) = server::backup::back_up_keys(config, &folder, begun.plus_days(day)).await.unwrap();
        assert_eq!(n_removed, usize::from(day >= 29), "day {day}");
    }
    let twice = server::backup::back_up_keys(config, &folder, begun.plus_days(39)).await;
    assert!(matches!(twice, Err(server::backup::BackupError::Exists)));
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!((names.len(), names.first().map(String::as_str)), (30, Some("parmen-keys-2026-12-05-1300.db")));
    assert!(names.contains(&"parmen-keys-mine.db".to_owned()));
}
