//! What somebody suggests for the sheet and that stands nowhere in it yet: one stands open, and one tap takes it in.

use crate::lean::memo;
use domain::entry::Presence;
use domain::{Entry, EntryKind, Field, TabState};
use leptos::prelude::*;

use super::lines::sign_of;
use crate::components::{Opened, Suggestion, Suggestions};
use crate::state::TabView;

/// Suggested signs and people to call, and changes to what she has taken away.
#[component]
pub(super) fn Suggested(view: Signal<TabView>) -> impl IntoView {
    let all = memo(move |_| view.with(|view| view.open().map(|tab| outside(tab)).unwrap_or_default()));
    view! { <Suggestions view all opened=Opened::new()/> }
}

fn outside(tab: &TabState) -> Vec<Suggestion> {
    let waits = |entry: &&Entry| !entry.is_shown() && entry.open_proposals().next().is_some();
    let here = |entry: &&Entry| match entry.kind {
        EntryKind::Sign | EntryKind::CallFirst => true,
        // A line is answered at its sign; one whose sign is gone would be found nowhere else.
        EntryKind::SignAction => !sign_of(entry).and_then(|sign| tab.entries.get(&sign)).is_some_and(is_at_hand),
        _ => false,
    };
    let found = tab.entries.values().filter(waits).filter(here);
    found.map(|entry| Suggestion { id: entry.id, kind: entry.kind, about: about(entry) }).collect()
}

/// What it is about: hers that she took away by its words, what is new by its sort.
fn about(entry: &Entry) -> String {
    let text = entry.text(Field::Text);
    match (&entry.presence, entry.kind) {
        (Presence::Removed { .. }, _) if !text.is_empty() => say!(signs.was_removed, text = text.to_owned()),
        (_, EntryKind::Sign) => say!(signs.new_sign).to_owned(),
        (_, EntryKind::CallFirst) => say!(signs.call_order).to_owned(),
        _ => say!(signs.line).to_owned(),
    }
}

fn is_at_hand(sign: &Entry) -> bool {
    sign.is_shown() || sign.open_proposals().next().is_some()
}
