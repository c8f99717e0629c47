//! Everything that reads what comes over the network, given whatever there may be. Each function panics if a promise
//! of the house does not hold for these bytes; `tests/corpus.rs` gives them what was found worth keeping, and
//! `scripts/fuzz` looks for more. The routes themselves are in `server/tests/garbled.rs`.

mod answered;
mod asked;
mod lines;
mod typed;

pub use answered::answered;
pub use asked::asked;
pub use lines::mixed;
pub use typed::typed;

use std::fmt::Debug;

use domain::Op;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What these bytes say, if they say a `T`. Whatever is read is written again so that it reads the same.
fn read<T: DeserializeOwned + Serialize + PartialEq + Debug>(bytes: &[u8]) -> Option<T> {
    let said: T = serde_json::from_slice(bytes).ok()?;
    same(&said);
    Some(said)
}

/// Ops, one on a line; what is none is passed over, so that a log goes on after a line that was spoilt.
fn log(bytes: &[u8]) -> Vec<Op> {
    bytes.split(|byte| *byte == b'\n').filter_map(read).collect()
}

fn same<T: DeserializeOwned + Serialize + PartialEq + Debug>(said: &T) {
    let again = serde_json::to_vec(said).map(|json| serde_json::from_slice::<T>(&json));
    assert!(matches!(&again, Ok(Ok(again)) if again == said), "{said:?} is written as {again:?}");
}
