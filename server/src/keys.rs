//! The key store: one data key per binder, wrapped by the server key, in a database of its own.
//!
//! Whatever somebody wrote is stored encrypted under its binder's key. The keys live apart from the
//! store and its backups, so destroying a binder's key makes all it holds unreadable, in every backup.
//! What is sealed names where it belongs (AES-GCM associated data), so a stored body moved to another
//! binder or op does not open.

mod binder_key;
mod destroyed;
mod id_token;
mod organization;
mod rotate;
mod sealed_cookie;
mod second_factor;
mod server_key;
mod vapid;

use std::sync::{Arc, PoisonError, RwLock};

use domain::{BinderId, Timestamp};
use sha2::{Digest as _, Sha256};
use sqlx::AnyPool;

use crate::clock::Clock;
use crate::config::{Config, ServerKeySource};
use crate::keys::server_key::{Row, ServerKey};
use crate::recent::Recent;
use crate::store::StoreError;
use crate::store::dialect::Dialect;
use crate::store::pool;

pub use binder_key::BinderKey;
pub use rotate::{RotateError, Rotated};

/// How many binders' keys are kept open in memory.
const KEYS_KEPT: usize = 4_096;

/// How long an open key is believed to exist without asking for it again.
const BELIEVED_MS: i64 = 10_000;

/// The keys of all binders.
#[derive(Clone)]
pub struct KeyStore {
    inner: Arc<Inner>,
}

struct Inner {
    pool: AnyPool,
    dialect: Dialect,
    source: ServerKeySource,
    /// The server keys this process has: first the one that wraps, then what it came from.
    servers: RwLock<Vec<Arc<ServerKey>>>,
    pepper: [u8; 32],
    clock: Clock,
    open: Recent<BinderId, (Arc<BinderKey>, Timestamp)>,
}

