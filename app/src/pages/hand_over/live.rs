//! What somebody has already.

use domain::copies::is_same;
use domain::share::{self, HandOver};
use domain::{EntryId, Reference, Timestamp};

use crate::state::TabView;

/// A share that opens today.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Live {
    /// Its entry in the Sharing tab.
    pub(super) entry: EntryId,
    /// What was handed over last.
    pub(super) copy: HandOver,
    /// When.
    pub(super) handed_at: Timestamp,
    /// When it was last opened.
    pub(super) opened_at: Option<Timestamp>,
    /// The server has it, so the link opens.
    pub(super) arrived: bool,
}

/// The share that this person has now. One that is ended or too old is not used again.
pub(super) fn live_share(sharing: &TabView, person: &Reference, now: Timestamp) -> Option<Live> {
    let shares = share::all(sharing.open()?);
    let theirs = |share: &&share::ShareView<'_>| share.opens(now) && is_same(&share.latest.person, person);
    shares.iter().find(theirs).map(|share| Live {
        entry: share.entry,
        copy: share.latest.clone(),
        handed_at: share.handed_at,
        opened_at: share.opened_at,
        arrived: share.arrived,
    })
}
