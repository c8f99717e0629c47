//! The answer as it is written: the same as `domain::api::SyncResponse`, but with ops and checkpoints that
//! go out as they were stored, without being read and written again.

use std::sync::Arc;

use domain::api::{Accepted, BinderCard, Reached, Refused};
use domain::{BinderTab, Seq};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::store::StoredOp;

/// The answer to one round.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SyncAnswer {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) accepted: Vec<Accepted>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) refused: Vec<Refused>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reset: Vec<BinderTab>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "raw")]
    pub(super) checkpoints: Vec<Arc<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) ops: Vec<StoredOp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reached: Vec<Reached>,
    pub(super) cursor: Seq,
    pub(super) generation: u64,
    #[serde(skip_serializing_if = "domain::api::is_first_line")]
    pub(super) lineage: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) binder: Option<BinderCard>,
}

fn raw<S: serde::Serializer>(all: &[Arc<RawValue>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(all.iter().map(AsRef::as_ref))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::SyncResponse;
    use domain::{Checkpoint, FOLD_VERSION, TabState, Timestamp};

    #[test]
    fn it_reads_as_the_answer_that_devices_know() {
        let checkpoint = Checkpoint { fold_version: FOLD_VERSION, state: TabState::empty(BinderTab::Plan) };
        let op = r#"{"id":"01930000-0000-7000-8000-0000000000aa","tab":"plan",
            "entry":"01930000-0000-7000-8000-0000000000ab","audience":{"to":"tab"},
            "author":{"person":"01930000-0000-7000-8000-0000000000ac","role":"owner"},
            "provenance":{"how":"self"},"made_at":5,"kind":"newer","body":{ "kept" : 1 }}"#;
        let answer = SyncAnswer {
            reset: vec![BinderTab::Plan],
            checkpoints: vec![serde_json::value::to_raw_value(&checkpoint).unwrap().into()],
            ops: vec![StoredOp {
                seq: 7,
                received_at: Timestamp::from_millis(9),
                tab: BinderTab::Plan,
                is_emptied: false,
                op: RawValue::from_string(op.to_owned()).unwrap(),
            }],
            cursor: 7,
            generation: 2,
            ..SyncAnswer::default()
        };
        let read: SyncResponse = serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap();
        assert_eq!((read.cursor, read.generation, read.more), (7, 2, false));
        assert_eq!(read.checkpoints, vec![checkpoint]);
        assert_eq!(read.ops.first().map(|op| (op.seq, op.op.body.kind())), Some((7, "newer")));
    }
}
