//! A picture of a signed paper, from one device to another by a line that breaks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::body::Remove;
use domain::consent::photographed;
use domain::{Audience, BinderTab, Body, EntryId, TabState};
use replica::{CodeTaken, Draft, LockChoice, SyncError, TabRead};

use crate::line::Fault;
use crate::server::ANNA;
use crate::world::{Phone, World, grant};

fn bytes() -> Vec<u8> {
    [[0xff, 0xd8, 0xff].as_slice(), &[9; 5_000]].concat()
}

fn draft(entry: EntryId, body: Body) -> Draft {
    let audience = Audience::People { people: vec![ANNA] };
    Draft { tab: BinderTab::Sharing, entry, audience, meeting: None, act: None, body }
}

/// She gives a sentence on paper, with a picture of it; gives the entries of both.
async fn taken(phone: &Phone) -> (EntryId, EntryId) {
    let mut sentence = grant(&phone.replica, ANNA, BinderTab::Plan);
    if let Body::Grant(grant) = &mut sentence.body {
        grant.evidence = domain::consent::Evidence::Paper;
    }
    let (of, entry) = (sentence.entry, phone.replica.new_entry());
    let photo = phone.replica.photo(ANNA, vec![of], &bytes()).await.unwrap();
    let drafts = vec![sentence, draft(entry, Body::Photo(photo))];
    phone.replica.commit_with(phone.binder, drafts, &[(entry, bytes())]).await.unwrap();
    (of, entry)
}

async fn sharing(phone: &Phone) -> TabState {
    match phone.replica.tab(phone.binder, BinderTab::Sharing).await.unwrap() {
        TabRead::Open(tab) => tab.as_ref().clone(),
        TabRead::Blind | TabRead::Due => panic!("sentences are never blind"),
    }
}

async fn seen(phone: &Phone, sentence: EntryId) -> Option<Vec<u8>> {
    let sharing = sharing(phone).await;
    let entry = photographed(&sharing, sentence)?.entry;
    phone.replica.picture(phone.binder, entry).await.unwrap()
}

fn n_carried(world: &World) -> usize {
    world.server.borrow().n_carried
}

#[tokio::test]
async fn what_was_taken_without_network_comes_through_and_is_fetched_once() {
    let world = World::new().await;
    let (mut bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    bo.line.cut();
    let (of, entry) = taken(&bo).await;
    assert_eq!(bo.replica.sync(bo.binder).await, Err(SyncError::Offline));
    bo.restart().await;
    assert_eq!(seen(&bo, of).await, Some(bytes()), "she sees it meanwhile");
    bo.line.mend();
    bo.sync().await;
    assert_eq!(bo.replica.status().waiting, 0);
    assert_eq!(world.server.borrow().pictures.get(&entry), Some(&bytes()));
    anna.sync().await;
    assert_eq!(seen(&anna, of).await, Some(bytes()));
    anna.line.cut();
    assert_eq!(seen(&anna, of).await, Some(bytes()), "without network too");
    anna.line.mend();
    let before = n_carried(&world);
    bo.sync().await;
    anna.sync().await;
    assert_eq!(n_carried(&world), before, "nothing is carried twice");
}

#[tokio::test]
async fn the_line_may_break_at_any_step_and_it_comes_through_once() {
    for n in 0..4 {
        for fault in [Fault::CutBefore, Fault::CutAfter, Fault::Instead(502, "<html>".to_owned())] {
            let world = World::new().await;
            let bo = world.phone_of_bo().await;
            bo.sync().await;
            let (_, entry) = taken(&bo).await;
            let calls = bo.line.calls();
            let mut broke = false;
            for _ in 0..8 {
                if bo.line.calls() >= calls + n && !broke {
                    broke = true;
                    bo.line.once(fault.clone());
                }
                let _ = bo.replica.sync(bo.binder).await;
            }
            assert!(broke && bo.replica.status().waiting == 0, "{n} {fault:?}");
            assert_eq!(world.server.borrow().pictures.get(&entry), Some(&bytes()), "{n} {fault:?}");
            let log = &world.server.borrow().binders[&world.binder].log;
            assert_eq!(log.iter().filter(|op| matches!(op.op.body, Body::Photo(_))).count(), 1);
        }
    }
}

#[tokio::test]
async fn other_bytes_than_the_op_names_are_not_kept() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    let (of, entry) = taken(&bo).await;
    bo.sync().await;
    world.server.borrow_mut().pictures.insert(entry, [bytes(), vec![0]].concat());
    anna.sync().await;
    assert_eq!(seen(&anna, of).await, None);
    world.server.borrow_mut().pictures.insert(entry, bytes());
    anna.sync().await;
    assert_eq!(seen(&anna, of).await, Some(bytes()));
}

