//! The server key: where it comes from, and what the key store says of it.
//!
//! The key store names the one that wraps now. A process that was given the one before finds the new one
//! sealed with its own, so that the key can be changed while it serves.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::BinderId;
use hkdf::Hkdf;
use sha2::Sha256;
use sqlx::AnyPool;

use super::{BinderKey, hex};
use crate::clock::Clock;
use crate::config::{ServerKeySource, parse_key};
use crate::store::StoreError;

/// Where in the key store something is sealed.
const PEPPER: &[u8] = b"pepper";
const BRIDGE: &[u8] = b"next server key";
const BACK: &[u8] = b"server key before";

/// How many server keys a process remembers: the one that wraps and the one before.
const KEPT: usize = 2;

/// The columns of [`Row`].
type Cells = (String, Vec<u8>, Vec<u8>, Vec<u8>);

/// One server key.
pub(super) struct ServerKey {
    /// Its name, which says nothing about it.
    pub(super) id: String,
    pub(super) key: BinderKey,
    bytes: [u8; 32],
}

/// What the key store says of the server key.
pub(super) struct Row {
    /// The one that wraps.
    pub(super) key_id: String,
    pepper: Vec<u8>,
    bridge: Vec<u8>,
    back: Vec<u8>,
}

impl ServerKey {
    pub(super) fn new(bytes: [u8; 32]) -> Result<Self, StoreError> {
        Ok(Self {
            id: hex(&derived::<16>(&bytes, b"parmen server key id 1")?),
            key: BinderKey::new(&bytes),
            bytes,
        })
    }

    /// The key where it is kept; `None` if its file is not there.
    pub(super) fn read(source: &ServerKeySource) -> Result<Option<Self>, StoreError> {
        let path = match source {
            ServerKeySource::Given(key) => return Self::new(*key).map(Some),
            ServerKeySource::File(path) => path,
        };
        match std::fs::read_to_string(path) {
            Ok(text) => Self::new(parse_key(&text).ok_or(StoreError::WrongServerKey)?).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::KeyFile(error)),
        }
    }

    /// The key where it is kept, made now at the first start.
    pub(super) fn read_or_make(source: &ServerKeySource, clock: &Clock) -> Result<Self, StoreError> {
        if let Some(key) = Self::read(source)? {
            return Ok(key);
        }
        let ServerKeySource::File(path) = source else { return Err(StoreError::WrongServerKey) };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(StoreError::KeyFile)?;
        }
        let key = Self::new(clock.bytes()?)?;
        match key.write(path) {
            Ok(()) => Ok(key),
            // Another process was first.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::read(source)?.ok_or(StoreError::WrongServerKey)
            }
            Err(error) => Err(StoreError::KeyFile(error)),
        }
    }

    /// Writes it to a new file, readable by its owner only, and waits for the disk.
    pub(super) fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(STANDARD.encode(self.bytes).as_bytes())?;
        file.sync_all()
    }
}

impl Row {
    /// What the key store says; `None` before its first start.
    pub(super) async fn read(pool: &AnyPool) -> Result<Option<Self>, StoreError> {
        let row: Option<Cells> =
            sqlx::query_as("select key_id, pepper, bridge, back from server_key where slot = 1")
                .fetch_optional(pool)
                .await?;
        Ok(row.map(|(key_id, pepper, bridge, back)| Self { key_id, pepper, bridge, back }))
    }

    /// Says for the first time which server key wraps: the one that opens the keys that are there.
    pub(super) async fn begin(pool: &AnyPool, given: &ServerKey, clock: &Clock) -> Result<Self, StoreError> {
        let there: Option<(String, Vec<u8>)> =
            sqlx::query_as("select binder_id, wrapped from keys limit 1").fetch_optional(pool).await?;
        if let Some((binder, wrapped)) = there {
            let binder: BinderId = binder.parse().map_err(|_| StoreError::inconsistent("keys", "binder_id"))?;
            let opened = given.key.open(binder.as_uuid().as_bytes(), &wrapped);
            opened.map_err(|_| StoreError::WrongServerKey)?;
        }
        let pepper: [u8; 32] = derived(&given.bytes, b"parmen pepper 1")?;
        sqlx::query(
            "insert into server_key (slot, key_id, pepper, bridge, back, since) values (1, $1, $2, $3, $4, $5) \
             on conflict (slot) do nothing",
        )
        .bind(&given.id)
        .bind(given.key.seal(clock.bytes()?, PEPPER, &pepper)?)
        .bind(Vec::new())
        .bind(Vec::new())
        .bind(clock.now().as_millis())
        .execute(pool)
        .await?;
        Self::read(pool).await?.ok_or(StoreError::WrongServerKey)
    }

