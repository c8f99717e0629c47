//! Whose store it is.

use domain::api::{
    AuditAction, AuditLine, BinderCard, Me, PractitionerCard, Reached, RefusalCode, StartBinderRequest,
    SyncResponse,
};
use domain::{BinderTab, OrganizationId, ReplicaId, Role};
use replica::store::Taken;
use replica::{LocalStore, Trail, plan};
use uuid::Uuid;

use super::{ANNA, BO, answer, at, binder, card, me, names, of_bo, op, outcome, person, sequenced, take, waiting};

pub(crate) async fn an_empty_store_takes_an_id_once(store: LocalStore) {
    let first = ReplicaId::from_uuid(Uuid::from_u128(1));
    let second = ReplicaId::from_uuid(Uuid::from_u128(2));
    assert_eq!(store.opening(first, at(0)).await.unwrap().replica, first);
    assert_eq!(store.opening(second, at(0)).await.unwrap().replica, first);
}

pub(crate) async fn another_persons_unsent_ops_are_put_aside_and_come_back(store: LocalStore) {
    of_bo(&store).await;
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))], ..answer(1) }).await;
    store.append(binder(), |_| vec![op(2, 2, "Johan", BO)]).await.unwrap();

    store.adopt(&me(ANNA), false).await.unwrap();
    assert!(names(&store).await.is_empty(), "what the other person had fetched is gone");
    assert!(waiting(&store).await.is_empty());
    store.append(binder(), |_| vec![op(3, 3, "Ali", ANNA)]).await.unwrap();

    of_bo(&store).await;
    assert_eq!(waiting(&store).await, [2]);
    store.adopt(&me(ANNA), false).await.unwrap();
    assert_eq!(waiting(&store).await, [3]);
}

pub(crate) async fn a_binder_that_is_no_longer_open_to_us_goes_and_its_words_are_listed(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", BO))], ..answer(1) }).await;
    store.append(binder(), |_| vec![op(2, 2, "Johan", ANNA)]).await.unwrap();
    // A list with a gap changes nothing by itself.
    store.adopt(&Me { binders: Vec::new(), ..me(ANNA) }, false).await.unwrap();
    assert_eq!(names(&store).await, ["Eva", "Johan"]);
    store.leave(binder(), at(50)).await.unwrap();
    assert_eq!(store.me().await.unwrap().map(|me| me.binders), Some(Vec::new()));
    assert!(names(&store).await.is_empty());
    assert_eq!(store.count_waiting().await.unwrap(), 0);
    let listed = store.refused(Some(binder()), at(60)).await.unwrap();
    assert_eq!(listed.first().map(|row| row.code), Some(RefusalCode::NotCovered));

    // An owner's own binder never goes, whatever the server says.
    of_bo(&store).await;
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", BO))], ..answer(1) }).await;
    store.leave(binder(), at(50)).await.unwrap();
    assert_eq!(names(&store).await, ["Eva"]);
}

pub(crate) async fn signing_out_removes_what_was_fetched(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", BO))], ..answer(1) }).await;
    store.keep_unsent_proposal(binder(), &super::queue::unsent("Eva")).await.unwrap();
    store.sign_out().await.unwrap();
    assert_eq!(store.me().await.unwrap(), None);
    assert!(names(&store).await.is_empty());
    assert_eq!(store.stands(binder()).await.unwrap(), plan::Point::default());
    store.adopt(&me(ANNA), false).await.unwrap();
    assert!(store.unsent_proposals().await.unwrap().is_empty());
}

pub(crate) async fn a_binder_begun_without_network_stays_in_the_list_until_the_server_has_it(store: LocalStore) {
    let nobody = Me { binders: Vec::new(), ..me(ANNA) };
    store.adopt(&nobody, false).await.unwrap();
    let request = StartBinderRequest { id: binder(), owner_name: "Bo".to_owned() };
    store.keep_start(&request, &card()).await.unwrap();
    store.adopt(&nobody, false).await.unwrap();
    assert_eq!(store.me().await.unwrap().unwrap().binders, [card()]);
    assert_eq!(store.outbox(binder()).await.unwrap().start, Some(request));

    let card = BinderCard { owner_name: "Bo B".to_owned(), ..card() };
    store.started(&card).await.unwrap();
    assert_eq!(store.outbox(binder()).await.unwrap().start, None);
    assert_eq!(store.me().await.unwrap().unwrap().binders, [card]);
}

pub(crate) async fn a_lost_store_is_told_once(store: LocalStore) {
    store.adopt(&me(BO), true).await.unwrap();
    let first = outcome(&store, answer(1)).await;
    assert_eq!(store.apply(&first).await.unwrap(), Taken::Done { restored: true });
    let second = outcome(&store, answer(2)).await;
    assert_eq!(store.apply(&second).await.unwrap(), Taken::Done { restored: false });
}

pub(crate) async fn who_has_looked_is_kept_and_goes_with_the_person(store: LocalStore) {
    of_bo(&store).await;
    let line = AuditLine {
        person: person(ANNA),
        name: "Anna".to_owned(),
        role: Role::Coordinator,
        organization: "Kommunen".to_owned(),
        action: AuditAction::Opened,
        tabs: vec![BinderTab::Plan],
        at: at(3),
        heard_at: Some(at(4)),
    };
    let trail = Trail { lines: vec![line], next: None, heard_at: at(4) };
    store.keep_trail(binder(), &trail).await.unwrap();
    assert_eq!(store.trail(binder()).await.unwrap(), Some(trail));
    store.sign_out().await.unwrap();
    assert_eq!(store.trail(binder()).await.unwrap(), None);
}

pub(crate) async fn a_new_card_is_part_of_who_i_am(store: LocalStore) {
    of_bo(&store).await;
    let card = BinderCard { owner_name: "Bosse".to_owned(), ..card() };
    let reached = Reached { person: person(ANNA), seq: 1, at: at(9) };
    let response = SyncResponse { binder: Some(card.clone()), reached: vec![reached], ..answer(1) };
    take(&store, response).await;
    assert_eq!(store.me().await.unwrap().unwrap().binders, [card]);
    assert_eq!(store.reached(binder()).await.unwrap(), [reached]);
    let known = PractitionerCard {
        person: person(ANNA),
        name: "Anna".to_owned(),
        organization: OrganizationId::from_uuid(Uuid::from_u128(4)),
        organization_name: "Kommunen".to_owned(),
    };
    store.keep_practitioners(std::slice::from_ref(&known)).await.unwrap();
    assert_eq!(store.practitioners().await.unwrap(), [known]);
}
