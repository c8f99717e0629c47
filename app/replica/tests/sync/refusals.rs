//! What the server says no to.

use domain::api::{RefusalClass, RefusalCode};
use domain::{BinderTab, TEXT_MAX};

use crate::line::Fault;
use crate::world::{World, contact};

#[tokio::test]
async fn a_refusal_for_now_keeps_its_place_and_goes_later() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    let (entry, op) = phone.add("Johan").await;
    phone.rename(entry, "Johan A").await;
    world.server.borrow_mut().dislikes.insert(op, (RefusalCode::TryAgain, RefusalClass::Retry));
    phone.sync().await;
    assert_eq!((phone.waiting(), phone.names().await), (2, vec!["Johan A".to_owned()]));
    world.server.borrow_mut().dislikes.clear();
    phone.sync().await;
    assert_eq!((phone.waiting(), world.names()), (0, vec!["Johan A".to_owned()]));
}

#[tokio::test]
async fn nothing_overtakes_an_op_that_was_refused_for_now() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    let (entry, op) = phone.add("Johan").await;
    let others = (0..200).map(|n| contact(phone.replica.new_entry(), &format!("{n}"), Vec::new()));
    phone.replica.commit(phone.binder, others.collect()).await.unwrap();
    phone.rename(entry, "Johan A").await;
    world.server.borrow_mut().dislikes.insert(op, (RefusalCode::TryAgain, RefusalClass::Retry));
    phone.sync().await;
    assert_eq!((phone.waiting(), world.names().len()), (3, 199));
    world.server.borrow_mut().dislikes.clear();
    phone.sync().await;
    assert_eq!((phone.waiting(), world.names().len()), (0, 201));
}

#[tokio::test]
async fn a_text_that_is_too_long_waits_to_be_mended_and_blocks_nothing() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    let long = "x".repeat(TEXT_MAX + 1);
    let (entry, op) = phone.add(&long).await;
    phone.add("Eva").await;
    phone.sync().await;
    assert_eq!((phone.waiting(), world.names()), (0, vec!["Eva".to_owned()]));
    let refused = phone.replica.refused(phone.binder).await.unwrap();
    assert_eq!(refused.iter().map(|row| (row.op.id, row.mendable)).collect::<Vec<_>>(), [(op, true)]);

    phone.rename(entry, "Johan").await;
    phone.replica.forget_refused(op).await.unwrap();
    phone.sync().await;
    assert_eq!(world.names(), ["Eva", "Johan"]);
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    assert!(phone.replica.refused(phone.binder).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_final_refusal_is_listed_with_its_words_and_what_followed_on_it() {
    let world = World::new().await;
    let anna = world.laptop_of_anna().await;
    anna.sync().await;
    // Writing directly is the owner's.
    let entry = anna.replica.new_entry();
    let drafts = vec![contact(entry, "Johan", Vec::new()), contact(entry, "Johan A", Vec::new())];
    anna.replica.commit(anna.binder, drafts).await.unwrap();
    anna.sync().await;
    assert_eq!(anna.waiting(), 0);
    assert!(anna.names().await.is_empty());
    let refused = anna.replica.refused(anna.binder).await.unwrap();
    let codes: Vec<RefusalCode> = refused.iter().map(|row| row.code).collect();
    assert_eq!(codes, [RefusalCode::AfterRefused, RefusalCode::OwnerOnly]);
}

#[tokio::test]
async fn one_op_that_spoils_a_request_is_found_and_the_others_go() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.sync().await;
    let drafts = ["A", "B", "C"].map(|name| contact(phone.replica.new_entry(), name, Vec::new()));
    let ops = phone.replica.commit(phone.binder, drafts.to_vec()).await.unwrap();
    // As a server that cannot read B: it refuses every request that has it.
    phone.line.refuse_with(ops[1]);
    phone.sync().await;
    assert_eq!((world.names(), phone.waiting()), (vec!["A".to_owned(), "C".to_owned()], 0));
    assert_eq!(phone.names().await, ["A", "B", "C"]);
    let refused = phone.replica.refused(phone.binder).await.unwrap();
    assert_eq!(refused.first().map(|row| (row.op.id, row.mendable)), Some((ops[1], true)));
}

#[tokio::test]
async fn a_server_that_refuses_even_an_empty_request_blames_no_op() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    let refusal = Fault::Instead(400, r#"{"code":"bad_request"}"#.to_owned());
    phone.line.always(refusal);
    assert!(phone.replica.sync(phone.binder).await.is_err());
    assert_eq!(phone.waiting(), 1);
    assert!(phone.replica.refused(phone.binder).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_coordinators_opening_is_told_and_an_owners_is_not() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    bo.replica.note_opened(bo.binder, BinderTab::Contacts).await;
    anna.replica.note_opened(anna.binder, BinderTab::Contacts).await;
    bo.sync().await;
    anna.sync().await;
    anna.sync().await;
    assert_eq!(world.server.borrow().opened, [(crate::server::ANNA, BinderTab::Contacts)]);
}
