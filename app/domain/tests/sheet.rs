//! R78–R84: the sheet "Tidiga tecken", the page made from it, and what a related person is handed.

use domain::crisis_html::{CrisisWords, Looks, content_security_policy, general, personal};
use domain::share::{self, HandOver, Opened, SharedMeeting, snapshot_for};
use domain::warning::WarningPlan;
use domain::{BinderTab, Body, Entry, EntryId, EntryKind, Field, Reference, Value};

use crate::support::{ANNA, Log, NOW, OWNER, SERVER, entry_id, proposes, removes};

const EVIL: &str = "<script>alert(\"x\")</script>' & \"";

pub(crate) const WORDS: CrisisWords<'_> = CrisisWords {
    lang: "sv",
    title: "Om jag mår sämre",
    back: "Tillbaka",
    well: "Så är jag när jag mår bra",
    helps: "Det här brukar hjälpa mig",
    mine: "Då gör jag",
    others: "Då vill jag att andra gör",
    somebody: "Någon",
    call: "Ring",
    general: "Ring någon du litar på, eller 1177.",
    advice: "Vårdråd dygnet runt",
    emergency: "Fara för liv",
    signs: "Mina tecken",
    nobody_reads: "Ingen vakt läser det här.",
};

pub(crate) fn somebody(name: &str, entry: Option<u64>, phone: Option<&str>) -> Reference {
    Reference { entry: entry.map(entry_id), name: name.to_owned(), phone: phone.map(str::to_owned) }
}

pub(crate) fn sign(log: &mut Log, n: u64, text: &str, position: &str) {
    log.set(entry_id(n), EntryKind::Sign, Field::Text, Value::text(text));
    log.set(entry_id(n), EntryKind::Sign, Field::Position, Value::text(position));
}

pub(crate) fn action(log: &mut Log, n: u64, sign: u64, text: &str, person: Option<Reference>) {
    let (id, kind) = (entry_id(n), EntryKind::SignAction);
    log.set(id, kind, Field::Text, Value::text(text));
    log.set(id, kind, Field::Parent, Value::Entry(entry_id(sign)));
    log.set(id, kind, Field::Doer, Value::choice(if person.is_some() { "other" } else { "me" }));
    if let Some(person) = person {
        log.set(id, kind, Field::Person, Value::Person(person));
    }
}

pub(crate) fn call(log: &mut Log, n: u64, person: Reference, position: &str) {
    log.set(entry_id(n), EntryKind::CallFirst, Field::Person, Value::Person(person));
    log.set(entry_id(n), EntryKind::CallFirst, Field::Position, Value::text(position));
}

pub(crate) fn well(log: &mut Log, text: &str) {
    log.set(EntryId::WELLNESS, EntryKind::Wellness, Field::Well, Value::text(text));
}

fn texts(entries: &[&Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.text(Field::Text).to_owned()).collect()
}

/// Two signs; the first with a line for herself, one for her mother and one for her friend.
pub(crate) fn sheet() -> Log {
    let mut log = Log::of(BinderTab::WarningPlan);
    well(&mut log, "Jag skrattar");
    sign(&mut log, 1, "sover inte", "b");
    sign(&mut log, 2, "svarar inte", "a");
    action(&mut log, 10, 1, "gå ut", None);
    action(&mut log, 11, 1, "ring mig", Some(somebody("Mamma", Some(50), None)));
    action(&mut log, 12, 1, "kom hit", Some(somebody("Mamma", Some(51), None)));
    action(&mut log, 13, 2, "skriv till mig", Some(somebody("Kim ", None, None)));
    call(&mut log, 20, somebody("Mamma", Some(50), Some("070-123 45 67")), "b");
    call(&mut log, 21, somebody("Kim", None, None), "a");
    log
}

#[test]
fn the_sheet_is_read_in_her_order_with_her_lines_and_others_apart() {
    let state = sheet().fold();
    let plan = WarningPlan::read(&state);
    let signs: Vec<&str> = plan.signs.iter().map(|sign| sign.entry.text(Field::Text)).collect();
    assert_eq!(signs, ["svarar inte", "sover inte"]);
    assert_eq!((texts(&plan.signs[1].mine), texts(&plan.signs[1].others).len()), (vec!["gå ut".to_owned()], 2));
    let called: Vec<&str> = plan.call.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((called, plan.well, plan.is_empty()), (vec!["Kim", "Mamma"], "Jag skrattar", false));
}

