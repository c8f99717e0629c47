//! Old formats are still read: each golden file is read and written again as it stands. Phones a year old
//! hold these bytes, so a file is never edited; a new format is a new file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::api::{
    ErrorBody, LiveEvent, Me, PairingResponse, PractitionerCard, RedeemPairingRequest, RefusalCode, SignInRequest,
    StartBinderRequest, SyncRequest, SyncResponse,
};
use domain::{Body, Checkpoint, FOLD_VERSION, Op};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Every kind of op there is. A kind never leaves this list.
const KINDS: [&str; 34] = [
    "write",
    "append",
    "remove",
    "restore",
    "propose",
    "answer",
    "rate",
    "show",
    "hide",
    "grant",
    "confirm",
    "withdraw",
    "hand_over",
    "revoke",
    "opened",
    "propose_consent",
    "propose_succession",
    "reopen",
    "redact",
    "erase",
    "keep",
    "hand_paper",
    "room",
    "decision",
    "agree",
    "sign_consent",
    "carry",
    "empty",
    "photo",
    "allow_lift",
    "end_lift",
    "invite",
    "reply",
    "feed",
];

fn golden() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/v1");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Reads and writes one file as what it is.
fn again<T: DeserializeOwned + Serialize>(name: &str, text: &str) -> serde_json::Value {
    let read: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap()
}

#[test]
fn every_golden_file_is_read_and_written_as_it_stands() {
    for (name, text) in golden() {
        let written = match name.as_str() {
            name if name.starts_with("op_") => again::<Op>(name, &text),
            name if name.starts_with("checkpoint") => again::<Checkpoint>(name, &text),
            name if name.starts_with("sync_response") => again::<SyncResponse>(name, &text),
            name if name.starts_with("live_") => again::<LiveEvent>(name, &text),
            "sync_request" => again::<SyncRequest>(&name, &text),
            "me" | "me_closed" => again::<Me>(&name, &text),
            "error" | "error_revoked" | "error_erased" => again::<ErrorBody>(&name, &text),
            "pairing_request" => again::<RedeemPairingRequest>(&name, &text),
            "pairing_response" => again::<PairingResponse>(&name, &text),
            "sign_in_request" => again::<SignInRequest>(&name, &text),
            "start_binder_request" => again::<StartBinderRequest>(&name, &text),
            "practitioner" => again::<PractitionerCard>(&name, &text),
            other => panic!("{other}.json: nobody says what it is"),
        };
        let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(written, expected, "{name}");
    }
}

#[test]
fn every_known_kind_has_a_golden_file_and_is_understood() {
    let ops: Vec<Op> = golden()
        .iter()
        .filter(|(name, _)| name.starts_with("op_"))
        .map(|(_, text)| serde_json::from_str(text).unwrap())
        .collect();
    let understood: BTreeSet<&str> =
        ops.iter().filter(|op| !matches!(op.body, Body::Unknown(_))).map(|op| op.body.kind()).collect();
    assert_eq!(understood, BTreeSet::from(KINDS));
    assert!(KINDS.iter().all(|kind| Body::is_known(kind)) && !Body::is_known("decide"));
    assert_eq!(ops.iter().filter(|op| matches!(op.body, Body::Unknown(_))).count(), 1);
}

#[test]
fn an_unknown_body_comes_out_byte_for_byte() {
    let text = golden().remove("op_unknown").unwrap();
    let op: Op = serde_json::from_str(&text).unwrap();
    let Body::Unknown(body) = &op.body else { panic!("it is understood") };
    assert!(text.contains(body.raw.get()));
    assert!(serde_json::to_string(&op).unwrap().contains(body.raw.get()));
}

#[test]
fn a_field_from_a_newer_app_is_read_past() {
    let text = golden().remove("sync_response_nothing_new").unwrap().replacen('{', r#"{"weather": "sun","#, 1);
    assert_eq!(serde_json::from_str::<SyncResponse>(&text).unwrap().cursor, 15);
}

#[test]
fn a_request_may_leave_out_what_it_has_nothing_of() {
    let text = r#"{"protocol":1,"replica":"01930000-0000-7000-8000-000000000601","after":0,"generation":0}"#;
    let request: SyncRequest = serde_json::from_str(text).unwrap();
    assert!(request.ops.is_empty() && request.opened.is_empty());
}

#[test]
fn every_refusal_in_the_golden_answer_has_the_class_that_devices_act_on() {
    let text = golden().remove("sync_response").unwrap();
    let response: SyncResponse = serde_json::from_str(&text).unwrap();
    let codes: BTreeSet<String> = response.refused.iter().map(|refused| format!("{:?}", refused.code)).collect();
    assert_eq!(codes.len(), 9, "one of each");
    assert!(response.refused.iter().all(|refused| refused.code.class() == refused.class));
    assert!(serde_json::from_str::<RefusalCode>("\"because\"").is_err());
}

#[test]
fn a_checkpoint_of_another_fold_is_told_by_its_number() {
    let text = golden().remove("checkpoint").unwrap();
    let checkpoint: Checkpoint = serde_json::from_str(&text).unwrap();
    assert_eq!((checkpoint.fold_version, checkpoint.state.deferred.len()), (1, 1));
    assert!(checkpoint.fold_version <= FOLD_VERSION);
}
