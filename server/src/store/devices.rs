//! Sessions of staff and phones of owners. Only the hash of a session's token is kept.

use domain::consent::Access;
use domain::{BinderId, DeviceId, OrganizationId, PersonId, Role, Timestamp};
use sqlx::{AnyConnection, FromRow};

use super::names;
use super::neighbours::Said;
use super::{Store, StoreError};
use crate::keys::hash_token;

/// A session that begins.
pub struct NewDevice {
    /// Its id.
    pub id: DeviceId,
    /// Its secret; only the hash is kept.
    pub token: String,
    /// Whose.
    pub person: PersonId,
    /// In which capacity.
    pub role: Role,
    /// The binder, for an owner's phone.
    pub binder: Option<BinderId>,
    /// It can do nothing but set up the second step.
    pub awaits_factor: bool,
}

/// A session as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeviceRow {
    /// Its id.
    pub id: DeviceId,
    /// Whose.
    pub person: PersonId,
    /// In which capacity.
    pub role: Role,
    /// The binder, for an owner's phone.
    pub binder: Option<BinderId>,
    /// Where a practitioner works.
    pub organization: Option<OrganizationId>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, give or take some minutes.
    pub last_seen_at: Timestamp,
    /// It can do nothing but set up the second step.
    pub awaits_factor: bool,
}

/// A session that has not been ended: a phone that opens a binder as its owner, or a place where staff are signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LiveDevice {
    /// Its id.
    pub id: DeviceId,
    /// When it was paired, or signed in.
    pub begun_at: Timestamp,
    /// When it was last used, give or take some minutes.
    pub last_seen_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    id: String,
    person_id: String,
    role: String,
    binder_id: Option<String>,
    organization_id: Option<String>,
    created_at: i64,
    last_seen_at: i64,
    awaits_factor: i64,
}

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn begin_session(&self, device: &NewDevice) -> Result<(), StoreError> {
        let mut connection = self.write().acquire().await?;
        insert(&mut connection, device, self.clock().now()).await
    }

    /// The live session of a token, from memory if that is fresh.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn session(&self, token: &str) -> Result<Option<DeviceRow>, StoreError> {
        let (hash, now) = (hash_token(token), self.clock().now());
        if let Some(row) = self.memory().sessions.get(&hash, now) {
            return Ok(Some(row));
        }
        let row = self.read_session(&hash).await?;
        if let Some(row) = row {
            self.memory().sessions.put(hash, row, now);
        }
        Ok(row)
    }

    async fn read_session(&self, hash: &str) -> Result<Option<DeviceRow>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "select d.id, d.person_id, d.role, d.binder_id, p.organization_id, d.created_at, d.last_seen_at, \
             d.awaits_factor \
             from devices d left join practitioners p on p.id = d.person_id \
             where d.token_hash = $1 and d.revoked_at is null",
        )
        .bind(hash)
        .fetch_optional(self.read())
        .await?;
        row.map(|row| {
            Ok(DeviceRow {
                id: names::id(&row.id, "devices", "id")?,
                person: names::id(&row.person_id, "devices", "person_id")?,
                role: names::parse(&row.role, "devices", "role")?,
                binder: row.binder_id.as_deref().map(|id| names::id(id, "devices", "binder_id")).transpose()?,
                organization: row
                    .organization_id
                    .as_deref()
                    .map(|id| names::id(id, "practitioners", "organization_id"))
                    .transpose()?,
                created_at: Timestamp::from_millis(row.created_at),
                last_seen_at: Timestamp::from_millis(row.last_seen_at),
                awaits_factor: row.awaits_factor != 0,
            })
        })
        .transpose()
    }

    /// Whether a token was that of an owner's phone whose pairing has been ended. A token that is not known
    /// was not: the store may be an older copy than the pairing.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn was_revoked(&self, token: &str) -> Result<bool, StoreError> {
        let row: Option<(String,)> = sqlx::query_as(
            "select id from devices where token_hash = $1 and role = 'owner' and revoked_at is not null",
        )
        .bind(hash_token(token))
        .fetch_optional(self.read())
        .await?;
        Ok(row.is_some())
    }

    /// The session of a token has been used.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn touch_session(&self, token: &str, row: DeviceRow) -> Result<(), StoreError> {
        let now = self.clock().now();
        sqlx::query("update devices set last_seen_at = $2 where id = $1")
            .bind(row.id.to_string())
            .bind(now.as_millis())
            .execute(self.write())
            .await?;
        self.memory().sessions.put(hash_token(token), DeviceRow { last_seen_at: now, ..row }, now);
        Ok(())
    }

    /// The live phones of a binder's owner, the latest paired first.
    ///
    /// # Errors
    /// [`StoreError::NotCovered`] for anybody but the owner and the server's own work.
    pub async fn devices(&self, access: &Access) -> Result<Vec<LiveDevice>, StoreError> {
        if !super::ops::reads_all(access) {
            return Err(StoreError::NotCovered);
        }
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "select id, created_at, last_seen_at from devices \
             where person_id = (select owner_id from binders where id = $1) and binder_id = $1 \
             and revoked_at is null order by created_at desc, id",
        )
        .bind(access.binder().to_string())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(device).collect()
    }

    /// The sessions of a practitioner that have not been ended, the latest first. Some may have run out.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn sessions_of(&self, person: PersonId) -> Result<Vec<LiveDevice>, StoreError> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "select id, created_at, last_seen_at from devices \
             where person_id = $1 and role = 'coordinator' and revoked_at is null and awaits_factor = 0 \
             order by created_at desc, id",
        )
        .bind(person.to_string())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(device).collect()
    }

    /// Ends a session of a person, here and in every other process.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn end_session(&self, device: DeviceId, person: PersonId) -> Result<(), StoreError> {
        sqlx::query("update devices set revoked_at = $2 where id = $1 and revoked_at is null")
            .bind(device.to_string())
            .bind(self.clock().now().as_millis())
            .execute(self.write())
            .await?;
        self.memory().sessions.forget(device);
        self.tell_neighbours(Said::Ended { device, person });
        // A phone that is lost shows nothing more.
        self.forget_subscription(device).await
    }
}

fn device((id, begun_at, last_seen_at): (String, i64, i64)) -> Result<LiveDevice, StoreError> {
    Ok(LiveDevice {
        id: names::id(&id, "devices", "id")?,
        begun_at: Timestamp::from_millis(begun_at),
        last_seen_at: Timestamp::from_millis(last_seen_at),
    })
}

pub(super) async fn insert(
    connection: &mut AnyConnection,
    device: &NewDevice,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into devices \
         (id, token_hash, person_id, role, binder_id, created_at, last_seen_at, revoked_at, awaits_factor) \
         values ($1, $2, $3, $4, $5, $6, $6, null, $7)",
    )
    .bind(device.id.to_string())
    .bind(hash_token(&device.token))
    .bind(device.person.to_string())
    .bind(names::role(device.role))
    .bind(device.binder.map(|id| id.to_string()))
    .bind(now.as_millis())
    .bind(i64::from(device.awaits_factor))
    .execute(connection)
    .await?;
    Ok(())
}
