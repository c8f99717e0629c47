//! The binary as an operator uses it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
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

#[test]
fn the_demo_is_filled_once_and_lets_in_each_time() {
    let folder = Folder::new();
    let (first, second) = (folder.demo(), folder.demo());
    assert_eq!((&first["coordinators"], &first["shares"]), (&second["coordinators"], &second["shares"]));
    assert_eq!(first["binders"].as_array().map(Vec::len), Some(3));
    for (before, after) in first["binders"].as_array().unwrap().iter().zip(second["binders"].as_array().unwrap()) {
        assert_eq!((&before["id"], &before["owner_name"]), (&after["id"], &after["owner_name"]));
        assert_ne!(before["pairing_link"], after["pairing_link"]);
    }
    let maja = export(&folder, "a.db", first["binders"][0]["id"].as_str().unwrap());
    for tab in maja["tabs"].as_array().unwrap().iter().filter(|tab| tab["tab"] != "worksheets") {
        assert!(tab["entries"].as_object().unwrap().len() >= 4, "{} is thin", tab["tab"]);
    }
    assert!(folder.told("a.db", &["check"]).starts_with("3 checked, 0 "));
}

#[test]
fn a_backup_is_restored_into_an_empty_store_and_no_other() {
    let folder = Folder::new();
    let demo = folder.demo();
    let binder = demo["binders"][0]["id"].as_str().unwrap();
    folder.told("a.db", &["backup", "copy.db"]);
    assert!(!folder.run("a.db", &["backup", "copy.db"]).status.success(), "a backup overwrites nothing");
    assert!(!folder.run("a.db", &["restore", "copy.db"]).status.success(), "a restore overwrites nothing");
    folder.told("new/b.db", &["restore", "copy.db"]);
    assert_eq!(export(&folder, "new/b.db", binder), export(&folder, "a.db", binder));
    std::fs::write(folder.0.join("torn.db"), "SQLite format 3").unwrap();
    assert!(!folder.run("c.db", &["restore", "torn.db"]).status.success());
    assert!(!Path::new(&folder.0.join("c.db")).exists());
    let copy = std::fs::read(folder.0.join("copy.db")).unwrap();
    for word in ["Maja", "Jag vänder på dygnet", "070-174"] {
        assert!(!copy.windows(word.len()).any(|part| part == word.as_bytes()), "the copy can be read: {word}");
    }
}

