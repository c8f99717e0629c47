//! What a phone of hers has found to be due in her own room: the locked ops it names are emptied at once.

use domain::room::{emptied_by, telling_emptied, without_words};
use domain::{Author, BinderId, Op, OpId};
use sqlx::AnyConnection;

use crate::keys::BinderKey;
use crate::store::{StoreError, ops};

/// What one op empties.
pub(super) struct Emptied {
    /// The op that says so.
    pub(super) op: Op,
    /// The locked ops it names, as they stand.
    locked: Vec<Op>,
}

/// Every op that empties others and has not been seen to.
pub(super) async fn due_in(
    connection: &mut AnyConnection,
    binder: BinderId,
    key: &BinderKey,
) -> Result<Vec<Emptied>, StoreError> {
    let mut all = Vec::new();
    for op in ops::of_kind(connection, binder, "empty", key).await? {
        let Some(over) = emptied_by(&op.op) else { continue };
        let over: Vec<OpId> = over.to_vec();
        let locked = ops::of_kind(connection, binder, "room", key).await?.into_iter();
        // Only what stood before it, in its own tab.
        let named =
            locked.filter(|known| known.seq < op.seq && known.op.tab == op.op.tab && over.contains(&known.op.id));
        let locked = named.map(|known| known.op).collect();
        all.push(Emptied { op: op.op, locked });
    }
    Ok(all)
}

/// What is written over: the locked ops with nothing left in them, and what tells her phones.
pub(super) fn emptied(all: &[Emptied], server: Author) -> Vec<Op> {
    let of = |one: &Emptied| {
        let empty = one.locked.iter().filter_map(without_words);
        empty.chain([telling_emptied(&one.op, server)]).collect::<Vec<Op>>()
    };
    all.iter().flat_map(of).collect()
}
