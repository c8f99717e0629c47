//! "Bara för mig": whether an entry stands in her own room, and the way in and out of it (design §6).
//!
//! The way in moves the words to another entry, which is locked, and takes the open one away; the way out
//! writes them anew for those she has let in. What somebody has read cannot be taken back, and that is said
//! before.

use domain::entry::Presence;
use domain::{Audience, BinderTab, Role};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::Room;

use super::{AskTwice, Icon};
use crate::editor::Editor;
use crate::lean::{handler, memo, part};
use crate::pages::{readers_of, tab_name};
use crate::paths;
use crate::state::{AppState, use_binder, use_links, use_tab_unnoted};

/// Where an entry stands.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Stands {
    /// Nothing has been written.
    Nowhere,
    /// Where those she lets in can read it.
    Open,
    /// In her own room.
    Own,
    /// It is gone, or somebody else wrote it: there is nothing to choose.
    NotHers,
}

fn stands(editor: Editor) -> Stands {
    let Some(entry) = editor.current() else { return Stands::Nowhere };
    let is_there = matches!(entry.presence, Presence::Present) && !entry.sealed;
    match (is_there && entry.created.author.role == Role::Owner, entry.private) {
        (false, _) => Stands::NotHers,
        (true, true) => Stands::Own,
        (true, false) => Stands::Open,
    }
}

/// Her room as this device knows it, read again when the tab changes.
pub(crate) fn use_room() -> RwSignal<Option<Room>> {
    let app = AppState::get();
    let (binder, room) = (use_binder(), RwSignal::new(None));
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let latest = StoredValue::new(0_u64);
    Effect::new(move |_| {
        contacts.track();
        app.status.track();
        let (Some(binder), Some(replica)) = (binder.get(), app.replica()) else { return };
        latest.update_value(|latest| *latest += 1);
        let this = latest.get_value();
        crate::browser::spawn(async move {
            let read = replica.room(binder).await;
            // A reading begun before this one may end after it.
            if let (Ok(now), true) = (read, latest.try_get_value() == Some(this)) {
                let _ = room.try_set(Some(now));
            }
        });
    });
    room
}

/// Who sees an entry of hers, and the choice. Nothing for staff.
#[component]
pub(crate) fn OwnOnly(
    /// The entry.
    editor: Editor,
    /// The page of such an entry.
    path: &'static str,
) -> impl IntoView {
    let (app, links) = (AppState::get(), use_links());
    let go = use_navigate();
    let room = use_room();
    let is_owner = memo(move |_| app.me().is_some_and(|me| me.role == Role::Owner));
    let has_key = memo(move |_| room.with(|room| room.as_ref().map(|room| !room.cards.is_empty())));
    let place = memo(move |_| stands(editor));
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let tab = editor.kind.tab();
    let readers = memo(move |_| sharing.with(|view| readers_of(view.open().map(AsRef::as_ref), tab, app.now())));
    let begin = move |_| editor.begin_own();
    let moves = move |to: Audience, said: &'static str| {
        let go = go.clone();
        Callback::new(move |()| {
            let go = go.clone();
            editor.move_to(to.clone(), said, move |new| {
                let address = links.get_untracked().entry(path, new);
                go(&address, NavigateOptions { replace: true, ..NavigateOptions::default() });
                address
            });
        })
    };
    let (locks, opens) =
        (moves(Audience::Private, say!(room.moved_in)), moves(Audience::Tab, say!(room.moved_out)));
    part(move || {
        let (true, Some(has_key)) = (is_owner.get(), has_key.get()) else { return ().into_any() };
        let names = readers.get();
        match place.get() {
            Stands::NotHers => ().into_any(),
            Stands::Own => {
                let question = if names.is_empty() {
                    say!(room.open_ask_nobody).to_owned()
                } else {
                    say!(room.open_ask, names = names, tab = tab_name(tab))
                };
                view! {
                    <section class="own-room">
                        <p class="own-room__said"><Icon name="user"/><strong>{say!(room.only_me)}</strong></p>
                        <p class="own-room__text">{say!(room.only_me_note)}</p>
                        <AskTwice id="visa-for-andra" ask=say!(room.open) question yes=say!(room.open_yes) no=say!(room.open_no)
                            on_yes=opens/>
                    </section>
                }
                .into_any()
            }
            Stands::Nowhere | Stands::Open if !has_key => view! {
                <section class="own-room">
                    <p class="own-room__text">{seen_by(&names, tab)}</p>
                    <a class="button button--quiet" href=paths::ROOM><Icon name="user"/>{say!(room.only_me)}</a>
                </section>
            }
            .into_any(),
            Stands::Nowhere => view! {
                <section class="own-room">
                    <p class="own-room__text">{seen_by(&names, tab)}</p>
                    <button class="button button--quiet" type="button" on:click=handler(begin)>
                        <Icon name="user"/>{say!(room.only_me)}
                    </button>
                </section>
            }
            .into_any(),
            Stands::Open => {
                let question = if names.is_empty() {
                    say!(room.lock_ask_nobody).to_owned()
                } else {
                    say!(room.lock_ask, names = names.clone())
                };
                view! {
                    <section class="own-room">
                        <p class="own-room__text">{seen_by(&names, tab)}</p>
                        <AskTwice id="bara-for-mig" ask=say!(room.only_me) icon="user" question yes=say!(room.lock_yes)
                            no=say!(room.lock_no) on_yes=locks/>
                    </section>
                }
                .into_any()
            }
        }
    })
}

fn seen_by(names: &str, tab: BinderTab) -> String {
    if names.is_empty() {
        say!(room.seen_by_nobody, tab = tab_name(tab))
    } else {
        say!(room.seen_by, names = names)
    }
}