#[test]
fn what_is_removed_or_only_suggested_is_not_on_the_sheet() {
    let mut log = sheet();
    let seen = log.entry(entry_id(1)).all_heads();
    log.add(OWNER, entry_id(1), removes(&seen));
    log.add(ANNA, entry_id(30), proposes(EntryKind::Sign, Field::Text, Value::text("Annas")));
    let seen = log.entry(EntryId::WELLNESS).all_heads();
    log.add(OWNER, EntryId::WELLNESS, removes(&seen));
    let state = log.fold();
    let plan = WarningPlan::read(&state);
    assert_eq!((plan.signs.len(), plan.well), (1, ""));
    assert!(WarningPlan::read(&Log::of(BinderTab::WarningPlan).fold()).is_empty());
}

#[test]
fn a_snapshot_holds_only_the_lines_meant_for_that_person() {
    let state = sheet().fold();
    let plan = WarningPlan::read(&state);
    let lines = |person: &Reference| -> Vec<(String, Vec<String>)> {
        let snapshot = snapshot_for(person, &plan, "Robin", None, NOW);
        snapshot.signs.into_iter().map(|sign| (sign.text, sign.actions)).collect()
    };
    let one = |sign: &str, line: &str| vec![(sign.to_owned(), vec![line.to_owned()])];
    assert_eq!(lines(&somebody("Mamma", Some(50), None)), one("sover inte", "ring mig"), "not the other Mamma");
    assert_eq!(lines(&somebody("Kim", Some(60), None)), one("svarar inte", "skriv till mig"), "named by name");
    assert_eq!(lines(&somebody("Okänd", None, None)), []);
}

#[test]
fn somebody_without_a_name_gets_nobody_s_lines() {
    let mut log = sheet();
    action(&mut log, 14, 2, "till ingen", Some(somebody(" ", None, None)));
    let state = log.fold();
    let snapshot = snapshot_for(&somebody("", None, None), &WarningPlan::read(&state), "Robin", None, NOW);
    assert!(snapshot.signs.is_empty());
}

#[test]
fn a_snapshot_is_dated_and_says_whom_to_call() {
    let state = sheet().fold();
    let meeting = SharedMeeting { starts: NOW.plus_days(3), place: "hemma".to_owned() };
    let mother = somebody("Mamma", Some(50), None);
    let snapshot = snapshot_for(&mother, &WarningPlan::read(&state), "Robin", Some(meeting.clone()), NOW);
    assert_eq!((snapshot.made_at, snapshot.owner_name.as_str()), (NOW, "Robin"));
    assert_eq!((snapshot.call.len(), snapshot.next_meeting), (2, Some(meeting)));
}

#[test]
fn a_share_shows_the_snapshot_handed_over_last_and_ends_when_revoked() {
    let state = sheet().fold();
    let mother = somebody("Mamma", Some(50), None);
    let copy = |name: &str| HandOver {
        person: mother.clone(),
        token: "t".to_owned(),
        code: None,
        expires_at: NOW.plus_days(90),
        snapshot: snapshot_for(&mother, &WarningPlan::read(&state), name, None, NOW),
    };
    let mut log = Log::of(BinderTab::Sharing);
    log.add(OWNER, entry_id(1), Body::HandOver(copy("först")));
    log.add(OWNER, entry_id(2), Body::HandOver(copy("annan")));
    log.add(OWNER, entry_id(1), Body::HandOver(copy("sedan")));
    log.add(SERVER, entry_id(1), Body::Opened(Opened { at: NOW }));
    log.add(OWNER, entry_id(2), Body::Revoke);
    let sharing = log.fold();
    let [latest, other] = share::all(&sharing).try_into().unwrap();
    assert_eq!((latest.latest.snapshot.owner_name.as_str(), latest.opened_at), ("sedan", Some(NOW)));
    assert_eq!((latest.revoked, latest.arrived, other.revoked, other.opened_at), (false, true, true, None));
}

