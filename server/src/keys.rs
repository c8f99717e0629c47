//! The key store: one data key per binder, wrapped by the server key, in a database of its own.
//!
//! Whatever somebody wrote is stored encrypted under its binder's key. The keys live apart from the
//! store and its backups, so destroying a binder's key makes all it holds unreadable, in every backup.
//! What is sealed names where it belongs (AES-GCM associated data), so a stored body moved to another
//! binder or op does not open.

use std::sync::Arc;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use domain::{BinderId, Timestamp};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use sqlx::AnyPool;

use crate::clock::Clock;
use crate::config::{Config, ServerKeySource};
use crate::recent::Recent;
use crate::store::StoreError;
use crate::store::dialect::Dialect;
use crate::store::pool;

const NONCE_BYTES: usize = 12;

/// How many binders' keys are kept open in memory.
const KEYS_KEPT: usize = 4_096;

/// How long an open key is believed to exist without asking for it again.
const BELIEVED_MS: i64 = 10_000;

/// One binder's open key.
pub struct BinderKey(Aes256Gcm);

/// The keys of all binders.
#[derive(Clone)]
pub struct KeyStore {
    inner: Arc<Inner>,
}

struct Inner {
    pool: AnyPool,
    server: BinderKey,
    pepper: [u8; 32],
    clock: Clock,
    open: Recent<BinderId, (Arc<BinderKey>, Timestamp)>,
}

impl BinderKey {
    fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts something that belongs to `place`.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it is too large to encrypt.
    pub fn seal(&self, nonce: [u8; NONCE_BYTES], place: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let sealed = self.0.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: place });
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed.map_err(|_| StoreError::Sealed)?);
        Ok(bytes)
    }

    /// Decrypts what was sealed for `place`.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it was sealed for another place, by another key, or was changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(StoreError::Sealed)?;
        let payload = Payload { msg: sealed, aad: place };
        self.0.decrypt(&Nonce::from(*nonce), payload).map_err(|_| StoreError::Sealed)
    }
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
        let server = server_key(&config.server_key, &clock)?;
        let mut pepper = [0; 32];
        Hkdf::<Sha256>::new(None, &server)
            .expand(b"parmen pepper 1", &mut pepper)
            .map_err(|_| StoreError::Sealed)?;
        let inner = Inner { pool, server: BinderKey::new(&server), pepper, clock, open: Recent::new(KEYS_KEPT) };
        let keys = Self { inner: Arc::new(inner) };
        keys.check_server_key().await?;
        Ok(keys)
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
        let plain = self.inner.server.open(binder.as_uuid().as_bytes(), &wrapped)?;
        let key: [u8; 32] = plain.try_into().map_err(|_| StoreError::Sealed)?;
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
        let nonce = self.inner.clock.bytes()?;
        let wrapped = self.inner.server.seal(nonce, binder.as_uuid().as_bytes(), &fresh)?;
        sqlx::query(
            "insert into keys (binder_id, wrapped, created_at) values ($1, $2, $3) on conflict (binder_id) do nothing",
        )
        .bind(binder.to_string())
        .bind(wrapped)
        .bind(self.inner.clock.now().as_millis())
        .execute(&self.inner.pool)
        .await?;
        self.of(binder).await
    }

    /// Forgets an open key: it is read again, if it is there.
    pub(crate) fn forget(&self, binder: BinderId) {
        self.inner.open.forget(&binder);
    }

    /// Destroys a binder's key, and with it all that was ever written in the binder. What others remember of
    /// the binder is for [`crate::store::Store::destroy_key`] to make them forget.
    ///
    /// # Errors
    /// [`StoreError`] if the key store cannot be written.
    pub(crate) async fn destroy(&self, binder: BinderId) -> Result<(), StoreError> {
        sqlx::query("delete from keys where binder_id = $1")
            .bind(binder.to_string())
            .execute(&self.inner.pool)
            .await?;
        self.inner.open.forget(&binder);
        Ok(())
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

    async fn check_server_key(&self) -> Result<(), StoreError> {
        let row: Option<(String, Vec<u8>)> =
            sqlx::query_as("select binder_id, wrapped from keys limit 1").fetch_optional(&self.inner.pool).await?;
        let Some((binder, wrapped)) = row else {
            return Ok(());
        };
        let binder: BinderId = binder.parse().map_err(|_| StoreError::inconsistent("keys", "binder_id"))?;
        match self.inner.server.open(binder.as_uuid().as_bytes(), &wrapped) {
            Ok(_) => Ok(()),
            Err(_) => Err(StoreError::WrongServerKey),
        }
    }
}

/// The hash under which a secret of full strength is kept.
pub fn hash_token(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}

fn server_key(source: &ServerKeySource, clock: &Clock) -> Result<[u8; 32], StoreError> {
    use base64::Engine as _;
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;

    let path = match source {
        ServerKeySource::Given(key) => return Ok(*key),
        ServerKeySource::File(path) => path,
    };
    let read = || -> Result<[u8; 32], StoreError> {
        let text = std::fs::read_to_string(path).map_err(StoreError::KeyFile)?;
        crate::config::parse_key(&text).ok_or(StoreError::WrongServerKey)
    };
    if path.exists() {
        return read();
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(StoreError::KeyFile)?;
    }
    let key = clock.bytes::<32>()?;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let text = base64::engine::general_purpose::STANDARD.encode(key);
            file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(StoreError::KeyFile)?;
            Ok(key)
        }
        // Another process was first.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => read(),
        Err(error) => Err(StoreError::KeyFile(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_for_one_place_does_not_open_in_another() {
        let key = BinderKey::new(&[7; 32]);
        let sealed = key.seal([1; 12], b"here", b"words").unwrap();
        assert_eq!(key.open(b"here", &sealed).unwrap(), b"words");
        assert!(key.open(b"there", &sealed).is_err());
        assert!(BinderKey::new(&[8; 32]).open(b"here", &sealed).is_err());
    }
}