/// An account, with its password from standard input.
fn add_karin(folder: &Folder) {
    let words = ["coordinator", "add", "--username", "karin", "--name", "Karin Ek", "--organization", "Norr"];
    let mut child = folder.parmen("a.db").args(words).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"ett langt losenord").unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_parm_is_carried_to_another_server_whole_or_not_at_all() {
    let (here, there) = (Folder::new(), Folder::new());
    let demo = here.demo();
    let binder = demo["binders"][0]["id"].as_str().unwrap();
    let text = here.told("a.db", &["export", binder]);
    add_karin(&there);
    let import = |file: &str| there.run("a.db", &["import", file, "--for", "karin"]);
    let said = |output: &Output| String::from_utf8(output.stderr.clone()).unwrap();
    let cut: String = text.chars().take(text.chars().count() / 2).collect();
    let other_words = text.replacen("Jag v\u{e4}nder p\u{e5} dygnet", "Jag sover gott", 1);
    assert_ne!(other_words, text);
    for (name, content, why) in [
        ("cut.json", cut.as_str(), "cut or changed"),
        ("changed.json", &other_words, "does not follow from its log"),
        ("hers.json", r#"{"format":"parmen","version":1}"#, "saved on her phone"),
    ] {
        std::fs::write(there.0.join(name), content).unwrap();
        let refused = import(name);
        assert!(!refused.status.success() && said(&refused).contains(why), "{name}: {}", said(&refused));
    }
    assert!(there.told("a.db", &["check"]).starts_with("0 checked"), "nothing was imported");
    std::fs::write(there.0.join("whole.json"), &text).unwrap();
    assert!(!there.run("a.db", &["import", "whole.json", "--for", "nobody"]).status.success());
    let done = there.told("a.db", &["import", "whole.json", "--for", "karin"]);
    assert!(done.contains("/para#") && done.contains(&format!("parmen pair {binder}")), "{done}");
    assert_eq!(there.told("a.db", &["export", binder]), text);
    assert!(there.told("a.db", &["check"]).starts_with("1 checked, 0 "));
    assert!(said(&import("whole.json")).contains("is here already"));
    assert!(there.told("a.db", &["pair", binder]).contains("/para#"));
}

#[test]
fn an_account_is_added_once_with_a_password_from_standard_input() {
    let folder = Folder::new();
    let add = |password: &str| {
        let words = ["coordinator", "add", "--username", "anna", "--name", "Anna Berg", "--organization", "Öster"];
        let mut child = folder
            .parmen("a.db")
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        child.wait().unwrap().success()
    };
    assert!(!add("kort\n"), "twelve characters at least");
    assert!(add("ett långt lösenord\n"));
    assert!(!add("ett annat lösenord\n"), "the name is taken");
    assert!(
        !folder.run("a.db", &["demo"]).status.success(),
        "the demo's passwords do not belong beside real accounts"
    );
}

/// What an operator does for somebody at the counter, and what the unit reads of it afterwards.
#[test]
fn who_has_lost_her_way_in_is_helped_and_it_is_written_down() {
    let folder = Folder::new();
    let demo = folder.demo();
    let username = demo["coordinators"][0]["username"].as_str().unwrap();
    let words = |act: &'static str| ["coordinator", act, "--username", username, "--by", "Per i receptionen"];
    let new_password = |password: &str| {
        let mut child = folder
            .parmen("a.db")
            .args(words("reset-password"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        child.wait().unwrap().success()
    };
    assert!(!new_password("password1234\n"), "everybody would try that");
    assert!(new_password("tio gula båtar i hamn\n"));
    assert!(folder.told("a.db", &words("reset-second-factor")).contains("had no second step"));
    folder.told("a.db", &words("close"));
    assert!(!folder.run("a.db", &words("close")).status.success(), "it is closed");
    let unit = [
        "audit",
        "--organization",
        "Psykosvård Öster",
        "--accounts",
        "--from",
        "2020-01-01",
        "--to",
        "2099-12-31",
    ];
    let log = folder.told("a.db", &unit);
    let acts: Vec<&str> =
        log.lines().filter_map(|line| line.strip_suffix("  by Per i receptionen")?.rsplit("  ").next()).collect();
    assert_eq!(acts, ["password replaced", "second step taken away", "account closed"]);
    let table = folder.told("a.db", &[unit.as_slice(), &["--csv"]].concat());
    assert!(table.starts_with("at,person,name,organization,act,by\n"));
    assert!(table.contains(",account closed,Per i receptionen\n"), "{table}");
}

#[test]
fn an_identity_leads_to_one_account_and_needs_to_be_the_providers() {
    let folder = Folder::new();
    let demo = folder.demo();
    let username = demo["coordinators"][0]["username"].as_str().unwrap();
    let run = |settings: &[(&str, &str)], words: &str| {
        let mut command = folder.parmen("a.db");
        command
            .env("PARMEN_OIDC_CLIENT_ID", "parmen")
            .env("PARMEN_OIDC_NAME", "Region Öst")
            .envs(settings.to_vec());
        command.args(words.split('/')).output().unwrap().status.success()
    };
    let provider = [("PARMEN_OIDC_ISSUER", "https://login.example.se")];
    let berit = "coordinator/add/--identity/SE1-1/--name/Berit Ek/--organization/Öster";
    assert!(!run(&[], berit), "there is no provider");
    assert!(
        !run(&provider, "coordinator/add/--name/Berit Ek/--organization/Öster"),
        "she could not sign in at all"
    );
    assert!(run(&provider, berit));
    assert!(!run(&provider, berit), "it leads to her already");
    let anna = |identity: &str| format!("coordinator/link/--username/{username}/--identity/{identity}");
    assert!(!run(&provider, &anna("SE1-1")), "it leads to Berit");
    assert!(!run(&provider, "coordinator/link/--username/nobody/--identity/SE1-2"));
    assert!(run(&provider, &anna("SE1-2")));
    assert!(run(&provider, "coordinator/unlink/--identity/SE1-2"));
    assert!(!run(&provider, "coordinator/unlink/--identity/SE1-2"), "it leads to nobody any more");
    let elsewhere = [("PARMEN_OIDC_ISSUER", "https://another.example.se")];
    assert!(!run(&elsewhere, "coordinator/unlink/--identity/SE1-1"), "another provider's numbers are others");
}

#[test]
fn a_unit_checks_what_its_staff_have_read_and_the_check_is_written_down() {
    let folder = Folder::new();
    let demo = folder.demo();
    let unit = ["audit", "--organization", "Psykosvård Öster"];
    let words = |more: &[&'static str]| [&unit[..], more].concat();
    let always = ["--from", "2000-01-01", "--to", "2099-12-31"];
    let list = folder.told("a.db", &words(&always));
    let first = list.lines().next().unwrap();
    assert!(first.starts_with("Psykosvård Öster, 2000-01-01 to 2099-12-31: "), "{first}");
    assert!(list.contains("Anna Berg  coordinator  wrote"), "{list}");
    let told = folder.told("a.db", &words(&[&always[..], &["--csv"]].concat()));
    let n_acts = list.lines().count() - 1;
    assert!(told.starts_with("heard_at,done_at,person,name,organization,role,action,tabs,binder\n"), "{told}");
    assert_eq!(told.lines().count() - 1, n_acts);
    for shown in [&list, &told] {
        assert!(shown.contains(demo["binders"][0]["id"].as_str().unwrap()), "which pärm, by its id");
        assert!(!shown.contains("Maja") && !shown.contains("Samir"), "never whose: {shown}");
    }
    let check = [&always[..], &["--spot-check", "3", "--by", "Karin Ek"]].concat();
    assert_eq!(folder.told("a.db", &words(&check)).lines().count(), 4);
    let checks = folder.told("a.db", &words(&["--checks"]));
    assert!(checks.contains(&format!("Karin Ek  2000-01-01 to 2099-12-31: 3 of {n_acts}")), "{checks}");
    assert_eq!((checks.lines().count(), checks.lines().last()), (5, Some("1 made")));
    for (wrong, said) in [
        (
            vec!["audit", "--organization", "Finns inte", "--from", "2026-01-01", "--to", "2026-01-02"],
            "there is no",
        ),
        (words(&["--from", "2026-02-30", "--to", "2026-03-01"]), "--from 2026-02-30 is no day"),
        (words(&["--from", "2026-03-02", "--to", "2026-03-01"]), "is after"),
        (words(&["--to", "2026-03-01"]), "--from is missing"),
        (words(&[&always[..], &["--spot-check", "3"]].concat()), "--by is missing"),
        (words(&[&always[..], &["--spot-check", "0", "--by", "K"]].concat()), "at least 1"),
    ] {
        let output = folder.run("a.db", &wrong);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && error.contains(said), "{wrong:?}: {error}");
    }
    assert!(folder.told("a.db", &words(&["--checks"])).contains("1 made"), "what was wrong left nothing behind");
}

#[test]
fn what_is_hard_to_use_is_told_as_counts() {
    let folder = Folder::new();
    folder.demo();
    let period = ["feedback", "--from", "2026-11-01", "--to", "2026-11-30"];
    assert_eq!(folder.told("a.db", &period), "2026-11-01 to 2026-11-30: 0 taps\n");
    let csv = folder.told("a.db", &[&period[..], &["--csv"]].concat());
    assert_eq!(csv, "day,page,version,taps\n");
    let output = folder.run("a.db", &["feedback", "--from", "2026-11-31", "--to", "2026-12-01"]);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("is no day"));
}

#[test]
fn an_organization_names_who_reads_what_is_lifted_and_it_is_written_down() {
    let folder = Folder::new();
    let demo = folder.demo();
    let (one, name) = (&demo["coordinators"][0]["username"], demo["coordinators"][0]["name"].as_str().unwrap());
    let words =
        |act: &'static str| ["group", act, "--username", one.as_str().unwrap(), "--by", "Per i receptionen"];
    assert_eq!(folder.told("a.db", &["group", "list"]), "0 in the group\n");
    folder.told("a.db", &words("add"));
    assert!(!folder.run("a.db", &words("add")).status.success(), "she is in it");
    assert!(folder.told("a.db", &["group", "list"]).contains(name));
    folder.told("a.db", &words("remove"));
    assert!(!folder.run("a.db", &words("remove")).status.success(), "she is not");
    assert!(!folder.run("a.db", &["group", "add", "--username", "nobody"]).status.success());
    let days = ["--from", "2020-01-01", "--to", "2099-12-31"];
    let told = folder.told("a.db", &[&["group", "log"][..], &days].concat());
    assert_eq!(told, "2020-01-01 to 2099-12-31: 0 in the log of what was lifted\n");
    let unit = ["audit", "--organization", "Psykosvård Öster", "--accounts"];
    let log = folder.told("a.db", &[&unit[..], &days].concat());
    let acts: Vec<&str> =
        log.lines().filter_map(|line| line.strip_suffix("  by Per i receptionen")?.rsplit("  ").next()).collect();
    assert_eq!(acts, ["joined the group", "left the group"]);
}

#[test]
fn the_server_key_is_changed_and_the_old_one_is_named() {
    let folder = Folder::new();
    let demo = folder.demo();
    let binder = demo["binders"][0]["id"].as_str().unwrap();
    let before = export(&folder, "a.db", binder);
    let old = std::fs::read_to_string(folder.0.join("server.key")).unwrap();
    let told = folder.told("a.db", &["keys", "rotate"]);
    assert!(told.starts_with("3 keys wrapped") && told.contains("destroy the old key: server.key.old"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.0.join("server.key.old")).unwrap(), old);
    assert!(folder.told("a.db", &["keys", "rotate"]).starts_with("0 keys wrapped"), "the second time it is done");
    assert_eq!(export(&folder, "a.db", binder), before);
    let with =
        |key: &str, words: &[&str]| folder.parmen("a.db").env("PARMEN_SERVER_KEY", key).args(words).output();
    assert!(with(&old, &["export", binder]).unwrap().status.success(), "not ended: the old key is good enough");
    assert!(!with(&old, &["keys", "retire"]).unwrap().status.success(), "whoever ends it has the new key");
    folder.told("a.db", &["keys", "retire"]);
    let refused = with(&old, &["export", binder]).unwrap();
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("server key"));
    assert_eq!(export(&folder, "a.db", binder), before);
    for shown in [&told, &String::from_utf8(refused.stderr).unwrap()] {
        assert!(!shown.contains(&old), "a key is never printed");
    }
}

#[test]
fn the_organisation_takes_a_binder_away_and_lets_it_stay() {
    let folder = Folder::new();
    let demo = folder.demo();
    let binder = demo["binders"][0]["id"].as_str().unwrap();
    assert!(!folder.run("a.db", &["erase", binder]).status.success(), "not without a reason");
    let words = ["erase", binder, "--reason", "Verksamheten upphör.", "--by", "Karin Ek"];
    let told = folder.told("a.db", &words);
    let day = told.lines().next().unwrap().split(" on ").nth(1).unwrap().get(..10).unwrap().to_owned();
    assert!(!folder.run("a.db", &words).status.success(), "once is enough");
    let list = folder.told("a.db", &["erase", "--list"]);
    assert_eq!(list.trim_end(), format!("{binder}  {day}  Karin Ek: Verksamheten upphör."));
    assert_eq!(folder.told("a.db", &["erase", "--due"]), "0 taken away\n");
    assert!(folder.told("a.db", &["check"]).starts_with("3 checked, 0 "));
    folder.told("a.db", &["erase", "--cancel", binder]);
    assert_eq!(folder.told("a.db", &["erase", "--list"]), "");
    assert!(
        !folder.run("a.db", &["erase"]).status.success()
            && !folder.run("a.db", &["erase", "--cancel"]).status.success()
    );
    assert!(folder.told("a.db", &["keys", "backup", "copies"]).starts_with("copied to copies/parmen-keys-"));
}

/// A server that is stopped whatever becomes of the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_serves_until_it_is_told_to_stop() {
    let folder = Folder::new();
    let mut command = folder.parmen("a.db");
    let child = command.arg("serve").env("PARMEN_ADDR", "127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
    let mut server = Server(child);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit_once("http://").unwrap().1.to_owned();
    let ask = |path: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(ask("/api/v1/health").ends_with("{\"status\":\"ok\"}"));
    let stop = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status().unwrap();
    assert!(stop.success() && server.0.wait().unwrap().success(), "it ends well when asked");
}
