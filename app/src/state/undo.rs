//! "Ångra": what was just done, in words, and what takes it back.
//!
//! It belongs to the page on which it was done. A field is often left by the very tap that leaves the page,
//! so each change says when it was done, and one that comes too late is not offered where nobody would know
//! what it is about.

use std::sync::Arc;
use std::time::Duration;

use domain::{BinderId, Body};
use leptos::prelude::*;
use replica::{Draft, TabRead};

use super::AppState;

/// Longer than a press, and than the tap that follows it in one go: that one goes to what she saw there.
const BAR_COMES_AFTER: Duration = Duration::from_millis(650);

/// Something that can be taken back.
#[derive(Clone)]
pub(crate) struct Undo {
    /// What was done: "Johan är borttagen."
    pub(crate) said: String,
    /// What takes it back.
    pub(crate) back: Back,
    /// Where.
    pub(crate) binder: BinderId,
    /// Something has gone from the screen, so it is offered also once the fields are closed.
    pub(crate) took_away: bool,
    /// The page that the act itself leads to, if it leads anywhere.
    pub(crate) leads_to: Option<String>,
}

/// What takes something back.
#[derive(Clone)]
pub(crate) enum Back {
    /// These changes.
    Drafts(Arc<Vec<Draft>>),
    /// An act, where the changes depend on how things stand when it is asked for.
    Act(Arc<dyn Fn() + Send + Sync>),
}

/// When something was done: how many pages have been opened, and how often fields have been closed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Turn {
    page: u32,
    fields: u32,
}

impl Undo {
    /// What an ordinary change offers.
    pub(crate) fn new(binder: BinderId, said: String, back: Vec<Draft>) -> Self {
        Self { said, back: Back::Drafts(Arc::new(back)), binder, took_away: false, leads_to: None }
    }

    /// What is taken back by an act.
    pub(crate) fn by(binder: BinderId, said: String, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { back: Back::Act(Arc::new(act)), ..Self::new(binder, said, Vec::new()) }
    }

    fn is_in_time(&self, then: Turn, now: Turn) -> bool {
        self.leads_to.is_some() || then == now || (self.took_away && then.page == now.page)
    }
}

impl AppState {
    /// The turn of the pages now.
    pub(crate) fn turn(self) -> Turn {
        self.turns.get_value()
    }

    /// A page opens at this address.
    pub(crate) fn page_opens(self, address: &str) {
        self.turns.update_value(|turn| turn.page = turn.page.wrapping_add(1));
        self.drop_undo(|undo| undo.leads_to.as_deref() != Some(address));
    }

    /// The fields of a page are closed, and what it says is read.
    pub(crate) fn fields_close(self) {
        self.turns.update_value(|turn| turn.fields = turn.fields.wrapping_add(1));
        self.drop_undo(|undo| !undo.took_away);
    }

    fn drop_undo(self, is_over: impl FnOnce(&Undo) -> bool) {
        if self.undo.with_untracked(|undo| undo.as_ref().is_some_and(is_over)) {
            self.undo.set(None);
        }
    }

    /// Offers to take something back until the next such thing, until it is closed, or until the page is
    /// left. What was offered before goes at once: "Ångra" takes back what was done last.
    pub(crate) fn offer_undo(self, turn: Turn, undo: Undo) {
        if undo.is_in_time(turn, self.turn()) {
            self.undo.set(None);
        }
        self.offer_undo_of_words(turn, undo);
    }

    /// Offers to take back what was written in a field that was left. The bar comes after a moment, and one
    /// that stands there stays until then: a field is left by pressing a button, which may be that bar's
    /// own, and nothing must get in between.
    pub(crate) fn offer_undo_of_words(self, turn: Turn, undo: Undo) {
        if !undo.is_in_time(turn, self.turn()) {
            return;
        }
        let offer = self.offers.get_value().wrapping_add(1);
        self.offers.set_value(offer);
        let comes = move || {
            if self.offers.get_value() == offer && undo.is_in_time(turn, self.turn()) {
                self.undo.set(Some(undo));
            }
        };
        set_timeout(comes, BAR_COMES_AFTER);
    }

    /// Takes back what was done last.
    pub(crate) fn take_back(self) {
        let Some(undo) = self.undo.get_untracked() else { return };
        self.undo.set(None);
        match undo.back {
            Back::Drafts(drafts) => self.take_back_what_is_left(undo.binder, drafts),
            Back::Act(act) => act(),
        }
    }

    /// The bar may have stood there for a while: what has been chosen anew since is left alone.
    fn take_back_what_is_left(self, binder: BinderId, drafts: Arc<Vec<Draft>>) {
        let Some(replica) = self.replica() else { return };
        crate::browser::spawn(async move {
            let mut left = Vec::new();
            for of_one in drafts.chunk_by(|a, b| (a.tab, a.entry) == (b.tab, b.entry)) {
                let [first, ..] = of_one else { continue };
                let bodies: Vec<Body> = of_one.iter().map(|draft| draft.body.clone()).collect();
                let bodies = match replica.tab_with_room(binder, first.tab).await {
                    Ok(TabRead::Open(tab)) => match tab.entries.get(&first.entry) {
                        Some(entry) => entry.left_to_take_back(bodies),
                        None => bodies,
                    },
                    _ => bodies,
                };
                left.extend(bodies.into_iter().map(|body| Draft { body, ..first.clone() }));
            }
            self.commit(binder, left);
        });
    }

    /// Saves changes on this device. A fault is shown; what was typed stays on the screen.
    pub(crate) fn commit(self, binder: BinderId, drafts: Vec<Draft>) {
        let Some(replica) = self.replica() else { return };
        crate::browser::spawn(async move {
            if replica.commit(binder, drafts).await.is_err() {
                self.status.set(replica.status());
            }
        });
    }
}
