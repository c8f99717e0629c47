//! Taking ops into a log: the one transaction through which anything in a pärm changes.
//!
//! Order of questions per op: is it there already (then it is accepted, whoever asks again), did an
//! earlier op on the same entry fail, may this author do this. The binder's row is locked first and its
//! generation compared, so an access decided before a withdrawal cannot write after it. Projections, the
//! access log and the new head are part of the same transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::{Accepted, RefusalClass, Refused};
use domain::consent::Access;
use domain::rules::{self, Circumstances};
use domain::{
    Audience, BinderId, Body, EntryId, EntryKind, Op, OrganizationId, Provenance, RefusalCode,
    Role, Seq, Timestamp,
};
use sqlx::AnyConnection;

use super::audit::{self, Action, AuditRow};
use super::names::{self, bigint};
use super::projection::{self, Kinds};
use super::{StoreError, reached};
use crate::keys::BinderKey;

/// An op ready to be stored.
pub struct SealedOp {
    /// The op.
    pub op: Op,
    /// The op as JSON, for those who listen.
    pub json: String,
    /// The op as JSON, encrypted.
    pub body: Vec<u8>,
}

/// What one request brings.
pub struct Push {
    /// Who brings it, and what that person may do.
    pub access: Access,
    /// The binder's key.
    pub key: Arc<BinderKey>,
    /// The server's clock.
    pub received_at: Timestamp,
    /// Where the writer works.
    pub organization: Option<OrganizationId>,
    /// Everything the request brought, in order.
    pub ops: Arc<[SealedOp]>,
    /// Where in it this push begins; what came before has been answered.
    pub from: usize,
    /// Entries on which an earlier op of the same request was refused.
    pub refused_entries: BTreeMap<EntryId, RefusalClass>,
    /// How far the writer's device has come.
    pub reached: Option<Seq>,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Pushed {
    /// The head before.
    pub before: Seq,
    /// The head afterwards.
    pub head: Seq,
    /// The consent generation afterwards.
    pub generation: u64,
    /// How many ops were looked at. Fewer than all when consent changed on the way: the rest must be
    /// judged by a new decision.
    pub taken: usize,
    /// Ops that are in the log.
    pub accepted: Vec<Accepted>,
    /// Ops that were not taken.
    pub refused: Vec<Refused>,
    /// The ops that are new, by their place and their index among those of this push.
    pub fresh: Vec<(Seq, usize)>,
    /// Entries on which an op was refused, with what was told.
    pub refused_entries: BTreeMap<EntryId, RefusalClass>,
}

impl Push {
    fn binder(&self) -> BinderId {
        self.access.binder()
    }

