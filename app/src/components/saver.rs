//! Values that are tapped or picked and not typed letter by letter: a time, the people who come.
//!
//! A field that keeps all versions must not get a second one because two taps came close after each
//! other. So one write is under way at a time, and each names the one before as replaced. What was
//! picked is shown at once and stands there until the copy on this device says the same.

use std::sync::{Arc, Mutex, PoisonError};

use domain::body::FieldWrite;
use domain::entry::Register;
use domain::rules::Form;
use domain::{Body, Field, OpId, Value};
use leptos::prelude::*;
use replica::{Draft, Replica, StoreError, TabRead};

use super::change::{Change, change};
use crate::editor::Editor;

/// What else is written when a value is.
#[derive(Default)]
pub(crate) struct Beside {
    /// What fields of the same entry hold if they hold nothing when this is saved: what was tapped in another field
    /// just before may still be on its way.
    pub(crate) fields: Vec<(Field, Value)>,
    /// Changes of other entries.
    pub(crate) drafts: Vec<Draft>,
    /// What takes those back.
    pub(crate) back: Vec<Draft>,
}

#[derive(Default)]
struct State {
    /// The versions that were on screen, and the value, when editing began.
    pinned: Option<(Vec<OpId>, Option<Value>)>,
    /// The last write of this field from here.
    own: Option<OpId>,
    saving: bool,
    waiting: Option<Waiting>,
}

/// What is to be saved next.
#[derive(Clone)]
struct Waiting {
    change: Change,
    lacking: Vec<(Field, Value)>,
}

impl Waiting {
    async fn complete(mut self, replica: &Replica) -> Result<Change, StoreError> {
        let Self { change, lacking } = &mut self;
        if !lacking.is_empty()
            && let Some(draft) = change.drafts.first_mut()
            && let Body::Write(write) = &mut draft.body
        {
            replica.settled().await;
            let read = replica.tab(change.binder, draft.tab).await?;
            let entry = match &read {
                TabRead::Open(tab) => tab.entries.get(&draft.entry),
                _ => None,
            };
            lacking.retain(|(field, _)| entry.is_none_or(|entry| !entry.fields.contains_key(field)));
            for (field, value) in lacking.drain(..) {
                write.fields.entry(field).or_insert(FieldWrite { over: Vec::new(), value });
            }
        }
        Ok(self.change)
    }
}

/// Saves the values of one keep-all field, one after the other.
#[derive(Clone)]
pub(crate) struct Saver {
    editor: Editor,
    field: Field,
    state: Arc<Mutex<State>>,
    ahead: RwSignal<Option<Value>>,
    landed: RwSignal<Option<OpId>>,
    /// "Sparat", or that it is not.
    pub(crate) said: RwSignal<&'static str>,
}

impl Saver {
    /// The saver of a field; called where the field is made.
    pub(crate) fn new(editor: Editor, field: Field) -> Self {
        let (ahead, landed) = (RwSignal::new(None), RwSignal::new(None));
        Effect::new(move |_| {
            let Some(id) = landed.get() else { return };
            let has = |register: &Register| {
                register.current.iter().chain(&register.past).any(|version| version.stamp.op == id)
            };
            if editor.current().is_some_and(|entry| entry.fields.get(&field).is_some_and(has)) {
                ahead.set(None);
                landed.set(None);
            }
        });
        Self { editor, field, state: Arc::default(), ahead, landed, said: RwSignal::new("") }
    }

    fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What stands there: what was picked last, else what the entry says.
    pub(crate) fn value(&self) -> Option<Value> {
        self.ahead.get().or_else(|| self.editor.value(self.field))
    }

    /// Editing begins: what is on the screen now is what a write will replace.
    pub(crate) fn pin(&self) {
        let (editor, field) = (self.editor, self.field);
        let before = untrack(move || editor.current()).and_then(|entry| entry.value(field).cloned());
        let heads = editor.heads(field);
        self.with(|state| {
            state.pinned.get_or_insert((heads, before));
        });
    }

    /// Editing has ended.
    pub(crate) fn unpin(&self) {
        self.with(|state| state.pinned = None);
    }

    /// Saves a value, or collects it for the proposal.
    pub(crate) fn put(&self, value: Value, beside: Beside) {
        let (editor, field) = (self.editor, self.field);
        let pinned = self.with(|state| state.pinned.clone());
        let (over, before) = pinned.unwrap_or_else(|| {
            let before = untrack(move || editor.current()).and_then(|entry| entry.value(field).cloned());
            (editor.heads(field), before)
        });
        let write = FieldWrite { over, value: value.clone() };
        match untrack(move || editor.form()) {
            Form::Never => return,
            Form::Proposal => {
                editor.hold(field, write);
                return;
            }
            Form::Direct => {}
        }
        let Some(mut change) = change(editor, field, write, before) else { return };
        change.drafts.extend(beside.drafts);
        change.back.extend(beside.back);
        self.ahead.set(Some(value));
        self.said.set(say!(common.not_saved));
        self.with(|state| state.waiting = Some(Waiting { change, lacking: beside.fields }));
        self.clone().run();
    }

    fn run(self) {
        let field = self.field;
        let next = self.with(|state| {
            if state.saving {
                return None;
            }
            let mut waiting = state.waiting.take()?;
            if let (Some(Body::Write(write)), Some(own)) =
                (waiting.change.drafts.first_mut().map(|draft| &mut draft.body), state.own)
                && let Some(write) = write.fields.get_mut(&field)
                && !write.over.contains(&own)
            {
                write.over.push(own);
            }
            state.saving = true;
            Some(waiting)
        });
        let (app, Some(waiting)) = (self.editor.app, next) else { return };
        let (turn, Some(replica)) = (app.turn(), app.replica()) else { return };
        crate::browser::spawn(async move {
            let saved = match waiting.clone().complete(&replica).await {
                Ok(change) => change.run(app, &replica, turn, None).await,
                Err(error) => {
                    app.status.set(replica.status());
                    Err(error)
                }
            };
            let more = self.with(|state| {
                state.saving = false;
                if let Ok(ids) = &saved {
                    state.own = ids.first().copied();
                    return state.waiting.is_some();
                }
                // Nothing was stored: it is tried again with the next pick.
                state.waiting.get_or_insert(waiting);
                false
            });
            let done = saved.is_ok() && !more;
            let _ = self.said.try_set(if done { say!(common.saved) } else { say!(common.not_saved) });
            if let (true, Ok(ids)) = (done, &saved) {
                let _ = self.landed.try_set(ids.first().copied());
            }
            if more {
                self.run();
            }
        });
    }
}
