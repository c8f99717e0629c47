//! The line is cut at every step; the device fills up; the app is closed in the middle.

use replica::{StoreError, StoreFault, SyncError};

use crate::line::Fault;
use crate::world::{World, contact};

#[tokio::test]
async fn what_is_written_without_network_is_there_at_once_and_arrives_later() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.line.cut();
    phone.add("Johan").await;
    assert_eq!(phone.names().await, ["Johan"]);
    assert_eq!(phone.replica.sync(phone.binder).await, Err(SyncError::Offline));
    phone.restart().await;
    assert_eq!((phone.names().await, phone.waiting()), (vec!["Johan".to_owned()], 1));
    phone.line.mend();
    phone.sync().await;
    assert_eq!((world.names(), phone.waiting()), (vec!["Johan".to_owned()], 0));
}

#[tokio::test]
async fn a_lost_answer_ends_in_exactly_one_op() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.sync().await;
    let before = world.log_len();
    phone.add("Johan").await;
    phone.line.once(Fault::CutAfter);
    assert_eq!(phone.replica.sync(phone.binder).await, Err(SyncError::Offline));
    assert_eq!(phone.waiting(), 1);
    phone.restart().await;
    phone.sync().await;
    assert_eq!(world.log_len(), before + 1);
    assert_eq!((phone.names().await, phone.waiting()), (vec!["Johan".to_owned()], 0));
}

#[tokio::test]
async fn a_cut_in_the_middle_of_taking_in_an_answer_leaves_it_to_be_asked_for_again() {
    let world = World::new().await;
    let (phone, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    phone.sync().await;
    anna.sync().await;
    anna.suggest(anna.replica.new_entry(), "Eva").await;
    anna.sync().await;
    phone.add("Johan").await;
    phone.memory.limit(Some(phone.memory.size()));
    let result = phone.replica.sync(phone.binder).await;
    assert_eq!(result, Err(SyncError::Store(StoreError::Full)));
    assert_eq!((phone.names().await, phone.waiting()), (vec!["Johan".to_owned()], 1));
    phone.memory.limit(None);
    phone.sync().await;
    assert_eq!(phone.waiting(), 0);
    assert_eq!(phone.contacts().await.entries.len(), 2);
    assert_eq!(world.names(), ["Johan"]);
}

#[tokio::test]
async fn a_full_device_says_so_and_nothing_is_half_written() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.sync().await;
    phone.memory.limit(Some(phone.memory.size()));
    let drafts = ["Johan", "Eva"].map(|name| contact(phone.replica.new_entry(), name, Vec::new()));
    let result = phone.replica.commit(phone.binder, drafts.to_vec()).await;
    assert_eq!(result, Err(StoreError::Full));
    assert_eq!(phone.replica.status().fault, Some(StoreFault::Full));
    assert!(phone.names().await.is_empty());
    assert_eq!(phone.replica.status().fault, Some(StoreFault::Full), "reading does not tell that there is room");
    phone.memory.limit(None);
    phone.add("Johan").await;
    assert_eq!(phone.replica.status().fault, None);
}

#[tokio::test]
async fn an_op_is_never_dropped_whatever_the_server_answers() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    let answers = [
        (500, r#"{"code":"internal"}"#),
        (503, "<html>busy</html>"),
        (404, "no such page"),
        (404, r#"{"code":"not_found"}"#),
        (400, r#"{"code":"bad_request"}"#),
        (401, r#"{"code":"signed_out"}"#),
        (403, r#"{"code":"wrong_origin"}"#),
        (413, ""),
        (429, r#"{"code":"too_many","retry_after":30}"#),
        (409, r#"{"code":"future_protocol"}"#),
        (200, "<html>hotel</html>"),
        (200, r#"{"later":"server"}"#),
    ];
    for (status, body) in answers {
        // Twice: a refused request is followed by one that finds out whether the op is to blame.
        phone.line.once(Fault::Instead(status, body.to_owned()));
        phone.line.once(Fault::Instead(status, body.to_owned()));
        let result = phone.replica.sync(phone.binder).await;
        assert!(result.is_err(), "{status} {body}");
        assert_eq!((phone.names().await, phone.waiting()), (vec!["Johan".to_owned()], 1), "{status} {body}");
        phone.line.mend();
        while phone.line.take_once() {}
    }
    phone.sync().await;
    assert_eq!(world.names(), ["Johan"]);
}

#[tokio::test]
async fn the_same_answer_twice_is_the_same_as_once() {
    let world = World::new().await;
    let (phone, other) = (world.phone_of_bo().await, world.phone_of_bo().await);
    other.add("Eva").await;
    other.sync().await;
    phone.sync().await;
    let before = phone.contacts().await;
    phone.sync().await;
    phone.sync().await;
    assert_eq!(phone.contacts().await, before);
}

#[tokio::test]
async fn a_long_queue_goes_in_batches_and_a_long_log_comes_in_pages() {
    let world = World::new().await;
    let (phone, other) = (world.phone_of_bo().await, world.phone_of_bo().await);
    other.sync().await;
    let drafts = (0..450).map(|n| contact(phone.replica.new_entry(), &format!("{n:03}"), Vec::new()));
    phone.replica.commit(phone.binder, drafts.collect()).await.unwrap();
    let before = phone.line.calls();
    phone.sync().await;
    assert_eq!((phone.line.calls() - before, phone.waiting()), (3, 0));
    world.server.borrow_mut().page = 100;
    other.add("Eva").await;
    other.sync().await;
    assert_eq!((other.waiting(), other.names().await.len()), (0, 451));
    phone.sync().await;
    assert_eq!(phone.contacts().await.entries, other.contacts().await.entries);
}

#[tokio::test]
async fn a_tab_that_was_folded_long_ago_opens_the_same_as_one_folded_now() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    let (entry, _) = phone.add("Johan").await;
    for n in 0..200 {
        phone.rename(entry, &format!("Johan {n}")).await;
        if n % 7 == 0 {
            phone.sync().await;
        }
    }
    phone.sync().await;
    let folded = phone.contacts().await;
    phone.restart().await;
    assert_eq!(phone.contacts().await, folded);
    assert_eq!(phone.names().await, ["Johan 199"]);
}
