//! Into her own room and out of it (design §6).

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::{Audience, Body, EntryId};
use leptos::prelude::*;
use replica::{Draft, TabRead};

use super::Editor;
use crate::browser;
use crate::state::Undo;

impl Editor {
    /// Begins the entry in the room before anything is written in it: what comes after is locked, too.
    pub(crate) fn begin_own(self) {
        let seeds = self.seeds.get_value().into_iter();
        let fields: BTreeMap<_, _> =
            seeds.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value })).collect();
        let draft = self.draft(Body::Write(Write { entry_kind: self.kind, fields }));
        if let (Some(binder), Some(draft)) = (self.binder.get_untracked(), draft) {
            self.app.commit(binder, vec![Draft { audience: Audience::Private, ..draft }]);
        }
    }

    /// Writes the words in a new entry for `to`, and takes this one away, with "Ångra". `then` goes to the page of
    /// the new entry and gives its address. Other versions of a text stay with the one that is taken away.
    pub(crate) fn move_to(self, to: Audience, said: &'static str, then: impl FnOnce(EntryId) -> String + 'static) {
        let (Some(entry), Some(binder)) = (untrack(move || self.current()), self.binder.get_untracked()) else {
            return;
        };
        let (app, Some(replica)) = (self.app, self.app.replica()) else { return };
        let fields = entry.fields.iter().filter_map(|(field, register)| {
            Some((*field, FieldWrite { over: Vec::new(), value: register.shown()?.value.clone() }))
        });
        let body = Body::Write(Write { entry_kind: self.kind, fields: fields.collect() });
        let gone = Body::Remove(Remove { over: entry.all_heads() });
        let (Some(written), Some(gone), Some(back)) =
            (self.draft(body), self.draft(gone), self.draft(Body::Restore))
        else {
            return;
        };
        let new = replica.new_entry();
        let written = Draft { entry: new, audience: to, ..written };
        let turn = app.turn();
        browser::spawn(async move {
            if replica.commit(binder, vec![written.clone(), gone]).await.is_err() {
                app.status.set(replica.status());
                return;
            }
            let undo = move || {
                let (written, back) = (written.clone(), back.clone());
                let Some(replica) = app.replica() else { return };
                browser::spawn(async move {
                    let Ok(TabRead::Open(tab)) = replica.tab_with_room(binder, written.tab).await else { return };
                    let Some(moved) = tab.entries.get(&new) else { return };
                    let gone = Draft { body: Body::Remove(Remove { over: moved.all_heads() }), ..written };
                    app.commit(binder, vec![back, gone]);
                });
            };
            let leads_to = Some(then(new));
            let undo = Undo { took_away: true, leads_to, ..Undo::by(binder, said.to_owned(), undo) };
            app.offer_undo(turn, undo);
        });
    }
}
