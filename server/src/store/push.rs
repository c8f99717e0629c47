//! Taking ops into a log: the one transaction through which anything in a pärm changes.
//!
//! Order of questions per op: is it there already (then it is accepted, whoever asks again), did an
//! earlier op on the same entry fail, may this author do this. The binder's row is locked first and its
//! generation compared, so an access decided before a withdrawal cannot write after it. Projections, the
//! access log and the new head are part of the same transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::api::{Accepted, AuditAction, RefusalClass, Refused};
use domain::consent::Access;
use domain::erasure::is_about_erasure;
use domain::room::emptied_by;
use domain::rules::{self, Circumstances};
use domain::{
    BinderId, BinderTab, Body, EntryId, EntryKind, Op, OrganizationId, PersonId, Provenance, RefusalCode, Role,
    Seq, Timestamp, brings_back_for_anybody, fold, interview, meeting,
};
use sqlx::AnyConnection;

use super::audit::{self, AuditRow};
use super::batch::{Batch, KnownEntries};
use super::projection;
use super::{StoreError, erasures, log, ops};
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
    /// When the writer's session began: nothing that it tells of is older.
    pub since: Timestamp,
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
    /// She has emptied something: it is to be done at once.
    pub empties: bool,
    /// To whom the whole binder is closed or open again.
    pub people: BTreeSet<PersonId>,
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
    batch: &mut Batch,
    known: &KnownEntries,
) -> Result<Pushed, StoreError> {
    // Decided before a consent ran out, and written after: decided again.
    if !push.access.is_fresh(push.received_at) {
        return Err(StoreError::Stale);
    }
    let binder = push.binder().to_string();
    let before = log::lock(connection, &binder, push.ops().len(), push.access.generation()).await?;
    batch.learn(connection, known, push.binder(), (before, push.access.generation())).await?;
    let mut refused_entries = push.refused_entries.clone();
    let mut done = Pushed { before, generation: push.access.generation(), ..Pushed::default() };
    let mut consent_changes = false;
    let mut is_anew_for_all = false;
    let mut closes_or_opens = false;
    for (index, SealedOp { op, body, .. }) in push.ops().iter().enumerate() {
        let about_consent = matches!(op.body, Body::Grant(_) | Body::Withdraw(_));
        if consent_changes && !about_consent {
            break;
        }
        done.taken += 1;
        let verdict = match refused_entries.get(&op.entry) {
            Some(class) => Err((RefusalCode::AfterRefused, *class)),
            None => judge(connection, push, op, batch).await?.map_err(|code| (code, code.class())),
        };
        let seq = before + 1 + u64::try_from(done.fresh.len()).unwrap_or_default();
        let is_anew = verdict.is_ok() && begins_anew(connection, push, op, batch).await?;
        if verdict.is_ok() && log::insert(connection, &binder, seq, op, body, push.received_at).await? {
            projection::apply(connection, push.binder(), op, push.received_at, batch, &push.key).await?;
            batch.note(push.binder(), op);
            consent_changes |= about_consent;
            is_anew_for_all |= is_anew;
            closes_or_opens |= is_about_erasure(&op.body);
            done.empties |= matches!(op.body, Body::Empty(_));
            done.fresh.push((seq, index));
            done.accepted.push(Accepted { id: op.id, seq });
            continue;
        }
        match (log::place_of(connection, &binder, op).await?, verdict) {
            (Some(seq), _) => done.accepted.push(Accepted { id: op.id, seq }),
            (None, Err((code, class))) => {
                refused_entries.insert(op.entry, class);
                done.refused.push(Refused { id: op.id, code, class });
            }
            (None, Ok(())) => return Err(StoreError::inconsistent("ops", "id")),
        }
    }
    let new = u64::try_from(done.fresh.len()).unwrap_or_default();
    done.head = before + new;
    if done.fresh.len() < push.ops().len() {
        log::set_head(connection, &binder, done.head).await?;
    }
    let new_rights = consent_changes && projection::consents(connection, push.binder(), &push.key).await?;
    if closes_or_opens {
        done.people = erasures::people(connection, push.binder()).await?;
    }
    if new_rights || is_anew_for_all || closes_or_opens {
        done.generation = log::raise_generation(connection, push.binder()).await?;
    }
    batch.moved(push.binder(), (done.head, done.generation));
    write_audit(push, &done, batch);
    if let Some(seq) = push.reached {
        let person = push.access.reader().person;
        batch.reached(push.binder(), person, seq.min(done.head), push.received_at);
    }
    done.refused_entries = refused_entries;
    Ok(done)
}

