//! Into her own room and out of it, below what stands there, and a whole tab: whatever a page asks for, no word
//! leaves the phone that she has said is hers alone, and nothing is lost.

use std::collections::BTreeMap;

use domain::body::{Append, FieldWrite, Remove, Write};
use domain::room::with_all_below;
use domain::{Audience, BinderTab, Body, Entry, EntryId, EntryKind, Field, TabState, Value};
use proptest::prelude::*;
use replica::{CardTaken, Draft, StoreError, TabRead};

use crate::world::{Phone, World, contact};

const TAB: BinderTab = BinderTab::Plan;

fn goal(entry: EntryId, kind: EntryKind, text: &str, below: Option<EntryId>) -> Draft {
    let mut fields = BTreeMap::from([(Field::Text, FieldWrite { over: Vec::new(), value: Value::text(text) })]);
    fields.extend(below.map(|id| (Field::Parent, FieldWrite { over: Vec::new(), value: Value::Entry(id) })));
    Draft { tab: TAB, body: Body::Write(Write { entry_kind: kind, fields }), ..contact(entry, "", Vec::new()) }
}

impl Phone {
    async fn plan(&self) -> TabState {
        match self.replica.tab_with_room(self.binder, TAB).await.unwrap() {
            TabRead::Open(tab) => tab.as_ref().clone(),
            TabRead::Blind | TabRead::Due => panic!("the plan is never blind"),
        }
    }

    /// What others' views are made from.
    async fn open_plan(&self) -> String {
        match self.replica.tab(self.binder, TAB).await.unwrap() {
            TabRead::Open(tab) => serde_json::to_string(&tab.entries).unwrap(),
            TabRead::Blind | TabRead::Due => panic!("the plan is never blind"),
        }
    }

    async fn adds(&self, kind: EntryKind, text: &str, below: Option<EntryId>) -> EntryId {
        let entry = self.replica.new_entry();
        self.replica.commit(self.binder, vec![goal(entry, kind, text, below)]).await.unwrap();
        entry
    }

    async fn own_tab(&self, tab: BinderTab, on: bool) {
        let fields = BTreeMap::from([(Field::Wanted, FieldWrite { over: Vec::new(), value: Value::Flag(on) })]);
        let body = Body::Write(Write { entry_kind: EntryKind::OwnTab, fields });
        let like = contact(EntryId::own_tab(tab), "", Vec::new());
        let draft = Draft { tab: BinderTab::Sharing, audience: Audience::Private, body, ..like };
        self.replica.commit(self.binder, vec![draft]).await.unwrap();
    }
}

fn texts(tab: &TabState) -> Vec<String> {
    let shown = tab.entries.values().filter(|entry| entry.is_shown());
    let mut texts: Vec<String> = shown.map(|entry| entry.text(Field::Text).to_owned()).collect();
    texts.sort();
    texts
}

fn own(tab: &TabState) -> Vec<&Entry> {
    tab.entries.values().filter(|entry| entry.private && entry.is_shown()).collect()
}

#[tokio::test]
async fn a_goal_takes_its_parts_along_and_others_have_nothing_of_it() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    let top = bo.adds(EntryKind::Goal, "Hemligt mål", None).await;
    let part = bo.adds(EntryKind::Goal, "Hemligt delmål", Some(top)).await;
    bo.adds(EntryKind::Activity, "Hemlig sak", Some(part)).await;
    bo.adds(EntryKind::Goal, "Öppet", None).await;
    bo.sync().await;
    let moved = bo.replica.take_in(bo.binder, TAB, top).await.unwrap();
    let plan = bo.plan().await;
    assert_eq!((moved.len(), own(&plan).len()), (3, 3));
    assert_eq!(with_all_below(&plan, moved[&top]).len(), 3, "they belong together as before");
    assert_eq!(texts(&plan), ["Hemlig sak", "Hemligt delmål", "Hemligt mål", "Öppet"], "each stands there once");
    let open = bo.open_plan().await;
    assert!(open.contains("Öppet") && !open.contains("Heml"));
    let before = world.log_len();
    bo.sync().await;
    assert_eq!(world.log_len(), before + 6);
    let log = &world.server.borrow().binders[&world.binder].log;
    let new = serde_json::to_string(&log[before..]).unwrap();
    assert!(!new.contains("Heml") && moved.values().all(|id| !new.contains(&id.to_string())));
    assert!(
        !serde_json::to_string(&world.server.borrow().binders[&world.binder].tab(TAB).entries)
            .unwrap()
            .contains("Heml")
    );
}

