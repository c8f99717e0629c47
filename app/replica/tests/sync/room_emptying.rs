//! What she removed from her own room is emptied after 90 days by a phone of hers: nothing of it is left on the server or
//! on her other phones, and no word that any of them wrote unseen is lost.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::{Body, EntryId, EntryKind, Field, Value, position};
use proptest::prelude::*;
use replica::{CardTaken, Draft};

use crate::world::{Phone, World, contact, later, names};

const DAY: i64 = 24 * 60 * 60 * 1_000;

impl Phone {
    async fn takes_away(&self, entry: EntryId) {
        let over = self.own().await.entries[&entry].all_heads();
        let gone = Draft { body: Body::Remove(Remove { over }), ..contact(entry, "", Vec::new()) };
        self.replica.commit(self.binder, vec![gone]).await.unwrap();
    }

    async fn rewrites(&self, entry: EntryId, name: &str) {
        let over = self.own().await.entries.get(&entry).map(|entry| entry.heads(Field::Name)).unwrap_or_default();
        let draft = Draft { audience: domain::Audience::Private, ..contact(entry, name, over) };
        self.replica.commit(self.binder, vec![draft]).await.unwrap();
    }

    async fn shown(&self) -> Vec<String> {
        let mut own = self.own().await;
        own.entries.retain(|_, entry| entry.is_shown());
        names(&own)
    }

    /// How many locked ops this phone has that still say something.
    async fn locked(&self) -> usize {
        self.contacts().await.room.len()
    }
}

/// Time passes for everybody.
fn days(world: &World, days: i64) {
    later(days * DAY);
    world.server.borrow_mut().clock += days * DAY;
}

/// Two phones of hers with one room.
async fn two(world: &World) -> (Phone, Phone, String) {
    // The server's clock is as the phones'.
    let (one, other) = (world.phone_of_bo().await, world.phone_of_bo().await);
    world.server.borrow_mut().clock = one.replica.now().as_millis();
    let card = one.begin().await;
    one.add_private("Först").await;
    one.sync().await;
    other.sync().await;
    assert_eq!(other.take(&card).await, CardTaken::Opens);
    (one, other, card)
}

/// One round tells what time it is, what is due is found in the next, and handed in with the third.
async fn empties(phone: &mut Phone) {
    phone.restart().await;
    for _ in 0..3 {
        phone.sync().await;
    }
}

#[tokio::test]
async fn after_ninety_days_nothing_of_it_is_left_on_the_server_or_on_any_phone() {
    let world = World::new().await;
    let (mut one, other, card) = two(&world).await;
    let entry = one.add_private("Kalle").await;
    one.rewrites(entry, "Karl").await;
    one.takes_away(entry).await;
    one.sync().await;
    other.sync().await;
    assert_eq!((one.locked().await, other.locked().await), (4, 4));
    days(&world, 89);
    empties(&mut one).await;
    assert_eq!(one.locked().await, 4, "for ninety days it can come back");
    let before = world.everything();
    days(&world, 2);
    empties(&mut one).await;
    other.sync().await;
    // What stands, and that the other is gone.
    assert_eq!((one.locked().await, other.locked().await), (2, 2));
    let sealed = |text: &str| text.matches("\"sealed\":\"\"").count();
    assert_eq!((sealed(&before), sealed(&world.everything())), (0, 3));
    let new = world.phone_of_bo().await;
    new.sync().await;
    new.take(&card).await;
    for phone in [&one, &other, &new] {
        assert_eq!(phone.own().await, one.own().await);
        assert_eq!((phone.shown().await, phone.own().await.entries.len()), (vec!["Först".to_owned()], 1));
    }
    let stays = |phone: &Phone| phone.memory.kept().matches("\"sealed\":\"").count();
    let empty = |phone: &Phone| phone.memory.kept().matches("\"sealed\":\"\"").count();
    assert_eq!((stays(&other) - empty(&other), stays(&new) - empty(&new)), (2, 2), "nor among its rows");
}

#[tokio::test]
async fn a_clock_that_is_ahead_empties_nothing() {
    let world = World::new().await;
    let (mut one, _other, _) = two(&world).await;
    let entry = one.add_private("Kalle").await;
    one.takes_away(entry).await;
    one.sync().await;
    later(400 * DAY);
    empties(&mut one).await;
    assert_eq!(one.locked().await, 3);
}

#[tokio::test]
async fn a_phone_that_cannot_open_all_of_it_empties_nothing() {
    let world = World::new().await;
    let (mut one, _other, _) = two(&world).await;
    let entry = one.add_private("Kalle").await;
    one.takes_away(entry).await;
    one.sync().await;
    let apart = world.phone_of_bo().await;
    apart.begin().await;
    apart.add_private("Lisa").await;
    apart.sync().await;
    days(&world, 91);
    empties(&mut one).await;
    assert_eq!(one.locked().await, 4);
}

