//! The server key is changed while servers run: nobody is locked out, and in the end the old key opens nothing.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::BinderId;
use server::AppState;
use server::clock::Clock;
use server::config::{Config, ServerKeySource};
use server::keys::{KeyStore, RotateError};
use server::store::StoreError;
use sqlx::AnyPool;
use uuid::Uuid;

use crate::support::ops::{contact, entry};
use crate::support::scene::{Scene, pairing, start};
use crate::support::server::TestServer;

const SECOND: BinderId = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002));
const THIRD: BinderId = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0003));

/// A key store as a process of its own opens it.
async fn opened(server: &TestServer, config: &Config, seed: u64) -> Result<KeyStore, StoreError> {
    KeyStore::open(config, Clock::mock(server.state.clock().now(), seed).0).await
}

/// The settings of a machine that has the key in its environment.
fn given(config: &Config) -> Config {
    let ServerKeySource::File(path) = &config.server_key else { panic!("no file") };
    let key = STANDARD.decode(std::fs::read_to_string(path).unwrap()).unwrap();
    Config { server_key: ServerKeySource::Given(key.try_into().unwrap()), ..config.clone() }
}

/// A process with these settings and a clock that stands where the server's does.
async fn process(server: &TestServer, config: &Config) -> AppState {
    AppState::with_clock(config.clone(), Clock::mock(server.state.clock().now(), 11).0).await.unwrap()
}