#[tokio::test]
async fn what_is_begun_below_something_of_hers_is_hers_too() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    let top = bo.replica.new_entry();
    let private = Draft { audience: Audience::Private, ..goal(top, EntryKind::Goal, "Hemligt mål", None) };
    bo.replica.commit(bo.binder, vec![private]).await.unwrap();
    // The page asks for an ordinary change, as if it did not know.
    let part = bo.adds(EntryKind::Activity, "Hemlig sak", Some(top)).await;
    let note = Append { field: Field::Evaluation, value: Value::choice("worked"), note: "Hemlig ton".to_owned() };
    let note = Draft { body: Body::Append(note), ..goal(part, EntryKind::Activity, "", None) };
    bo.replica.commit(bo.binder, vec![note]).await.unwrap();
    bo.sync().await;
    assert!(!world.everything().contains("Heml"));
    assert_eq!(bo.plan().await.entries[&part].notes.len(), 1);
}

#[tokio::test]
async fn out_again_her_words_and_notes_stand_for_others_and_what_she_changed_in_between_does_not() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    let top = bo.replica.new_entry();
    let private = Draft { audience: Audience::Private, ..goal(top, EntryKind::Goal, "Första tanken", None) };
    bo.replica.commit(bo.binder, vec![private]).await.unwrap();
    let over = bo.plan().await.entries[&top].heads(Field::Text);
    let fields = BTreeMap::from([(Field::Text, FieldWrite { over, value: Value::text("Det jag vill") })]);
    let body = Body::Write(Write { entry_kind: EntryKind::Goal, fields });
    bo.replica.commit(bo.binder, vec![Draft { body, ..goal(top, EntryKind::Goal, "", None) }]).await.unwrap();
    let step = bo.adds(EntryKind::Activity, "Ringa", Some(top)).await;
    let note = Append { field: Field::Evaluation, value: Value::choice("worked"), note: "Bra".to_owned() };
    let note = Draft { body: Body::Append(note), ..goal(step, EntryKind::Activity, "", None) };
    bo.replica.commit(bo.binder, vec![note]).await.unwrap();
    let noted = bo.plan().await.entries[&step].notes[0].stamp.made_at;
    let moved = bo.replica.let_out(bo.binder, TAB, &[top]).await.unwrap();
    bo.sync().await;
    let served = world.server.borrow().binders[&world.binder].tab(TAB);
    assert_eq!(texts(&served), ["Det jag vill", "Ringa"]);
    let out = &served.entries[&moved[&step]];
    assert_eq!((out.parent(), out.notes[0].stamp.made_at), (Some(moved[&top]), noted), "on its own day");
    assert!(!world.everything().contains("Första tanken"));
    let plan = bo.plan().await;
    assert!(own(&plan).is_empty());
    let kept = serde_json::to_string(&plan.entries[&top]).unwrap();
    assert!(kept.contains("Första tanken"), "hers, among what she has removed");
    // Undone, it is hers again and others have nothing.
    bo.replica.let_out_no_longer(bo.binder, TAB, &moved).await.unwrap();
    bo.sync().await;
    assert_eq!(own(&bo.plan().await).len(), 2);
    assert!(world.server.borrow().binders[&world.binder].tab(TAB).entries.is_empty());
}

#[tokio::test]
async fn a_part_stays_with_the_goal_that_is_hers() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    let top = bo.adds(EntryKind::Goal, "Mål", None).await;
    let part = bo.adds(EntryKind::Goal, "Delmål", Some(top)).await;
    let moved = bo.replica.take_in(bo.binder, TAB, top).await.unwrap();
    assert!(bo.replica.let_out(bo.binder, TAB, &[moved[&part]]).await.unwrap().is_empty());
    assert_eq!(own(&bo.plan().await).len(), 2);
    assert_eq!(bo.replica.let_out(bo.binder, TAB, &[moved[&top]]).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_move_comes_to_her_next_phone_whole() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let card = bo.begin().await;
    let top = bo.adds(EntryKind::Goal, "Mål", None).await;
    bo.adds(EntryKind::Goal, "Delmål", Some(top)).await;
    bo.sync().await;
    let other = world.phone_of_bo().await;
    other.sync().await;
    assert_eq!(texts(&other.plan().await), ["Delmål", "Mål"]);
    bo.replica.take_in(bo.binder, TAB, top).await.unwrap();
    bo.sync().await;
    other.sync().await;
    assert!(texts(&other.plan().await).is_empty(), "without the key there is nothing to read");
    assert_eq!(other.take(&card).await, CardTaken::Opens);
    assert_eq!(other.plan().await, bo.plan().await);
    assert_eq!(own(&other.plan().await).len(), 2);
}

