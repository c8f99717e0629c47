//! Binders: starting one, and the facts that cards and decisions are made of.

use std::collections::BTreeSet;

use domain::consent::Access;
use domain::{Audience, BinderId, BinderTab, PersonId, Role, Timestamp};
use sqlx::FromRow;

use super::names;
use super::{Store, StoreError};

/// What a card says about a binder, before anybody's rights are known.
#[derive(Clone, PartialEq, Eq)]
pub struct BinderFacts {
    /// The binder.
    pub id: BinderId,
    /// The owner.
    pub owner: PersonId,
    /// The owner's name.
    pub owner_name: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// By whom.
    pub started_by: PersonId,
    /// A phone has been paired.
    pub paired: bool,
}

impl std::fmt::Debug for BinderFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BinderFacts").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(FromRow)]
struct BinderRow {
    owner_id: String,
    name: Vec<u8>,
    started_at: i64,
    started_by: String,
    paired_at: Option<i64>,
}

pub(super) fn name_place(binder: BinderId) -> Vec<u8> {
    [b"name".as_slice(), binder.as_uuid().as_bytes()].concat()
}

impl Store {
    /// Starts a binder; the same id twice is the same binder.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if somebody else has started one with this id.
    pub async fn start_binder(&self, id: BinderId, owner_name: &str, starter: PersonId) -> Result<(), StoreError> {
        let now = self.clock().now();
        let owner = PersonId::from_uuid(self.clock().uuid()?);
        // One that was taken away does not come back by its id.
        if self.keys().is_destroyed(id).await? {
            return Err(StoreError::Taken { what: "binder" });
        }
        // The key first: a key without a binder is harmless, a binder without a key is not.
        let key = self.keys().make(id).await?;
        let name = key.seal(self.clock().bytes()?, &name_place(id), owner_name.as_bytes())?;
        sqlx::query(
            "insert into binders (id, head, generation, owner_id, name, started_at, started_by, paired_at) \
             values ($1, 0, 1, $2, $3, $4, $5, null) on conflict (id) do nothing",
        )
        .bind(id.to_string())
        .bind(owner.to_string())
        .bind(name)
        .bind(now.as_millis())
        .bind(starter.to_string())
        .execute(self.write())
        .await?;
        let row: Option<(String,)> = sqlx::query_as("select started_by from binders where id = $1")
            .bind(id.to_string())
            .fetch_optional(self.write())
            .await?;
        match row {
            Some((by,)) if by == starter.to_string() => Ok(()),
            _ => Err(StoreError::Taken { what: "binder" }),
        }
    }

    /// Destroys a binder's key: what was written in the binder can be read by nobody any more, in no
    /// backup, and no process remembers any of it.
    ///
    /// # Errors
    /// [`StoreError::NotCovered`] for anybody's access but the server's own work.
    pub async fn destroy_key(&self, access: &Access) -> Result<(), StoreError> {
        if access.reader().role != Role::Server || !super::ops::reads_all(access) {
            return Err(StoreError::NotCovered);
        }
        self.destroy(access.binder()).await
    }

    /// What a card says.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such binder.
    pub async fn binder(&self, access: &Access) -> Result<BinderFacts, StoreError> {
        let id = access.binder();
        let row: Option<BinderRow> =
            sqlx::query_as("select owner_id, name, started_at, started_by, paired_at from binders where id = $1")
                .bind(id.to_string())
                .fetch_optional(self.read())
                .await?;
        let row = row.ok_or(StoreError::Missing)?;
        let name = self.keys().of(id).await?.open(&name_place(id), &row.name)?;
        Ok(BinderFacts {
            id,
            owner: names::id(&row.owner_id, "binders", "owner_id")?,
            owner_name: String::from_utf8(name).map_err(|_| StoreError::inconsistent("binders", "name"))?,
            started_at: Timestamp::from_millis(row.started_at),
            started_by: names::id(&row.started_by, "binders", "started_by")?,
            paired: row.paired_at.is_some(),
        })
    }

    /// The practitioners a reader may know of: whoever wrote something the reader may read; for the
    /// owner also everybody whom a sentence lets in.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn people_of(&self, access: &Access) -> Result<BTreeSet<PersonId>, StoreError> {
        let all = super::ops::reads_all(access);
        let writers: Vec<(String, String, String)> = sqlx::query_as(
            "select distinct tab, author_id, audience from ops where binder_id = $1 and author_role = $2",
        )
        .bind(access.binder().to_string())
        .bind(names::role(Role::Coordinator))
        .fetch_all(self.read())
        .await?;
        let mut people = BTreeSet::new();
        for (tab, person, audience) in writers {
            let may_know =
                audience == names::audience(&Audience::Tab) && access.right(names::tab(&tab, "ops")?).is_some();
            if all || may_know {
                people.insert(names::id(&person, "ops", "author_id")?);
            }
        }
        if all {
            let named: Vec<(String,)> =
                sqlx::query_as("select distinct person_id from consents where binder_id = $1")
                    .bind(access.binder().to_string())
                    .fetch_all(self.read())
                    .await?;
            for (person,) in named {
                people.insert(names::id(&person, "consents", "person_id")?);
            }
        }
        Ok(people)
    }

    /// The binders that a practitioner may reach: by a sentence, or because she started them and no
    /// phone is paired yet. Whether she does, is for `auth` to decide.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn binders_naming(&self, person: PersonId) -> Result<Vec<BinderId>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "select binder_id from consents where person_id = $1 \
             and coalesce(from_at, $2) <= $2 and coalesce(until_at, $2 + 1) > $2 \
             and binder_id not in (select binder_id from erasures) \
             union select id from binders where started_by = $1 and paired_at is null \
             and id not in (select binder_id from erasures) order by 1",
        )
        .bind(person.to_string())
        .bind(self.clock().now().as_millis())
        .fetch_all(self.read())
        .await?;
        rows.iter().map(|(id,)| names::id(id, "binders", "id")).collect()
    }

    /// Every binder that has not been taken away, for jobs.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn binder_ids(&self) -> Result<Vec<BinderId>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "select id from binders where id not in \
                 (select binder_id from erasures where ended_at is not null) order by id",
        )
        .fetch_all(self.read())
        .await?;
        rows.iter().map(|(id,)| names::id(id, "binders", "id")).collect()
    }

    /// Whether anything was written in a tab between two places.
    pub(super) async fn tab_moved(
        &self,
        access: &Access,
        tab: BinderTab,
        after: domain::Seq,
        upto: domain::Seq,
    ) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as(
            "select seq from ops where binder_id = $1 and tab = $2 and seq > $3 and seq <= $4 limit 1",
        )
        .bind(access.binder().to_string())
        .bind(tab.as_str())
        .bind(names::bigint(after))
        .bind(names::bigint(upto))
        .fetch_optional(self.read())
        .await?;
        Ok(row.is_some())
    }
}