#[tokio::test]
async fn sqlite_servers_go_on_while_the_server_key_is_changed() {
    servers_go_on_while_the_server_key_is_changed(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_servers_go_on_while_the_server_key_is_changed() {
    servers_go_on_while_the_server_key_is_changed(Scene::postgres().await).await;
}

async fn servers_go_on_while_the_server_key_is_changed(mut scene: Scene) {
    let old = given(&scene.server.config);
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let code = pairing(&mut scene.anna, scene.binder).await.code;
    // Another machine, which has the old key in its environment and has opened nothing yet.
    let there = process(&scene.server, &old).await;
    let rotating = opened(&scene.server, &scene.server.config, 9).await.unwrap();
    let done = rotating.rotate(None).await.unwrap();
    assert_eq!((done.n_wrapped, done.n_lost, done.has_new), (1, 0, false));
    // It has not heard of the new key, and wraps nothing with the old one.
    there.store().keys().make(THIRD).await.unwrap();
    // Open keys are believed for ten seconds; after that all is asked anew.
    scene.server.clock.advance_minutes(1);
    assert_eq!(scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Bo")]).await.refused, []);
    start(&mut scene.anna, SECOND, "Samir").await;
    let mut phone = scene.server.stranger();
    let redeemed = phone.post("/api/v1/pairings/redeem", &serde_json::json!({ "code": code })).await;
    assert_eq!(redeemed.status, 200, "a code that was read out before still pairs");
    for binder in [scene.binder, SECOND] {
        let access = there.store().job_access(binder).await.unwrap().unwrap();
        assert!(there.store().log(&access).await.is_ok());
    }
    assert_eq!(rotating.rotate(None).await.unwrap().n_wrapped, 0, "nothing more was wrapped with the old key");
    assert!(matches!(opened(&scene.server, &old, 10).await.unwrap().retire().await, Err(RotateError::StillOld)));
    rotating.retire().await.unwrap();
    assert!(matches!(opened(&scene.server, &old, 10).await, Err(StoreError::WrongServerKey)));
    // Both went on without being restarted; one that starts now has the new key.
    scene.server.clock.advance_minutes(1);
    let fresh = process(&scene.server, &scene.server.config).await;
    for state in [&scene.server.state, &there, &fresh] {
        let access = state.store().job_access(scene.binder).await.unwrap().unwrap();
        assert!(!state.store().log(&access).await.unwrap().is_empty());
        assert!(state.store().keys().of(THIRD).await.is_ok());
    }
}

#[tokio::test]
async fn sqlite_a_change_of_key_that_broke_off_is_finished_later() {
    let trip =
        "create trigger trip before update on keys when old.binder_id > $ begin select raise(abort, 'cut'); end";
    a_change_of_key_that_broke_off_is_finished_later(Scene::sqlite().await, &[trip], "drop trigger trip").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_change_of_key_that_broke_off_is_finished_later() {
    let trip = [
        "create function cut() returns trigger language plpgsql as 'begin raise exception ''cut''; end'",
        "create trigger trip before update on keys for each row when (old.binder_id > $) execute function cut()",
    ];
    let scene = Scene::postgres().await;
    a_change_of_key_that_broke_off_is_finished_later(scene, &trip, "drop trigger trip on keys").await;
}

async fn a_change_of_key_that_broke_off_is_finished_later(mut scene: Scene, trip: &[&str], mend: &'static str) {
    start(&mut scene.anna, SECOND, "Samir").await;
    let (config, old) = (scene.server.config.clone(), given(&scene.server.config));
    let pool = AnyPool::connect(&config.keys_url).await.unwrap();
    for sql in trip {
        let sql = sql.replace('$', &format!("'{}'", scene.binder));
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    }
    let next = Some([5; 32]);
    let rotating = opened(&scene.server, &old, 9).await.unwrap();
    assert!(rotating.rotate(next).await.is_err());
    // One key is wrapped with the new, one with the old. Whoever has either opens both.
    let new = Config { server_key: ServerKeySource::Given([5; 32]), ..config.clone() };
    for config in [&old, &new] {
        let keys = opened(&scene.server, config, 10).await.unwrap();
        assert!(keys.of(scene.binder).await.is_ok() && keys.of(SECOND).await.is_ok());
    }
    sqlx::query(mend).execute(&pool).await.unwrap();
    assert!(matches!(rotating.rotate(Some([6; 32])).await, Err(RotateError::OtherKey)));
    let again = opened(&scene.server, &old, 12).await.unwrap().rotate(next).await.unwrap();
    assert_eq!((again.n_wrapped, again.n_lost), (1, 0));
    let keys = opened(&scene.server, &new, 13).await.unwrap();
    assert!(matches!(keys.rotate(Some([6; 32])).await, Err(RotateError::NotRetired)));
    keys.retire().await.unwrap();
    assert!(matches!(keys.retire().await, Err(RotateError::NothingBegun)));
    assert!(matches!(keys.rotate(None).await, Err(RotateError::NoNewKey)));
    assert!(matches!(keys.rotate(Some([5; 32])).await, Err(RotateError::SameKey)));
    let keys = opened(&scene.server, &new, 14).await.unwrap();
    assert!(keys.of(scene.binder).await.is_ok() && keys.of(SECOND).await.is_ok());
    assert!(matches!(opened(&scene.server, &old, 15).await, Err(StoreError::WrongServerKey)));
    pool.close().await;
}

#[tokio::test]
async fn a_key_destroyed_during_the_change_stays_destroyed() {
    let mut scene = Scene::sqlite().await;
    start(&mut scene.anna, SECOND, "Samir").await;
    let access = scene.server.state.store().job_access(SECOND).await.unwrap().unwrap();
    scene.server.state.store().destroy_key(&access).await.unwrap();
    let rotating = opened(&scene.server, &scene.server.config, 9).await.unwrap();
    assert_eq!(rotating.rotate(None).await.unwrap().n_wrapped, 1);
    assert!(matches!(rotating.of(SECOND).await, Err(StoreError::Sealed)));
}

#[tokio::test]
async fn a_file_that_was_not_changed_before_the_cut_is_changed_by_the_next_try() {
    let scene = Scene::sqlite().await;
    let (config, folder) = (&scene.server.config, scene.server.folder());
    let (kept, old) = (folder.join("server.key"), folder.join("server.key.old"));
    let rotate = async |seed| opened(&scene.server, config, seed).await.unwrap().rotate(None).await;
    let before = std::fs::read(&kept).unwrap();
    assert_eq!(rotate(9).await.unwrap().old_file.as_ref(), Some(&old));
    let after = std::fs::read(&kept).unwrap();
    assert!(after != before && std::fs::read(&old).unwrap() == before);
    // As it was before the last step: only the old key's file has its second name.
    std::fs::write(&kept, &before).unwrap();
    std::fs::write(folder.join("server.key.new"), "half").unwrap();
    rotate(10).await.unwrap();
    assert_eq!((std::fs::read(&kept).unwrap(), std::fs::read(&old).unwrap()), (after, before));
    assert!(!folder.join("server.key.new").exists());
    opened(&scene.server, config, 11).await.unwrap().retire().await.unwrap();
    assert!(matches!(rotate(12).await, Err(RotateError::OldFileThere(_))), "an old key is never overwritten");
    std::fs::remove_file(&old).unwrap();
    assert_eq!(rotate(13).await.unwrap().n_wrapped, 1);
}

#[tokio::test]
async fn a_backup_of_the_keys_opens_with_the_server_key_it_was_made_under() {
    let mut scene = Scene::sqlite().await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let (config, old) = (scene.server.config.clone(), given(&scene.server.config));
    let folder = scene.server.folder().to_path_buf();
    let copy = async |name: &str| {
        let file = folder.join(name);
        let pool = AnyPool::connect(&config.keys_url).await.unwrap();
        sqlx::query("vacuum into $1").bind(file.to_str().unwrap()).execute(&pool).await.unwrap();
        pool.close().await;
        format!("sqlite://{}", file.display())
    };
    let before = copy("before.db").await;
    server::backup::backup(&config, &folder.join("data.db")).await.unwrap();
    let rotating = opened(&scene.server, &config, 9).await.unwrap();
    rotating.rotate(None).await.unwrap();
    let between = copy("between.db").await;
    rotating.retire().await.unwrap();
    let after = copy("after.db").await;
    let new = given(&config);
    let data = format!("sqlite://{}", folder.join("data.db").display());
    for (keys_url, with_old, with_new) in [(before, true, false), (between, true, true), (after, false, true)] {
        for (key, opens) in [(&old, with_old), (&new, with_new)] {
            let config = Config { keys_url: keys_url.clone(), database_url: data.clone(), ..key.clone() };
            let clock = Clock::mock(scene.server.state.clock().now(), 17).0;
            match AppState::with_clock(config, clock).await {
                Ok(state) => {
                    let access = state.store().job_access(scene.binder).await.unwrap().unwrap();
                    assert!(opens && !state.store().log(&access).await.unwrap().is_empty(), "{keys_url}");
                    state.close().await;
                }
                Err(error) => {
                    assert!(!opens && matches!(error, StoreError::WrongServerKey), "{keys_url}: {error}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_key_that_is_just_being_stored_is_not_left_behind() {
    let scene = Scene::postgres().await;
    let rotating = opened(&scene.server, &scene.server.config, 9).await.unwrap();
    let pool = AnyPool::connect(&scene.server.config.keys_url).await.unwrap();
    let mut storing = pool.begin().await.unwrap();
    // Another pärm's bytes: opened by nothing here, and therefore counted if the rotation comes past it.
    sqlx::query("insert into keys (binder_id, wrapped, created_at) select $1, wrapped, 0 from keys")
        .bind(SECOND.to_string())
        .execute(&mut *storing)
        .await
        .unwrap();
    let stored = async {
        let waits = "select count(*) from pg_locks where not granted and database = \
                     (select oid from pg_database where datname = current_database())";
        loop {
            let (n_waiting,): (i64,) = sqlx::query_as(waits).fetch_one(&pool).await.unwrap();
            if n_waiting > 0 {
                break storing.commit().await.unwrap();
            }
        }
    };
    let both = async { tokio::join!(rotating.rotate(None), stored) };
    let (done, ()) = tokio::time::timeout(Duration::from_secs(20), both).await.expect("nobody waited");
    let done = done.unwrap();
    assert_eq!((done.n_wrapped, done.n_lost), (1, 1));
    pool.close().await;
}
