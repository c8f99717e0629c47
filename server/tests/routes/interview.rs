//! R35, R102: what a related person says is told the owner only where she has agreed, and the server is asked at the
//! moment when it is written down.

use std::collections::BTreeMap;

use domain::api::RefusalCode;
use domain::body::{FieldWrite, Write};
use domain::{Author, BinderTab, Body, EntryId, EntryKind, Field, Op, Value};

use crate::support::both::on_both;
use crate::support::ops::{self, contact, entry, write};
use crate::support::reader::Reader;
use crate::support::scene::Scene;
use crate::support::server::TestServer;

const SAID: &str = "Eva är orolig när hon inte sover";

fn tell(author: Author, told: EntryId, about: EntryId) -> Op {
    let values = [(Field::Parent, Value::Entry(about)), (Field::Text, Value::text(SAID))];
    let fields = values.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value }));
    let body = Body::Write(Write { entry_kind: EntryKind::Told, fields: BTreeMap::from(fields) });
    ops::op(author, BinderTab::Contacts, told, body)
}

fn agree(author: Author, about: EntryId, telling: &str) -> Op {
    write(author, EntryKind::Contact, about, Field::Telling, Value::choice(telling))
}

async fn nothing_is_told_before_she_has_agreed_and_nothing_new_after_a_no(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (owner, staff, binder, eva) = (scene.owner(), scene.staff(), scene.binder, entry());
    scene.phone.push(binder, vec![contact(owner, eva, "Eva")]).await;
    let early = scene.anna.push(binder, vec![tell(staff, entry(), eva)]).await;
    assert_eq!(early.refused[0].code, RefusalCode::OwnerOnly);

    let yes = agree(owner, eva, "outline");
    scene.phone.push(binder, vec![yes.clone()]).await;
    let told = tell(staff, entry(), eva);
    assert_eq!(scene.anna.push(binder, vec![told.clone()]).await.refused, Vec::new());
    let mut phone = Reader::new(&scene.phone, binder).await;
    phone.sync().await;
    assert_eq!(phone.sees(BinderTab::Contacts)[&told.entry].text(Field::Text), SAID);

    let no = ops::over(agree(owner, eva, "nothing"), &yes);
    scene.phone.push(binder, vec![no]).await;
    // Written on a device that had not heard of it.
    let late = scene.anna.push(binder, vec![tell(staff, entry(), eva)]).await;
    assert_eq!(late.refused[0].code, RefusalCode::OwnerOnly);
    let mend = write(staff, EntryKind::Told, told.entry, Field::Text, Value::text("mer"));
    assert_eq!(scene.anna.push(binder, vec![mend]).await.refused[0].code, RefusalCode::OwnerOnly);
    // The same op again is one op, whatever has been said since.
    assert_eq!(scene.anna.push(binder, vec![told]).await.refused, Vec::new());
}

async fn a_coordinator_agrees_in_nobody_s_place(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (owner, staff, binder, eva) = (scene.owner(), scene.staff(), scene.binder, entry());
    scene.phone.push(binder, vec![contact(owner, eva, "Eva")]).await;
    let own_card = EntryId::card_of(scene.anna_id);
    for about in [eva, own_card] {
        let answer = scene.anna.push(binder, vec![agree(staff, about, "everything")]).await;
        assert_eq!(answer.refused[0].code, RefusalCode::OwnerOnly);
    }
    // An agreement and what is told under it, in one request from one who may not agree.
    let both = vec![agree(staff, own_card, "everything"), tell(staff, entry(), own_card)];
    assert_eq!(scene.anna.push(binder, both).await.refused.len(), 2);
}

async fn what_is_told_cannot_be_moved_to_somebody_she_has_agreed_about(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (owner, staff, binder) = (scene.owner(), scene.staff(), scene.binder);
    let (eva, sara, told) = (entry(), entry(), entry());
    let begun = vec![contact(owner, eva, "Eva"), contact(owner, sara, "Sara"), agree(owner, eva, "everything")];
    scene.phone.push(binder, begun).await;
    assert_eq!(scene.anna.push(binder, vec![tell(staff, told, sara)]).await.refused.len(), 1);
    assert_eq!(scene.anna.push(binder, vec![tell(staff, told, eva)]).await.refused.len(), 0);
    assert_eq!(scene.anna.push(binder, vec![tell(staff, told, sara)]).await.refused.len(), 1);
    let of_nobody = write(staff, EntryKind::Told, entry(), Field::Text, Value::text(SAID));
    assert_eq!(scene.anna.push(binder, vec![of_nobody]).await.refused.len(), 1);
    let store = scene.server.state.store();
    let access = store.job_access(binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

on_both!(
    nothing_is_told_before_she_has_agreed_and_nothing_new_after_a_no,
    a_coordinator_agrees_in_nobody_s_place,
    what_is_told_cannot_be_moved_to_somebody_she_has_agreed_about,
);
