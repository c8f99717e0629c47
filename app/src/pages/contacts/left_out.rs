//! "Inga närstående just nu" (R103): one switch, hers alone, that leaves everything about related people out of what is
//! seen: sharing by link, talks, who should have a copy. Nothing is removed, no link is ended, and nobody is reminded.

use domain::interview::leaves_out_related;
use domain::{BinderTab, EntryId, EntryKind, Field, Value, called, share};
use leptos::prelude::*;

use crate::components::{Icon, choose};
use crate::editor::{Editor, use_editor};
use crate::lean::{Show, handler, memo, part};
use crate::pages::sharing::names;
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_tab_unnoted};

/// Whether they are left out of this pärm's pages.
pub(crate) fn use_left_out() -> Memo<bool> {
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    memo(move |_| contacts.with(|view| view.open().is_some_and(|tab| leaves_out_related(tab))))
}

fn use_switch(contacts: Signal<TabView>) -> Editor {
    use_editor(contacts, EntryKind::NoRelated, Signal::stored(Some(EntryId::NO_RELATED)), Vec::new())
}

/// The switch, on the owner's own page of contacts, with the links that still open.
#[component]
pub(super) fn NoneJustNow(contacts: Signal<TabView>) -> impl IntoView {
    let editor = use_switch(contacts);
    let left_out = use_left_out();
    view! {
        <div class="stack no-print">
            <label class="switch">
                <span class="switch__text">
                    <span class="switch__title">{say!(near.none_just_now)}</span>
                    <span class="switch__note">{say!(near.none_note)}</span>
                </span>
                <input class="switch__input" type="checkbox" role="switch" prop:checked=move || left_out.get()
                    on:change=handler(move |event| choose(editor, Field::Wanted, Value::Flag(event_target_checked(&event))))/>
            </label>
            <Show when=move || left_out.get()><StillOpen/></Show>
        </div>
    }
}

/// Links that she has handed out go on opening: said, with the way to ending them.
#[component]
fn StillOpen() -> impl IntoView {
    let app = AppState::get();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let holders = memo(move |_| {
        sharing.with(|view| {
            let shares = view.open().map(|tab| share::all(tab)).unwrap_or_default();
            let open = shares.iter().filter(|share| share.opens(app.clock()));
            let people: Vec<&str> = open.map(|share| share.latest.person.name.as_str()).collect();
            called::each(people).into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
    });
    part(move || {
        let held = holders.get();
        let said = match held.as_slice() {
            [] => return None,
            [one] => say!(near.none_link, names = one.clone()),
            several => say!(near.none_links, names = names(several)),
        };
        Some(view! {
            <p role="status">{said}</p>
            <a class="button button--quiet" href=paths::SHARING><Icon name="users"/>{say!(near.none_links_go)}</a>
        })
    })
}

/// What stands on a page that is about related people alone, and brings it all back.
#[component]
pub(crate) fn LeftOut() -> impl IntoView {
    let editor = use_switch(use_tab_unnoted(use_binder(), BinderTab::Contacts));
    view! {
        <div class="empty-note"><p class="empty-note__text">{say!(near.none_page)}</p></div>
        <StillOpen/>
        <div class="button-stack">
            <button class="button button--quiet" type="button"
                on:click=handler(move |_| choose(editor, Field::Wanted, Value::Flag(false)))>{say!(near.none_back)}</button>
        </div>
    }
}
