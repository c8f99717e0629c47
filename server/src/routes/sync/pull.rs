//! What a device gets back: nothing new (from memory), the ops after its place, or whole tabs.

use std::collections::BTreeSet;

use domain::api::{OpenedTab, Reached};
use domain::consent::Access;
use domain::{BinderTab, Role, Seq};

use super::Came;
use super::answer::SyncAnswer;
use super::push::Outcome;
use crate::auth::Session;
use crate::error::{ApiError, ApiResult};
use crate::routes::cards;
use crate::routes::visits::{self, Note};
use crate::state::AppState;
use crate::store::{Head, StoreError};

/// A copy that is further behind gets whole tabs.
const FAR_BEHIND: Seq = 500;

/// How often consent may change while one answer is made.
const DECISIONS_MAX: usize = 10;

/// Makes the answer and writes down that it was given.
pub(super) async fn answer(
    state: &AppState,
    session: &Session,
    mut access: Access,
    came: Came,
    pushed: Outcome,
    opened: &[OpenedTab],
) -> ApiResult<SyncAnswer> {
    let mut answer =
        SyncAnswer { generation: access.generation(), lineage: state.store().lineage(), ..SyncAnswer::default() };
    let head = state.store().head(access.binder()).await?;
    let is_current = came.after == head.seq && came.generation == head.generation && came.after > 0;
    if let Some(seq) = pushed.alone.filter(|_| came.after > 0) {
        answer.cursor = seq;
    } else if is_current && !came.with_ops && access.generation() == head.generation {
        answer.cursor = head.seq;
        answer.reached = told_to(&access, &head);
    } else {
        access = fill(state, session, access, came, &pushed, &mut answer).await?;
    }
    answer.accepted = pushed.accepted;
    answer.refused = pushed.refused;
    let person = access.reader().person;
    let known = head.reached.iter().find(|reached| reached.person == person);
    let after = came.after.min(answer.cursor);
    let is_further = !came.with_ops && after > known.map_or(0, |reached| reached.seq);
    let visit = Note {
        reached: is_further.then_some(after),
        got_something: !answer.ops.is_empty() || !answer.checkpoints.is_empty(),
        opened,
    };
    visits::note(state, session, &access, visit).await?;
    Ok(answer)
}

/// Reads what is new. Gives the access under which it was read.
async fn fill(
    state: &AppState,
    session: &Session,
    mut access: Access,
    came: Came,
    pushed: &Outcome,
    answer: &mut SyncAnswer,
) -> ApiResult<Access> {
    let binder = access.binder();
    let mut head = state.store().read_head(binder).await?;
    for _ in 0..DECISIONS_MAX {
        if head.generation == access.generation() {
            break;
        }
        access = session.decide_again(state, binder).await?;
        head = state.store().read_head(binder).await?;
    }
    if head.generation != access.generation() {
        return Err(ApiError::internal(StoreError::Stale));
    }
    let consent_changed = came.generation != head.generation;
    // Ahead of the log: the store was put back from an older copy.
    let start_over = (consent_changed && access.reader().role != Role::Owner) || came.after > head.seq;
    let is_behind = came.after == 0 || head.seq.saturating_sub(came.after) > FAR_BEHIND;
    if start_over {
        answer.reset = BinderTab::ALL.to_vec();
    }
    if start_over || is_behind {
        answer.checkpoints = state.store().checkpoints(&access, head.seq).await?;
    } else {
        let brought: BTreeSet<Seq> = pushed.accepted.iter().map(|accepted| accepted.seq).collect();
        answer.ops = state.store().ops(&access, came.after, head.seq).await?;
        answer.ops.retain(|op| !brought.contains(&op.seq));
        send_whole(state, &access, came.after, head.seq, answer).await?;
    }
    if consent_changed || start_over || came.after == 0 {
        answer.binder = Some(cards::binder(state, &access).await?);
    }
    answer.cursor = head.seq;
    answer.generation = head.generation;
    answer.reached = told_to(&access, &head);
    Ok(access)
}

/// A tab in which something was emptied goes out whole: what a device holds of the words is then replaced.
/// So does one that the reader was let in to after the place she names. No device of ours asks so, and the
/// words that were gone by then are not among the ops.
async fn send_whole(
    state: &AppState,
    access: &Access,
    after: Seq,
    head: Seq,
    answer: &mut SyncAnswer,
) -> ApiResult<()> {
    let mut tabs: BTreeSet<BinderTab> = answer.ops.iter().filter(|op| op.is_emptied).map(|op| op.tab).collect();
    tabs.extend(access.readable().into_iter().filter(|tab| access.since(*tab) > after.saturating_add(1)));
    for tab in &tabs {
        answer.checkpoints.extend(state.store().checkpoint(access, *tab, head).await?);
    }
    answer.ops.retain(|op| !tabs.contains(&op.tab));
    Ok(())
}

/// Who has come how far, as far as a reader may know.
fn told_to(access: &Access, head: &Head) -> Vec<Reached> {
    let may_know = |reached: &&Reached| visits::may_know_reached(access, head.owner, reached.person);
    head.reached.iter().filter(may_know).copied().collect()
}
