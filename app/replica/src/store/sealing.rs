//! Rows of a locked copy, sealed one by one (`XChaCha20-Poly1305`).
//!
//! The cipher is a crate's and not the browser's own, which only answers later: an IndexedDB transaction would end
//! while it waits. A sealed row opens only under its own key of its own object store. Keys stay readable: they are
//! ids, tabs and numbers, and transactions find rows by them.
//!
//! In a copy of staff what she wrote herself and what was fetched are under two keys: a forgotten code must not cost
//! the one, and must not open the other.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use serde::Deserialize;

use super::rows::{BESIDE, COPIES, ERASED, LOCK, PART, PLACE, REPLICA, REVOKED, START, parse};
use super::{Tx, schema};
use crate::StoreError;

/// How long a key is.
pub(crate) const KEY_BYTES: usize = 32;

const NONCE_BYTES: usize = 24;

/// What a sealed row begins with; JSON never does.
pub(super) const MARK: char = '~';

/// What must be read before the code is given: what says that it is needed, and facts about the device.
const NEVER_SEALED: [&str; 7] = [LOCK, PART, REPLICA, REVOKED, ERASED, BESIDE, COPIES];

/// What whoever uses the device wrote, and what waits to be handed in.
pub(super) const WRITTEN: [&str; 5] =
    [schema::QUEUE, schema::REFUSED, schema::ASIDE, schema::DRAFTS, schema::UPLOADS];

/// The key of a locked copy.
pub(crate) struct Seal {
    /// Which lock it belongs to.
    pub(crate) lock: String,
    /// The key itself; also wrapped by her code, in the lock's row.
    pub(crate) key: [u8; KEY_BYTES],
    random: fn() -> [u8; 32],
    cipher: XChaCha20Poly1305,
    /// What seals the rows that she wrote herself, where they are under a key of their own.
    written: Option<Box<Self>>,
}

impl Seal {
    pub(crate) fn new(lock: String, key: [u8; KEY_BYTES], random: fn() -> [u8; 32]) -> Self {
        Self { lock, key, random, cipher: XChaCha20Poly1305::new(&key.into()), written: None }
    }

    /// The same, and the key of what she wrote herself.
    pub(crate) fn with_written(self, key: Option<[u8; KEY_BYTES]>) -> Self {
        let written = key.map(|key| Box::new(Self::new(self.lock.clone(), key, self.random)));
        Self { written, ..self }
    }

    /// What seals words that she wrote herself.
    pub(crate) fn of_written(&self) -> &Self {
        self.written.as_deref().unwrap_or(self)
    }

    fn of(&self, store: &str, key: &str) -> &Self {
        self.written.as_deref().filter(|_| is_written(store, key)).unwrap_or(self)
    }

    /// Seals something that belongs to a place.
    pub(crate) fn seal(&self, place: &str, plain: &[u8]) -> Option<String> {
        let nonce: [u8; NONCE_BYTES] = *(self.random)().first_chunk()?;
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed for this place with this key.
    pub(crate) fn open(&self, place: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// A row as it is kept.
pub(super) fn sealed(seal: Option<&Seal>, store: &str, key: &str, row: &str) -> Result<String, StoreError> {
    match seal.filter(|_| !is_never_sealed(store, key)) {
        Some(seal) => {
            let sealed = seal.of(store, key).seal(&place(store, key), row.as_bytes()).ok_or(StoreError::Shut)?;
            Ok(format!("{MARK}{sealed}"))
        }
        None => Ok(row.to_owned()),
    }
}

/// A row as it is read.
pub(super) fn opened(
    seals: &[Option<Rc<Seal>>],
    store: &'static str,
    key: &str,
    row: String,
) -> Result<String, StoreError> {
    let Some(text) = row.strip_prefix(MARK) else { return Ok(row) };
    let mut known = seals.iter().flatten().peekable();
    if known.peek().is_none() {
        return Err(StoreError::Shut);
    }
    let plain = known.find_map(|seal| seal.of(store, key).open(&place(store, key), text));
    let text = plain.and_then(|plain| String::from_utf8(plain).ok());
    text.ok_or_else(|| StoreError::Corrupt { store, key: key.to_owned() })
}

/// Whether a row holds what she wrote herself, or what that needs.
pub(super) fn is_written(store: &str, key: &str) -> bool {
    WRITTEN.contains(&store) || (store == schema::META && (key == PLACE || key.starts_with(START)))
}

/// A row that she wrote herself, opened by the key of those alone.
pub(super) fn opened_by_written(
    written: &Seal,
    store: &'static str,
    key: &str,
    row: &str,
) -> Result<String, StoreError> {
    let Some(text) = row.strip_prefix(MARK) else { return Ok(row.to_owned()) };
    let plain = written.open(&place(store, key), text).and_then(|plain| String::from_utf8(plain).ok());
    plain.ok_or_else(|| StoreError::Corrupt { store, key: key.to_owned() })
}

fn place(store: &str, key: &str) -> String {
    format!("{store}/{key}")
}

fn is_never_sealed(store: &str, key: &str) -> bool {
    store == schema::META && NEVER_SEALED.contains(&key)
}

/// What every lock's row has, of whatever age.
#[derive(Deserialize)]
struct Named {
    id: String,
}

impl Tx {
    /// Whether the lock that stands in the store is the one that this transaction seals with.
    pub(super) async fn is_under_its_lock(&self) -> Result<bool, StoreError> {
        let row = self.rows.get(schema::META, LOCK).await?;
        let stands: Option<Named> = row.map(|row| parse(schema::META, LOCK, &row)).transpose()?;
        Ok(stands.map(|lock| lock.id) == self.seal.as_ref().map(|seal| seal.lock.clone()))
    }
}
