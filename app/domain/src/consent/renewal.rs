//! Renewing a sentence that ends soon (R30): an accepted plan is also a renewed consent, if she says so. Nothing is
//! renewed by itself, and a "nej" or a last day that she had not seen when she renewed still counts (`withdrawal`).

use super::{Evidence, Grant, Period, withdrawals};
use crate::recurrence::days_later;
use crate::{TabState, Timestamp};

/// A sentence that ends within so many months is one to ask about when a new plan is decided: the group meets every
/// third.
pub const SOON_MONTHS: i32 = 4;

/// For how many months a sentence is renewed.
pub const RENEWED_MONTHS: i32 = 12;

/// Whether a sentence holds now and ends soon.
#[must_use]
pub fn ends_soon(grant: &Grant, now: Timestamp) -> bool {
    let soon = now.plus_months(SOON_MONTHS);
    grant.period.holds_at(now) && grant.period.until.is_some_and(|until| until <= soon)
}

/// The first moment when a sentence that is renewed now holds no longer: the day is whole.
#[must_use]
pub fn renewed_until(now: Timestamp) -> Timestamp {
    let last = now.plus_months(RENEWED_MONTHS);
    let next = days_later(last, 1).local();
    Timestamp::from_local(next.year, next.month, next.day, 0, 0).unwrap_or(last)
}

/// The same sentence for longer, as she says it on her own screen. It names what has been said against it so far.
#[must_use]
pub fn renewed(grant: &Grant, sharing: &TabState, until: Timestamp) -> Grant {
    Grant {
        evidence: Evidence::OnScreen,
        period: Period { from: None, until: Some(until) },
        over: withdrawals(sharing, grant.person, grant.tab),
        ..grant.clone()
    }
}
