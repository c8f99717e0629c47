//! R83: the printed card for the wallet.

use domain::crisis_html::{Looks, escape, personal};
use domain::wallet_card::{CardFace, CardLine, CardPart, CardPrint, CardTicks, WalletCard, lay_out, lines};
use domain::warning::{WarningPlan, first_contacts};
use domain::{BinderTab, EntryId, EntryKind, Field, Value};
use proptest::prelude::*;

use crate::sheet::{WORDS, action, call, sheet, sign, somebody, well};
use crate::support::{Log, entry_id};

fn lines_of(log: &Log) -> Vec<CardLine> {
    lines(&WarningPlan::read(&log.fold()), &[])
}

fn words(lines: &[CardLine]) -> Vec<&str> {
    lines.iter().map(|line| line.words.as_str()).collect()
}

fn on(face: &CardFace) -> Vec<CardLine> {
    face.sections.iter().flat_map(|section| section.lines.clone()).collect()
}

fn inside(card: &WalletCard) -> Vec<CardLine> {
    card.inside.iter().flat_map(on).collect()
}

fn line(key: usize, part: CardPart, words: &str) -> CardLine {
    CardLine { key: key.to_string(), part, words: words.to_owned(), number: String::new() }
}

#[test]
fn r83_the_card_says_what_the_crisis_page_says_in_her_order() {
    let mut log = sheet();
    log.set(EntryId::WELLNESS, EntryKind::Wellness, Field::Helps, Value::text("Musik  och\n\nkatten"));
    call(&mut log, 22, somebody(" ", Some(52), Some("08-555 01 02")), "c");
    let all = lines_of(&log);
    let said = ["Mamma", "", "Jag skrattar", "Musik och\nkatten", "svarar inte", "sover inte", "gå ut"];
    assert_eq!(words(&all), said, "what others do is not on it, and nobody without a number");
    assert_eq!((all[0].number.as_str(), all[1].number.as_str()), ("070-123 45 67", "08-555 01 02"));
    let page = personal(&WarningPlan::read(&log.fold()), &[], &WORDS, Looks::default());
    for word in all.iter().flat_map(|line| line.words.split_whitespace()) {
        assert!(page.contains(&escape(word)), "{word}");
    }
}

#[test]
fn r83_while_the_plan_names_nobody_to_call_the_first_contacts_with_a_number_are_on_it() {
    let mut log = Log::of(BinderTab::Contacts);
    for (n, name, phone, place) in
        [(1, "Bo", "1", "a"), (2, "Cia", "", "b"), (3, "", "3", "c"), (4, "Dag", "4", "d"), (5, "Eli", "5", "e")]
    {
        log.set(entry_id(n), EntryKind::Contact, Field::Name, Value::text(name));
        log.set(entry_id(n), EntryKind::Contact, Field::Phone, Value::text(phone));
        log.set(entry_id(n), EntryKind::Contact, Field::Position, Value::text(place));
    }
    let contacts = first_contacts(&log.fold());
    let empty = Log::of(BinderTab::WarningPlan).fold();
    let all = lines(&WarningPlan::read(&empty), &contacts);
    assert_eq!(words(&all), ["Bo", "", "Dag"]);
    let state = sheet().fold();
    assert_eq!(words(&lines(&WarningPlan::read(&state), &contacts))[0], "Mamma", "the plan's own list counts");
}

#[test]
fn r83_outside_stand_only_those_she_calls_and_her_name_if_she_wants_it() {
    let all = lines_of(&sheet());
    let mut ticks = CardTicks::default();
    let card = ticks.card(&all, "Maja Lind", &WORDS);
    assert_eq!(card.name, "", "until she has chosen it is left out");
    assert_eq!(words(&on(&card.front)), ["Mamma"]);
    assert_eq!(words(&inside(&card)), ["Jag skrattar", "svarar inte", "sover inte", "gå ut"]);
    ticks.set_name(true);
    assert_eq!(ticks.card(&all, " Maja  Lind ", &WORDS).name, "Maja Lind");
}

#[test]
fn r83_what_she_leaves_out_is_not_on_it_and_what_she_writes_later_is() {
    let mut log = sheet();
    let mut ticks = CardTicks::default();
    let all = lines_of(&log);
    ticks.set(&all[0].key, false);
    ticks.set("well", false);
    ticks.set_name(true);
    let kept = ticks.to_string();
    for said in ["Mamma", "skrattar", "070"] {
        assert!(!kept.contains(said), "{kept} holds no words");
    }
    let ticks = CardTicks::read(&kept);
    sign(&mut log, 3, "städar på natten", "c");
    well(&mut log, "Jag sjunger");
    let card = ticks.card(&lines_of(&log), "Maja", &WORDS);
    assert_eq!((card.name.as_str(), on(&card.front)), ("Maja", Vec::new()));
    assert_eq!(words(&inside(&card)), ["svarar inte", "sover inte", "städar på natten", "gå ut"]);
    let mut again = ticks;
    again.set("well", true);
    assert_eq!(words(&inside(&again.card(&lines_of(&log), "", &WORDS)))[0], "Jag sjunger");
}

