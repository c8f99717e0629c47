//! Accounts from the command line.

use std::io::Write as _;
use std::process::Stdio;

use super::Folder;

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
