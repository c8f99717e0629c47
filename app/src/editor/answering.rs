//! Her answer to a proposal, with "Ångra": the proposal waits again, and what stood before stands again.

use domain::entry::Proposal;
use domain::{Answer, Body, Entry};
use leptos::prelude::*;
use replica::Draft;

use super::Editor;
use crate::state::Undo;

impl Editor {
    /// Answers a proposal. A yes replaces exactly the versions of `shown`, the entry as the card shows it.
    pub(crate) fn answer(self, shown: Entry, proposal: &Proposal, answer: Answer, said: String) {
        let body = shown.answer(proposal, answer);
        let (app, turn, proposal) = (self.app, self.app.turn(), proposal.clone());
        let (Some(replica), Some(binder), Some(draft)) =
            (app.replica(), self.binder.get_untracked(), self.draft(Body::Answer(body.clone())))
        else {
            return;
        };
        crate::browser::spawn(async move {
            let Ok(ids) = replica.commit(binder, vec![draft.clone()]).await else {
                app.status.set(replica.status());
                return;
            };
            let Some(op) = ids.first() else { return };
            let back = shown.reopening(&proposal, &body, *op).into_iter();
            let back = back.map(|body| Draft { body, ..draft.clone() }).collect();
            app.offer_undo(turn, Undo { took_away: true, ..Undo::new(binder, said, back) });
        });
    }
}