#[test]
fn r83_without_her_own_words_there_is_nothing_to_open() {
    let mut log = Log::of(BinderTab::WarningPlan);
    call(&mut log, 20, somebody("Mamma", Some(50), Some("070-1")), "b");
    assert!(!lay_out(&lines_of(&log), "", &WORDS).has_inside());
    assert!(lay_out(&lines_of(&sheet()), "", &WORDS).has_inside());
}

#[test]
fn r83_her_signs_begin_on_a_side_of_their_own_if_all_has_room_then() {
    let card = lay_out(&lines_of(&sheet()), "", &WORDS);
    let [left, right] = &card.inside;
    assert_eq!((words(&on(left)), words(&on(right)).len()), (vec!["Jag skrattar"], 3));
    let long: Vec<CardLine> = (0..14).map(|n| line(n, CardPart::Mine, "Går ut en stund med hunden")).collect();
    let card = lay_out(&[&[line(90, CardPart::Well, "Jag skrattar")], long.as_slice()].concat(), "", &WORDS);
    assert_eq!((inside(&card).len(), card.no_room.len()), (15, 0));
    assert!(on(&card.inside[0]).len() > 1, "they go on after the words before them");
    let [left, right] = &card.inside;
    assert_eq!(left.sections.last().unwrap().part, right.sections[0].part, "the title stands on both sides");
}

#[test]
fn r83_it_is_printed_smaller_before_anything_is_left_out() {
    let person = |n: u64| CardLine {
        number: "070-123 45 67".to_owned(),
        ..line(usize::try_from(n).unwrap(), CardPart::Call, "Eva Lind")
    };
    let front = |n| lay_out(&(0..n).map(person).collect::<Vec<_>>(), "", &WORDS);
    let said = |card: &WalletCard| (card.front.print, on(&card.front).len(), card.no_room.len());
    assert_eq!(said(&front(2)), (CardPrint::Large, 2, 0));
    assert_eq!(said(&front(3)), (CardPrint::Middle, 3, 0));
    assert_eq!(said(&front(4)), (CardPrint::Small, 4, 0));
    assert_eq!(said(&front(6)), (CardPrint::Small, 4, 2));
    let own = |n| lay_out(&(0..n).map(|n| line(n, CardPart::Mine, "Går ut")).collect::<Vec<_>>(), "", &WORDS);
    let prints = [10, 13, 20].map(|n| (own(n).inside[0].print, own(n).no_room.len()));
    assert_eq!(prints, [(CardPrint::Large, 0), (CardPrint::Middle, 0), (CardPrint::Small, 0)]);
}

#[test]
fn r83_what_is_too_long_for_any_card_is_told_from_what_has_no_room_now() {
    let novel = "Jag tycker om att läsa. ".repeat(60);
    let mut wanted = vec![line(0, CardPart::Well, novel.trim())];
    wanted.extend((1..40).map(|n| line(n, CardPart::Mine, "Går ut en stund")));
    let card = lay_out(&wanted, "", &WORDS);
    assert_eq!(words(&card.too_long), [novel.trim()]);
    assert!(!card.no_room.is_empty() && card.inside.iter().all(|face| !face.sections.is_empty()));
    let mut ticks = CardTicks::default();
    for line in &card.no_room {
        ticks.set(&line.key, false);
    }
    ticks.set(&wanted[0].key, false);
    let chosen = ticks.card(&wanted, "", &WORDS);
    assert_eq!((chosen.no_room, chosen.too_long), (Vec::new(), Vec::new()), "she has chosen");
}

#[test]
fn r83_a_line_that_others_do_is_never_on_the_card() {
    let mut log = sheet();
    action(&mut log, 15, 1, "ringer chefen", Some(somebody("Bo", None, None)));
    assert!(!words(&lines_of(&log)).contains(&"ringer chefen"));
}

proptest! {
    #[test]
    fn r83_every_line_is_on_the_card_whole_or_named_as_left_out(
        texts in proptest::collection::vec(("\\PC{1,90}|[a-zA-Z ]{1,900}", 0..5_usize), 0..40),
        name in "\\PC{0,60}",
    ) {
        let parts = [CardPart::Call, CardPart::Well, CardPart::Helps, CardPart::Sign, CardPart::Mine];
        let mut wanted: Vec<CardLine> =
            texts.iter().enumerate().map(|(n, (text, part))| line(n, parts[*part], text)).collect();
        wanted.sort_by_key(|line| line.part);
        let card = lay_out(&wanted, &name, &WORDS);
        prop_assert!(on(&card.front).iter().all(|line| line.part == CardPart::Call));
        prop_assert!(inside(&card).iter().all(|line| line.part != CardPart::Call));
        let mut found = [on(&card.front), inside(&card), card.no_room, card.too_long].concat();
        found.sort_by_key(|line| line.key.parse::<usize>().unwrap());
        wanted.sort_by_key(|line| line.key.parse::<usize>().unwrap());
        prop_assert_eq!(found, wanted);
    }
}