#[tokio::test]
async fn in_a_tab_of_her_own_everything_she_begins_is_locked_and_whom_to_call_is_not() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let card = bo.begin().await;
    let before = bo.adds(EntryKind::Goal, "Öppet", None).await;
    bo.own_tab(TAB, true).await;
    bo.own_tab(BinderTab::WarningPlan, true).await;
    bo.adds(EntryKind::Goal, "Hemligt", None).await;
    bo.adds(EntryKind::Activity, "Hemlig sak", Some(before)).await;
    bo.add("Kontakten är öppen").await;
    let fields = BTreeMap::from([(
        Field::Person,
        FieldWrite { over: Vec::new(), value: Value::Person(domain::Reference::named("Ring Bo")) },
    )]);
    let body = Body::Write(Write { entry_kind: EntryKind::CallFirst, fields });
    let call = Draft { tab: BinderTab::WarningPlan, body, ..contact(bo.replica.new_entry(), "", Vec::new()) };
    bo.replica.commit(bo.binder, vec![call]).await.unwrap();
    bo.sync().await;
    let all = world.everything();
    assert!(!all.contains("Heml"));
    assert!(["Öppet", "Kontakten är öppen", "Ring Bo"].iter().all(|words| all.contains(words)));
    // What stood there goes on as it did, for others too.
    let over = bo.plan().await.entries[&before].heads(Field::Text);
    let fields = BTreeMap::from([(Field::Text, FieldWrite { over, value: Value::text("Öppet ännu") })]);
    let body = Body::Write(Write { entry_kind: EntryKind::Goal, fields });
    bo.replica.commit(bo.binder, vec![Draft { body, ..goal(before, EntryKind::Goal, "", None) }]).await.unwrap();
    bo.sync().await;
    assert!(world.everything().contains("Öppet ännu"));
    // Her next phone knows it before it has the key, and sends nothing open meanwhile.
    let other = world.phone_of_bo().await;
    other.sync().await;
    let entry = other.replica.new_entry();
    let refused = other.replica.commit(other.binder, vec![goal(entry, EntryKind::Goal, "Hemligt 2", None)]).await;
    assert_eq!(refused, Err(StoreError::Locked));
    assert_eq!(other.take(&card).await, CardTaken::Opens);
    other.adds(EntryKind::Goal, "Hemligt 2", None).await;
    // Out by her word, also while the tab is hers.
    let id = own(&other.plan().await).iter().find(|e| e.text(Field::Text) == "Hemligt 2").unwrap().id;
    other.replica.let_out(other.binder, TAB, &[id]).await.unwrap();
    other.own_tab(TAB, false).await;
    other.adds(EntryKind::Goal, "Åter öppet", None).await;
    other.sync().await;
    let all = world.everything();
    assert!(all.contains("Hemligt 2") && all.contains("Åter öppet"));
}

#[tokio::test]
async fn staff_are_not_told_that_a_tab_is_hers_and_what_they_suggest_still_reaches_her() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    bo.begin().await;
    bo.own_tab(BinderTab::Contacts, true).await;
    bo.sync().await;
    anna.sync().await;
    assert!(!anna.replica.is_own_tab(anna.binder, BinderTab::Contacts).await);
    let entry = anna.replica.new_entry();
    anna.suggest(entry, "Eva").await;
    anna.sync().await;
    bo.sync().await;
    assert_eq!(bo.own().await.entries[&entry].open_proposals().count(), 1);
}

#[tokio::test]
async fn everything_of_hers_in_a_tab_moves_in_one_go_and_out_again() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    for n in 0..30 {
        let top = bo.adds(EntryKind::Goal, &format!("Mål {n:02}"), None).await;
        bo.adds(EntryKind::Activity, &format!("Sak {n:02}"), Some(top)).await;
    }
    let before = texts(&bo.plan().await);
    let moved = bo.replica.take_in_all(bo.binder, TAB).await.unwrap();
    assert_eq!((moved.len(), own(&bo.plan().await).len()), (60, 60));
    assert_eq!(texts(&bo.plan().await), before);
    assert!(bo.replica.take_in_all(bo.binder, TAB).await.unwrap().is_empty(), "once is enough");
    let new: Vec<EntryId> = moved.into_values().collect();
    assert_eq!(bo.replica.let_out(bo.binder, TAB, &new).await.unwrap().len(), 60, "each once");
    assert_eq!(texts(&bo.plan().await), before);
    bo.sync().await;
    assert_eq!(texts(&world.server.borrow().binders[&world.binder].tab(TAB)), before);
}

