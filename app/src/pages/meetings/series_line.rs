//! What a meeting says of the series it was booked in: how many are left, and the way to call them off.

use std::collections::BTreeMap;

use crate::lean::{Show, derived, handler, memo, part};
use domain::body::{FieldWrite, Write};
use domain::rules::Form;
use domain::{Body, Entry, EntryId, EntryKind, Field, TabState, Timestamp, Value};
use leptos::prelude::*;
use replica::Draft;

use crate::components::Change;
use crate::editor::Editor;

/// The meeting that the series began with.
fn series_of(entry: &Entry) -> Option<EntryId> {
    match entry.value(Field::Series) {
        Some(Value::Entry(first)) => Some(*first),
        _ => None,
    }
}

/// The planned meetings of a series from this one on.
pub(super) fn left(tab: &TabState, series: EntryId, from: Option<Timestamp>) -> Vec<EntryId> {
    let all = tab.listed(EntryKind::Meeting).into_iter().filter(|other| {
        series_of(other) == Some(series)
            && other.choice(Field::Status).is_none_or(|status| status == "planned")
            && other.instant(Field::Starts) >= from
    });
    all.map(|entry| entry.id).collect()
}

/// "Ett av 12 möten på samma tid."
#[component]
pub(crate) fn SeriesLine(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let app = editor.app;
    let left = memo(move |_| {
        let entry = editor.current().filter(|entry| entry.choice(Field::Status) == Some("planned"))?;
        let (series, from) = (series_of(&entry)?, entry.instant(Field::Starts));
        let left = editor.tab.with(|view| view.open().map(|tab| left(tab, series, from)))?;
        (left.len() > 1 && from >= Some(app.clock())).then_some(left)
    });
    let n = derived(move || left.with(|left| left.as_ref().map_or(0, Vec::len)));
    let cancel = move |_| {
        let all = left.get_untracked().unwrap_or_default();
        if let Some(change) = cancel_all(editor, &all) {
            change.commit(app);
        }
    };
    view! {
        <Show when=move || left.with(Option::is_some)>
            <div class="notice notice--plain">
                <p class="notice__text">{part(move || say!(meetings.series_left, count = n.get()))}</p>
                <Show when=move || editor.form() == Form::Direct>
                    <div class="notice__actions">
                        <button class="button button--quiet button--small" type="button" on:click=handler(cancel)>
                            {part(move || say!(meetings.series_cancel, count = n.get()))}
                        </button>
                    </div>
                </Show>
            </div>
        </Show>
    }
}

fn cancel_all(editor: Editor, all: &[EntryId]) -> Option<Change> {
    let status = |entry: EntryId, status: &str| {
        let write = FieldWrite { over: Vec::new(), value: Value::choice(status) };
        let fields = BTreeMap::from([(Field::Status, write)]);
        let draft = editor.draft(Body::Write(Write { entry_kind: editor.kind, fields }))?;
        Some(Draft { entry, ..draft })
    };
    let drafts = all.iter().filter_map(|entry| status(*entry, "cancelled")).collect();
    let back = all.iter().filter_map(|entry| status(*entry, "planned")).collect();
    let said = say!(meetings.series_cancelled, count = all.len());
    Some(Change { binder: editor.binder.get_untracked()?, drafts, back, said })
}
