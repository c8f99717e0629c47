//! The words being typed in one field, and how they get into the device's copy.
//!
//! A write replaces exactly the versions that were on screen when editing began and this field's own later
//! ones, so a change that arrives meanwhile is kept beside it and never overwritten. One write is under way
//! at a time, and each names the one before as replaced.
//!
//! A field may be gone before its last words are stored (the phone's own "back" takes a page away with the
//! cursor in it), so what a write needs is made at the key and not when it is stored.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::body::FieldWrite;
use domain::rules::Form;
use domain::{BinderId, Body, Field, OpId, Reference, Value};
use leptos::prelude::*;
use replica::Draft;

use super::change::take_back_beginning;
use super::field_words::changed;
use crate::editor::Editor;
use crate::state::{AppState, Keys, Place, Turn, Undo};

/// How long after the last key the words are written.
const PAUSE: Duration = Duration::from_millis(500);

/// How long words wait at most when nobody rests.
const AT_MOST: Duration = Duration::from_secs(2);

/// One stretch of editing, from the first key until the field is left.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that are true or not, each on its own")]
struct Session {
    over: Vec<OpId>,
    before: Option<Value>,
    /// The write of what has been typed, in its pärm.
    typed: Option<(BinderId, Draft)>,
    dirty: bool,
    saving: bool,
    /// Asked to be written while another write was under way.
    asked: bool,
    left: bool,
    keys: u64,
    writes: u64,
    /// Every write of this stretch.
    wrote: Vec<OpId>,
    /// What "Ångra" calls it.
    said: String,
    /// Where each key is kept until it is written.
    kept: Option<Place>,
    /// What is being written just now.
    under_way: Option<Value>,
    /// The entry stood there at the last key.
    stood: bool,
    turn: Turn,
}

impl Session {
    /// Keeps what has been typed and is not written.
    fn keep(&self, app: AppState, field: Field) {
        if let (Some(place), Some((_, draft))) = (&self.kept, &self.typed) {
            let under_way = self.under_way.clone();
            app.keep_typing(place, Keys { draft, field, over: &self.over, under_way, stood: self.stood });
        }
    }

    /// Something stood there and nothing does.
    fn took_away(&self, field: Field) -> bool {
        let value = self.typed.as_ref().and_then(|(_, draft)| value_in(draft, field));
        let nothing = value_of(field, "");
        value.as_ref() == Some(&nothing) && self.before.as_ref().is_some_and(|before| *before != nothing)
    }
}

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

    /// Ends a stretch that has been left and stored, and offers to take it back.
    fn end(&self) {
        let done = |session: &Session| session.left && !session.dirty && !session.saving;
        let ended = self.with(|session| if session.as_ref().is_some_and(done) { session.take() } else { None });
        let Some(ended) = ended else { return };
        self.ended.notify();
        if !ended.wrote.is_empty() {
            self.offer_undo(ended);
        }
    }

    /// Writes what has been typed and not written.
    pub(super) fn save(&self) {
        let ready = self.with(|session| {
            let session = session.as_mut().filter(|session| session.dirty)?;
            if session.saving {
                session.asked = true;
                return None;
            }
            let (binder, draft) = session.typed.clone()?;
            session.saving = true;
            session.under_way = value_in(&draft, self.field);
            session.dirty = false;
            session.writes += 1;
            Some((binder, over(draft, self.field, &session.over, !session.wrote.is_empty())))
        });
        let (Some((binder, draft)), Some(replica)) = (ready, self.app.replica()) else { return };
        let typing = self.clone();
        crate::browser::spawn(async move {
            let saved = replica.commit(binder, vec![draft]).await;
            let (stored, again) = typing.with(|session| {
                let Some(session) = session else { return (saved.is_ok(), false) };
                session.saving = false;
                session.under_way = None;
                match &saved {
                    Ok(ids) => {
                        session.over.clone_from(ids);
                        session.wrote.extend(ids);
                    }
                    // Nothing was stored: the words stay on screen and are tried again with the next key.
                    Err(_) => session.dirty = true,
                }
                match &session.kept {
                    Some(_) if session.dirty => session.keep(typing.app, typing.field),
                    Some(place) => AppState::forget_typing(place),
                    None => {}
                }
                // Words that came meanwhile have their own time, unless somebody has asked for them.
                let asked = std::mem::take(&mut session.asked) || session.left;
                (!session.dirty, saved.is_ok() && session.dirty && asked)
            });
            typing.app.status.set(replica.status());
            let _ = typing.said.try_set(if stored { say!(common.saved) } else { say!(common.not_saved) });
            if again {
                typing.save();
            } else {
                typing.end();
            }
        });
    }

    fn offer_undo(&self, ended: Session) {
        let took_away = ended.took_away(self.field);
        let before = ended.before.unwrap_or_else(|| value_of(self.field, ""));
        let (Some((binder, draft)), Some(replica)) = (ended.typed, self.app.replica()) else { return };
        let mut back = over(draft, self.field, &ended.over, true);
        if let Body::Write(write) = &mut back.body
            && let Some(write) = write.fields.get_mut(&self.field)
        {
            write.value = before;
        }
        let (app, turn, said) = (self.app, ended.turn, ended.said);
        crate::browser::spawn(async move {
            take_back_beginning(&replica, binder, &mut back, &ended.wrote).await;
            app.offer_undo_of_words(turn, Undo { took_away, ..Undo::new(binder, said, vec![back]) });
        });
    }
}

fn value_in(draft: &Draft, field: Field) -> Option<Value> {
    match &draft.body {
        Body::Write(write) => write.fields.get(&field).map(|write| write.value.clone()),
        _ => None,
    }
}

fn value_of(field: Field, text: &str) -> Value {
    match field {
        Field::Who | Field::Person => Value::Person(Reference::named(text)),
        _ => Value::text(text),
    }
}

/// The draft as a write over these versions. What a new entry begins with is written once.
fn over(mut draft: Draft, field: Field, versions: &[OpId], begun: bool) -> Draft {
    if let Body::Write(write) = &mut draft.body {
        write.fields.retain(|other, _| !begun || *other == field);
        if let Some(write) = write.fields.get_mut(&field) {
            write.over = versions.to_vec();
        }
    }
    draft
}
