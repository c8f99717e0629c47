//! Into her own room and out of it (design §6).

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Write};
use domain::{Audience, Body, EntryId};
use leptos::prelude::*;
use replica::Draft;

use super::Editor;
use crate::browser;
use crate::state::Undo;

/// Which way an entry goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// Into her own room.
    In,
    /// Out, for whoever may read the tab.
    Out,
}

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

    /// What the entry belongs to, or will when it is written.
    pub(crate) fn parent(self) -> Option<EntryId> {
        let seeded = || {
            let find = |seeds: &Vec<(domain::Field, domain::Value)>| {
                seeds.iter().find_map(|(field, value)| match (field, value) {
                    (domain::Field::Parent, domain::Value::Entry(id)) => Some(*id),
                    _ => None,
                })
            };
            self.seeds.with_value(find)
        };
        self.current().map_or_else(seeded, |entry| entry.parent())
    }

    /// Moves the entry and what belongs to it, with "Ångra". `then` goes to the page of the entry as it is called
    /// from then on, and gives its address.
    pub(crate) fn move_it(self, way: Way, said: &'static str, then: impl FnOnce(EntryId) -> String + 'static) {
        let (Some(entry), Some(binder)) = (self.entry.get_untracked(), self.binder.get_untracked()) else {
            return;
        };
        let (app, tab, Some(replica)) = (self.app, self.kind.tab(), self.app.replica()) else { return };
        let turn = app.turn();
        browser::spawn(async move {
            let moved = match way {
                Way::In => replica.take_in(binder, tab, entry).await,
                Way::Out => replica.let_out(binder, tab, &[entry]).await,
            };
            let Ok(moved) = moved else {
                app.status.set(replica.status());
                return;
            };
            let Some(new) = moved.get(&entry).copied() else { return };
            let undo = move || {
                let (moved, Some(replica)) = (moved.clone(), app.replica()) else { return };
                browser::spawn(async move {
                    let done = match way {
                        Way::In => replica.let_out(binder, tab, &[new]).await.map(|_| ()),
                        Way::Out => replica.let_out_no_longer(binder, tab, &moved).await,
                    };
                    if done.is_err() {
                        app.status.set(replica.status());
                    }
                });
            };
            let leads_to = Some(then(new));
            let undo = Undo { took_away: true, leads_to, ..Undo::by(binder, said.to_owned(), undo) };
            app.offer_undo(turn, undo);
        });
    }
}
