//! Changing one entry: the only way from a page to an op.
//!
//! The editor knows who writes and how that is recorded (`domain::rules`): the owner's change applies
//! at once; a coordinator's is collected and sent as one proposal, unless a meeting is open, when the
//! two of them write together.

use std::collections::BTreeMap;

use crate::lean::derived;
use domain::body::{Append, FieldWrite, Propose, Remove, Write};
use domain::consent::Right;
use domain::entry::Proposal;
use domain::rules::{self, Form};
use domain::{Answer, Audience, BinderId, Body, Entry, EntryId, EntryKind, Field, OpId, Provenance, Value};
use leptos::prelude::*;
use replica::Draft;

use crate::state::{AppState, TabView, Who, use_binder, use_card, use_open_meeting, use_right};

/// The editor of one entry. `seeds` are written with the first words of a new entry: its place in the
/// list, what it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    /// Shared by all pages.
    pub(crate) app: AppState,
    /// The binder.
    pub(crate) binder: Signal<Option<BinderId>>,
    /// The tab the entry stands in.
    pub(crate) tab: Signal<TabView>,
    /// What sort of entry it is.
    pub(crate) kind: EntryKind,
    /// Which entry.
    pub(crate) entry: Signal<Option<EntryId>>,
    /// What a coordinator has changed and not yet sent as a proposal.
    pub(crate) pending: RwSignal<BTreeMap<Field, FieldWrite>>,
    meeting: Signal<Option<EntryId>>,
    right: Signal<Option<Right>>,
    seeds: StoredValue<Vec<(Field, Value)>>,
}

/// Makes the editor of one entry of the tab that the page shows.
pub(crate) fn use_editor(
    tab: Signal<TabView>,
    kind: EntryKind,
    entry: Signal<Option<EntryId>>,
    seeds: Vec<(Field, Value)>,
) -> Editor {
    let app = AppState::get();
    Editor {
        app,
        binder: use_binder(),
        tab,
        kind,
        entry,
        pending: RwSignal::new(BTreeMap::new()),
        meeting: use_open_meeting(),
        right: use_right(kind.tab()),
        seeds: StoredValue::new(seeds),
    }
}

impl Editor {
    /// The entry as it stands, if it exists.
    pub(crate) fn current(self) -> Option<Entry> {
        self.look(Entry::clone)
    }

    fn look<R>(self, at: impl FnOnce(&Entry) -> R) -> Option<R> {
        let id = self.entry.get()?;
        self.tab.with(|view| view.open()?.entries.get(&id).map(at))
    }

    fn current_untracked(self) -> Option<Entry> {
        untrack(move || self.current())
    }

    /// How a change made now is recorded.
    pub(crate) fn form(self) -> Form {
        let Some(author) = self.app.who.with(Who::author) else { return Form::Never };
        if self.right.get() != Some(Right::Suggest) || self.look(|entry| entry.sealed) == Some(true) {
            return Form::Never;
        }
        let Some(entry) = self.entry.get() else { return Form::Never };
        let provenance =
            self.meeting().map_or(Provenance::Coordinator, |meeting| Provenance::Together { meeting });
        rules::form(author, provenance, self.kind, entry)
    }

    /// Only a coordinator's words depend on it: the owner's are hers whether a meeting is open or not.
    fn meeting(self) -> Option<EntryId> {
        self.meeting.get().filter(|_| self.app.is_staff())
    }

    /// What a field holds, with what a coordinator has changed but not sent.
    pub(crate) fn value(self, field: Field) -> Option<Value> {
        let pending = self.pending.with(|pending| pending.get(&field).map(|write| write.value.clone()));
        pending.or_else(|| self.look(|entry| entry.value(field).cloned()).flatten())
    }

    /// A text field's words.
    pub(crate) fn text(self, field: Field) -> String {
        match self.value(field) {
            Some(Value::Text(text)) => text,
            Some(Value::Person(person)) => person.name,
            _ => String::new(),
        }
    }

    /// The versions of a field on screen.
    pub(crate) fn heads(self, field: Field) -> Vec<OpId> {
        self.current_untracked().map(|entry| entry.heads(field)).unwrap_or_default()
    }

