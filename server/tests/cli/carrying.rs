//! What an operator fills, keeps and carries: the demo, backups, a pärm's way to another server, keys.

use std::path::Path;
use std::process::Output;

use super::{Folder, add_karin, export};

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