async fn judge(
    connection: &mut AnyConnection,
    push: &Push,
    op: &Op,
    batch: &Batch,
) -> Result<Result<(), RefusalCode>, StoreError> {
    let reader = push.access.reader();
    if reader.role == Role::Server {
        // The server's own facts, told to the owner alone: that a link was opened, and a lawful erasure. And one
        // that it heard from whoever holds an invitation, told to whoever reads her meetings.
        let is_its_own = match op.body {
            Body::Opened(_) => true,
            Body::Reply(_) => batch.kind(push.binder(), op.entry) == Some(EntryKind::Meeting),
            _ => is_about_erasure(&op.body),
        };
        let own = op.author == reader && is_its_own && rules::stands(op);
        return Ok(if own { Ok(()) } else { Err(RefusalCode::OwnerOnly) });
    }
    let meeting_is_open = match op.provenance {
        Provenance::Together { meeting } if reader.role != Role::Owner => {
            let opened = projection::opened_at(connection, push.binder(), meeting).await?;
            match opened {
                Some(opened) => meeting::still_goes_on(opened, op.made_at),
                None => was_closed_apart(connection, push, op, meeting).await?,
            }
        }
        _ => false,
    };
    let existing = batch.kind(push.binder(), op.entry);
    let kind = existing.or(rules::said_kind(&op.body));
    let tells = kind.is_some_and(|kind| interview::tells_her(op, kind));
    let may_be_told = tells && covers(connection, push, op).await?;
    Ok(rules::check(op, &push.access, Circumstances { meeting_is_open, existing, may_be_told }))
}

/// Whether the owner has agreed to be told of everybody whom an op tells of (R35). Seldom asked, so the logs of
/// those contacts are read.
async fn covers(connection: &mut AnyConnection, push: &Push, op: &Op) -> Result<bool, StoreError> {
    let tab = BinderTab::Contacts;
    let mut log = ops::entry_log(connection, push.binder(), tab, op.entry, &push.key).await?;
    for contact in interview::about(op, fold(tab, &log).entries.get(&op.entry)) {
        log.extend(ops::entry_log(connection, push.binder(), tab, contact, &push.key).await?);
    }
    log.sort_by_key(|op| op.seq);
    Ok(interview::covers(&fold(tab, &log), op))
}

/// Whether somebody else closed the meeting while it still went on for this writer. Seldom asked, so the
/// meeting's own log is read.
async fn was_closed_apart(
    connection: &mut AnyConnection,
    push: &Push,
    op: &Op,
    meeting: EntryId,
) -> Result<bool, StoreError> {
    let log = ops::entry_log(connection, push.binder(), BinderTab::Meetings, meeting, &push.key).await?;
    let meetings = fold(BinderTab::Meetings, &log);
    let entry = meetings.entries.get(&meeting);
    Ok(entry.is_some_and(|entry| meeting::was_closed_apart(entry, op.author, op.made_at)))
}

/// Whether readers must start again from a checkpoint: an op brings back something that those who came later
/// were never given, or takes away what others' devices hold. Most entries were never removed: for them
/// nothing is read.
async fn begins_anew(
    connection: &mut AnyConnection,
    push: &Push,
    op: &Op,
    batch: &Batch,
) -> Result<bool, StoreError> {
    // A rating that is shown no longer is then on nobody's device, not even under an older app (R77); nor is what
    // she has emptied. A decision may touch every entry of its tab.
    if matches!(op.body, Body::Hide | Body::Decision(_) | Body::Empty(_)) {
        // Nobody else has anything of her own room.
        return Ok(emptied_by(op).is_none());
    }
    if !batch.was_touched(push.binder(), op.entry) {
        return Ok(false);
    }
    let log = ops::entry_log(connection, push.binder(), op.tab, op.entry, &push.key).await?;
    Ok(brings_back_for_anybody(&log, op))
}

/// One line for what was written, dated when it was written if that is possible; one for what was refused for want of right.
fn write_audit(push: &Push, done: &Pushed, batch: &mut Batch) {
    let written: Vec<&Op> = done.fresh.iter().filter_map(|(_, index)| Some(&push.ops().get(*index)?.op)).collect();
    let denied: Vec<&Op> = push
        .ops()
        .iter()
        .map(|sealed| &sealed.op)
        .filter(|op| done.refused.iter().any(|no| no.id == op.id && audit::is_denial(no.code)))
        .collect();
    for (action, ops) in [(AuditAction::Wrote, written), (AuditAction::Denied, denied)] {
        let Some(first) = ops.first() else { continue };
        let row = AuditRow {
            key: format!("{}:{}", audit::name(action), first.id),
            at: audit::plausible(
                ops.iter().map(|op| op.made_at).max().unwrap_or(push.received_at),
                push.received_at,
                push.since,
            ),
            action,
            tabs: ops.iter().map(|op| op.tab).collect(),
            organization: push.organization,
        };
        batch.audit(row.cells(&push.access, push.received_at));
    }
}
