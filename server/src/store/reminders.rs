//! Which phones are to be reminded, of what, and what has been said.
//!
//! **At most once.** A reminder is claimed before it is sent, by one update that one process wins, and what is claimed is
//! sent by nobody else and never again: not by another process, not after a restart, not when the meeting is moved away
//! and back. So one that was claimed when the server died is not said at all, which is better than twice. It is set free
//! again only when the push service has certainly not taken it.
//!
//! What is planned follows from the log up to a place that is kept beside it. Nothing is claimed while the log is
//! further on: a meeting that has just been moved is planned anew first.

use domain::consent::Access;
use domain::reminder::{Reminder, ReminderKind, ReminderWishes};
use domain::{BinderId, DeviceId, EntryId, Locale, Timestamp};
use sqlx::FromRow;

use super::{Store, StoreError, names};
use crate::web_push::Target;

/// What was due longer ago when it is first planned is not said: she has just booked it, or just turned this on.
const GRACE_MINUTES: i64 = 10;

/// A phone that wants to be reminded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscription {
    /// The phone.
    pub device: DeviceId,
    /// Where its browser takes messages.
    pub target: Target,
    /// In which language it speaks.
    pub locale: Locale,
    /// Of what.
    pub wishes: ReminderWishes,
}

/// One reminder whose time has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueReminder {
    /// In whose pärm.
    pub binder: BinderId,
    /// On which phone.
    pub device: DeviceId,
    /// What is said.
    pub reminder: Reminder,
}

#[derive(FromRow)]
struct Row {
    device_id: String,
    sealed: Vec<u8>,
    locale: String,
    day_before: i64,
    hour_before: i64,
    rating: i64,
}

#[derive(FromRow)]
struct DueRow {
    binder_id: String,
    device_id: String,
    kind: String,
    entry_id: String,
    starts_at: i64,
    due_at: i64,
    until_at: i64,
}

fn place(device: DeviceId) -> Vec<u8> {
    [b"reminders".as_slice(), device.as_uuid().as_bytes()].concat()
}

fn entry_text(entry: Option<EntryId>) -> String {
    entry.map(|entry| entry.to_string()).unwrap_or_default()
}

impl Store {
    /// A phone wants to be reminded, from now on like this. All of it is planned anew.
    ///
    /// # Errors
    /// [`StoreError::NotCovered`] for anybody but the owner.
    pub async fn subscribe(&self, access: &Access, phone: &Subscription) -> Result<(), StoreError> {
        owner_or_job(access)?;
        let key = self.keys().of(access.binder()).await?;
        let target = serde_json::to_vec(&phone.target)?;
        let sealed = key.seal(self.clock().bytes()?, &place(phone.device), &target)?;
        sqlx::query(
            "insert into reminder_subscriptions \
             (device_id, binder_id, sealed, locale, day_before, hour_before, rating, planned_head) \
             values ($1, $2, $3, $4, $5, $6, $7, -1) on conflict (device_id) do update set \
             sealed = excluded.sealed, locale = excluded.locale, day_before = excluded.day_before, \
             hour_before = excluded.hour_before, rating = excluded.rating, planned_head = -1",
        )
        .bind(phone.device.to_string())
        .bind(access.binder().to_string())
        .bind(sealed)
        .bind(phone.locale.tag())
        .bind(i64::from(phone.wishes.day_before))
        .bind(i64::from(phone.wishes.hour_before))
        .bind(i64::from(phone.wishes.rating))
        .execute(self.write())
        .await?;
        Ok(())
    }

