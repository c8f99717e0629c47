//! R84: everybody named in "Tidiga tecken" has a copy, and she sees who has an old one.

use domain::consent::Evidence;
use domain::copies::{CopySource, LedgerLine, ledger, paper_copy, recipients, renewed};
use domain::share::{HandOver, PaperCopy, SharedMeeting, Snapshot};
use domain::{BinderTab, Body, EntryId, EntryKind, Field, Reference, TabState, Value};

use crate::rules::grant;
use crate::sheet::{action, call, sign, somebody};
use crate::support::{Log, NOW, OWNER, entry_id, removes};

const MOTHER: u64 = 50;
const SARA: u64 = 51;
const LATER: i64 = 30;

fn contacts(names: &[(u64, &str)]) -> TabState {
    let mut log = Log::of(BinderTab::Contacts);
    for (n, name) in names {
        log.set(entry_id(*n), EntryKind::Contact, Field::Name, Value::text(*name));
    }
    log.fold()
}

fn two() -> TabState {
    contacts(&[(MOTHER, "Mamma"), (SARA, "Sara")])
}

fn mother() -> Reference {
    somebody("Mamma", Some(MOTHER), None)
}

/// A sign with a line for Mamma.
fn plan() -> Log {
    let mut log = Log::of(BinderTab::WarningPlan);
    sign(&mut log, 1, "Jag sover inte", "b");
    action(&mut log, 10, 1, "Ring mig", Some(mother()));
    log
}

fn source<'a>(plan: &'a TabState, contacts: &'a TabState, next: Option<&'a SharedMeeting>) -> CopySource<'a> {
    CopySource { plan, contacts, owner_name: "Kim", next_meeting: next }
}

/// What she would hand somebody now.
fn made(plan: &TabState, contacts: &TabState, person: &Reference) -> Snapshot {
    let all = Snapshot {
        owner_name: String::new(),
        made_at: NOW,
        well: String::new(),
        signs: Vec::new(),
        call: Vec::new(),
        next_meeting: None,
        with_meeting: false,
        contacts: Vec::new(),
    };
    renewed(source(plan, contacts, None), person, &all, NOW)
}

fn by_link(snapshot: Snapshot) -> Body {
    let expires_at = NOW.plus_days(LATER);
    Body::HandOver(HandOver { person: mother(), token: "t".to_owned(), code: None, expires_at, snapshot })
}

fn on_paper(snapshot: Snapshot) -> Body {
    Body::HandPaper(PaperCopy { person: mother(), snapshot })
}

fn sharing(ops: Vec<(u64, Body)>) -> TabState {
    let mut log = Log::of(BinderTab::Sharing);
    for (entry, body) in ops {
        log.add(OWNER, entry_id(entry), body);
    }
    log.fold()
}

/// Name; named in the plan; whether the copy by link and the one on paper are older.
fn told(lines: &[LedgerLine]) -> Vec<(&str, bool, Option<bool>, Option<bool>)> {
    let told = lines.iter().map(|line| {
        let link = line.link.as_ref().map(|link| link.given.is_older);
        (line.recipient.person.name.as_str(), line.is_named, link, line.paper.map(|paper| paper.is_older))
    });
    told.collect()
}

#[test]
fn whoever_is_named_is_listed_and_whoever_is_not_only_with_a_copy() {
    let (mut plan, contacts) = (plan(), two());
    call(&mut plan, 20, somebody("Sara", Some(SARA), Some("070-174 06 22")), "b");
    let plan = plan.fold();
    let lines = ledger(source(&plan, &contacts, None), &sharing(vec![]), NOW);
    assert_eq!(told(&lines), [("Mamma", true, None, None), ("Sara", true, None, None)]);

    let unnamed = Log::of(BinderTab::WarningPlan).fold();
    assert_eq!(told(&ledger(source(&unnamed, &contacts, None), &sharing(vec![]), NOW)), []);
    let held = sharing(vec![(1, by_link(made(&plan, &contacts, &mother())))]);
    assert_eq!(told(&ledger(source(&unnamed, &contacts, None), &held, NOW)), [("Mamma", false, Some(true), None)]);
}

#[test]
fn somebody_taken_out_of_the_contacts_still_stands_with_the_copy() {
    let (plan, nobody) = (Log::of(BinderTab::WarningPlan).fold(), contacts(&[]));
    let held = sharing(vec![(1, by_link(made(&plan, &nobody, &mother())))]);
    let lines = ledger(source(&plan, &nobody, None), &held, NOW);
    assert_eq!(told(&lines), [("Mamma", false, Some(false), None)]);
    assert_eq!(lines[0].recipient.id, entry_id(1));
}

#[test]
fn a_copy_is_older_when_something_in_it_has_changed_and_only_then() {
    let (mut log, contacts) = (plan(), two());
    let first = log.fold();
    let held = sharing(vec![(1, by_link(made(&first, &contacts, &mother())))]);
    let is_older = |plan: &TabState| {
        let lines = ledger(source(plan, &contacts, None), &held, NOW);
        (lines[0].link.as_ref().unwrap().given.is_older, lines[0].is_outdated())
    };
    assert_eq!(is_older(&first), (false, false));
    // A line for somebody else is not in it.
    action(&mut log, 11, 1, "Hämta barnen", Some(somebody("Sara", Some(SARA), None)));
    assert_eq!(is_older(&log.fold()), (false, false));
    action(&mut log, 12, 1, "Kom hem till mig", Some(mother()));
    assert_eq!(is_older(&log.fold()), (true, true));
    let line = log.entry(entry_id(12));
    let seen: Vec<_> = line.fields.keys().flat_map(|field| line.heads(*field)).collect();
    log.add(OWNER, entry_id(12), removes(&seen));
    assert_eq!(is_older(&log.fold()), (false, false));
}

