//! What arrives late about something that was removed: readers who came after the removal never got it.

use domain::body::{Append, Propose, Remove};
use domain::consent::Right;
use domain::{Author, BinderTab, Body, EntryId, EntryKind, Field, Op, Value};

use crate::support::ops::{self, entry, grant, write};
use crate::support::reader::Reader;
use crate::support::scene::Scene;

const PLAN: BinderTab = BinderTab::Plan;

fn step(author: Author, entry: EntryId, text: &str) -> Op {
    write(author, EntryKind::Activity, entry, Field::Text, Value::text(text))
}

fn removes(author: Author, seen: &Op) -> Op {
    ops::op(author, seen.tab, seen.entry, Body::Remove(Remove { over: vec![seen.id] }))
}

fn suggests(author: Author, entry: EntryId, text: &str) -> Op {
    let Body::Write(write) = step(author, entry, text).body else { panic!("a step is written") };
    let (entry_kind, fields) = (write.entry_kind, write.fields);
    ops::op(author, PLAN, entry, Body::Propose(Propose { entry_kind, fields, remove: false, urgent: false }))
}

fn evaluates(author: Author, entry: EntryId) -> Op {
    let (field, value, note) = (Field::Evaluation, Value::choice("worked"), "gick bra".to_owned());
    ops::op(author, PLAN, entry, Body::Append(Append { field, value, note }))
}

/// A pärm with five steps that were removed before Anna was let in to the plan.
async fn five_removed() -> (Scene, Vec<Op>, Reader, Reader) {
    let mut scene = Scene::sqlite().await;
    let owner = scene.owner();
    let steps: Vec<Op> = (0..5).map(|_| step(owner, entry(), "promenad")).collect();
    let gone = steps.iter().map(|step| removes(owner, step)).collect();
    scene.phone.push(scene.binder, steps.clone()).await;
    scene.phone.push(scene.binder, gone).await;
    let let_in = grant(owner, scene.anna_id, PLAN, Right::Suggest, Vec::new());
    scene.phone.push(scene.binder, vec![let_in]).await;
    let anna = Reader::new(&scene.anna, scene.binder).await;
    let phone = Reader::new(&scene.phone, scene.binder).await;
    assert_eq!((anna.sees(PLAN).len(), phone.sees(PLAN).len()), (0, 0));
    (scene, steps, anna, phone)
}

#[tokio::test]
async fn late_words_about_something_removed_read_the_same_for_whoever_came_after_it() {
    let (scene, steps, mut anna, mut phone) = five_removed().await;
    let (owner, staff) = (scene.owner(), scene.staff());
    let id = |n: usize| steps[n].entry;
    let place = write(owner, EntryKind::Activity, id(3), Field::Position, Value::text("b"));
    let late = [
        ("her words", step(owner, id(0), "långpromenad")),
        ("her note", evaluates(owner, id(1))),
        ("Anna's suggestion", suggests(staff, id(2), "cykla")),
        ("a place in the list", place),
        ("taken back", ops::op(owner, PLAN, id(4), Body::Restore)),
    ];
    for (what, op) in late {
        let writer = if op.author == owner { &mut phone } else { &mut anna };
        writer.push(vec![op]).await;
        phone.sync().await;
        anna.sync().await;
        assert_eq!(anna.sees(PLAN), phone.sees(PLAN), "{what}");
    }
    assert_eq!(anna.sees(PLAN).len(), 3, "words, a note and the one taken back");
}

#[tokio::test]
async fn what_was_never_removed_costs_no_reader_a_new_beginning() {
    let (scene, steps, mut anna, mut phone) = five_removed().await;
    let before = anna.generation;
    let op = step(scene.owner(), entry(), "ny");
    phone
        .push(vec![op.clone(), step(scene.owner(), op.entry, "ny igen"), removes(scene.owner(), &steps[0])])
        .await;
    anna.sync().await;
    assert_eq!(anna.generation, before);
    assert_eq!(anna.sees(PLAN), phone.sees(PLAN));
}