    /// The phones of a pärm that are to be reminded.
    ///
    /// # Errors
    /// [`StoreError::NotCovered`] for anybody but the owner and the server's own work.
    pub async fn subscriptions(&self, access: &Access) -> Result<Vec<Subscription>, StoreError> {
        owner_or_job(access)?;
        let rows: Vec<Row> = sqlx::query_as(
            "select s.device_id, s.sealed, s.locale, s.day_before, s.hour_before, s.rating \
             from reminder_subscriptions s join devices d on d.id = s.device_id \
             where s.binder_id = $1 and d.revoked_at is null order by s.device_id",
        )
        .bind(access.binder().to_string())
        .fetch_all(self.read())
        .await?;
        let key = self.keys().of(access.binder()).await?;
        let read = |row: Row| {
            let device = names::id(&row.device_id, "reminder_subscriptions", "device_id")?;
            let locale = Locale::parse(&row.locale);
            Ok(Subscription {
                device,
                target: serde_json::from_slice(&key.open(&place(device), &row.sealed)?)?,
                locale: locale.ok_or(StoreError::inconsistent("reminder_subscriptions", "locale"))?,
                wishes: ReminderWishes {
                    day_before: row.day_before != 0,
                    hour_before: row.hour_before != 0,
                    rating: row.rating != 0,
                },
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// A phone is not to be reminded any more. What has been said on it stays noted until it would be too late
    /// anyway, so that turning it off and on does not say it again.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn forget_subscription(&self, device: DeviceId) -> Result<(), StoreError> {
        for sql in [
            "delete from reminder_subscriptions where device_id = $1",
            "delete from reminders where device_id = $1 and claimed_at is null",
        ] {
            sqlx::query(sql).bind(device.to_string()).execute(self.write()).await?;
        }
        Ok(())
    }

    /// Pärmar in which something was written since their reminders were planned.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn unplanned(&self) -> Result<Vec<BinderId>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "select distinct s.binder_id from reminder_subscriptions s join binders b on b.id = s.binder_id \
             where s.planned_head <> b.head order by 1",
        )
        .fetch_all(self.read())
        .await?;
        rows.iter().map(|(id,)| names::id(id, "reminder_subscriptions", "binder_id")).collect()
    }

    /// Plans the reminders of one phone, as they follow from the log up to a place: what is planned and was not
    /// stays with the time it had, what does not follow any more goes, and what was said stays said.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn plan_reminders(
        &self,
        access: &Access,
        device: DeviceId,
        planned: &[Reminder],
        head: domain::Seq,
    ) -> Result<(), StoreError> {
        owner_or_job(access)?;
        let now = self.clock().now();
        let mut transaction = self.begin().await?;
        let known: Vec<(String, String, i64)> =
            sqlx::query_as("select kind, entry_id, starts_at from reminders where device_id = $1")
                .bind(device.to_string())
                .fetch_all(&mut *transaction)
                .await?;
        let wanted = planned
            .iter()
            .map(|one| Ok((names::name_of(one.kind)?, entry_text(one.meeting), one.at.as_millis())))
            .collect::<Result<Vec<_>, StoreError>>()?;
        for (kind, entry, at) in known.iter().filter(|known| !wanted.contains(known)) {
            // What was said is forgotten when it would be too late to say it again.
            sqlx::query(
                "delete from reminders where device_id = $1 and kind = $2 and entry_id = $3 and starts_at = $4 \
                 and (claimed_at is null or until_at <= $5)",
            )
            .bind(device.to_string())
            .bind(kind)
            .bind(entry)
            .bind(at)
            .bind(now.as_millis())
            .execute(&mut *transaction)
            .await?;
        }
        for (one, (kind, entry, at)) in planned.iter().zip(&wanted) {
            let known = sqlx::query(
                "update reminders set until_at = $5 where device_id = $1 and kind = $2 and entry_id = $3 \
                 and starts_at = $4",
            )
            .bind(device.to_string())
            .bind(kind)
            .bind(entry)
            .bind(at)
            .bind(one.until.as_millis())
            .execute(&mut *transaction)
            .await?;
            if known.rows_affected() > 0 || one.due < now.plus_minutes(-GRACE_MINUTES) {
                continue;
            }
            sqlx::query(
                "insert into reminders (device_id, binder_id, kind, entry_id, starts_at, due_at, until_at, claimed_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, null) on conflict (device_id, kind, entry_id, starts_at) do nothing",
            )
            .bind(device.to_string())
            .bind(access.binder().to_string())
            .bind(kind)
            .bind(entry)
            .bind(at)
            .bind(one.due.as_millis())
            .bind(one.until.as_millis())
            .execute(&mut *transaction)
            .await?;
        }
        sqlx::query("update reminder_subscriptions set planned_head = $2 where device_id = $1")
            .bind(device.to_string())
            .bind(names::bigint(head))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What is to be said now and nobody has claimed, the one that waits longest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn due_reminders(&self) -> Result<Vec<DueReminder>, StoreError> {
        let rows: Vec<DueRow> = sqlx::query_as(
            "select binder_id, device_id, kind, entry_id, starts_at, due_at, until_at from reminders \
             where claimed_at is null and due_at <= $1 and until_at > $1 order by due_at, device_id",
        )
        .bind(self.clock().now().as_millis())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(due).collect()
    }

    /// Whether it is for this caller to say: nobody has claimed it, the phone still wants it, and the log has not moved
    /// since it was planned.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn claim_reminder(&self, due: &DueReminder) -> Result<bool, StoreError> {
        let claimed = sqlx::query(
            "update reminders set claimed_at = $5 where device_id = $1 and kind = $2 and entry_id = $3 \
             and starts_at = $4 and claimed_at is null and device_id in \
                 (select s.device_id from reminder_subscriptions s join binders b on b.id = s.binder_id \
                  join devices d on d.id = s.device_id \
                  where s.device_id = $1 and s.planned_head = b.head and d.revoked_at is null)",
        )
        .bind(due.device.to_string())
        .bind(names::name_of(due.reminder.kind)?)
        .bind(entry_text(due.reminder.meeting))
        .bind(due.reminder.at.as_millis())
        .bind(self.clock().now().as_millis())
        .execute(self.write())
        .await?;
        Ok(claimed.rows_affected() > 0)
    }

    /// Nobody has taken it: it may be claimed again from this moment.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn put_off_reminder(&self, due: &DueReminder, until: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "update reminders set claimed_at = null, due_at = $5 where device_id = $1 and kind = $2 \
             and entry_id = $3 and starts_at = $4",
        )
        .bind(due.device.to_string())
        .bind(names::name_of(due.reminder.kind)?)
        .bind(entry_text(due.reminder.meeting))
        .bind(due.reminder.at.as_millis())
        .bind(until.as_millis())
        .execute(self.write())
        .await?;
        Ok(())
    }
}

fn owner_or_job(access: &Access) -> Result<(), StoreError> {
    if super::ops::reads_all(access) { Ok(()) } else { Err(StoreError::NotCovered) }
}

fn due(row: DueRow) -> Result<DueReminder, StoreError> {
    let kind: ReminderKind = names::parse(&row.kind, "reminders", "kind")?;
    let entry = Some(row.entry_id.as_str()).filter(|id| !id.is_empty());
    Ok(DueReminder {
        binder: names::id(&row.binder_id, "reminders", "binder_id")?,
        device: names::id(&row.device_id, "reminders", "device_id")?,
        reminder: Reminder {
            kind,
            meeting: entry.map(|id| names::id(id, "reminders", "entry_id")).transpose()?,
            at: Timestamp::from_millis(row.starts_at),
            due: Timestamp::from_millis(row.due_at),
            until: Timestamp::from_millis(row.until_at),
        },
    })
}
