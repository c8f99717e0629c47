//! A whole tab for her alone: what she writes there from now on, and, if she wants, what stands there.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Write};
use domain::room::{has_room, hers_in, stands_decided};
use domain::{Audience, BinderId, BinderTab, Body, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;
use replica::Draft;

use crate::browser;
use crate::components::{AskTwice, lock_words, use_own_tab};
use crate::lean::{Show, handler, memo, part};
use crate::pages::{holders, names_in_a_row, readers_of, tab_name};
use crate::state::{AppState, TabView, Undo, use_binder, use_tab_unnoted, use_tab_with_room};

/// Each tab that can be hers alone, with how it is now.
#[component]
pub(super) fn OwnTabs() -> impl IntoView {
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let tabs = BinderTab::ALL.into_iter().filter(|tab| has_room(*tab));
    view! {
        <section class="sheet no-print" aria-labelledby="rum-flikar">
            <h2 class="sheet__title" id="rum-flikar">{say!(room.tabs)}</h2>
            <p class="sheet__text">{say!(room.tabs_note)}</p>
            {tabs.map(|tab| view! { <OneTab tab sharing/> }).collect_view()}
        </section>
    }
}

#[component]
fn OneTab(tab: BinderTab, sharing: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let own = use_own_tab(tab);
    let readers = memo(move |_| sharing.with(|view| readers_of(view.open().map(AsRef::as_ref), tab, app.now())));
    let binder = use_binder();
    let set = move |own: bool| {
        if let Some(binder) = binder.get_untracked() {
            set(app, binder, tab, sharing, own);
        }
    };
    let make = move |()| set(true);
    let title = StoredValue::new(title_id(tab));
    let ask = move || {
        let told = match readers.get() {
            nobody if nobody.is_empty() => String::new(),
            names => say!(room.tab_ask_readers, names = names),
        };
        let left = if tab == BinderTab::WarningPlan { say!(room.tab_ask_signs) } else { "" };
        let said = [say!(room.tab_ask, tab = tab_name(tab)), told, left.to_owned()];
        said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ")
    };
    view! {
        <section class="own-tab" aria-labelledby=title.get_value()>
            <h3 class="own-tab__title" id=title.get_value() tabindex="-1">{tab_name(tab)}</h3>
            {part(move || if own.get() {
                view! {
                    <p class="own-room__text">{say!(room.tab_is_own, tab = tab_name(tab))}</p>
                    {part(move || Some(readers.get()).filter(|names| !names.is_empty()).map(|names| view! {
                        <p class="own-room__text">{say!(room.tab_readers_own, names = names)}</p>
                    }))}
                    <MoveIn tab readers sharing/>
                    <button class="button button--text button--small" type="button" on:click=handler(move |_| set(false))>
                        {say!(room.tab_open, tab = tab_name(tab))}
                    </button>
                }
                .into_any()
            } else {
                view! {
                    <p class="own-room__text">{match readers.get() {
                        nobody if nobody.is_empty() => say!(room.tab_nobody).to_owned(),
                        names => say!(room.tab_readers, names = names),
                    }}</p>
                    <AskTwice id=ask_id(tab) ask=ask_words(tab) icon="user" question=ask() yes=say!(room.lock_yes)
                        no=say!(room.lock_no) on_yes=make/>
                }
                .into_any()
            })}
        </section>
    }
}

/// What stands in the tab and is hers to move, asked for once.
#[component]
fn MoveIn(tab: BinderTab, readers: Memo<String>, sharing: Signal<TabView>) -> impl IntoView {
    let (app, binder) = (AppState::get(), use_binder());
    let view = use_tab_with_room(binder, tab);
    let some = memo(move |_| view.with(|view| view.open().is_some_and(|tab| !hers_in(tab).is_empty())));
    let decided =
        memo(move |_| view.with(|view| view.open().is_some_and(|tab| stands_decided(tab, &hers_in(tab)))));
    let copies = memo(move |_| {
        names_in_a_row(&sharing.with(|view| view.open().map(|tab| holders(tab)).unwrap_or_default()))
    });
    view! {
        <Show when=move || some.get()>
            {part(move || {
                let copies = if tab == BinderTab::Plan { String::new() } else { copies.get() };
                let question = format!("{} {}", lock_words(&readers.get(), &copies, decided.get()), say!(room.tab_move_stays));
                view! {
                    <AskTwice id="flytta-in" ask=say!(room.tab_move) question yes=say!(room.tab_move_yes) no=say!(room.lock_no)
                        on_yes=move |()| move_in(app, binder.get_untracked(), tab)/>
                }
            })}
        </Show>
    }
}

fn title_id(tab: BinderTab) -> String {
    format!("rum-flik-{}", tab.as_str())
}

const fn ask_id(tab: BinderTab) -> &'static str {
    match tab {
        BinderTab::Contacts => "egen-kontakter",
        BinderTab::WarningPlan => "egen-tecken",
        _ => "egen-plan",
    }
}

fn ask_words(tab: BinderTab) -> &'static str {
    match tab {
        BinderTab::Contacts => say!(room.tab_contacts),
        BinderTab::WarningPlan => say!(room.tab_signs),
        _ => say!(room.tab_plan),
    }
}

/// Says of a tab whether it is hers alone, with "Ångra".
fn set(app: AppState, binder: BinderId, tab: BinderTab, sharing: Signal<TabView>, own: bool) {
    let draft = move |own: bool| {
        let id = EntryId::own_tab(tab);
        let heads = |view: &TabView| Some(view.open()?.entries.get(&id)?.heads(Field::Wanted));
        let over = sharing.try_with_untracked(heads).flatten().unwrap_or_default();
        let fields = BTreeMap::from([(Field::Wanted, FieldWrite { over, value: Value::Flag(own) })]);
        Draft {
            tab: BinderTab::Sharing,
            entry: id,
            audience: Audience::Private,
            meeting: None,
            act: None,
            body: Body::Write(Write { entry_kind: EntryKind::OwnTab, fields }),
        }
    };
    let said =
        if own { say!(room.tab_made, tab = tab_name(tab)) } else { say!(room.tab_opened, tab = tab_name(tab)) };
    app.commit(binder, vec![draft(own)]);
    app.offer_undo(app.turn(), Undo::by(binder, said, move || app.commit(binder, vec![draft(!own)])));
    browser::focus_soon(title_id(tab));
}

/// Moves in what stands there, with "Ångra".
fn move_in(app: AppState, binder: Option<BinderId>, tab: BinderTab) {
    let (Some(binder), Some(replica)) = (binder, app.replica()) else { return };
    let turn = app.turn();
    browser::spawn(async move {
        let Ok(moved) = replica.take_in_all(binder, tab).await else {
            app.status.set(replica.status());
            return;
        };
        let new: Vec<EntryId> = moved.into_values().collect();
        let undo = move || {
            let (new, Some(replica)) = (new.clone(), app.replica()) else { return };
            browser::spawn(async move {
                if replica.let_out(binder, tab, &new).await.is_err() {
                    app.status.set(replica.status());
                }
            });
        };
        app.offer_undo(turn, Undo { took_away: true, ..Undo::by(binder, say!(room.moved_in).to_owned(), undo) });
        browser::focus_soon(title_id(tab));
    });
}
