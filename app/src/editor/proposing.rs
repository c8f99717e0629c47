//! A coordinator's changes: collected on her device, sent as one proposal, and shown in their fields until the
//! owner has answered.

use domain::body::{FieldWrite, Propose, Write};
use domain::rules::Form;
use domain::{Body, Entry, Field, Value};
use leptos::prelude::*;
use replica::UnsentProposal;

use super::Editor;
use crate::state::Who;

/// Where a coordinator's words are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    /// On this device only.
    Unsent,
    /// Sent, and waiting for the owner.
    Sent,
}

impl Editor {
    /// Where a coordinator's words in a field are, if they are not the entry's own yet.
    pub(crate) fn said(self, field: Field) -> Option<Said> {
        let sent = || self.suggested(field).map(|_| Said::Sent);
        self.changed_to(field).map(|_| Said::Unsent).or_else(sent)
    }

    pub(super) fn changed_to(self, field: Field) -> Option<Value> {
        self.unsent(|unsent| unsent.fields.get(&field).map(|write| write.value.clone())).flatten()
    }

    /// What she has sent and that waits for the owner.
    pub(super) fn suggested(self, field: Field) -> Option<Value> {
        if !self.app.is_staff() || self.form() != Form::Proposal {
            return None;
        }
        let me = self.app.who.with(Who::author)?.person;
        let mine = |entry: &Entry| {
            let mine = entry.open_proposals().filter(|proposal| proposal.stamp.author.person == me);
            mine.filter_map(|proposal| proposal.fields.get(&field)).last().cloned()
        };
        self.look(mine).flatten()
    }

    fn unsent<R>(self, read: impl FnOnce(&UnsentProposal) -> R) -> Option<R> {
        if !self.app.is_staff() {
            return None;
        }
        self.app.unsent.of(self.binder.get()?, self.entry.get()?, read)
    }

    /// Whether something is changed and not sent.
    pub(crate) fn has_unsent(self) -> bool {
        self.unsent(|_| ()).is_some()
    }

    /// Whether what is changed is to be sent as urgent (R3).
    pub(crate) fn is_urgent(self) -> bool {
        self.unsent(|unsent| unsent.urgent) == Some(true)
    }

    /// Says that it is, or is not. It holds for what is changed now and not for what comes later.
    pub(crate) fn set_urgent(self, urgent: bool) {
        if let (Some(binder), Some(entry)) = (self.binder.get_untracked(), self.entry.get_untracked()) {
            self.app.unsent.retain(self.app, (binder, entry), |unsent| Some(UnsentProposal { urgent, ..unsent }));
        }
    }

    /// Collects a change for the proposal.
    pub(crate) fn hold(self, field: Field, write: FieldWrite) {
        let (Some(binder), Some(entry)) = (self.binder.get_untracked(), self.entry.get_untracked()) else {
            return;
        };
        let is_new = self.current_untracked().is_none();
        let begins = if is_new { self.seeds.get_value() } else { Vec::new() };
        self.app.unsent.hold(self.app, (binder, entry, self.kind), (field, write), begins);
    }

    /// A field is again as it was, or has been written: there is nothing to send of it.
    pub(crate) fn let_go(self, field: Field) {
        let (Some(binder), Some(entry)) = (self.binder.get_untracked(), self.entry.get_untracked()) else {
            return;
        };
        let is_new = self.current_untracked().is_none();
        let seeds = self.seeds.get_value();
        self.app.unsent.retain(self.app, (binder, entry), |mut proposal| {
            proposal.fields.remove(&field);
            let is_seed = |field: &Field| is_new && seeds.iter().any(|(seed, _)| seed == field);
            let anything = !proposal.fields.keys().all(is_seed);
            anything.then_some(proposal)
        });
    }

    /// Throws away what is changed and not sent.
    pub(crate) fn throw_away(self) {
        if let (Some(binder), Some(entry)) = (self.binder.get_untracked(), self.entry.get_untracked()) {
            self.app.unsent.retain(self.app, (binder, entry), |_| None);
        }
    }

    /// Sends what has been changed as one proposal, urgent if she has said so. In an open meeting it applies at once.
    pub(crate) fn send_proposal(self) {
        let urgent = untrack(move || self.is_urgent());
        let fields = untrack(move || self.unsent(|unsent| unsent.fields.clone()));
        let (Some(binder), Some(entry), Some(fields)) =
            (self.binder.get_untracked(), self.entry.get_untracked(), fields)
        else {
            return;
        };
        let entry_kind = self.kind;
        let body = match untrack(move || self.form()) {
            Form::Direct => Body::Write(Write { entry_kind, fields: fields.clone() }),
            Form::Proposal => Body::Propose(Propose { entry_kind, fields: fields.clone(), remove: false, urgent }),
            Form::Never => return,
        };
        let (app, tab, key) = (self.app, entry_kind.tab(), (binder, entry));
        let (Some(replica), Some(draft)) = (app.replica(), self.draft(body)) else { return };
        if !app.unsent.set_out(key) {
            return;
        }
        crate::browser::spawn(async move {
            let saved = replica.commit(binder, vec![draft]).await;
            app.unsent.has_left(key);
            if saved.is_err() {
                app.status.set(replica.status());
                return;
            }
            // Once the page can read what was sent, so that no field is empty in between.
            let _ = replica.tab(binder, tab).await;
            app.unsent.retain(app, key, |mut proposal| {
                proposal.fields.retain(|field, write| fields.get(field) != Some(write));
                proposal.urgent = false;
                (!proposal.fields.is_empty()).then_some(proposal)
            });
        });
    }
}
