//! What an organisation does from the command line: checks, counts, who reads what, taking a pärm away.

use super::Folder;

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
fn a_unit_names_who_checks_its_log_and_it_is_written_down() {
    let folder = Folder::new();
    let demo = folder.demo();
    let (one, name) = (demo["coordinators"][0]["username"].as_str().unwrap(), &demo["coordinators"][0]["name"]);
    let unit = ["--organization", "Psykosvård Öster"];
    let list = [&["reviewer", "list"][..], &unit].concat();
    let words = |act: &'static str| {
        [&["reviewer", act, "--username", one, "--by", "Verksamhetschefen"][..], &unit].concat()
    };
    assert_eq!(folder.told("a.db", &list), "0 for Psykosvård Öster\n");
    folder.told("a.db", &words("add"));
    assert!(!folder.run("a.db", &words("add")).status.success(), "she does already");
    assert_eq!(folder.told("a.db", &list), format!("1 for Psykosvård Öster\n{}\n", name.as_str().unwrap()));
    folder.told("a.db", &words("remove"));
    assert!(!folder.run("a.db", &words("remove")).status.success(), "she does not");
    assert!(
        !folder.run("a.db", &["reviewer", "add", "--username", one, "--organization", "Norr"]).status.success()
    );
    let days = ["--from", "2020-01-01", "--to", "2099-12-31"];
    let log = folder.told("a.db", &[&["audit", "--accounts"][..], &unit, &days].concat());
    let acts: Vec<&str> =
        log.lines().filter_map(|line| line.strip_suffix("  by Verksamhetschefen")?.rsplit("  ").next()).collect();
    assert_eq!(acts, ["named to check the access log", "checks the access log no more"]);
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