#[tokio::test]
async fn what_is_written_there_late_begins_it_anew_and_a_place_alone_brings_nothing_back() {
    let world = World::new().await;
    let (mut one, other, card) = two(&world).await;
    let (kalle, lisa) = (one.add_private("Kalle").await, one.add_private("Lisa").await);
    one.sync().await;
    other.sync().await;
    other.line.cut();
    one.takes_away(kalle).await;
    one.takes_away(lisa).await;
    one.sync().await;
    days(&world, 91);
    empties(&mut one).await;
    other.rewrites(kalle, "Kalle sent").await;
    let place = position::between(None, None);
    let fields = BTreeMap::from([(Field::Position, FieldWrite { over: Vec::new(), value: Value::text(&place) })]);
    let moved = Body::Write(Write { entry_kind: EntryKind::Contact, fields });
    other
        .replica
        .commit(other.binder, vec![Draft { body: moved, ..contact(lisa, "", Vec::new()) }])
        .await
        .unwrap();
    other.line.mend();
    other.sync().await;
    one.sync().await;
    let new = world.phone_of_bo().await;
    new.sync().await;
    new.take(&card).await;
    for phone in [&one, &other, &new] {
        assert_eq!(phone.shown().await, ["Först", "Kalle sent"]);
        assert!(!phone.own().await.entries.contains_key(&lisa));
    }
}

/// What two phones of hers do, without hearing of each other until they sync.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin { who: bool },
    Rewrite { who: bool, which: usize },
    Remove { who: bool, which: usize },
    Sync { who: bool },
    Days { n: i64 },
    Restart { who: bool },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (who, which) = (any::<bool>(), 0..6_usize);
    let step = prop_oneof![
        3 => who.prop_map(|who| Step::Begin { who }),
        4 => (who, which.clone()).prop_map(|(who, which)| Step::Rewrite { who, which }),
        3 => (who, which).prop_map(|(who, which)| Step::Remove { who, which }),
        4 => who.prop_map(|who| Step::Sync { who }),
        2 => (20..100_i64).prop_map(|n| Step::Days { n }),
        1 => who.prop_map(|who| Step::Restart { who }),
    ];
    prop::collection::vec(step, 1..30)
}

async fn play(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let world = World::new().await;
    let (one, other, card) = two(&world).await;
    let mut phones = [one, other];
    let mut entries: Vec<EntryId> = Vec::new();
    for (n, step) in steps.into_iter().enumerate() {
        match step {
            Step::Begin { who } => entries.push(phones[usize::from(who)].add_private(&format!("n{n}")).await),
            Step::Rewrite { which, .. } | Step::Remove { which, .. } if which >= entries.len() => {}
            Step::Rewrite { who, which } => {
                let phone = &phones[usize::from(who)];
                if phone.own().await.entries.get(&entries[which]).is_some_and(domain::Entry::is_shown) {
                    phone.rewrites(entries[which], &format!("n{n}")).await;
                }
            }
            Step::Remove { who, which } => {
                let phone = &phones[usize::from(who)];
                if phone.own().await.entries.get(&entries[which]).is_some_and(domain::Entry::is_shown) {
                    phone.takes_away(entries[which]).await;
                }
            }
            Step::Sync { who } => phones[usize::from(who)].sync().await,
            Step::Days { n } => days(&world, n),
            Step::Restart { who } => phones[usize::from(who)].restart().await,
        }
    }
    // One phone empties what is due; the other has been without network, and writes in all that it has.
    days(&world, 91);
    empties(&mut phones[0]).await;
    let [one, other] = &mut phones;
    let mut late: Vec<String> = Vec::new();
    let seen: Vec<EntryId> = other
        .own()
        .await
        .entries
        .values()
        .filter(|entry| entry.private && entry.is_shown())
        .map(|e| e.id)
        .collect();
    for (n, entry) in seen.into_iter().enumerate() {
        late.push(format!("late{n}"));
        other.rewrites(entry, &format!("late{n}")).await;
    }
    empties(other).await;
    empties(one).await;
    other.sync().await;
    let new = world.phone_of_bo().await;
    new.sync().await;
    prop_assert_eq!(new.take(&card).await, CardTaken::Opens);
    prop_assert_eq!(one.own().await, other.own().await);
    prop_assert_eq!(new.own().await, one.own().await);
    let shown = names(&new.own().await);
    for word in late {
        prop_assert!(shown.contains(&word), "{} is lost: {:?}", word, shown);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_phone_that_emptied_the_one_that_was_told_and_a_new_one_show_the_same_room(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(play(steps))?;
    }
}
