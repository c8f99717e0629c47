//! Bringing a request's ops to the store, piece by piece: where a sentence of consent changes what the
//! writer may do, the rest is judged by a new decision.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Op;
use domain::api::{Accepted, Refused};
use domain::consent::Access;

use super::Came;
use crate::auth::Session;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::{Push, Pushed, SealedOp, StoreError};

/// How often consent may change under one request before the device is told to try again.
const DECISIONS_MAX: usize = 1_100;

/// What became of a request's ops.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) accepted: Vec<Accepted>,
    pub(super) refused: Vec<Refused>,
    /// The head and generation afterwards, if nobody else has written since `after`.
    pub(super) alone: Option<u64>,
    /// She has emptied something.
    empties: bool,
}

/// Brings all ops; gives the access as it is decided afterwards.
pub(super) async fn all(
    state: &AppState,
    session: &Session,
    mut access: Access,
    ops: Vec<Op>,
    came: Came,
) -> ApiResult<(Access, Outcome)> {
    let mut outcome = Outcome::default();
    if ops.is_empty() {
        return Ok((access, outcome));
    }
    let binder = access.binder();
    let key = state.store().keys().of(binder).await?;
    let seal = |op| state.store().seal(&key, binder, op);
    let ops: Arc<[SealedOp]> = ops.into_iter().map(seal).collect::<Result<_, _>>()?;
    let mut from = 0;
    let mut refused_entries = BTreeMap::new();
    let mut pieces = 0;
    for _ in 0..DECISIONS_MAX {
        let push = Push {
            access: access.clone(),
            key: Arc::clone(&key),
            received_at: state.clock().now(),
            organization: session.organization,
            since: session.created_at,
            ops: Arc::clone(&ops),
            from,
            refused_entries: std::mem::take(&mut refused_entries),
            reached: (pieces == 0 && came.after > 0).then_some(came.after),
        };
        let kept = push.refused_entries.clone();
        let (_, pushed) = match state.store().push(push).await {
            Ok(done) => done,
            Err(StoreError::Stale) => {
                refused_entries = kept;
                access = session.decide_again(state, binder).await?;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        pieces += 1;
        from += pushed.taken;
        let Pushed { before, head, fresh, accepted, refused, generation, empties, .. } = pushed;
        outcome.empties |= empties;
        let new = u64::try_from(fresh.len()).unwrap_or_default();
        let alone = pieces == 1 && before == came.after && before + new == head && accepted.len() == fresh.len();
        outcome.alone = (alone && generation == came.generation).then_some(head);
        outcome.accepted.extend(accepted);
        outcome.refused.extend(refused);
        refused_entries = pushed.refused_entries;
        if generation != access.generation() {
            access = session.decide_again(state, binder).await?;
        }
        if from >= ops.len() {
            if outcome.empties {
                state.store().empty_now(binder, state.clock().now()).await;
                access = session.decide_again(state, binder).await?;
            }
            return Ok((access, outcome));
        }
    }
    Err(ApiError::internal(StoreError::Stale))
}
