//! Two phones of one owner, and a coordinator.

use domain::body::AnswerProposal;
use domain::{Answer, Audience};
use domain::{BinderTab, Body, EntryKind, Field};
use replica::Draft;

use crate::server::ANNA;
use crate::world::{World, withdraw};

#[tokio::test]
async fn an_edit_made_offline_survives_a_newer_server_value() {
    let world = World::new().await;
    let (one, two) = (world.phone_of_bo().await, world.phone_of_bo().await);
    let (entry, _) = one.add("Johan").await;
    one.sync().await;
    two.sync().await;
    two.line.cut();
    two.rename(entry, "Johan (granne)").await;
    one.rename(entry, "Johan Berg").await;
    one.sync().await;
    two.line.mend();
    two.sync().await;
    one.sync().await;
    let both = ["Johan (granne)", "Johan Berg"];
    assert_eq!(one.names().await, both);
    assert_eq!(two.names().await, both);
    assert_eq!(one.contacts().await.entries, two.contacts().await.entries);
    assert_eq!(one.contacts().await.entries[&entry].split_fields(), [Field::Name]);
    // She chooses: what is on the screen is replaced.
    one.rename(entry, "Johan Berg, granne").await;
    one.sync().await;
    two.sync().await;
    assert_eq!(two.names().await, ["Johan Berg, granne"]);
}

#[tokio::test]
async fn a_coordinators_proposal_reaches_the_owner_and_her_yes_comes_back() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    anna.sync().await;
    let entry = anna.replica.new_entry();
    let proposal = anna.suggest(entry, "Vårdcentralen").await;
    anna.sync().await;
    bo.sync().await;
    assert_eq!(bo.contacts().await.suggested(EntryKind::Contact).len(), 1);
    let answer = AnswerProposal { proposal, answer: Answer::Accept, over: [].into() };
    let draft = Draft {
        tab: BinderTab::Contacts,
        entry,
        audience: Audience::Tab,
        meeting: None,
        act: None,
        body: Body::Answer(answer),
    };
    bo.replica.commit(bo.binder, vec![draft]).await.unwrap();
    bo.sync().await;
    anna.sync().await;
    assert_eq!(anna.names().await, ["Vårdcentralen"]);
}

#[tokio::test]
async fn a_withdrawn_consent_is_gone_at_the_next_contact_and_unsent_words_are_listed() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    bo.add("Johan").await;
    bo.sync().await;
    anna.sync().await;
    assert_eq!(anna.names().await, ["Johan"]);
    anna.suggest(anna.replica.new_entry(), "Eva").await;

    let withdraw = withdraw(&bo.replica, ANNA, BinderTab::Contacts);
    bo.replica.commit(bo.binder, vec![withdraw]).await.unwrap();
    bo.sync().await;
    assert!(anna.replica.sync(anna.binder).await.is_err());
    assert!(anna.names().await.is_empty());
    assert!(anna.replica.me().await.unwrap().unwrap().binders.is_empty());
    assert_eq!((anna.replica.refused_anywhere().await.unwrap().len(), anna.waiting()), (1, 0));
}

#[tokio::test]
async fn a_consent_given_later_brings_the_tab_as_it_stands() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    anna.sync().await;
    let entry = bo.replica.new_entry();
    bo.rename(entry, "Johan").await;
    bo.rename(entry, "Johan Berg").await;
    bo.replica.commit(bo.binder, vec![crate::world::grant(&bo.replica, ANNA, BinderTab::Plan)]).await.unwrap();
    bo.sync().await;
    anna.sync().await;
    let contacts = anna.contacts().await;
    assert_eq!(anna.names().await, ["Johan Berg"]);
    assert!(contacts.entries[&entry].fields[&Field::Name].past.is_empty(), "a new reader gets no history");
    let rights = anna.replica.me().await.unwrap().unwrap().binders[0].rights.clone();
    assert!(rights.iter().any(|right| right.tab == BinderTab::Plan));
}

#[tokio::test]
async fn how_far_others_have_come_is_told() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    bo.add("Johan").await;
    bo.sync().await;
    anna.sync().await;
    anna.sync().await;
    bo.sync().await;
    let reached = bo.replica.reached(bo.binder).await.unwrap();
    let anna = reached.iter().find(|reached| reached.person == ANNA).unwrap();
    assert_eq!(anna.seq, u64::try_from(world.log_len()).unwrap());
}