#[test]
fn every_word_on_the_crisis_page_is_escaped() {
    let mut log = Log::of(BinderTab::WarningPlan);
    well(&mut log, EVIL);
    log.set(EntryId::WELLNESS, EntryKind::Wellness, Field::Helps, Value::text(EVIL));
    sign(&mut log, 1, EVIL, "b");
    action(&mut log, 10, 1, EVIL, None);
    action(&mut log, 11, 1, EVIL, Some(somebody(EVIL, None, Some(EVIL))));
    call(&mut log, 20, somebody(EVIL, None, Some(&format!("070-123 45 67{EVIL}"))), "b");
    let state = log.fold();
    let words = CrisisWords {
        lang: EVIL,
        title: EVIL,
        back: EVIL,
        well: EVIL,
        helps: EVIL,
        mine: EVIL,
        others: EVIL,
        somebody: EVIL,
        call: EVIL,
        general: EVIL,
        advice: EVIL,
        emergency: EVIL,
        signs: EVIL,
        nobody_reads: EVIL,
    };
    let looks = Looks { theme: Some(EVIL), text: Some(EVIL) };
    for page in
        [personal(&WarningPlan::read(&state), &[somebody(EVIL, None, None)], &words, looks), general(&words)]
    {
        assert!(!page.contains("<script") && !page.contains("alert(\""), "{page}");
        // What remains of quotes are the page's own attributes: every one closes what it opened.
        assert_eq!(page.matches('"').count() % 2, 0);
        assert!(!page.split('<').skip(1).any(|tag| tag.split('>').next().unwrap_or_default().contains('\'')));
    }
    assert!(
        personal(&WarningPlan::read(&state), &[], &WORDS, Looks::default()).contains("href=\"tel:0701234567\"")
    );
}

#[test]
fn a_line_break_in_her_words_is_a_line_break_on_the_page() {
    let mut log = Log::of(BinderTab::WarningPlan);
    well(&mut log, "ett\ntvå");
    let state = log.fold();
    assert!(personal(&WarningPlan::read(&state), &[], &WORDS, Looks::default()).contains("ett<br>två"));
}

#[test]
fn call_buttons_dial_in_her_order_and_fall_back_on_her_contacts() {
    let state = sheet().fold();
    let page = personal(
        &WarningPlan::read(&state),
        &[somebody("Syster", None, Some("112233"))],
        &WORDS,
        Looks::default(),
    );
    assert!(page.contains("href=\"tel:0701234567\"") && page.contains("Ring <bdi>Mamma</bdi>"));
    assert!(!page.contains("Syster"), "the plan's own list counts");
    assert!(!page.contains("Ring Kim"), "there is no number to dial");
    let empty = Log::of(BinderTab::WarningPlan).fold();
    let page = personal(
        &WarningPlan::read(&empty),
        &[somebody("Syster", None, Some("112233"))],
        &WORDS,
        Looks::default(),
    );
    assert!(page.contains("href=\"tel:112233\"") && page.contains("Ring <bdi>Syster</bdi>"));
}

fn contact(log: &mut Log, id: u64, said: &[(Field, &str)]) {
    for (field, words) in said {
        log.set(entry_id(id), EntryKind::Contact, *field, Value::text(*words));
    }
}

#[test]
fn her_contacts_are_shared_as_ticked_in_her_order_and_as_they_were() {
    let mut log = Log::of(BinderTab::Contacts);
    contact(&mut log, 1, &[(Field::Name, "Bo Ek"), (Field::Role, "Granne"), (Field::Position, "b")]);
    contact(&mut log, 2, &[(Field::Role, "Läkare"), (Field::Phone, "08-1"), (Field::Position, "a")]);
    contact(&mut log, 3, &[(Field::Name, "Cia"), (Field::Position, "c")]);
    contact(&mut log, 4, &[(Field::Name, "Borttagen"), (Field::Position, "d")]);
    contact(&mut log, 5, &[(Field::Hours, "kvällar"), (Field::Position, "e")]);
    let heads = log.entry(entry_id(4)).all_heads();
    log.add(OWNER, entry_id(4), removes(&heads));
    let shared = share::shared_contacts(&log.fold(), &[1, 2, 4, 5].map(entry_id));
    let said: Vec<_> =
        shared.iter().map(|s| (s.entry, s.name.as_str(), s.role.as_str(), s.phone.as_str())).collect();
    assert_eq!(said, [(entry_id(2), "Läkare", "", "08-1"), (entry_id(1), "Bo Ek", "Granne", "")]);
    assert!(share::shared_contacts(&log.fold(), &[]).is_empty());
}

#[test]
fn what_is_ticked_from_the_start_is_what_she_has_marked_to_call() {
    let mut log = sheet();
    call(&mut log, 90, somebody("Syster", Some(7), Some("1")), "c");
    let state = log.fold();
    let marked = share::marked_to_call(&WarningPlan::read(&state));
    assert_eq!(marked, [entry_id(50), entry_id(7)], "Kim stands in no list of contacts");
}