#[test]
fn paper_counts_as_a_copy_until_it_is_taken_back() {
    let (mut log, contacts) = (plan(), two());
    let first = log.fold();
    let paper = on_paper(made(&first, &contacts, &mother()));
    let held = sharing(vec![(1, paper.clone())]);
    assert_eq!(told(&ledger(source(&first, &contacts, None), &held, NOW)), [("Mamma", true, None, Some(false))]);
    assert_eq!(paper_copy(&held, &mother()).map(|paper| paper.snapshot.made_at), Some(NOW));
    assert_eq!(paper_copy(&held, &somebody("Sara", Some(SARA), None)), None);
    let taken_back = sharing(vec![(1, paper.clone()), (1, Body::Revoke)]);
    assert_eq!(told(&ledger(source(&first, &contacts, None), &taken_back, NOW)), [("Mamma", true, None, None)]);

    // The link shows what is new, so the person is not without it.
    action(&mut log, 12, 1, "Kom hem till mig", Some(mother()));
    let now = log.fold();
    let both = sharing(vec![(1, paper), (2, by_link(made(&now, &contacts, &mother())))]);
    let lines = ledger(source(&now, &contacts, None), &both, NOW);
    assert_eq!((told(&lines), lines[0].is_outdated()), (vec![("Mamma", true, Some(false), Some(true))], false));
}

#[test]
fn an_ended_or_an_expired_link_is_no_copy() {
    let (plan, contacts) = (plan().fold(), two());
    let copy = by_link(made(&plan, &contacts, &mother()));
    let ended = sharing(vec![(1, copy.clone()), (1, Body::Revoke)]);
    assert_eq!(told(&ledger(source(&plan, &contacts, None), &ended, NOW)), [("Mamma", true, None, None)]);
    let old = sharing(vec![(1, copy)]);
    let after = NOW.plus_days(LATER + 1);
    assert_eq!(told(&ledger(source(&plan, &contacts, None), &old, after)), [("Mamma", true, None, None)]);
}

#[test]
fn a_new_copy_has_the_parts_of_the_one_before() {
    let (plan, contacts) = (plan().fold(), two());
    let meeting = |days| SharedMeeting { starts: NOW.plus_days(days), place: "hemma".to_owned() };
    let (before, next) = (meeting(1), meeting(8));
    let shared = domain::share::shared_contacts(&contacts, &[entry_id(SARA)]);
    let whole = made(&plan, &contacts, &mother());
    let only_contacts = Snapshot { contacts: shared, ..whole.clone().without_plan() };
    let with_meeting = Snapshot { next_meeting: Some(before), ..whole.clone() };
    let again = |before: &Snapshot| renewed(source(&plan, &contacts, Some(&next)), &mother(), before, NOW);
    assert_eq!(again(&only_contacts), only_contacts);
    assert_eq!(again(&whole), whole);
    assert_eq!(again(&with_meeting).next_meeting, Some(next.clone()));
    assert_eq!(again(&whole).next_meeting, None, "off until she says so");
}

#[test]
fn whoever_is_to_see_the_meetings_goes_on_to_while_none_is_booked() {
    let (plan, contacts) = (plan().fold(), two());
    let next = SharedMeeting { starts: NOW.plus_days(8), place: "hemma".to_owned() };
    // As an app handed it over that knew the meeting alone.
    let before = Snapshot { next_meeting: Some(next.clone()), ..made(&plan, &contacts, &mother()) };
    let older = |held: &Snapshot, next| {
        let held = sharing(vec![(1, by_link(held.clone()))]);
        ledger(source(&plan, &contacts, next), &held, NOW)[0].link.as_ref().unwrap().given.is_older
    };
    assert!(!older(&before, Some(&next)));
    let between = renewed(source(&plan, &contacts, None), &mother(), &before, NOW);
    assert_eq!((between.next_meeting.clone(), between.shows_meetings()), (None, true));
    assert!(!older(&between, None) && older(&between, Some(&next)));
    let after = renewed(source(&plan, &contacts, Some(&next)), &mother(), &between, NOW);
    assert_eq!(after.next_meeting, Some(next));
}

#[test]
fn a_coordinator_who_reads_the_plan_itself_needs_no_copy() {
    let mut log = plan();
    call(&mut log, 20, somebody("Anna Berg", Some(52), None), "b");
    let (plan, contacts) = (log.fold(), contacts(&[(MOTHER, "Mamma"), (52, "Anna Berg")]));
    let reads = |tab| {
        let grant = domain::consent::Grant { tab, name: "Anna Berg".to_owned(), ..grant(Evidence::OnScreen) };
        let lines = ledger(source(&plan, &contacts, None), &sharing(vec![(1, Body::Grant(grant))]), NOW);
        lines.iter().map(|line| line.reads_it).collect::<Vec<_>>()
    };
    assert_eq!(reads(BinderTab::WarningPlan), [false, true]);
    assert_eq!(reads(BinderTab::Plan), [false, false]);
}

#[test]
fn somebody_without_a_contact_is_known_by_name() {
    let mut log = Log::of(BinderTab::WarningPlan);
    sign(&mut log, 1, "Jag sover inte", "b");
    action(&mut log, 10, 1, "Ring mig", Some(Reference::named("Farbror Åke")));
    action(&mut log, 11, 1, "Hälsa på", Some(Reference::named(" Farbror Åke ")));
    action(&mut log, 12, 1, "Ring mig", Some(Reference::named(" ")));
    let found = recipients(&log.fold(), &contacts(&[]));
    let ids: Vec<EntryId> = found.iter().map(|recipient| recipient.id).collect();
    assert_eq!(ids, [entry_id(10)]);
    assert!(found[0].has_lines);
}
