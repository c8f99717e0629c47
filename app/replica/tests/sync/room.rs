//! Her own room (design §6): what is for her alone leaves the phone only locked, and is hers on a new one.

use domain::body::{Propose, Remove};
use domain::{Audience, BinderTab, Body, EntryId, Field, OpId, TabState};
use proptest::prelude::*;
use replica::{CardTaken, Draft, RefusedOp, StoreError, TabRead};

use crate::world::{Phone, World, contact, names};

const TAB: BinderTab = BinderTab::Contacts;

fn private(entry: EntryId, name: &str, over: Vec<OpId>) -> Draft {
    Draft { audience: Audience::Private, ..contact(entry, name, over) }
}

impl Phone {
    pub(crate) async fn own(&self) -> TabState {
        match self.replica.tab_with_room(self.binder, TAB).await.unwrap() {
            TabRead::Open(tab) => tab.as_ref().clone(),
            TabRead::Blind | TabRead::Due => panic!("contacts are never blind"),
        }
    }

    pub(crate) async fn begin(&self) -> String {
        self.replica.begin_room(self.binder).await.unwrap();
        self.replica.room(self.binder).await.unwrap().cards[0].clone()
    }

    pub(crate) async fn add_private(&self, name: &str) -> EntryId {
        let entry = self.replica.new_entry();
        self.replica.commit(self.binder, vec![private(entry, name, Vec::new())]).await.unwrap();
        entry
    }

    pub(crate) async fn take(&self, card: &str) -> CardTaken {
        self.replica.take_room_card(self.binder, card).await.unwrap()
    }

    async fn is_locked(&self) -> bool {
        self.replica.room(self.binder).await.unwrap().locked
    }
}

impl World {
    /// Everything the server was ever handed.
    pub(crate) fn everything(&self) -> String {
        serde_json::to_string(&self.server.borrow().binders[&self.binder].log).unwrap()
    }
}

#[tokio::test]
async fn what_is_for_her_alone_reaches_the_server_without_a_word_of_it() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    bo.begin().await;
    let entry = bo.add_private("Kalle Hemlig").await;
    assert_eq!(names(&bo.own().await), ["Kalle Hemlig"]);
    assert!(bo.own().await.entries[&entry].private);
    let before = world.log_len();
    bo.sync().await;
    anna.sync().await;
    assert_eq!(world.log_len(), before + 1, "it is kept there");
    let all = world.everything();
    assert!(!all.contains("Hemlig") && !all.contains(&entry.to_string()) && all.contains("\"room\""));
    assert!(anna.contacts().await.room.is_empty() && anna.names().await.is_empty());
}

#[tokio::test]
async fn nothing_that_is_handed_on_is_made_from_it() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    bo.add("Eva").await;
    bo.add_private("Kalle Hemlig").await;
    assert_eq!(bo.names().await, ["Eva"]);
    let file = bo.replica.export(bo.binder).await.unwrap().unwrap();
    let file = serde_json::to_string(&file).unwrap();
    assert!(file.contains("Eva") && !file.contains("Hemlig") && !file.contains("\"room\""));
}

#[tokio::test]
async fn every_later_change_of_it_is_locked_whatever_a_page_asks_for() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    let entry = bo.add_private("Kalle Hemlig").await;
    let over = bo.own().await.entries[&entry].heads(Field::Name);
    bo.replica.commit(bo.binder, vec![contact(entry, "Karl Hemlig", over)]).await.unwrap();
    assert_eq!(names(&bo.own().await), ["Karl Hemlig"]);
    let heads = bo.own().await.entries[&entry].all_heads();
    let gone = Draft { body: Body::Remove(Remove { over: heads }), ..contact(entry, "", Vec::new()) };
    bo.replica.commit(bo.binder, vec![gone]).await.unwrap();
    bo.sync().await;
    assert!(!bo.own().await.entries[&entry].is_shown());
    let all = world.everything();
    assert!(!all.contains("Hemlig") && !all.contains(&entry.to_string()));
    let Body::Write(write) = contact(entry, "x", Vec::new()).body else { unreachable!() };
    let propose = Propose { entry_kind: write.entry_kind, fields: write.fields, remove: false, urgent: false };
    let asks = Draft { body: Body::Propose(propose), ..contact(entry, "x", Vec::new()) };
    assert_eq!(bo.replica.commit(bo.binder, vec![asks]).await, Err(StoreError::Locked));
}

