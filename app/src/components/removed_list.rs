//! "Borttaget": what has been taken away, at the bottom of the list where it stood. It can come back with all
//! it held. Without a count (R42).

use domain::body::Remove;
use domain::entry::{Presence, Stamp};
use domain::redaction::restoring;
use domain::rules::{self, Form};
use domain::{Audience, Author, Body, Entry, EntryId, EntryKind, Field, Provenance, Role, TabState, called};
use leptos::prelude::*;
use replica::Draft;

use super::{Icon, kind_name};
use crate::lean::{For, Show, handler, memo};
use crate::pages::meeting_words;
use crate::state::{AppState, TabView, Undo, Who, name_of, use_binder, use_card};
use crate::{browser, dates};

/// What went with one press was removed within this time, in milliseconds.
const ONE_PRESS: u64 = 5_000;

/// One thing that is gone, with what went along with it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Gone {
    kind: EntryKind,
    words: String,
    by: Stamp,
    /// It stood in her own room: on no paper.
    own: bool,
    /// Itself first.
    entries: Vec<EntryId>,
}

/// What somebody may take back, the latest first.
fn gone(tab: &TabState, kinds: &[EntryKind], reader: Author) -> Vec<Gone> {
    let removal = |entry: &Entry| match &entry.presence {
        Presence::Removed { by } => Some(by.clone()),
        _ => None,
    };
    let may = |entry: &Entry, by: &Stamp| {
        reader.role == Role::Owner
            || (by.author.role != Role::Owner
                && rules::form(reader, Provenance::Coordinator, entry.kind, entry.id) == Form::Direct)
    };
    let parent_went_too = |entry: &Entry, by: &Stamp| {
        let parent = entry.parent().and_then(|parent| removal(tab.entries.get(&parent)?));
        parent.is_some_and(|parent| went_along(&parent, by))
    };
    let mut found: Vec<Gone> = Vec::new();
    for entry in tab.entries.values().filter(|entry| kinds.contains(&entry.kind)) {
        let Some(by) = removal(entry).filter(|by| may(entry, by) && !parent_went_too(entry, by)) else { continue };
        let words = match words_of(entry) {
            words if words.is_empty() && entry.notes.is_empty() => continue,
            words if words.is_empty() => kind_name(entry.kind).to_owned(),
            words => words,
        };
        let mut entries = vec![entry.id];
        let mut at = 0;
        while let Some(parent) = entries.get(at).copied() {
            let below = tab.entries.values().filter(|below| {
                below.parent() == Some(parent) && removal(below).is_some_and(|below| went_along(&by, &below))
            });
            let below: Vec<EntryId> = below.map(|below| below.id).filter(|id| !entries.contains(id)).collect();
            entries.extend(below);
            at += 1;
        }
        // Under something that was removed by itself it would stand nowhere: that comes back with it.
        let mut above = entry.parent();
        while let Some(parent) = above.take().and_then(|id| tab.entries.get(&id)) {
            if entries.contains(&parent.id) || !removal(parent).is_some_and(|by| may(parent, &by)) {
                break;
            }
            entries.push(parent.id);
            above = parent.parent();
        }
        found.push(Gone { kind: entry.kind, words, by, own: entry.private, entries });
    }
    domain::order::sort_by_key(&mut found, |gone| {
        std::cmp::Reverse((gone.by.seq.is_none(), gone.by.seq, gone.by.made_at))
    });
    found
}

fn went_along(first: &Stamp, other: &Stamp) -> bool {
    let apart = first.made_at.as_millis().abs_diff(other.made_at.as_millis());
    first.author == other.author && apart <= ONE_PRESS
}

/// What a thing is called where it no longer stands.
pub(crate) fn words_of(entry: &Entry) -> String {
    match entry.kind {
        EntryKind::Contact => called::contact(entry).to_owned(),
        EntryKind::CallFirst => {
            entry.person(Field::Person).map(|who| called::person(who).to_owned()).unwrap_or_default()
        }
        EntryKind::Meeting => match entry.instant(Field::Starts) {
            Some(at) => format!("{}, {}", meeting_words::kind(entry), dates::day_and_clock(at)),
            None => meeting_words::kind(entry).to_owned(),
        },
        EntryKind::Interview => entry.instant(Field::Starts).map(dates::weekday_and_day).unwrap_or_default(),
        _ => entry.text(Field::Text).trim().to_owned(),
    }
}

/// A quiet line that opens to what has been removed; nothing while nothing has.
#[component]
pub(crate) fn RemovedList(
    /// The tab.
    view: Signal<TabView>,
    /// What may be in it.
    kinds: &'static [EntryKind],
) -> impl IntoView {
    let app = AppState::get();
    let several = kinds.len() > 1;
    let all = memo(move |_| {
        let Some(reader) = app.who.with(Who::author) else { return Vec::new() };
        view.with(|view| view.open().map(|tab| gone(tab, kinds, reader)).unwrap_or_default())
    });
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <details class="more removed-list">
                <summary class="more__summary">{say!(common.removed_title)}</summary>
                <p class="small">{say!(common.removed_until)}</p>
                <ul class="row-list row-list--joined">
                    <For each=move || all.get() key=|gone| (gone.entries.clone(), gone.by.op) let:gone>
                        <Row view gone several_kinds=several/>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn Row(view: Signal<TabView>, gone: Gone, several_kinds: bool) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let name = use_card()
        .with_untracked(|card| name_of(card.as_ref(), app.me().map(|me| me.person), gone.by.author.person));
    let by = say!(common.removed_by, name = name, when = dates::day_short_clock(app.now(), gone.by.made_at));
    // A name says by itself that it is somebody.
    let note = if several_kinds && gone.kind != EntryKind::Contact {
        format!("{}. {by}", kind_name(gone.kind))
    } else {
        by
    };
    let (words, own) = (gone.words.clone(), gone.own);
    let spoken = say!(common.restore_name, name = words.clone());
    let take_back = handler(move |_| {
        let Some(binder) = binder.get_untracked() else { return };
        let tab = gone.kind.tab();
        let draft = move |entry: EntryId, body: Body| Draft {
            tab,
            entry,
            audience: if gone.own { Audience::Private } else { Audience::Tab },
            meeting: None,
            act: None,
            body,
        };
        let entry =
            move |id: &EntryId| view.try_with_untracked(|view| view.open()?.entries.get(id).cloned()).flatten();
        let back = gone
            .entries
            .iter()
            .filter_map(entry)
            .flat_map(|entry| restoring(&entry, app.now()).into_iter().map(move |body| draft(entry.id, body)));
        app.commit(binder, back.collect());
        // What stands there when she changes her mind goes again.
        let gone_again = gone.entries.clone();
        let away = move || {
            let over = |entry: &Entry| Body::Remove(Remove { over: entry.all_heads() });
            let there = gone_again.iter().filter_map(entry);
            app.commit(binder, there.map(|entry| draft(entry.id, over(&entry))).collect());
        };
        app.offer_undo(app.turn(), Undo::by(binder, say!(common.restored_done).to_owned(), away));
        browser::focus("rubrik");
    });
    view! {
        <li class="removed-list__row" class:no-print=own>
            <span class="row-link__text">
                <span class="row-link__title">{words}</span>
                <span class="row-link__note">{note}</span>
            </span>
            <button class="button button--quiet button--small" type="button" aria-label=spoken on:click=take_back>
                <Icon name="undo"/>{say!(common.restore)}
            </button>
        </li>
    }
}
