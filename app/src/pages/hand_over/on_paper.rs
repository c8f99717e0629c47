//! The same on paper: to print, and to note who got it (R84).

use crate::lean::{attribute, handler, memo, part};
use domain::copies::paper_copy;
use domain::share::{PaperCopy, Snapshot};
use domain::{Audience, BinderTab, Body};
use leptos::prelude::*;
use replica::Draft;

use super::Handing;
use crate::components::Icon;
use crate::state::{AppState, Undo, use_binder};
use crate::{browser, dates};

/// "Skriv ut", and "Jag har gett den på papper" with the day when that was done last.
#[component]
pub(super) fn OnPaper(
    /// What the page works with.
    handing: Handing,
    /// What stands on the paper.
    snapshot: Memo<Option<Snapshot>>,
    /// Who gets it, in a sentence.
    name: String,
) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let given_at = memo(move |_| {
        let person = handing.person.get()?.person;
        handing.sharing.with(|view| paper_copy(view.open()?, &person).map(|paper| paper.snapshot.made_at))
    });
    let note = move |_| {
        let turn = app.turn();
        let (Some(binder), Some(replica), Some(snapshot), Some(to)) =
            (binder.get_untracked(), app.replica(), snapshot.get_untracked(), handing.person.get_untracked())
        else {
            return;
        };
        let entry = replica.new_entry();
        let draft = |body| Draft {
            tab: BinderTab::Sharing,
            entry,
            audience: Audience::Private,
            meeting: None,
            act: None,
            body,
        };
        app.commit(binder, vec![draft(Body::HandPaper(PaperCopy { person: to.person, snapshot }))]);
        let said = say!(copies.given_paper, name = name.clone());
        app.offer_undo(turn, Undo::new(binder, said, vec![draft(Body::Revoke)]));
    };
    let nothing = memo(move |_| snapshot.with(|made| made.as_ref().is_none_or(Snapshot::is_empty)));
    view! {
        <section class="stack" aria-labelledby="papper">
            <h2 class="section-title" id="papper">{say!(copies.on_paper)}</h2>
            <p class="small" role="status">
                {part(move || given_at.get().map(|at| say!(copies.paper, when = dates::day(app.now(), at))))}
            </p>
            <div class="button-stack">
                <button class="button button--quiet" type="button" on:click=handler(|_| browser::print())>
                    <Icon name="printer"/>{say!(signs.print)}
                </button>
                <button class="button button--quiet" type="button" disabled=attribute(move || nothing.get())
                    on:click=handler(note)>{say!(copies.gave_paper)}</button>
            </div>
        </section>
    }
}