impl KeyStore {
    /// Opens the key store, and makes its table and the server key at the first start.
    ///
    /// # Errors
    /// [`StoreError::WrongServerKey`] if the server key does not open the keys that are there.
    pub async fn open(config: &Config, clock: Clock) -> Result<Self, StoreError> {
        let dialect = Dialect::of(&config.keys_url)?;
        let pool = pool::open(&config.keys_url, 2).await?;
        match dialect {
            Dialect::Sqlite => sqlx::migrate!("migrations/keys-sqlite"),
            Dialect::Postgres => sqlx::migrate!("migrations/keys-postgres"),
        }
        .run(&pool)
        .await?;
        let given = ServerKey::read_or_make(&config.server_key, &clock)?;
        let row = match Row::read(&pool).await? {
            Some(row) => row,
            None => Row::begin(&pool, &given, &clock).await?,
        };
        let is_old = given.id != row.key_id;
        let servers = row.catch_up(vec![Arc::new(given)], &config.server_key)?;
        let pepper = row.pepper(&servers)?;
        if is_old {
            tracing::warn!("the server key has been changed: give this process the new one");
        }
        let inner = Inner {
            pool,
            dialect,
            source: config.server_key.clone(),
            servers: RwLock::new(servers),
            pepper,
            clock,
            open: Recent::new(KEYS_KEPT),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The key of one binder. Whether it was destroyed is asked anew every ten seconds, for the case that
    /// another process did so and its message was lost.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it has none any more.
    pub async fn of(&self, binder: BinderId) -> Result<Arc<BinderKey>, StoreError> {
        let now = self.inner.clock.now();
        if let Some((key, read_at)) = self.inner.open.get(&binder)
            && (0..BELIEVED_MS).contains(&(now.as_millis() - read_at.as_millis()))
        {
            return Ok(key);
        }
        let row: Option<(Vec<u8>,)> = sqlx::query_as("select wrapped from keys where binder_id = $1")
            .bind(binder.to_string())
            .fetch_optional(&self.inner.pool)
            .await?;
        let Some((wrapped,)) = row else {
            self.forget(binder);
            return Err(StoreError::Sealed);
        };
        let mut key = self.unwrap_key(binder, &wrapped);
        if key.is_err() {
            // Wrapped with a newer server key than this process has heard of.
            self.catch_up().await?;
            key = self.unwrap_key(binder, &wrapped);
        }
        let key = key?;
        let key = Arc::new(BinderKey::new(&key));
        self.inner.open.put(binder, (Arc::clone(&key), now));
        Ok(key)
    }

    /// The key of one binder, made now if it has none.
    ///
    /// # Errors
    /// [`StoreError`] if it can be neither read nor made.
    pub async fn make(&self, binder: BinderId) -> Result<Arc<BinderKey>, StoreError> {
        let fresh = self.inner.clock.bytes::<32>()?;
        let mut made = self.insert(binder, &fresh).await?;
        if !made && matches!(self.of(binder).await, Err(StoreError::Sealed)) {
            // None was there, so the server key was changed under our hands.
            self.catch_up().await?;
            made = self.insert(binder, &fresh).await?;
        }
        if made {
            self.forget(binder);
        }
        self.of(binder).await
    }

    /// Stores a new key, if there is none and the server key is still the one that wraps: once a rotation has
    /// begun, nothing more is wrapped with the old one. Never in the place of one that was destroyed.
    async fn insert(&self, binder: BinderId, fresh: &[u8; 32]) -> Result<bool, StoreError> {
        let servers = self.servers();
        let server = servers.first().ok_or(StoreError::WrongServerKey)?;
        let wrapped = server.key.seal(self.inner.clock.bytes()?, binder.as_uuid().as_bytes(), fresh)?;
        let done = sqlx::query(
            "insert into keys (binder_id, wrapped, created_at) select $1, $2, $3 from server_key \
             where slot = 1 and key_id = $4 and not exists (select 1 from destroyed where binder_id = $1) \
             on conflict (binder_id) do nothing",
        )
        .bind(binder.to_string())
        .bind(wrapped)
        .bind(self.inner.clock.now().as_millis())
        .bind(&server.id)
        .execute(&self.inner.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    fn servers(&self) -> Vec<Arc<ServerKey>> {
        self.inner.servers.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn unwrap_key(&self, binder: BinderId, wrapped: &[u8]) -> Result<[u8; 32], StoreError> {
        let open = |server: &Arc<ServerKey>| server.key.open(binder.as_uuid().as_bytes(), wrapped).ok();
        let plain = self.servers().iter().find_map(open).ok_or(StoreError::Sealed)?;
        plain.try_into().map_err(|_| StoreError::Sealed)
    }

    /// Finds the server key that wraps now: in its file, or in the key store, sealed with the one before.
    async fn catch_up(&self) -> Result<Row, StoreError> {
        let row = Row::read(&self.inner.pool).await?.ok_or(StoreError::WrongServerKey)?;
        let servers = row.catch_up(self.servers(), &self.inner.source)?;
        *self.inner.servers.write().unwrap_or_else(PoisonError::into_inner) = servers;
        Ok(row)
    }

    /// Forgets an open key: it is read again, if it is there.
    pub(crate) fn forget(&self, binder: BinderId) {
        self.inner.open.forget(&binder);
    }

    /// A name for something that must not be found out by trying all there are: a code of eight
    /// digits, an address. Useless to whoever has the database and not the server key.
    pub fn blind(&self, what: &str, value: &str) -> String {
        let digest =
            Sha256::new().chain_update(self.inner.pepper).chain_update(what).chain_update([0]).chain_update(value);
        hex(&digest.finalize())
    }

    /// Closes the database.
    pub async fn close(&self) {
        self.inner.pool.close().await;
    }
}

/// The hash under which a secret of full strength is kept.
pub fn hash_token(token: &str) -> String {
    hex_digest(token.as_bytes())
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn hex_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}
