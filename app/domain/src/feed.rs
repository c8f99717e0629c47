//! "Se mötena i din egen kalender": a secret address that her own calendar reads.
//!
//! A calendar is often seen by others, so it says "Möte" and the time, and only what she adds. It is given like a
//! share: an op of hers with the secret, ended by `Revoke`.

use serde::{Deserialize, Serialize};

use crate::fact::FactKind;
use crate::{Entry, EntryId, EntryKind, Field, TabState, Timestamp, meeting};

/// How long a meeting that has been stays in the calendar, in days.
pub const PAST_DAYS: i64 = 31;

/// The address is made, or what it shows is changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Feed {
    /// The secret in the address. The body is encrypted at rest; lists hold only its hash.
    pub token: String,
    /// Show where.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place: bool,
    /// Show who comes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub people: bool,
    /// Show what sort of meeting it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kind: bool,
}

/// The address as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FeedView<'a> {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// What was said last.
    pub latest: &'a Feed,
    /// The server has it, so that the address answers.
    pub arrived: bool,
}

/// The address that answers, the latest if two were made apart.
#[must_use]
pub fn live(sharing: &TabState) -> Option<FeedView<'_>> {
    all_live(sharing).into_iter().next()
}

/// Every address that answers, the latest first: ending the calendar ends them all.
#[must_use]
pub fn all_live(sharing: &TabState) -> Vec<FeedView<'_>> {
    let shares = sharing.entries.values().filter(|entry| entry.kind == EntryKind::Share);
    let mut all: Vec<(Timestamp, FeedView<'_>)> = shares.filter_map(view).collect();
    crate::order::sort_by_key(&mut all, |(made_at, feed)| std::cmp::Reverse((*made_at, feed.entry)));
    all.into_iter().map(|(_, feed)| feed).collect()
}

fn view(entry: &Entry) -> Option<(Timestamp, FeedView<'_>)> {
    let (stamp, latest) = entry.facts.iter().rev().find_map(|fact| match &fact.what {
        FactKind::Fed(feed) => Some((&fact.stamp, feed)),
        _ => None,
    })?;
    let ended = entry.facts.iter().any(|fact| fact.what == FactKind::Revoked);
    (!ended).then_some((stamp.made_at, FeedView { entry: entry.id, latest, arrived: stamp.seq.is_some() }))
}

/// The meetings that the calendar shows: those that come and those of the last month, cancelled ones too.
#[must_use]
pub fn meetings(tab: &TabState, now: Timestamp) -> Vec<&Entry> {
    let since = now.plus_days(-PAST_DAYS);
    let mut all = tab.listed(EntryKind::Meeting);
    all.retain(|entry| {
        entry.instant(Field::Starts).is_some() && meeting::ends(entry).is_some_and(|end| end >= since)
    });
    crate::order::sort_by_key(&mut all, |entry| (entry.instant(Field::Starts), entry.id));
    all
}
