//! The binary as an operator uses it.

mod accounts;
mod carrying;
mod organization;
mod serving;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A folder of its own with a store in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("parmen-cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn parmen(&self, store: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parmen"));
        command
            .current_dir(&self.0)
            .env("DATABASE_URL", format!("sqlite://{store}"))
            .env("PARMEN_KEYS_URL", "sqlite://keys.db")
            .env("PARMEN_SITE", "none")
            .env_remove("RUST_LOG");
        command
    }

    fn run(&self, store: &str, words: &[&str]) -> Output {
        self.parmen(store).args(words).output().unwrap()
    }

    fn told(&self, store: &str, words: &[&str]) -> String {
        let output = self.run(store, words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn demo(&self) -> Value {
        serde_json::from_str(&self.told("a.db", &["demo", "--json"])).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn export(folder: &Folder, store: &str, binder: &str) -> Value {
    serde_json::from_str(&folder.told(store, &["export", binder])).unwrap()
}

/// An account, with its password from standard input.
fn add_karin(folder: &Folder) {
    let words = ["coordinator", "add", "--username", "karin", "--name", "Karin Ek", "--organization", "Norr"];
    let mut child = folder.parmen("a.db").args(words).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"ett langt losenord").unwrap();
    assert!(child.wait().unwrap().success());
}
