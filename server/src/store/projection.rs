//! Projections: small tables with ids and times that follow from the log, written in the op's own
//! transaction. They hold no text, and making them again from `ops` gives the same rows.

use domain::body::Write;
use domain::consent::{self, Right};
use domain::{
    Answer, BinderId, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, SequencedOp, TabState, Timestamp,
    Value, fold, rules,
};
use sqlx::AnyConnection;

use super::batch::Batch;
use super::names::{self, bigint};
use super::{StoreError, erasures, ops};
use crate::keys::{BinderKey, hash_token};

/// A link that only she ends.
const NEVER: Timestamp = Timestamp::from_millis(i64::MAX);

/// Writes what follows from one new op, all but consents (see [`consents`]).
pub(super) async fn apply(
    connection: &mut AnyConnection,
    binder: BinderId,
    op: &Op,
    received_at: Timestamp,
    batch: &mut Batch,
    key: &BinderKey,
) -> Result<(), StoreError> {
    // What the fold passes over leaves nothing here either.
    if !rules::stands(op) {
        return Ok(());
    }
    if let Some(kind) = rules::said_kind(&op.body) {
        batch.begin_entry(binder, op.entry, kind)?;
    }
    match &op.body {
        Body::Write(Write { fields, .. }) if batch.kind(binder, op.entry) == Some(EntryKind::Meeting) => {
            match fields.get(&Field::Status).map(|write| &write.value) {
                Some(Value::Choice(status)) => meeting(connection, binder, op, status == "open").await,
                _ => Ok(()),
            }
        }
        // A suggested status becomes real with her yes.
        Body::Answer(answer) if op.tab == BinderTab::Meetings && answer.answer == Answer::Accept => {
            match proposed_status(connection, binder, answer.proposal, key).await? {
                Some(is_open) => meeting(connection, binder, op, is_open).await,
                None => Ok(()),
            }
        }
        // A yes taken back: what the meeting was before, if anything, is written after it.
        Body::Reopen(reopen) if op.tab == BinderTab::Meetings => {
            match proposed_status(connection, binder, reopen.proposal, key).await? {
                Some(_) => meeting(connection, binder, op, false).await,
                None => Ok(()),
            }
        }
        Body::HandOver(copy) => share(connection, binder, op, &copy.token, copy.expires_at).await,
        // The link dies with the meeting.
        Body::Invite(invite) => share(connection, binder, op, &invite.token, invite.ends).await,
        Body::Feed(feed) => share(connection, binder, op, &feed.token, NEVER).await,
        Body::Erase(_) | Body::Keep(_) => erasures::apply(connection, binder, op, received_at).await,
        // Ended is ended, whatever comes after, and also if it comes before.
        Body::Revoke => {
            sqlx::query(
                "insert into shares (binder_id, entry_id, token_hash, op_id, expires_at, revoked) \
                 values ($1, $2, '', $3, 0, 1) on conflict (binder_id, entry_id) do update set revoked = 1",
            )
            .bind(binder.to_string())
            .bind(op.entry.to_string())
            .bind(op.id.to_string())
            .execute(connection)
            .await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A link whose secret stands in the op.
async fn share(
    connection: &mut AnyConnection,
    binder: BinderId,
    op: &Op,
    token: &str,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into shares (binder_id, entry_id, token_hash, op_id, expires_at, revoked) \
         values ($1, $2, $3, $4, $5, 0) on conflict (binder_id, entry_id) do update set \
         token_hash = excluded.token_hash, op_id = excluded.op_id, expires_at = excluded.expires_at",
    )
    .bind(binder.to_string())
    .bind(op.entry.to_string())
    .bind(hash_token(token))
    .bind(op.id.to_string())
    .bind(expires_at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

async fn meeting(
    connection: &mut AnyConnection,
    binder: BinderId,
    op: &Op,
    is_open: bool,
) -> Result<(), StoreError> {
    let (binder, entry) = (binder.to_string(), op.entry.to_string());
    let statement = if is_open {
        sqlx::query(
            "insert into open_meetings (binder_id, entry_id, opened_at) values ($1, $2, $3) \
             on conflict (binder_id, entry_id) do update set opened_at = excluded.opened_at",
        )
        .bind(binder)
        .bind(entry)
        .bind(op.made_at.as_millis())
    } else {
        sqlx::query("delete from open_meetings where binder_id = $1 and entry_id = $2").bind(binder).bind(entry)
    };
    statement.execute(connection).await?;
    Ok(())
}

async fn proposed_status(
    connection: &mut AnyConnection,
    binder: BinderId,
    proposal: OpId,
    key: &BinderKey,
) -> Result<Option<bool>, StoreError> {
    let Some(op) = ops::one(connection, binder, proposal, key).await? else {
        return Ok(None);
    };
    let Body::Propose(propose) = &op.body else {
        return Ok(None);
    };
    Ok(match propose.fields.get(&Field::Status).map(|write| &write.value) {
        Some(Value::Choice(status)) => Some(status == "open"),
        _ => None,
    })
}

/// When a meeting was opened, if it is open at this point of the log.
pub(super) async fn opened_at(
    connection: &mut AnyConnection,
    binder: BinderId,
    entry: EntryId,
) -> Result<Option<Timestamp>, StoreError> {
    let row: Option<(i64,)> =
        sqlx::query_as("select opened_at from open_meetings where binder_id = $1 and entry_id = $2")
            .bind(binder.to_string())
            .bind(entry.to_string())
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(opened_at,)| Timestamp::from_millis(opened_at)))
}

/// One row of `consents`: entry, person, tab, right, since, from, until.
type ConsentRow = (String, String, String, String, i64, Option<i64>, Option<i64>);

/// Writes the sentences that hold, as `domain` reads them from the Sharing tab; says whether who may
/// read or suggest what has changed. Grants and withdrawals are rare, so all of them are folded again.
pub(super) async fn consents(
    connection: &mut AnyConnection,
    binder: BinderId,
    key: &BinderKey,
) -> Result<bool, StoreError> {
    let log = ops::consent_ops(connection, binder, key).await?;
    let mut after = live_rows(&log)?;
    after.sort();
    let before: Vec<ConsentRow> = sqlx::query_as(
        "select entry_id, person_id, tab, access, granted_seq, from_at, until_at from consents \
         where binder_id = $1 order by entry_id",
    )
    .bind(binder.to_string())
    .fetch_all(&mut *connection)
    .await?;
    if before == after {
        return Ok(false);
    }
    sqlx::query("delete from consents where binder_id = $1")
        .bind(binder.to_string())
        .execute(&mut *connection)
        .await?;
    for (entry, person, tab, access, since, from, until) in &after {
        sqlx::query(
            "insert into consents (binder_id, entry_id, person_id, tab, access, granted_seq, from_at, until_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(binder.to_string())
        .bind(entry)
        .bind(person)
        .bind(tab)
        .bind(access)
        .bind(since)
        .bind(from)
        .bind(until)
        .execute(&mut *connection)
        .await?;
    }
    Ok(true)
}

fn live_rows(log: &[SequencedOp]) -> Result<Vec<ConsentRow>, StoreError> {
    let sharing: TabState = fold(BinderTab::Sharing, log);
    let row = |sentence: consent::Sentence| {
        let since = sharing.entries.get(&sentence.entry).and_then(|entry| entry.created.seq).unwrap_or_default();
        let right: Right = sentence.grant.right;
        Ok((
            sentence.entry.to_string(),
            sentence.grant.person.to_string(),
            sentence.grant.tab.as_str().to_owned(),
            names::name_of(right)?,
            bigint(since),
            sentence.grant.period.from.map(Timestamp::as_millis),
            sentence.grant.period.until.map(Timestamp::as_millis),
        ))
    };
    consent::live(&sharing).into_iter().map(row).collect()
}
