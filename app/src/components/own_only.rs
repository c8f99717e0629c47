//! "Bara för mig": whether an entry stands in her own room, and the way in and out of it (design §6).
//!
//! The way in moves the entry, locked, under another id and empties what stood open; the way out writes its words
//! anew for those she has let in. What belongs to it goes along. What somebody has read cannot be taken back, and
//! that is said before.

use domain::entry::Presence;
use domain::room::{is_own_tab, stands_decided, waits_in, with_all_below};
use domain::{BinderTab, Role};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::Room;

use super::own_words::{goes_along, in_a_text, lock_words, seen_by};
use super::{AskTwice, Icon};
use crate::editor::{Editor, Way};
use crate::lean::{handler, memo, part};
use crate::pages::{holders, names_in_a_row, readers_of, tab_name};
use crate::paths;
use crate::state::{AppState, use_binder, use_links, use_tab_unnoted};

/// Where an entry stands.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Stands {
    /// Nothing has been written.
    Nowhere,
    /// Where those she lets in can read it.
    Open,
    /// The same, and somebody waits for her answer.
    Asked,
    /// In her own room.
    Own,
    /// It is in her own room because of what it belongs to.
    Below,
    /// It is gone, or somebody else wrote it: there is nothing to choose.
    NotHers,
}

fn stands(editor: Editor) -> Stands {
    let within = |of: &dyn Fn(&domain::TabState) -> bool| {
        editor.tab.with(|view| view.open().is_some_and(|tab| of(tab.as_ref())))
    };
    let parent = editor.parent();
    let is_below = within(&|tab| {
        parent
            .and_then(|parent| tab.entries.get(&parent))
            .is_some_and(|parent| parent.private && parent.is_shown())
    });
    let Some(entry) = editor.current() else { return if is_below { Stands::Below } else { Stands::Nowhere } };
    let is_there = matches!(entry.presence, Presence::Present) && !entry.sealed;
    match (is_there, entry.private) {
        (true, true) if is_below => Stands::Below,
        (true, true) => Stands::Own,
        (true, false) if entry.created.author.role == Role::Owner => {
            if within(&|tab| waits_in(tab, entry.id)) {
                Stands::Asked
            } else {
                Stands::Open
            }
        }
        _ => Stands::NotHers,
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

/// Whether a tab is hers alone.
pub(crate) fn use_own_tab(tab: BinderTab) -> Memo<bool> {
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    memo(move |_| sharing.with(|view| view.open().is_some_and(|sharing| is_own_tab(sharing, tab))))
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
    let (tab, kind) = (editor.kind.tab(), editor.kind);
    let own_tab = use_own_tab(tab);
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let readers = memo(move |_| sharing.with(|view| readers_of(view.open().map(AsRef::as_ref), tab, app.now())));
    let copies = memo(move |_| {
        // Copies hold signs and contacts, never the plan.
        if tab == BinderTab::Plan {
            return String::new();
        }
        names_in_a_row(&sharing.with(|view| view.open().map(|tab| holders(tab)).unwrap_or_default()))
    });
    let decided = memo(move |_| {
        let Some(id) = editor.entry.get() else { return false };
        editor.tab.with(|view| view.open().is_some_and(|tab| stands_decided(tab, &with_all_below(tab, id))))
    });
    let begin = move |_| editor.begin_own();
    let moves = move |way: Way, said: &'static str| {
        let go = go.clone();
        Callback::new(move |()| {
            let go = go.clone();
            editor.move_it(way, said, move |new| {
                let address = links.get_untracked().entry(path, new);
                go(&address, NavigateOptions { replace: true, ..NavigateOptions::default() });
                address
            });
        })
    };
    let (locks, opens) = (moves(Way::In, say!(room.moved_in)), moves(Way::Out, say!(room.moved_out)));
    part(move || {
        let (true, Some(has_key)) = (is_owner.get(), has_key.get()) else { return ().into_any() };
        let names = readers.get();
        match place.get() {
            Stands::NotHers => ().into_any(),
            Stands::Own => {
                let opened = if names.is_empty() {
                    say!(room.open_ask_nobody).to_owned()
                } else {
                    say!(room.open_ask, names = names, tab = tab_name(tab))
                };
                let question = in_a_text([opened, goes_along(kind).to_owned()]);
                view! {
                    <section class="own-room">
                        {only_me(say!(room.only_me_note))}
                        <AskTwice id="visa-for-andra" ask=say!(room.open) question yes=say!(room.open_yes) no=say!(room.open_no)
                            on_yes=opens/>
                    </section>
                }
                .into_any()
            }
            Stands::Below => only_me_box(say!(room.below)),
            Stands::Nowhere if own_tab.get() => only_me_box(say!(room.in_own_tab)),
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
            Stands::Asked => view! {
                <section class="own-room">
                    <p class="own-room__text">{seen_by(&names, tab)}</p>
                    <p class="own-room__text">{say!(room.answer_first)}</p>
                </section>
            }
            .into_any(),
            Stands::Open => {
                let told = lock_words(&names, &copies.get(), decided.get());
                let question = in_a_text([told, goes_along(kind).to_owned()]);
                view! {
                    <section class="own-room">
                        <p class="own-room__text">{seen_by(&names, tab)}</p>
                        <AskTwice id="bara-for-mig" ask=say!(room.only_me) icon="user" question yes=say!(room.lock_yes)
                            no=say!(room.lock_no) on_yes=locks/>
                        {(!names.is_empty()).then(|| view! {
                            <p class="own-room__text"><a href=paths::WATCHED>{say!(watched.title)}</a></p>
                        })}
                    </section>
                }
                .into_any()
            }
        }
    })
}

fn only_me(note: &'static str) -> AnyView {
    view! {
        <p class="own-room__said"><Icon name="user"/><strong>{say!(room.only_me)}</strong></p>
        <p class="own-room__text">{note}</p>
    }
    .into_any()
}

fn only_me_box(note: &'static str) -> AnyView {
    view! { <section class="own-room">{only_me(note)}</section> }.into_any()
}
