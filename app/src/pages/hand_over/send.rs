//! The tap that hands it over. Who will see it is said before the tap.

use crate::lean::{attribute, derived, memo, part};
use domain::share::{HandOver, SharedContact, Snapshot};
use domain::{Audience, BinderTab, Body, EntryId};
use leptos::prelude::*;
use replica::Draft;

use super::Handing;
use super::contents::others;
use super::preview::expires_at;
use crate::components::Icon;
use crate::pages::sharing::names;
use crate::paths;
use crate::state::{AppState, Undo, use_binder};

/// "Eva ser detta. Ingen annan." and the button.
#[component]
pub(super) fn Send(handing: Handing, snapshot: Memo<Option<Snapshot>>, name: String) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    // A second tap before the first is seen uses the same link.
    let link = StoredValue::new(None::<(EntryId, String)>);
    let spoken = name.clone();
    let send = move |_| {
        let (Some(binder), Some(replica), Some(snapshot), Some(to)) =
            (binder.get_untracked(), app.replica(), snapshot.get_untracked(), handing.person.get_untracked())
        else {
            return;
        };
        let before = handing.live.get_untracked();
        let known = before.as_ref().map(|live| (live.entry, live.copy.token.clone())).or_else(|| {
            let unseen = |(entry, _): &(EntryId, String)| {
                handing
                    .sharing
                    .with_untracked(|view| view.open().is_some_and(|tab| !tab.entries.contains_key(entry)))
            };
            link.get_value().filter(unseen)
        });
        let (entry, token) = known.unwrap_or_else(|| (replica.new_entry(), replica.new_token()));
        link.set_value(Some((entry, token.clone())));
        let draft = |body| Draft {
            tab: BinderTab::Sharing,
            entry,
            audience: Audience::Private,
            meeting: None,
            act: None,
            body,
        };
        let code = Some(handing.code.get_untracked().trim().to_owned()).filter(|code| !code.is_empty());
        let expires_at = expires_at(snapshot.made_at);
        let copy = HandOver { person: to.person, token, code, expires_at, snapshot };
        let back = before.map_or(Body::Revoke, |live| Body::HandOver(live.copy));
        app.commit(binder, vec![draft(Body::HandOver(copy))]);
        let undo = Undo::new(binder, say!(hand_over.handed, name = spoken.clone()), vec![draft(back)]);
        app.offer_undo(app.turn(), undo);
        handing.handed.set(true);
        crate::browser::focus("rubrik");
    };
    // An empty sheet may be handed over, as it always could; nothing at all may not.
    let is_empty = memo(move |_| {
        !handing.with_plan.get() && snapshot.with(|made| made.as_ref().is_none_or(|made| made.contacts.is_empty()))
    });
    view! {
        <p class="consequence"><Icon name="users"/>{say!(hand_over.consequence, name = name.clone())}</p>
        <Tell handing contacts=derived(move || snapshot.with(|made| made.as_ref().map(|made| made.contacts.clone()).unwrap_or_default()))/>
        <p class="small">{say!(hand_over.told)}</p>
        {part(move || is_empty.get().then(|| view! { <p class="small" role="status">{say!(hand_over.nothing)}</p> }))}
        <div class="button-stack">
            <button class="button" type="button" disabled=attribute(move || is_empty.get()) on:click=send>
                {part(move || if handing.live.with(Option::is_some) { say!(hand_over.renew) } else { say!(hand_over.hand) })}
            </button>
            <a class="button button--text" href=paths::SIGNS>{say!(hand_over.not_now)}</a>
        </div>
    }
}

/// "Säg till dem som står med": whoever is named in a copy is told of it (R39). Names in full, as they stand.
#[component]
pub(super) fn Tell(
    /// What the page works with.
    handing: Handing,
    /// The contacts that go with it.
    contacts: Signal<Vec<SharedContact>>,
) -> impl IntoView {
    move || {
        let to = handing.person.get()?.person;
        let others = contacts.with(|contacts| others(contacts, &to));
        (!others.is_empty()).then(|| {
            view! { <p class="consequence"><Icon name="users"/>{say!(hand_over.tell, names = names(&others))}</p> }
        })
    }
}
