//! What the fuzzer found worth keeping, given to the same functions again: no fuzzer needed.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// A line per input: a JSON string whose characters are the bytes (`scripts/corpus.mjs`).
fn kept(target: &str) -> Vec<Vec<u8>> {
    let lines = fs::read_to_string(folder("corpus").join(format!("{target}.jsonl"))).unwrap();
    let input = |line: &str| -> Vec<u8> {
        let text: String = serde_json::from_str(line).unwrap();
        text.chars().map(|sign| u8::try_from(sign).unwrap()).collect()
    };
    lines.lines().map(input).collect()
}

fn golden() -> Vec<Vec<u8>> {
    let files = fs::read_dir(folder("../domain/tests/wire/v1")).unwrap();
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

fn replay(target: &str, to: fn(&[u8])) {
    let (kept, golden) = (kept(target), golden());
    assert!(kept.len() > 100 && golden.len() > 25, "{target}: {} and {}", kept.len(), golden.len());
    kept.iter().chain(&golden).for_each(|bytes| to(bytes));
}

#[test]
fn what_a_device_hands_in() {
    replay("asked", fuzz::asked);
}

#[test]
fn what_a_server_answers() {
    replay("answered", fuzz::answered);
}

#[test]
fn short_texts() {
    replay("typed", fuzz::typed);
}