    /// The key that wraps first, then those a process had; [`StoreError::WrongServerKey`] if none leads to it.
    pub(super) fn catch_up(
        &self,
        mut known: Vec<Arc<ServerKey>>,
        source: &ServerKeySource,
    ) -> Result<Vec<Arc<ServerKey>>, StoreError> {
        if known.iter().all(|key| key.id != self.key_id)
            && let Ok(Some(kept)) = ServerKey::read(source)
        {
            known.insert(0, Arc::new(kept));
        }
        let current = match known.iter().find(|key| key.id == self.key_id) {
            Some(key) => Arc::clone(key),
            None => Arc::new(self.cross(&known)?),
        };
        // The one before, as long as something may still be wrapped with it.
        if let Some(before) = opened(std::iter::once(&current), BACK, &self.back) {
            known.insert(0, Arc::new(ServerKey::new(before)?));
        }
        known.retain(|key| key.id != current.id);
        known.insert(0, current);
        known.truncate(KEPT);
        Ok(known)
    }

    /// Whether a change of the server key has not been ended.
    pub(super) const fn has_bridge(&self) -> bool {
        !self.bridge.is_empty()
    }

    /// What names that must not be guessed are made with.
    pub(super) fn pepper(&self, servers: &[Arc<ServerKey>]) -> Result<[u8; 32], StoreError> {
        let current = servers.first().ok_or(StoreError::WrongServerKey)?;
        let pepper = current.key.open(PEPPER, &self.pepper)?;
        pepper.try_into().map_err(|_| StoreError::Sealed)
    }

    /// What the key store is to say when `next` takes the place of `old`.
    pub(super) fn turned(&self, old: &ServerKey, next: &ServerKey, clock: &Clock) -> Result<Self, StoreError> {
        let pepper = old.key.open(PEPPER, &self.pepper)?;
        Ok(Self {
            key_id: next.id.clone(),
            pepper: next.key.seal(clock.bytes()?, PEPPER, &pepper)?,
            bridge: old.key.seal(clock.bytes()?, BRIDGE, &next.bytes)?,
            back: next.key.seal(clock.bytes()?, BACK, &old.bytes)?,
        })
    }

    /// Puts this in the place of what is said of `old`; nothing happens if that is no longer said.
    pub(super) async fn replace(
        &self,
        old: &str,
        now_ms: i64,
        connection: &mut sqlx::AnyConnection,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "update server_key set key_id = $1, pepper = $2, bridge = $3, back = $4, since = $5 \
             where slot = 1 and key_id = $6",
        )
        .bind(&self.key_id)
        .bind(self.pepper.clone())
        .bind(self.bridge.clone())
        .bind(self.back.clone())
        .bind(now_ms)
        .bind(old)
        .execute(connection)
        .await?;
        Ok(())
    }

    fn cross(&self, known: &[Arc<ServerKey>]) -> Result<ServerKey, StoreError> {
        let bytes = opened(known.iter(), BRIDGE, &self.bridge).ok_or(StoreError::WrongServerKey)?;
        let next = ServerKey::new(bytes)?;
        if next.id == self.key_id { Ok(next) } else { Err(StoreError::WrongServerKey) }
    }
}

fn opened<'a>(mut by: impl Iterator<Item = &'a Arc<ServerKey>>, place: &[u8], sealed: &[u8]) -> Option<[u8; 32]> {
    by.find_map(|key| key.key.open(place, sealed).ok())?.try_into().ok()
}

fn derived<const N: usize>(key: &[u8; 32], name: &[u8]) -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    Hkdf::<Sha256>::new(None, key).expand(name, &mut bytes).map_err(|_| StoreError::Sealed)?;
    Ok(bytes)
}