#[test]
fn a_copy_may_hold_the_contacts_alone_and_says_who_stands_in_it() {
    let mut log = Log::of(BinderTab::Contacts);
    contact(&mut log, 1, &[(Field::Name, "Bo Ek")]);
    let state = sheet().fold();
    let whole = snapshot_for(&somebody("Mamma", None, None), &WarningPlan::read(&state), "Robin", None, NOW);
    assert!(whole.has_plan() && !whole.names(entry_id(1)));
    let contacts = share::shared_contacts(&log.fold(), &[entry_id(1)]);
    let alone = share::Snapshot { contacts, ..whole.without_plan() };
    assert!(!alone.has_plan() && alone.names(entry_id(1)) && !alone.names(entry_id(2)));
    assert_eq!(alone.made_at, NOW, "dated");
}

#[test]
fn somebody_without_a_name_is_called_by_the_number() {
    let empty = Log::of(BinderTab::WarningPlan).fold();
    let page =
        personal(&WarningPlan::read(&empty), &[somebody("", None, Some("070-11 22"))], &WORDS, Looks::default());
    assert!(page.contains("href=\"tel:0701122\"") && page.contains("Ring <bdi>070-11 22</bdi>"), "{page}");
}

#[test]
fn whoever_has_no_name_is_somebody_or_a_number_on_the_crisis_page() {
    let mut log = Log::of(BinderTab::WarningPlan);
    sign(&mut log, 1, "sover inte", "b");
    action(&mut log, 10, 1, "lagar mat", Some(somebody(" ", None, Some("070-11 22"))));
    action(&mut log, 11, 1, "följer med ut", Some(somebody(" ", None, None)));
    action(&mut log, 12, 1, "tar en promenad", None);
    call(&mut log, 20, somebody(" ", None, Some("070-33 44")), "a");
    let state = log.fold();
    let page = personal(&WarningPlan::read(&state), &[], &WORDS, Looks::default());
    for said in [
        "<li><b><bdi>070-11 22</bdi></b> <bdi>lagar mat</bdi></li>",
        "<li><b><bdi>Någon</bdi></b> <bdi>följer med ut</bdi></li>",
        "<li><bdi>tar en promenad</bdi></li>",
        "Ring <bdi>070-33 44</bdi>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[test]
fn the_page_looks_as_she_wants_all_pages_to_look() {
    let empty = Log::of(BinderTab::WarningPlan).fold();
    let made = |looks| personal(&WarningPlan::read(&empty), &[], &WORDS, looks);
    assert!(made(Looks::default()).starts_with("<!DOCTYPE html><html lang=\"sv\"><head>"));
    let looks = Looks { theme: Some("dark"), text: Some("larger") };
    let dark = "<!DOCTYPE html><html lang=\"sv\" data-theme=\"dark\" data-text=\"larger\"><head>";
    assert!(made(looks).starts_with(dark), "{}", made(looks));
}

#[test]
fn the_emergency_numbers_are_on_every_page() {
    let empty = Log::of(BinderTab::WarningPlan).fold();
    let state = sheet().fold();
    let pages = [
        general(&WORDS),
        personal(&WarningPlan::read(&empty), &[], &WORDS, Looks::default()),
        personal(&WarningPlan::read(&state), &[], &WORDS, Looks::default()),
    ];
    for page in &pages {
        assert!(page.contains("href=\"tel:112\"") && page.contains("href=\"tel:1177\""));
    }
    assert!(pages[0].contains(WORDS.general) && pages[1].contains(WORDS.general));
}

#[test]
fn nothing_but_the_plan_and_the_people_to_call_is_on_the_crisis_page() {
    // The page's only sources are its arguments; a contact that is not called leaves no trace.
    let state = sheet().fold();
    let hidden = somebody("Handläggare Nilsson", Some(77), Some("08-555 01 02"));
    let page = personal(&WarningPlan::read(&state), &[hidden], &WORDS, Looks::default());
    assert!(!page.contains("Nilsson") && !page.contains("085550102"));
    for loaded in ["<script", "<link", "<img", "src=", "http:", "https:", "url("] {
        assert!(!page.contains(loaded), "{loaded}: the page needs no other file");
    }
}

#[test]
fn the_page_allows_its_own_style_and_nothing_else() {
    let policy = content_security_policy("abc=");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-abc='"), "{policy}");
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
}
