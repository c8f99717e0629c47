//! Sessions that are believed from memory, for ten seconds. One that ends is forgotten at once, also when
//! it ended in another process; the ten seconds are for a message that was lost.

use domain::{DeviceId, Timestamp};

use super::DeviceRow;
use crate::recent::Recent;

/// How many sessions are remembered.
const SESSIONS_KEPT: usize = 20_000;

/// How long a session is believed without reading it again.
const BELIEVED_MS: i64 = 10_000;

/// Sessions by the hash of their token, each with when it was read.
pub(super) struct Believed(Recent<String, (DeviceRow, Timestamp)>);

impl Believed {
    pub(super) const fn new() -> Self {
        Self(Recent::new(SESSIONS_KEPT))
    }

    pub(super) fn get(&self, hash: &String, now: Timestamp) -> Option<DeviceRow> {
        let (row, read_at) = self.0.get(hash)?;
        (0..BELIEVED_MS).contains(&(now.as_millis() - read_at.as_millis())).then_some(row)
    }

    pub(super) fn put(&self, hash: String, row: DeviceRow, now: Timestamp) {
        self.0.put(hash, (row, now));
    }

    pub(super) fn forget(&self, device: DeviceId) {
        self.0.forget_where(|_, (row, _)| row.id == device);
    }
}
