//! What somebody suggests for the sheet and that stands nowhere in it yet: one tap takes it in.

use crate::lean::{For, memo};
use domain::entry::Presence;
use domain::{Entry, EntryId, EntryKind, Field, TabState};
use leptos::prelude::*;

use super::lines::sign_of;
use crate::components::Proposals;
use crate::editor::use_editor;
use crate::state::TabView;

/// Suggested signs and people to call, and changes to what she has taken away.
#[component]
pub(super) fn Suggested(view: Signal<TabView>) -> impl IntoView {
    let waiting = memo(move |_| view.with(|view| view.open().map(|tab| outside(tab)).unwrap_or_default()));
    view! {
        <For each=move || waiting.get() key=|(id, ..)| *id let:item>
            <Item view item/>
        </For>
    }
}

type Waiting = (EntryId, EntryKind, String);

fn outside(tab: &TabState) -> Vec<Waiting> {
    let waits = |entry: &&Entry| !entry.is_shown() && entry.open_proposals().next().is_some();
    let here = |entry: &&Entry| match entry.kind {
        EntryKind::Sign | EntryKind::CallFirst => true,
        // A line is answered at its sign; one whose sign is gone would be found nowhere else.
        EntryKind::SignAction => !sign_of(entry).and_then(|sign| tab.entries.get(&sign)).is_some_and(is_at_hand),
        _ => false,
    };
    let removed = |entry: &Entry| match entry.presence {
        Presence::Removed { .. } => entry.text(Field::Text).to_owned(),
        _ => String::new(),
    };
    let found = tab.entries.values().filter(waits).filter(here);
    found.map(|entry| (entry.id, entry.kind, removed(entry))).collect()
}

fn is_at_hand(sign: &Entry) -> bool {
    sign.is_shown() || sign.open_proposals().next().is_some()
}

#[component]
fn Item(view: Signal<TabView>, item: Waiting) -> impl IntoView {
    let (id, kind, removed) = item;
    let editor = use_editor(view, kind, Signal::stored(Some(id)), Vec::new());
    let about = match kind {
        EntryKind::Sign => say!(signs.new_sign),
        EntryKind::CallFirst => say!(signs.call_order),
        _ => say!(signs.line),
    };
    view! {
        <h2 class="section-title">{about}</h2>
        {(!removed.is_empty()).then(|| view! { <p class="small">{say!(signs.was_removed, text = removed)}</p> })}
        <Proposals editor/>
    }
}