    /// The ops of this push.
    pub(super) fn ops(&self) -> &[SealedOp] {
        self.ops.get(self.from..).unwrap_or_default()
    }
}

/// Takes a push into the log, inside the caller's transaction.
///
/// # Errors
/// [`StoreError::Stale`] and [`StoreError::Missing`] leave the transaction as it was; after any other
/// error it must be rolled back.
pub(super) async fn apply(
    connection: &mut AnyConnection,
    push: &Push,
) -> Result<Pushed, StoreError> {
    let binder = push.binder().to_string();
    let before = lock(connection, push, &binder).await?;
    let mut kinds = Kinds::load(
        connection,
        push.binder(),
        push.ops().iter().map(|sealed| sealed.op.entry),
    )
    .await?;
    let mut refused_entries = push.refused_entries.clone();
    let mut done = Pushed {
        before,
        generation: push.access.generation(),
        ..Pushed::default()
    };
    let mut consent_changes = false;
    for (index, SealedOp { op, body, .. }) in push.ops().iter().enumerate() {
        let about_consent = matches!(op.body, Body::Grant(_) | Body::Withdraw(_));
        if consent_changes && !about_consent {
            break;
        }
        done.taken += 1;
        let verdict = match refused_entries.get(&op.entry) {
            Some(class) => Err((RefusalCode::AfterRefused, *class)),
            None => judge(connection, push, op, &kinds)
                .await?
                .map_err(|code| (code, code.class())),
        };
        let seq = before + 1 + u64::try_from(done.fresh.len()).unwrap_or_default();
        if verdict.is_ok() && insert(connection, &binder, seq, op, body, push.received_at).await? {
            projection::apply(connection, push.binder(), op, &mut kinds, &push.key).await?;
            consent_changes |= about_consent;
            done.fresh.push((seq, index));
            done.accepted.push(Accepted { id: op.id, seq });
            continue;
        }
        match (place_of(connection, &binder, op).await?, verdict) {
            (Some(seq), _) => done.accepted.push(Accepted { id: op.id, seq }),
            (None, Err((code, class))) => {
                refused_entries.insert(op.entry, class);
                done.refused.push(Refused {
                    id: op.id,
                    code,
                    class,
                });
            }
            (None, Ok(())) => return Err(StoreError::inconsistent("ops", "id")),
        }
    }
    let new = u64::try_from(done.fresh.len()).unwrap_or_default();
    done.head = before + new;
    if done.fresh.len() < push.ops().len() {
        set_head(connection, &binder, done.head).await?;
    }
    if consent_changes && projection::consents(connection, push.binder(), &push.key).await? {
        done.generation = raise_generation(connection, push.binder()).await?;
    }
    write_audit(connection, push, &done).await?;
    if let Some(seq) = push.reached {
        reached::write(
            connection,
            &push.access,
            seq.min(done.head),
            push.received_at,
        )
        .await?;
    }
    done.refused_entries = refused_entries;
    Ok(done)
}

/// Reserves places for all ops and so locks the binder until the end of the transaction.
async fn lock(
    connection: &mut AnyConnection,
    push: &Push,
    binder: &str,
) -> Result<Seq, StoreError> {
    let n_ops = i64::try_from(push.ops().len()).unwrap_or(i64::MAX);
    let row: Option<(i64,)> = sqlx::query_as(
        "update binders set head = head + $2 where id = $1 and generation = $3 returning head",
    )
    .bind(binder)
    .bind(n_ops)
    .bind(bigint(push.access.generation()))
    .fetch_optional(&mut *connection)
    .await?;
    if let Some((head,)) = row {
        return names::count(head - n_ops, "binders", "head");
    }
    let there: Option<(i64,)> = sqlx::query_as("select head from binders where id = $1")
        .bind(binder)
        .fetch_optional(connection)
        .await?;
    Err(if there.is_some() {
        StoreError::Stale
    } else {
        StoreError::Missing
    })
}

async fn set_head(
    connection: &mut AnyConnection,
    binder: &str,
    head: Seq,
) -> Result<(), StoreError> {
    sqlx::query("update binders set head = $2 where id = $1")
        .bind(binder)
        .bind(bigint(head))
        .execute(connection)
        .await?;
    Ok(())
}

/// Says that what readers may see has changed.
pub(super) async fn raise_generation(
    connection: &mut AnyConnection,
    binder: BinderId,
) -> Result<u64, StoreError> {
    let (generation,): (i64,) = sqlx::query_as(
        "update binders set generation = generation + 1 where id = $1 returning generation",
    )
    .bind(binder.to_string())
    .fetch_one(connection)
    .await?;
    names::count(generation, "binders", "generation")
}

async fn judge(
    connection: &mut AnyConnection,
    push: &Push,
    op: &Op,
    kinds: &Kinds,
) -> Result<Result<(), RefusalCode>, StoreError> {
    let reader = push.access.reader();
    if reader.role == Role::Server {
        // The server's own facts: only that a link was opened, told to the owner alone.
        let own = op.author == reader
            && matches!(op.body, Body::Opened(_))
            && op.audience == Audience::Private;
        return Ok(if own {
            Ok(())
        } else {
            Err(RefusalCode::OwnerOnly)
        });
    }
    let meeting_is_open = match op.provenance {
        Provenance::Together { meeting } if reader.role != Role::Owner => {
            projection::is_open(connection, push.binder(), meeting).await?
        }
        _ => false,
    };
    let existing: Option<EntryKind> = kinds.get(op.entry);
    Ok(rules::check(
        op,
        &push.access,
        Circumstances {
            meeting_is_open,
            existing,
        },
    ))
}

/// Stores an op; false if its id is there already.
async fn insert(
    connection: &mut AnyConnection,
    binder: &str,
    seq: Seq,
    op: &Op,
    body: &[u8],
    received_at: Timestamp,
) -> Result<bool, StoreError> {
    let kind = if matches!(op.body, Body::Unknown(_)) {
        "unknown"
    } else {
        op.body.kind()
    };
    let done = sqlx::query(
        "insert into ops (binder_id, seq, id, tab, entry_id, audience, author_id, author_role, kind, made_at, \
         received_at, body) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (binder_id, id) do nothing",
    )
    .bind(binder)
    .bind(bigint(seq))
    .bind(op.id.to_string())
    .bind(op.tab.as_str())
    .bind(op.entry.to_string())
    .bind(names::audience(&op.audience))
    .bind(op.author.person.to_string())
    .bind(names::role(op.author.role))
    .bind(kind)
    .bind(op.made_at.as_millis())
    .bind(received_at.as_millis())
    .bind(body)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn place_of(
    connection: &mut AnyConnection,
    binder: &str,
    op: &Op,
) -> Result<Option<Seq>, StoreError> {
    let row: Option<(i64,)> =
        sqlx::query_as("select seq from ops where binder_id = $1 and id = $2")
            .bind(binder)
            .bind(op.id.to_string())
            .fetch_optional(connection)
            .await?;
    row.map(|(seq,)| names::count(seq, "ops", "seq"))
        .transpose()
}

/// One line for what was written, dated when it was written; one for what was refused for want of right.
async fn write_audit(
    connection: &mut AnyConnection,
    push: &Push,
    done: &Pushed,
) -> Result<(), StoreError> {
    let written: Vec<&Op> = done
        .fresh
        .iter()
        .filter_map(|(_, index)| Some(&push.ops().get(*index)?.op))
        .collect();
    let denied: Vec<&Op> = push
        .ops()
        .iter()
        .map(|sealed| &sealed.op)
        .filter(|op| {
            done.refused
                .iter()
                .any(|no| no.id == op.id && audit::is_denial(no.code))
        })
        .collect();
    for (action, ops) in [(Action::Wrote, written), (Action::Denied, denied)] {
        let Some(first) = ops.first() else { continue };
        let row = AuditRow {
            key: format!("{}:{}", action.as_str(), first.id),
            at: ops
                .iter()
                .map(|op| op.made_at)
                .max()
                .unwrap_or(push.received_at),
            action,
            tabs: ops.iter().map(|op| op.tab).collect(),
            organization: push.organization,
        };
        audit::write(connection, &push.access, &row, push.received_at).await?;
    }
    Ok(())
}
