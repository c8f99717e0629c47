//! One change: who and when, then each field with what stood there and what it was changed to.

use domain::history::{Change, Told};
use domain::{Entry, EntryId, EntryKind, Field, OpId, Value};
use leptos::prelude::*;

use super::put_back::PutBack;
use super::words::Names;
use crate::components::{field_name, words_of};
use crate::editor::use_editor;
use crate::lean::memo;
use crate::pages::meeting_words;
use crate::state::{AppState, TabView};

/// Where the keyboard goes when older changes are shown: the first of them.
pub(super) fn heading_id(nth: usize) -> String {
    format!("andring-{nth}")
}

/// One row of the page.
#[component]
pub(super) fn OneChange(
    /// The tab.
    view: Signal<TabView>,
    /// The entry that the page is about.
    page: Signal<Option<EntryId>>,
    /// Which in the list, counted from the latest.
    nth: usize,
    /// The change.
    change: Change,
) -> impl IntoView {
    let names = Names::here();
    let when = meeting_words::when(AppState::get().now(), change.stamp.made_at);
    let Change { entry, kind, .. } = change;
    // A line on the page says which it is: by its words as they stand, where the change itself has none.
    let says_words = change.told.iter().any(|told| matches!(told, Told::Wrote { .. } | Told::Suggested { .. }));
    let line = memo(move |_| {
        let words = view.with(|view| view.open()?.entries.get(&entry).map(words_of)).unwrap_or_default();
        Some(words).filter(|words| page.get() != Some(entry) && !says_words && !words.is_empty())
    });
    let said_yes = change.told.iter().any(|told| matches!(told, Told::Answered { .. }));
    let gone = said_yes && change.told.contains(&Told::Removed);
    let headline = names.headline(&change);
    let op = change.stamp.op;
    let rows: Vec<AnyView> =
        change.told.into_iter().flat_map(|told| rows(&names, view, (entry, kind, op), told)).collect();
    view! {
        <li class="sheet history__change">
            <div>
                <h2 class="sheet__title" id=heading_id(nth) tabindex="-1">{headline}</h2>
                <p class="small">{when}</p>
            </div>
            {move || line.get().map(|words| view! { <p class="sheet__text">{words}</p> })}
            {gone.then(|| view! { <p>{say!(history.gone)}</p> })}
            {rows}
        </li>
    }
}

/// What one thing that was done shows of the fields.
fn rows(names: &Names, view: Signal<TabView>, of: (EntryId, EntryKind, OpId), told: Told) -> Vec<AnyView> {
    let (entry, kind, op) = of;
    match told {
        Told::Wrote { field, before, after, stands } => {
            let title = match (stands, before.is_empty()) {
                (true, _) => say!(history.now),
                (false, false) => say!(history.after),
                (false, true) => say!(history.said),
            };
            let before: Vec<String> = before.iter().map(|value| names.value(field, value)).collect();
            let before = Some((say!(history.before), before)).filter(|(_, words)| !words.is_empty());
            let sides = before.into_iter().chain([(title, vec![names.value(field, &after)])]).collect();
            let put_back = (!stands && can_be_put_back(field, &after)).then(|| {
                let editor = use_editor(view, kind, Signal::stored(Some(entry)), Vec::new());
                view! { <PutBack editor field value=after op/> }
            });
            vec![view! { <OneField name=field_name(kind, field) sides/> {put_back} }.into_any()]
        }
        Told::Added { field, value, note } => {
            let words = [names.value(field, &value), note].into_iter().filter(|words| !words.trim().is_empty());
            let sides = vec![(say!(history.said), words.collect())];
            vec![view! { <OneField name=field_name(kind, field) sides/> }.into_any()]
        }
        Told::Suggested { fields, .. } => {
            let one = |(field, value): &(Field, Value)| {
                let sides = vec![(say!(history.suggests), vec![names.value(*field, value)])];
                view! { <OneField name=field_name(kind, *field) sides/> }.into_any()
            };
            fields.iter().map(one).collect()
        }
        _ => Vec::new(),
    }
}

/// Words and people. A time is moved on the meeting's own page, where others are told.
fn can_be_put_back(field: Field, value: &Value) -> bool {
    match value {
        Value::Text(words) => !words.trim().is_empty(),
        Value::Person(_) => matches!(field, Field::Person | Field::Who),
        _ => false,
    }
}

/// Whether something may be written in an entry at all.
pub(super) fn is_there(entry: &Entry) -> bool {
    entry.is_shown() && !entry.is_contested()
}

#[component]
fn OneField(name: &'static str, sides: Vec<(&'static str, Vec<String>)>) -> impl IntoView {
    let name = name.trim_end_matches(['?', ' ', '…']);
    let side = |(title, words): (&'static str, Vec<String>)| {
        let words = words.into_iter().map(|words| view! { <dd class="history__words">{words}</dd> });
        let now = title == say!(history.now);
        let class = if now { "history__side history__side--now" } else { "history__side" };
        view! { <div class=class><dt class="history__term">{title}</dt>{words.collect_view()}</div> }
    };
    view! {
        <section class="history__field">
            <h3 class="history__name">{name}</h3>
            <dl class="history__sides">{sides.into_iter().map(side).collect_view()}</dl>
        </section>
    }
}
