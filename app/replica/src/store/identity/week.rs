//! The week that staff keep a copy without contact (design §7).

use domain::api::Me;
use domain::{Role, Timestamp};

use super::super::rows::{BINDER, BinderRow, ENDED, ME, PART, PRACTITIONERS, SEEN, SINCE};
use super::super::{LocalStore, Mode, PartRow, Tx, schema};
use super::COPY;
use super::leaving::drop_all;
use crate::StoreError;

/// How long staff keep a copy without contact.
const COPY_DAYS: i64 = 7;

/// A clock may be put right by so much.
const CLOCK_MINUTES: i64 = 10;

/// What tells whether the week is over.
struct Week {
    /// When the server was last heard of.
    contact: Option<Timestamp>,
    /// When the copy was first looked at here.
    since: Option<Timestamp>,
    /// What the clock said when it was last looked at.
    seen: Option<Timestamp>,
}

impl Week {
    async fn of(tx: &Tx) -> Result<Self, StoreError> {
        let rows: Vec<(String, BinderRow)> = tx.list(schema::META, BINDER, "").await?;
        // Whoever has just signed in has had contact.
        let heard = tx.read::<PartRow>(schema::META, PART).await?.map(|part| part.heard);
        Ok(Self {
            contact: rows.into_iter().filter_map(|(_, row)| row.contact).chain(heard).max(),
            since: tx.read(schema::META, SINCE).await?,
            seen: tx.read(schema::META, SEEN).await?,
        })
    }

    fn is_over(&self, now: Timestamp) -> bool {
        let is_old = self.contact.or(self.since).is_some_and(|at| is_too_long(at, now));
        is_old || self.seen.is_some_and(|at| is_back(at, now))
    }
}

impl LocalStore {
    /// Staff who have had no contact for seven days, or whose clock has gone back, keep no copy: what was fetched
    /// goes, and what was not sent waits until somebody has signed in. Before the first sync there is only the list
    /// of whose pärmar there are; its week begins when it is first looked for here. Whether something went.
    pub async fn drop_old_copy(&self, now: Timestamp) -> Result<bool, StoreError> {
        if staff(&self.begin(Mode::Read, &[schema::META]).await?).await?.is_none() {
            return Ok(false);
        }
        let stores: Vec<&'static str> = COPY.into_iter().chain([schema::META]).collect();
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let Some(mut me) = staff(&tx).await? else { return Ok(false) };
        let week = Week::of(&tx).await?;
        if week.since.is_none() {
            tx.write(schema::META, SINCE, &now)?;
        }
        let is_over = week.is_over(now);
        if is_over {
            tx.delete(schema::META, PART)?;
        }
        let goes = is_over && !me.binders.is_empty();
        if goes {
            drop_all(&mut tx).await?;
            me.binders.clear();
            me.closed.clear();
            tx.write(schema::META, ME, &me)?;
            tx.delete(schema::META, PRACTITIONERS)?;
            tx.write(schema::META, ENDED, &true)?;
        }
        // From then on the clock is believed as it is now.
        tx.write(schema::META, SEEN, &now)?;
        tx.commit().await?;
        Ok(goes)
    }
}

/// Whether [`LocalStore::drop_old_copy`] must not wait until the page stands: the week of this copy of staff is over,
/// or has not begun. That the clock was looked at can be noted later, as the sync does in each round.
pub(super) async fn is_due(tx: &Tx, now: Timestamp) -> Result<bool, StoreError> {
    if staff(tx).await?.is_none() {
        return Ok(false);
    }
    let week = Week::of(tx).await?;
    Ok(week.since.is_none() || week.is_over(now))
}

async fn staff(tx: &Tx) -> Result<Option<Me>, StoreError> {
    let me: Option<Me> = tx.read(schema::META, ME).await?;
    Ok(me.filter(|me| me.role != Role::Owner))
}

/// Whether staff have had no contact since then for longer than a copy is kept, or the clock has gone back.
pub(in crate::store) fn is_too_long(heard: Timestamp, now: Timestamp) -> bool {
    heard.plus_days(COPY_DAYS) < now || is_back(heard, now)
}

fn is_back(at: Timestamp, now: Timestamp) -> bool {
    now.plus_minutes(CLOCK_MINUTES) < at
}
