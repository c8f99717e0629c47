//! Changing one entry: the only way from a page to an op.
//!
//! The editor knows who writes and how that is recorded (`domain::rules`): the owner's change applies
//! at once; a coordinator's is collected and sent as one proposal, unless a meeting is open, when the
//! two of them write together.

mod answering;
mod own;
mod proposing;

use std::collections::BTreeMap;

use crate::lean::derived;
use domain::body::{Append, FieldWrite, Propose, Remove, Write};
use domain::consent::Right;
use domain::interview::may_be_told;
use domain::rules::{self, Form};
use domain::{Audience, BinderId, Body, Entry, EntryId, EntryKind, Field, OpId, Provenance, Role, Value};
use leptos::prelude::*;
use replica::Draft;

use crate::state::{AppState, TabView, Undo, Who, use_binder, use_card, use_open_meeting, use_right};

pub(crate) use own::Way;
pub(crate) use proposing::Said;

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

    /// What a new entry is to belong to.
    fn seeded_parent(self) -> Option<EntryId> {
        self.seeds.with_value(|seeds| {
            seeds.iter().find_map(|(field, value)| match (field, value) {
                (Field::Parent, Value::Entry(parent)) => Some(*parent),
                _ => None,
            })
        })
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
        // R35: what she has not agreed to be told is not told.
        let may_be_told = || {
            let contact = self.look(Entry::parent).flatten().or_else(|| self.seeded_parent());
            contact.is_some_and(|id| self.tab.with(|view| view.open().is_some_and(|tab| may_be_told(tab, id))))
        };
        if self.kind == EntryKind::Told && author.role == Role::Coordinator && !may_be_told() {
            return Form::Never;
        }
        let provenance =
            self.meeting().map_or(Provenance::Coordinator, |meeting| Provenance::Together { meeting });
        rules::form(author, provenance, self.kind, entry)
    }

    /// Only a coordinator's words depend on it: the owner's are hers whether a meeting is open or not.
    fn meeting(self) -> Option<EntryId> {
        self.meeting.get().filter(|_| self.app.is_staff())
    }

    /// What a field holds, with what a coordinator has changed or suggested.
    pub(crate) fn value(self, field: Field) -> Option<Value> {
        self.changed_to(field).or_else(|| self.stands(field))
    }

    /// The same without what is not sent.
    pub(crate) fn stands(self, field: Field) -> Option<Value> {
        self.suggested(field).or_else(|| self.look(|entry| entry.value(field).cloned()).flatten())
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

    /// Words beside a rating are as private as the rating; showing it copies them (R77). What stands in her own
    /// room stays there.
    fn audience(self) -> Audience {
        let is_own = untrack(move || self.look(|entry| entry.private)) == Some(true);
        if is_own || self.kind == EntryKind::Rating { Audience::Private } else { Audience::Tab }
    }

    /// A draft in this entry.
    pub(crate) fn draft(self, body: Body) -> Option<Draft> {
        Some(Draft {
            tab: self.kind.tab(),
            entry: self.entry.get_untracked()?,
            audience: self.audience(),
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

    /// Adds to an append field, for instance an evaluation.
    pub(crate) fn append(self, field: Field, value: Value, note: String) {
        self.commit(Body::Append(Append { field, value, note }));
    }

    /// Removes the entry, with "Ångra"; or proposes that.
    pub(crate) fn remove(self, said: String) {
        self.remove_and_go(said, None);
    }

    /// The same where the page is left for another one: "Ångra" goes along.
    pub(crate) fn remove_and_go(self, said: String, leads_to: Option<String>) {
        let Some(entry) = self.current_untracked() else { return };
        if untrack(move || self.form()) == Form::Proposal {
            let body = Propose { entry_kind: self.kind, fields: BTreeMap::new(), remove: true, urgent: false };
            self.commit(Body::Propose(body));
            return;
        }
        self.commit(Body::Remove(Remove { over: entry.all_heads() }));
        if let (Some(binder), Some(back)) = (self.binder.get_untracked(), self.draft(Body::Restore)) {
            let undo = Undo { took_away: true, leads_to, ..Undo::new(binder, said, vec![back]) };
            self.app.offer_undo(self.app.turn(), undo);
        }
    }

    /// Takes a removed entry back.
    pub(crate) fn restore(self) {
        let (Some(binder), Some(entry)) = (self.binder.get_untracked(), self.current_untracked()) else { return };
        let back = domain::redaction::restoring(&entry, self.app.now()).into_iter();
        self.app.commit(binder, back.filter_map(|body| self.draft(body)).collect());
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