    /// A draft in this entry.
    pub(crate) fn draft(self, body: Body) -> Option<Draft> {
        Some(Draft {
            tab: self.kind.tab(),
            entry: self.entry.get_untracked()?,
            // Words beside a rating are as private as the rating; showing it copies them (R77).
            audience: if self.kind == EntryKind::Rating { Audience::Private } else { Audience::Tab },
            meeting: untrack(move || self.meeting()),
            act: None,
            body,
        })
    }

    /// The draft that writes one field, with the seeds if the entry is new.
    pub(crate) fn write_draft(self, field: Field, over: Vec<OpId>, value: Value) -> Option<Draft> {
        let mut fields = BTreeMap::new();
        if self.current_untracked().is_none() {
            for (seed, value) in self.seeds.get_value() {
                fields.insert(seed, FieldWrite { over: Vec::new(), value });
            }
        }
        fields.insert(field, FieldWrite { over, value });
        self.draft(Body::Write(Write { entry_kind: self.kind, fields }))
    }

    /// Records a choice, a tick or a date at once, with "Ångra".
    pub(crate) fn choose(self, field: Field, value: Value) {
        let over = self.heads(field);
        if untrack(move || self.form()) == Form::Proposal {
            self.pending.update(|pending| {
                pending.insert(field, FieldWrite { over, value });
            });
            return;
        }
        let before = self.current_untracked().and_then(|entry| entry.value(field).cloned());
        let (Some(binder), Some(draft)) = (self.binder.get_untracked(), self.write_draft(field, over, value))
        else {
            return;
        };
        // Made before anything is awaited: the part of the page that asked may be gone by then.
        let write = move |over, value| {
            let fields = BTreeMap::from([(field, FieldWrite { over, value })]);
            Body::Write(Write { entry_kind: self.kind, fields })
        };
        let back = before.and_then(|before| Some((self.draft(write(Vec::new(), before.clone()))?, before)));
        let (app, Some(replica)) = (self.app, self.app.replica()) else { return };
        crate::browser::spawn(async move {
            match replica.commit(binder, vec![draft]).await {
                Ok(over) => {
                    if let Some((back, before)) = back {
                        let back = Draft { body: write(over, before), ..back };
                        app.offer_undo(binder, say!(common.written).to_owned(), vec![back]);
                    }
                }
                Err(_) => app.status.set(replica.status()),
            }
        });
    }

    /// Adds to an append field, for instance an evaluation.
    pub(crate) fn append(self, field: Field, value: Value, note: String) {
        self.commit(Body::Append(Append { field, value, note }));
    }

    /// Sends what has been changed as one proposal.
    pub(crate) fn send_proposal(self) {
        let mut fields = self.pending.get_untracked();
        if fields.is_empty() {
            return;
        }
        if self.current_untracked().is_none() {
            for (seed, value) in self.seeds.get_value() {
                fields.entry(seed).or_insert(FieldWrite { over: Vec::new(), value });
            }
        }
        self.commit(Body::Propose(Propose { entry_kind: self.kind, fields, remove: false }));
        self.pending.set(BTreeMap::new());
    }

    /// Removes the entry, with "Ångra"; or proposes that.
    pub(crate) fn remove(self, said: String) {
        let Some(entry) = self.current_untracked() else { return };
        if untrack(move || self.form()) == Form::Proposal {
            let body = Propose { entry_kind: self.kind, fields: BTreeMap::new(), remove: true };
            self.commit(Body::Propose(body));
            return;
        }
        self.commit(Body::Remove(Remove { over: entry.all_heads() }));
        if let (Some(binder), Some(back)) = (self.binder.get_untracked(), self.draft(Body::Restore)) {
            self.app.offer_undo(binder, said, vec![back]);
        }
    }

    /// Takes a removed entry back.
    pub(crate) fn restore(self) {
        self.commit(Body::Restore);
    }

    /// Answers a proposal. Accepting replaces exactly what is on screen.
    pub(crate) fn answer(self, proposal: &Proposal, answer: Answer) {
        if let Some(entry) = self.current_untracked() {
            self.commit(Body::Answer(entry.answer(proposal, answer)));
        }
    }

    fn commit(self, body: Body) {
        if let (Some(binder), Some(draft)) = (self.binder.get_untracked(), self.draft(body)) {
            self.app.commit(binder, vec![draft]);
        }
    }

    /// The owner's name, for sentences on the coordinator's screen.
    pub(crate) fn owner_name() -> Signal<String> {
        let card = use_card();
        derived(move || card.get().map(|card| card.owner_name).unwrap_or_default())
    }
}