#[tokio::test]
async fn a_new_phone_says_that_there_is_something_and_opens_it_with_the_card() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let card = bo.begin().await;
    bo.add_private("Kalle Hemlig").await;
    bo.sync().await;
    let new = world.phone_of_bo().await;
    new.sync().await;
    assert!(new.is_locked().await && new.own().await.room.len() == 1);
    assert!(names(&new.own().await).is_empty());
    let wrong = world.device().await;
    assert_eq!(wrong.replica.take_room_card(bo.binder, &card).await, Err(StoreError::Gone), "nobody's phone");
    assert_eq!(new.take("QQQQ").await, CardTaken::Misread);
    assert_eq!(new.take(&card.to_lowercase()).await, CardTaken::Opens);
    assert_eq!(names(&new.own().await), ["Kalle Hemlig"]);
    assert!(!new.is_locked().await && new.own().await.room.is_empty());
    new.add_private("Lisa Hemlig").await;
    new.sync().await;
    bo.sync().await;
    assert_eq!(names(&bo.own().await), ["Kalle Hemlig", "Lisa Hemlig"]);
}

#[tokio::test]
async fn a_card_of_something_else_is_not_kept() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    bo.add_private("Kalle Hemlig").await;
    bo.sync().await;
    let elsewhere = World::new().await;
    let other = elsewhere.phone_of_bo().await.begin().await;
    let new = world.phone_of_bo().await;
    new.sync().await;
    assert_eq!(new.take(&other).await, CardTaken::OpensNothing);
    assert!(new.replica.room(new.binder).await.unwrap().cards.is_empty());
}

#[tokio::test]
async fn two_rooms_that_were_begun_apart_are_both_hers_in_the_end() {
    let world = World::new().await;
    let (one, two) = (world.phone_of_bo().await, world.phone_of_bo().await);
    let (first, second) = (one.begin().await, two.begin().await);
    assert_ne!(first, second);
    one.add_private("Kalle").await;
    two.add_private("Lisa").await;
    for phone in [&one, &two, &one] {
        phone.sync().await;
    }
    assert_eq!((names(&one.own().await), names(&two.own().await)), (vec!["Kalle".into()], vec!["Lisa".into()]));
    assert!(one.is_locked().await && two.is_locked().await);
    assert_eq!((one.take(&second).await, two.take(&first).await), (CardTaken::Opens, CardTaken::Opens));
    for phone in [&one, &two] {
        assert_eq!(names(&phone.own().await), ["Kalle", "Lisa"]);
        assert!(!phone.is_locked().await);
    }
}

#[tokio::test]
async fn without_a_key_nothing_is_stored_and_the_words_stay_on_the_screen() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let draft = private(bo.replica.new_entry(), "Kalle Hemlig", Vec::new());
    assert_eq!(bo.replica.commit(bo.binder, vec![draft]).await, Err(StoreError::Locked));
    assert_eq!(bo.waiting(), 0);
}

#[tokio::test]
async fn staff_begin_no_room_and_take_no_card() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    let card = bo.begin().await;
    assert_eq!(anna.replica.begin_room(anna.binder).await, Err(StoreError::Gone));
    assert_eq!(anna.replica.take_room_card(anna.binder, &card).await, Err(StoreError::Gone));
}

#[tokio::test]
async fn the_key_is_there_when_the_app_is_opened_again_and_when_the_pairing_was_ended() {
    let world = World::new().await;
    let mut bo = world.phone_of_bo().await;
    let card = bo.begin().await;
    bo.begin().await;
    bo.add_private("Kalle Hemlig").await;
    bo.restart().await;
    assert_eq!(names(&bo.own().await), ["Kalle Hemlig"], "not yet sent, and readable");
    let room = bo.replica.room(bo.binder).await.unwrap();
    assert_eq!((room.cards, room.kept, room.locked), (vec![card], false, false));
    bo.replica.note_card_kept(bo.binder).await.unwrap();
    assert!(bo.replica.room(bo.binder).await.unwrap().kept);
}

