//! One change by a tap, with what takes it back made together with it: what stood there before, or that an
//! entry be gone which this change began. Several entries can change in one act.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::rules::Form;
use domain::{BinderId, Body, EntryId, Field, OpId, Reference, Value, meeting};
use leptos::prelude::*;
use replica::{Draft, Replica, StoreError, TabRead};

use super::field_words::changed;
use crate::editor::Editor;
use crate::state::{AppState, Turn, Undo};

/// Changes of different entries that are saved together, and what takes them back.
#[derive(Clone)]
pub(crate) struct Change {
    /// Where.
    pub(crate) binder: BinderId,
    /// What is saved; at most one draft of each entry.
    pub(crate) drafts: Vec<Draft>,
    /// What takes it back. It goes over exactly what this change wrote, and nothing newer.
    pub(crate) back: Vec<Draft>,
    /// What was done, in words.
    pub(crate) said: String,
}

impl Change {
    /// The same, and another field of the same entry with it. "Ångra" leaves that one: it says nothing alone.
    pub(crate) fn with(mut self, field: Field, value: Value) -> Self {
        if let Some(Body::Write(write)) = self.drafts.first_mut().map(|draft| &mut draft.body) {
            write.fields.insert(field, FieldWrite { over: Vec::new(), value });
        }
        self
    }

    /// Saves without waiting for it.
    pub(crate) fn commit(self, app: AppState) {
        self.commit_and_go(app, None);
    }

    /// The same where the page is left for another one: "Ångra" goes along.
    pub(crate) fn commit_and_go(self, app: AppState, leads_to: Option<String>) {
        let (turn, Some(replica)) = (app.turn(), app.replica()) else { return };
        crate::browser::spawn(async move {
            // A fault is shown by the badge; what was picked can be picked again.
            let _ = self.run(app, &replica, turn, leads_to).await;
        });
    }

    /// Saves, and goes on when it stands on this device: to a page that shows what was made.
    pub(crate) fn commit_then(self, app: AppState, leads_to: String, then: impl FnOnce() + 'static) {
        let (turn, Some(replica)) = (app.turn(), app.replica()) else { return };
        crate::browser::spawn(async move {
            if self.run(app, &replica, turn, Some(leads_to)).await.is_ok() {
                then();
            }
        });
    }

    pub(super) async fn run(
        self,
        app: AppState,
        replica: &Replica,
        turn: Turn,
        leads_to: Option<String>,
    ) -> Result<Vec<OpId>, StoreError> {
        let Self { binder, drafts, mut back, said } = self;
        let took_away = drafts.iter().any(|draft| matches!(draft.body, Body::Remove(_)));
        let written: Vec<EntryId> = drafts.iter().map(|draft| draft.entry).collect();
        let saved = replica.commit(binder, drafts).await;
        match &saved {
            Ok(ids) => {
                for draft in &mut back {
                    let new = written.iter().zip(ids).filter(|(entry, _)| **entry == draft.entry);
                    let new: Vec<OpId> = new.map(|(_, id)| *id).collect();
                    go_over(&mut draft.body, &new);
                    take_back_beginning(replica, binder, draft, &new).await;
                }
                if !back.is_empty() {
                    app.offer_undo(turn, Undo { took_away, leads_to, ..Undo::new(binder, said, back) });
                }
            }
            Err(_) => app.status.set(replica.status()),
        }
        saved
    }
}

/// What takes back the words an entry began with removes the entry: a contact without a name is no contact.
/// Whether they were the first is asked of the copy when they stand there, since another field of the same
/// new entry may have been on its way.
pub(super) async fn take_back_beginning(replica: &Replica, binder: BinderId, back: &mut Draft, own: &[OpId]) {
    if let Ok(TabRead::Open(tab)) = replica.tab_with_room(binder, back.tab).await
        && let Some(entry) = tab.entries.get(&back.entry)
        && own.contains(&entry.created.op)
    {
        back.body = Body::Remove(Remove { over: entry.all_heads() });
    }
}

fn go_over(body: &mut Body, new: &[OpId]) {
    match body {
        Body::Write(write) => write.fields.values_mut().for_each(|field| field.over.extend(new)),
        Body::Remove(remove) => remove.over.extend(new),
        _ => {}
    }
}

/// What a field holds when nothing has been said, so that a first answer can be taken back.
fn nothing(field: Field) -> Option<Value> {
    match field {
        Field::People => Some(Value::People(Vec::new())),
        Field::Minutes => Some(Value::Number(meeting::DEFAULT_MINUTES)),
        Field::Who | Field::Person => Some(Value::Person(Reference::named(""))),
        Field::SendCopies => Some(Value::Flag(true)),
        Field::Wanted | Field::InGroup | Field::Preliminary => Some(Value::Flag(false)),
        Field::Group => Some(Value::choice("professional")),
        Field::Area => Some(Value::choice("own")),
        Field::MeetingKind => Some(Value::choice("coordinator")),
        Field::PlaceKind => Some(Value::choice("home")),
        Field::Status => Some(Value::choice("planned")),
        Field::Authority => Some(Value::choice("open")),
        Field::Telling => Some(Value::choice("later")),
        _ => None,
    }
}

/// The change that writes one field, and what takes it back: what stood there before.
pub(super) fn change(editor: Editor, field: Field, write: FieldWrite, before: Option<Value>) -> Option<Change> {
    let entry = untrack(move || editor.current());
    let words = match &write.value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    let main = editor.write_draft(field, write.over, write.value)?;
    let back = match (entry, before.or_else(|| nothing(field))) {
        (_, Some(value)) => {
            let fields = BTreeMap::from([(field, FieldWrite { over: Vec::new(), value })]);
            Some(Body::Write(Write { entry_kind: editor.kind, fields }))
        }
        (None, None) => Some(Body::Remove(Remove { over: Vec::new() })),
        // There is no time that means "none": what is not booked after all is taken away, and can be
        // taken back.
        (Some(entry), None) if field == Field::Starts => Some(Body::Remove(Remove { over: entry.all_heads() })),
        (Some(_), None) => None,
    };
    let back = back.map(|body| Draft { body, ..main.clone() });
    Some(Change {
        binder: editor.binder.get_untracked()?,
        drafts: vec![main],
        back: back.into_iter().collect(),
        said: changed(editor.kind, field, &words),
    })
}

/// The change that records a tick or a choice. A coordinator's is collected for the proposal, and then
/// there is none.
pub(crate) fn chosen(editor: Editor, field: Field, value: Value) -> Option<Change> {
    match untrack(move || editor.form()) {
        Form::Never => None,
        Form::Proposal => {
            editor.hold(field, FieldWrite { over: editor.heads(field), value });
            None
        }
        Form::Direct => {
            editor.let_go(field);
            let before = untrack(move || editor.current()).and_then(|entry| entry.value(field).cloned());
            change(editor, field, FieldWrite { over: editor.heads(field), value }, before)
        }
    }
}

/// Records a tick or a choice at once, with "Ångra" also for the first answer.
pub(crate) fn choose(editor: Editor, field: Field, value: Value) {
    if let Some(change) = chosen(editor, field, value) {
        change.commit(editor.app);
    }
}
