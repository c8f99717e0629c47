//! How fast one device may write. A phone that was away for a year is let in at once; one that somebody has turned
//! against the server cannot fill its disk or keep the others waiting. Counted per device, so that a clinic with one
//! address is not slowed, and in this process alone: it is about the process's time, and several have more of it.

use std::num::NonZeroU32;

use domain::DeviceId;
use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::error::{ApiError, ApiResult};

/// As many ops at once as years of writing.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(9_999);
/// Faster than anybody writes, or waits for an answer.
const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// What each device has left.
pub(crate) struct Pace {
    clock: DefaultClock,
    devices: RateLimiter<DeviceId, HashMapStateStore<DeviceId>, DefaultClock>,
}

impl Pace {
    pub(crate) fn new() -> Self {
        let (clock, quota) = (DefaultClock::default(), Quota::per_second(A_SECOND).allow_burst(AT_ONCE));
        Self { devices: RateLimiter::hashmap_with_clock(quota, clock.clone()), clock }
    }

    /// Counts a round with so many ops.
    ///
    /// # Errors
    /// [`domain::api::ErrorCode::TooMany`], with the seconds to wait; nothing was counted then.
    pub(crate) fn take(&self, device: DeviceId, ops: usize) -> ApiResult<()> {
        let cost = u32::try_from(ops).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        match self.devices.check_key_n(&device, cost) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(not_yet)) => {
                let wait = not_yet.wait_time_from(self.clock.now()).as_secs().saturating_add(1);
                Err(ApiError::too_many(u32::try_from(wait).unwrap_or(u32::MAX)))
            }
            Err(_) => Err(ApiError::new(domain::api::ErrorCode::TooLarge)),
        }
    }

    /// Forgets devices that have all they may have.
    pub(crate) fn forget_the_rested(&self) {
        self.devices.retain_recent();
        self.devices.shrink_to_fit();
    }
}
