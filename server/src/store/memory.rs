//! What this process remembers of the store, in one place: all of it can be read again, so it may be
//! forgotten at any time, and where something must not be believed any longer it is forgotten here.

use domain::BinderId;

use super::batch::{self, KnownEntries};
use super::checkpoints::Finished;
use super::heads::Heads;
use super::sessions::Believed;

/// The memory of one process.
pub(super) struct Memory {
    /// Where logs stand.
    pub(super) heads: Heads,
    /// Finished checkpoints: the only thing here that somebody wrote.
    pub(super) checkpoints: Finished,
    /// What entries are.
    pub(super) entries: KnownEntries,
    /// Sessions.
    pub(super) sessions: Believed,
}

impl Memory {
    pub(super) const fn new() -> Self {
        Self {
            heads: Heads::new(),
            checkpoints: Finished::new(),
            entries: batch::nothing_known(),
            sessions: Believed::new(),
        }
    }

    /// Forgets all there is of a binder.
    pub(super) fn forget(&self, binder: BinderId) {
        self.heads.forget(binder);
        self.checkpoints.forget(binder);
        self.entries.forget(&binder);
    }
}
