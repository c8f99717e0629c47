//! Her answers to what staff ask for, each with "Ångra".

use domain::consent::{self, Evidence, Grant, ProposedSentence, Withdraw};
use domain::{Answer, BinderId, BinderTab, Body, TabState};
use leptos::prelude::Set;
use replica::{Draft, Replica, TabRead};

use super::acts::about;
use super::lines::lines;
use super::sentence::sentence_of;
use crate::browser;
use crate::state::{AppState, Undo};

/// Her yes to what was asked, with "Ångra": then she may be read as before she said it. A yes stands in the
/// log for good and what it opened is closed by a "nej", so nobody is asked again by itself.
pub(super) fn say_yes(
    app: AppState,
    binder: BinderId,
    asked: &ProposedSentence,
    sharing: &TabState,
    drafts: Vec<Draft>,
) {
    let Some(replica) = app.replica() else { return };
    let (person, tab, entry) = (asked.grant.person, asked.grant.tab, asked.entry);
    let said = say!(sharing.asks_said_yes, sentence = sentence_of(&asked.grant));
    let held = lines(sharing, app.now()).into_iter();
    let held = held.filter(|line| (line.grant.person, line.grant.tab) == (person, tab));
    let before: Vec<Grant> = held.flat_map(|line| [Some(line.grant), line.then]).flatten().collect();
    let turn = app.turn();
    let back = move || {
        let (Some(replica), before) = (app.replica(), before.clone()) else { return };
        browser::spawn(async move {
            let no = about(person, entry, None, Body::Withdraw(Withdraw::now(person, tab)));
            if close_to(&replica, binder, vec![no], before).await.is_err() {
                app.status.set(replica.status());
            }
        });
    };
    browser::spawn(async move {
        match replica.commit(binder, drafts).await {
            Ok(_) => app.offer_undo(turn, Undo::by(binder, said, back)),
            Err(_) => app.status.set(replica.status()),
        }
    });
}

/// Says no, then what she had said yes to before: should the phone stop in between, less is open and never more.
pub(super) async fn close_to(
    replica: &Replica,
    binder: BinderId,
    no: Vec<Draft>,
    before: Vec<Grant>,
) -> Result<(), replica::StoreError> {
    replica.commit(binder, no).await?;
    let TabRead::Open(sharing) = replica.tab(binder, BinderTab::Sharing).await? else { return Ok(()) };
    let again = before.into_iter().map(|grant| {
        let over = consent::withdrawals(&sharing, grant.person, grant.tab);
        let (person, again) = (grant.person, Grant { evidence: Evidence::OnScreen, over, ..grant });
        about(person, replica.new_entry(), None, Body::Grant(again))
    });
    let again: Vec<Draft> = again.collect();
    if !again.is_empty() {
        replica.commit(binder, again).await?;
    }
    Ok(())
}

/// Her no, or "ta det på mötet", with "Ångra": then it waits as before.
pub(super) fn put_off_or_refuse(app: AppState, binder: BinderId, sharing: &TabState, draft: Draft, by: String) {
    let (Some(replica), Body::Answer(answer)) = (app.replica(), draft.body.clone()) else { return };
    let entry = sharing.entries.get(&draft.entry).cloned();
    let said = match answer.answer {
        Answer::Later => say!(common.said_later).to_owned(),
        Answer::Accept | Answer::Decline => say!(sharing.asks_said_no, name = by),
    };
    let turn = app.turn();
    browser::spawn(async move {
        let Ok(ids) = replica.commit(binder, vec![draft.clone()]).await else {
            app.status.set(replica.status());
            return;
        };
        let proposal =
            entry.as_ref().and_then(|entry| entry.proposals.iter().find(|one| one.stamp.op == answer.proposal));
        let (Some(entry), Some(proposal), Some(op)) = (&entry, proposal, ids.first()) else { return };
        let back = entry.reopening(proposal, &answer, *op).into_iter();
        let back = back.map(|body| Draft { body, ..draft.clone() }).collect();
        app.offer_undo(turn, Undo { took_away: true, ..Undo::new(binder, said, back) });
    });
}