#[tokio::test]
async fn what_the_server_does_not_take_can_be_read_and_copied_by_her() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.begin().await;
    let entry = bo.replica.new_entry();
    let ids = bo.replica.commit(bo.binder, vec![private(entry, "Kalle Hemlig", Vec::new())]).await.unwrap();
    let no = (domain::RefusalCode::TooLong, domain::api::RefusalClass::Mend);
    world.server.borrow_mut().dislikes.insert(ids[0], no);
    bo.sync().await;
    let refused: Vec<RefusedOp> = bo.replica.refused(bo.binder).await.unwrap();
    assert!(matches!(&refused[0].op.body, Body::Write(_)) && refused[0].op.id == ids[0]);
    assert_eq!(bo.replica.refused_anywhere().await.unwrap(), refused);
}

/// What somebody does with contacts, some of them for her alone.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin { private: bool },
    Rewrite { which: usize },
    Remove { which: usize },
    Restart,
    Sync,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => any::<bool>().prop_map(|private| Step::Begin { private }),
        4 => (0..8_usize).prop_map(|which| Step::Rewrite { which }),
        1 => (0..8_usize).prop_map(|which| Step::Remove { which }),
        1 => Just(Step::Restart),
        2 => Just(Step::Sync),
    ];
    prop::collection::vec(step, 1..24)
}

async fn play(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let world = World::new().await;
    let (mut bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    let card = bo.begin().await;
    let mut entries: Vec<(EntryId, bool)> = Vec::new();
    for (n, step) in steps.into_iter().enumerate() {
        match step {
            Step::Begin { private: false } => entries.push((bo.add(&format!("open {n}")).await.0, false)),
            Step::Begin { private: true } => entries.push((bo.add_private(&format!("secret {n}")).await, true)),
            Step::Rewrite { which } | Step::Remove { which } if which >= entries.len() => {}
            // The page asks for an ordinary change, as if it had forgotten whose it is.
            Step::Rewrite { which } => {
                let (entry, is_private) = entries[which];
                let name = if is_private { "secret" } else { "open" };
                let over = bo.own().await.entries[&entry].heads(Field::Name);
                bo.replica.commit(bo.binder, vec![contact(entry, &format!("{name} {n}"), over)]).await.unwrap();
            }
            Step::Remove { which } => {
                let (entry, _) = entries[which];
                let over = bo.own().await.entries[&entry].all_heads();
                let gone = Draft { body: Body::Remove(Remove { over }), ..contact(entry, "", Vec::new()) };
                bo.replica.commit(bo.binder, vec![gone]).await.unwrap();
            }
            Step::Restart => bo.restart().await,
            Step::Sync => bo.sync().await,
        }
    }
    bo.sync().await;
    anna.sync().await;
    let new = world.phone_of_bo().await;
    new.sync().await;
    let all = world.everything();
    prop_assert!(!all.contains("secret"), "no word of hers is anywhere on the server");
    for (entry, _) in entries.iter().filter(|(_, is_private)| *is_private) {
        prop_assert!(!all.contains(&entry.to_string()), "nor which entry it is");
    }
    prop_assert!(anna.own().await.room.is_empty() && anna.own().await.entries.values().all(|e| !e.private));
    prop_assert!(names(&anna.own().await).iter().all(|name| name.starts_with("open")));
    if entries.iter().any(|(_, is_private)| *is_private) {
        prop_assert_eq!(new.take(&card).await, CardTaken::Opens);
    }
    prop_assert_eq!(new.own().await, bo.own().await);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_she_does_no_word_of_the_room_leaves_and_a_new_phone_with_the_card_has_it_all(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(play(steps))?;
    }
}