#[tokio::test]
async fn one_that_has_not_come_yet_is_asked_for_again_and_the_words_do_not_wait() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    let (of, entry) = taken(&bo).await;
    bo.sync().await;
    let picture = world.server.borrow_mut().pictures.remove(&entry).unwrap();
    anna.sync().await;
    assert!(photographed(&sharing(&anna).await, of).is_some());
    assert_eq!(seen(&anna, of).await, None);
    world.server.borrow_mut().pictures.insert(entry, picture);
    anna.sync().await;
    assert_eq!(seen(&anna, of).await, Some(bytes()));
}

#[tokio::test]
async fn one_that_she_takes_away_at_once_comes_through_and_can_come_back() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let (of, entry) = taken(&bo).await;
    bo.replica.commit(bo.binder, vec![draft(entry, Body::Remove(Remove { over: Vec::new() }))]).await.unwrap();
    bo.sync().await;
    assert_eq!(seen(&bo, of).await, None);
    assert!(world.server.borrow().pictures.contains_key(&entry));
    bo.replica.commit(bo.binder, vec![draft(entry, Body::Restore)]).await.unwrap();
    assert_eq!(seen(&bo, of).await, Some(bytes()));
}

#[tokio::test]
async fn what_the_server_will_never_take_is_not_sent_again_and_again() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    let (of, entry) = taken(&bo).await;
    // The op goes through, and the picture is said to be wrong.
    bo.line.cut();
    let _ = bo.replica.sync(bo.binder).await;
    bo.line.mend();
    world.server.borrow_mut().spoils.insert(entry);
    bo.sync().await;
    assert!(world.server.borrow().binders[&world.binder].log.iter().any(|op| op.op.entry == entry));
    let before = n_carried(&world);
    for _ in 0..3 {
        bo.sync().await;
    }
    assert_eq!((n_carried(&world), bo.replica.status().waiting), (before, 0));
    assert_eq!(seen(&bo, of).await, Some(bytes()), "she has it still");
}

#[tokio::test]
async fn what_is_gone_for_good_goes_from_every_device() {
    let world = World::new().await;
    let (bo, anna) = (world.phone_of_bo().await, world.laptop_of_anna().await);
    let (_, entry) = taken(&bo).await;
    bo.sync().await;
    anna.sync().await;
    world.server.borrow_mut().redact(world.binder, entry);
    for phone in [&bo, &anna] {
        phone.sync().await;
        assert_eq!(phone.replica.picture(phone.binder, entry).await.unwrap(), None);
    }
}

#[tokio::test]
async fn she_takes_it_along_in_her_file() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    assert!(bo.replica.export(bo.binder).await.unwrap().unwrap().pictures.is_empty());
    let (_, entry) = taken(&bo).await;
    let [picture] = bo.replica.export(bo.binder).await.unwrap().unwrap().pictures.try_into().unwrap();
    assert_eq!((picture.entry, STANDARD.decode(picture.jpeg).unwrap()), (entry, bytes()));
}

#[tokio::test]
async fn in_a_locked_copy_it_is_sealed_and_opens_with_the_code() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    let (of, _) = taken(&phone).await;
    let plain = STANDARD.encode(bytes());
    let piece = plain.get(..60).unwrap().to_owned();
    assert!(phone.memory.kept().contains(&piece));
    phone.replica.set_lock("4711", LockChoice::default()).await.unwrap();
    assert!(!phone.memory.kept().contains(&piece), "one that waits is sealed");
    phone.sync().await;
    assert!(!phone.memory.kept().contains(&piece), "so is one that has come through");
    phone.line.cut();
    phone.restart().await;
    assert!(phone.replica.picture(phone.binder, of).await.is_err());
    assert_eq!(phone.replica.unlock("4711").await.unwrap(), CodeTaken::Right);
    assert_eq!(seen(&phone, of).await, Some(bytes()));
}
