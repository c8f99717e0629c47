//! The server's disk is lost and a copy from before is put in its place: what the devices hold comes back.

use std::path::PathBuf;

use super::*;

/// Johan and Anna's suggestion are in the copy; what is written after it is not.
async fn with_copy() -> (Table, PathBuf, EntryId) {
    let table = table().await;
    let entry = write(&table.bo, table.binder, "Johan").await;
    suggest(&table.anna, table.binder, "Vårdcentralen").await;
    sync_all(&table).await;
    let copy = table.server.folder().join("copy.db");
    server::backup::backup(&table.server.config, &copy).await.unwrap();
    (table, copy, entry)
}

async fn write(phone: &Phone, binder: BinderId, name: &str) -> EntryId {
    let entry = phone.replica.new_entry();
    phone.replica.commit(binder, vec![contact(entry, name, Vec::new(), false)]).await.unwrap();
    entry
}

async fn suggest(phone: &Phone, binder: BinderId, name: &str) {
    let entry = phone.replica.new_entry();
    phone.replica.commit(binder, vec![contact(entry, name, Vec::new(), true)]).await.unwrap();
}

async fn sync_all(table: &Table) {
    for phone in [&table.bo, &table.anna, &table.bo, &table.anna] {
        phone.replica.sync(table.binder).await.unwrap();
    }
}

/// The server starts again on the copy; phones find it at the same address.
async fn put_back(table: &mut Table, copy: &std::path::Path, others: &[&Phone]) {
    table.server.put_back(copy).await;
    for phone in [&table.bo, &table.anna].into_iter().chain(others.iter().copied()) {
        phone.way.client.borrow_mut().router = table.server.router.clone();
    }
}

/// Everything in Kontakter: names that stand there and names that are suggested.
async fn all_names(phone: &Phone, binder: BinderId) -> Vec<String> {
    let TabRead::Open(tab) = phone.replica.tab(binder, BinderTab::Contacts).await.unwrap() else { panic!() };
    let suggested = tab.suggested(EntryKind::Contact).into_iter().flat_map(|entry| &entry.proposals);
    let suggested = suggested.filter_map(|proposal| match proposal.fields.get(&Field::Name) {
        Some(Value::Text(name)) => Some(name.clone()),
        _ => None,
    });
    let mut all: Vec<String> = names(phone, binder).await.into_iter().chain(suggested).collect();
    all.sort();
    all
}

async fn log_len(table: &Table) -> u64 {
    let store = table.server.state.store();
    let access = store.job_access(table.binder).await.unwrap().unwrap();
    let log = store.log(&access).await.unwrap();
    assert!(log.iter().map(|op| op.seq).eq(1..=u64::try_from(log.len()).unwrap()));
    u64::try_from(log.len()).unwrap()
}

#[tokio::test]
async fn what_was_written_after_the_copy_comes_back_from_each_authors_device() {
    let (mut table, copy, johan) = with_copy().await;
    let over = table.bo.replica.commit(table.binder, vec![contact(johan, "Johan Berg", Vec::new(), false)]);
    over.await.unwrap();
    write(&table.bo, table.binder, "Eva").await;
    suggest(&table.anna, table.binder, "Folktandvården").await;
    sync_all(&table).await;
    let (before, n_ops) = (all_names(&table.bo, table.binder).await, log_len(&table).await);
    write(&table.bo, table.binder, "Karin, skrivet utan nät").await;

    put_back(&mut table, &copy, &[]).await;
    sync_all(&table).await;
    let mut expected = before;
    expected.push("Karin, skrivet utan nät".to_owned());
    expected.sort();
    assert_eq!(all_names(&table.bo, table.binder).await, expected);
    assert_eq!(all_names(&table.anna, table.binder).await, expected);
    assert_eq!(log_len(&table).await, n_ops + 1, "each once");
    assert_eq!((table.bo.replica.status().waiting, table.anna.replica.status().waiting), (0, 0));
    assert!(table.bo.replica.refused(table.binder).await.unwrap().is_empty());
}

#[tokio::test]
async fn it_is_noticed_though_the_log_has_grown_past_where_the_phone_stood() {
    let (mut table, copy, _) = with_copy().await;
    let code = table.anna.replica.start_pairing(table.binder).await.unwrap().code;
    let tablet = phone(&table.server).await;
    tablet.replica.redeem_pairing(RedeemPairingRequest { secret: None, code: Some(code) }).await.unwrap();
    tablet.replica.sync(table.binder).await.unwrap();
    let copy_with_tablet = copy.with_extension("two");
    server::backup::backup(&table.server.config, &copy_with_tablet).await.unwrap();
    write(&table.bo, table.binder, "Eva").await;
    table.bo.replica.sync(table.binder).await.unwrap();

    put_back(&mut table, &copy_with_tablet, &[&tablet]).await;
    for name in ["Ali", "Nils", "Stina"] {
        write(&tablet, table.binder, name).await;
    }
    tablet.replica.sync(table.binder).await.unwrap();
    table.bo.replica.sync(table.binder).await.unwrap();
    tablet.replica.sync(table.binder).await.unwrap();
    let expected = ["Ali", "Eva", "Johan", "Nils", "Stina", "Vårdcentralen"];
    assert_eq!(all_names(&table.bo, table.binder).await, expected);
    assert_eq!(all_names(&tablet, table.binder).await, expected);
}

#[tokio::test]
async fn a_phone_that_fetched_whole_tabs_meanwhile_still_has_its_own_words_to_offer() {
    let (mut table, copy, _) = with_copy().await;
    write(&table.bo, table.binder, "Eva").await;
    table.bo.replica.sync(table.binder).await.unwrap();
    // Far behind: what comes is a checkpoint, in which her op is folded in.
    table.anna.replica.sync(table.binder).await.unwrap();
    for _ in 0..6 {
        let drafts = (0..100).map(|n| {
            let entry = table.anna.replica.new_entry();
            contact(entry, &format!("Förslag {n}"), Vec::new(), true)
        });
        table.anna.replica.commit(table.binder, drafts.collect()).await.unwrap();
    }
    table.anna.replica.sync(table.binder).await.unwrap();
    table.bo.replica.sync(table.binder).await.unwrap();
    put_back(&mut table, &copy, &[]).await;
    table.bo.replica.sync(table.binder).await.unwrap();
    assert_eq!(names(&table.bo, table.binder).await, ["Eva", "Johan"]);
    assert_eq!(table.server.state.store().read_head(table.binder).await.unwrap().seq, log_len(&table).await);
}

#[tokio::test]
async fn a_cut_while_offering_costs_nothing_and_the_screen_never_empties() {
    let (mut table, copy, _) = with_copy().await;
    for n in 0..3 {
        write(&table.bo, table.binder, &format!("Vän {n}")).await;
    }
    table.bo.replica.sync(table.binder).await.unwrap();
    let before = all_names(&table.bo, table.binder).await;
    put_back(&mut table, &copy, &[]).await;
    for _ in 0..3 {
        table.bo.way.is_lossy.set(true);
        assert_eq!(table.bo.replica.sync(table.binder).await, Err(SyncError::Offline));
        assert_eq!(all_names(&table.bo, table.binder).await, before);
    }
    table.bo.replica.sync(table.binder).await.unwrap();
    assert_eq!(all_names(&table.bo, table.binder).await, before);
}
