//! One button that gives everybody with an older copy the words of today, behind the links they have.

use crate::lean::{Show, handler, memo, part};
use domain::copies::{LedgerLine, renewed};
use domain::share::{self, HandOver};
use domain::{Audience, BinderTab, Body, EntryId};
use leptos::prelude::*;
use replica::Draft;

use super::{Books, called_in, outdated, who_has_older};
use crate::browser;
use crate::components::Icon;
use crate::pages::hand_over::expires_at;
use crate::pages::sharing::names;
use crate::state::{AppState, Undo, use_binder};

/// Who has an older copy, and the one step. What is on paper she prints again herself.
#[component]
pub(super) fn SendAnew(
    /// What copies are made from.
    books: Books,
    /// The whole ledger.
    lines: Memo<Vec<LedgerLine>>,
) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let by_link = memo(move |_| {
        lines.with(|lines| {
            let linked = outdated(lines).into_iter().filter(|line| line.link.is_some());
            linked.cloned().collect::<Vec<_>>()
        })
    });
    let send = move |_| {
        let turn = app.turn();
        let sent = by_link.get_untracked();
        let (Some(binder), Some((new, before))) = (binder.get_untracked(), drafts(app, books, &sent)) else {
            return;
        };
        let said = match called_in(&sent.iter().collect::<Vec<_>>()).as_slice() {
            [one] => say!(copies.sent_one, name = one.clone()),
            several => say!(copies.sent_many, names = names(several)),
        };
        app.commit(binder, new);
        app.offer_undo(turn, Undo::new(binder, said, before));
        browser::focus("rubrik");
    };
    let words = move || by_link.with(|lines| who_has_older(&lines.iter().collect::<Vec<_>>()));
    let button = move || if by_link.with(Vec::len) > 1 { say!(copies.send_many) } else { say!(hand_over.renew) };
    view! {
        <Show when=move || !by_link.with(Vec::is_empty)>
            <section class="notice" aria-labelledby="aldre">
                <p class="notice__text" id="aldre">{part(words)}</p>
                <p class="small">{say!(copies.how)}</p>
                <div class="notice__actions">
                    <button class="button" type="button" on:click=handler(send)>
                        <Icon name="send"/>{part(button)}
                    </button>
                </div>
            </section>
        </Show>
    }
}

/// The new copies as one act, and what puts the ones before back.
fn drafts(app: AppState, books: Books, lines: &[LedgerLine]) -> Option<(Vec<Draft>, Vec<Draft>)> {
    let (replica, opened) = (app.replica()?, untrack(|| books.opened(app))?);
    let (act, made_at) = (Some(replica.new_act()), replica.now());
    let draft = |entry: EntryId, copy: HandOver| Draft {
        tab: BinderTab::Sharing,
        entry,
        audience: Audience::Private,
        meeting: None,
        act,
        body: Body::HandOver(copy),
    };
    let shares = share::all(&opened.sharing);
    let each = lines.iter().filter_map(|line| {
        let link = line.link.as_ref()?;
        let share = shares.iter().find(|share| share.entry == link.share)?;
        let person = line.recipient.person.clone();
        let snapshot = renewed(opened.source(), &person, &share.latest.snapshot, made_at);
        let copy = HandOver { person, snapshot, expires_at: expires_at(made_at), ..share.latest.clone() };
        Some((draft(share.entry, copy), draft(share.entry, share.latest.clone())))
    });
    Some(each.unzip())
}