#[tokio::test]
async fn without_a_key_nothing_moves_and_nothing_is_emptied() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let top = bo.adds(EntryKind::Goal, "Mål", None).await;
    assert_eq!(bo.replica.take_in(bo.binder, TAB, top).await, Err(StoreError::Locked));
    assert_eq!(texts(&bo.plan().await), ["Mål"]);
}

/// What somebody does in her plan, some of it for her alone.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin { below: usize },
    Rewrite { which: usize },
    Remove { which: usize },
    TakeIn { which: usize },
    LetOut { which: usize },
    Tab { own: bool },
    Restart,
    Sync,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0..8_usize).prop_map(|below| Step::Begin { below }),
        3 => (0..8_usize).prop_map(|which| Step::Rewrite { which }),
        1 => (0..8_usize).prop_map(|which| Step::Remove { which }),
        3 => (0..8_usize).prop_map(|which| Step::TakeIn { which }),
        1 => (0..8_usize).prop_map(|which| Step::LetOut { which }),
        1 => any::<bool>().prop_map(|own| Step::Tab { own }),
        1 => Just(Step::Restart),
        2 => Just(Step::Sync),
    ];
    prop::collection::vec(step, 1..24)
}

/// The shown entries, so that a step can name one of them.
fn nth(tab: &TabState, which: usize) -> Option<Entry> {
    tab.entries.values().filter(|entry| entry.is_shown()).nth(which).cloned()
}

async fn play(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let world = World::new().await;
    let mut bo = world.phone_of_bo().await;
    let card = bo.begin().await;
    let mut own_tab = false;
    for (n, step) in steps.into_iter().enumerate() {
        let plan = bo.plan().await;
        let before = texts(&plan);
        match step {
            Step::Begin { below } => {
                let parent = nth(&plan, below);
                let hides = own_tab || parent.as_ref().is_some_and(|parent| parent.private);
                let text = format!("{} {n}", if hides { "secret" } else { "open" });
                bo.adds(EntryKind::Goal, &text, parent.map(|parent| parent.id)).await;
            }
            Step::Rewrite { which } => {
                let Some(entry) = nth(&plan, which) else { continue };
                let text = format!("{} {n}", if entry.private { "secret" } else { "open" });
                let value = FieldWrite { over: entry.heads(Field::Text), value: Value::text(text) };
                let fields = BTreeMap::from([(Field::Text, value)]);
                let body = Body::Write(Write { entry_kind: EntryKind::Goal, fields });
                let draft = Draft { body, ..goal(entry.id, EntryKind::Goal, "", None) };
                bo.replica.commit(bo.binder, vec![draft]).await.unwrap();
            }
            Step::Remove { which } => {
                let Some(entry) = nth(&plan, which) else { continue };
                let body = Body::Remove(Remove { over: entry.all_heads() });
                let draft = Draft { body, ..goal(entry.id, EntryKind::Goal, "", None) };
                bo.replica.commit(bo.binder, vec![draft]).await.unwrap();
            }
            Step::TakeIn { which } => {
                let Some(entry) = nth(&plan, which) else { continue };
                bo.replica.take_in(bo.binder, TAB, entry.id).await.unwrap();
                prop_assert_eq!(&texts(&bo.plan().await), &before, "nothing is lost, and nothing twice");
            }
            // Only what was never secret is let out, so that the words tell it apart.
            Step::LetOut { which } => {
                let secret = |entry: &Entry| {
                    let all = with_all_below(&plan, entry.id);
                    all.into_iter().any(|entry| entry.text(Field::Text).starts_with("secret"))
                };
                let Some(entry) = nth(&plan, which).filter(|entry| !secret(entry)) else { continue };
                bo.replica.let_out(bo.binder, TAB, &[entry.id]).await.unwrap();
                prop_assert_eq!(&texts(&bo.plan().await), &before);
            }
            Step::Tab { own } => {
                bo.own_tab(TAB, own).await;
                own_tab = own;
            }
            Step::Restart => bo.restart().await,
            Step::Sync => bo.sync().await,
        }
    }
    bo.sync().await;
    let new = world.phone_of_bo().await;
    new.sync().await;
    let all = world.everything();
    prop_assert!(!all.contains("secret"), "no word of hers is anywhere on the server");
    let plan = bo.plan().await;
    for entry in own(&plan) {
        let below = plan.entries.values().any(|other| other.parent() == Some(entry.id) && !other.private);
        prop_assert!(!below, "nothing stands open below what is hers");
    }
    if all.contains("\"room\"") {
        prop_assert_eq!(new.take(&card).await, CardTaken::Opens);
    }
    prop_assert_eq!(new.plan().await, plan);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_moves_no_word_of_hers_leaves_and_a_new_phone_with_the_card_has_it_all(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(play(steps))?;
    }
}
