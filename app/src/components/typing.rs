//! The words being typed in one field, and how they get into the device's copy.
//!
//! A write replaces exactly the versions that were on screen when editing began and this field's own later
//! ones, so a change that arrives meanwhile is kept beside it and never overwritten. One write is under way
//! at a time, and each names the one before as replaced.
//!
//! A field may be gone before its last words are stored (the phone's own "back" takes a page away with the
//! cursor in it), so what a write needs is made at the key and not when it is stored.

mod saving;
mod session;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::body::FieldWrite;
use domain::rules::Form;
use domain::{Field, Value};
use leptos::prelude::*;

use super::field_words::changed;
use crate::editor::Editor;
use crate::state::AppState;
use session::{Session, value_of};

/// How long after the last key the words are written.
const PAUSE: Duration = Duration::from_millis(500);

/// How long words wait at most when nobody rests.
const AT_MOST: Duration = Duration::from_secs(2);

/// The typing in one field.
#[derive(Clone)]
pub(super) struct Typing {
    app: AppState,
    field: Field,
    session: Arc<Mutex<Option<Session>>>,
    /// "Sparat", or that it is not.
    pub(super) said: RwSignal<&'static str>,
    /// Beats when a stretch of editing has ended: the field shows what stands in the pärm again.
    pub(super) ended: Trigger,
}

impl Typing {
    /// Nothing is typed yet.
    pub(super) fn new(app: AppState, field: Field) -> Self {
        Self { app, field, session: Arc::default(), said: RwSignal::new(""), ended: Trigger::new() }
    }

    fn with<R>(&self, work: impl FnOnce(&mut Option<Session>) -> R) -> R {
        work(&mut self.session.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether somebody is typing: what is on the screen is hers, and nothing is exchanged under it.
    pub(super) fn is_going_on(&self) -> bool {
        self.with(|session| session.is_some())
    }

    /// The cursor is in the field: what a write will replace is what is on the screen now.
    pub(super) fn begin(&self, editor: Editor) {
        let field = self.field;
        self.with(|session| {
            let session = session.get_or_insert_with(|| Session {
                over: editor.heads(field),
                before: untrack(move || editor.current()).and_then(|entry| entry.value(field).cloned()),
                ..Session::default()
            });
            session.left = false;
            session.turn = editor.app.turn();
        });
    }

    /// A key: the words are written a moment after the last one, or collected for a proposal.
    pub(super) fn key(&self, editor: Editor, now: &str) {
        self.begin(editor);
        let value = value_of(self.field, now);
        if untrack(move || editor.form()) == Form::Proposal {
            self.collect(editor, value);
            return;
        }
        editor.let_go(self.field);
        self.said.set(say!(common.not_saved));
        let draft = editor.binder.get_untracked().zip(editor.write_draft(self.field, Vec::new(), value));
        let (app, field) = (self.app, self.field);
        let place = draft.as_ref().and_then(|(binder, draft)| app.typing_place(*binder, draft.entry, field));
        let stood = untrack(move || editor.current()).is_some();
        let begun = self.with(|session| {
            let session = session.as_mut()?;
            session.typed = draft;
            session.said = changed(editor.kind, self.field, now);
            session.keys += 1;
            session.kept = place;
            session.stood = stood;
            session.keep(app, field);
            let first = !std::mem::replace(&mut session.dirty, true);
            Some((session.keys, first.then_some(session.writes)))
        });
        let Some((key, first)) = begun else { return };
        let typing = self.clone();
        let rested = move || {
            if typing.with(|session| session.as_ref().is_some_and(|session| session.keys == key)) {
                typing.save();
            }
        };
        set_timeout(rested, PAUSE);
        if let Some(writes) = first {
            let typing = self.clone();
            let waited = move || {
                if typing.with(|session| session.as_ref().is_some_and(|session| session.writes == writes)) {
                    typing.save();
                }
            };
            set_timeout(waited, AT_MOST);
        }
    }

    /// A coordinator's words wait until she sends them; words that say what is there already are none.
    fn collect(&self, editor: Editor, value: Value) {
        let field = self.field;
        let over = self.with(|session| session.as_ref().map(|s| s.over.clone()).unwrap_or_default());
        let stands = untrack(move || editor.stands(field)).unwrap_or_else(|| value_of(field, ""));
        if value == stands && over.len() < 2 {
            editor.let_go(field);
        } else {
            editor.hold(field, FieldWrite { over, value });
        }
    }

    /// The cursor leaves the field.
    pub(super) fn leave(&self) {
        self.with(|session| {
            if let Some(session) = session {
                session.left = true;
            }
        });
        self.save();
        self.end();
    }
}
