//! Taking an entry away takes what stands under it too, and "Ångra" brings all of it back.

use std::collections::BTreeSet;

use domain::body::Remove;
use domain::rules::Form;
use domain::{Body, Entry, EntryId, TabState};
use leptos::prelude::*;
use replica::Draft;

use crate::components::Change;
use crate::editor::Editor;

/// The entry and everything shown below it.
fn with_all_below(tab: &TabState, goal: EntryId) -> Vec<&Entry> {
    let mut found = BTreeSet::from([goal]);
    loop {
        let below = tab.entries.values().filter(|entry| entry.is_shown());
        let more = below.filter(|entry| entry.parent().is_some_and(|parent| found.contains(&parent)));
        let more: Vec<EntryId> = more.map(|entry| entry.id).filter(|id| !found.contains(id)).collect();
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found.iter().filter_map(|id| tab.entries.get(id)).collect()
}

/// Removes an entry with what stands under it, and then the page leads on; or suggests that it be removed.
pub(crate) fn remove_with_all_below(editor: Editor, said: String, leads_to: String) {
    if untrack(move || editor.form()) != Form::Direct {
        editor.remove(said);
        return;
    }
    let (Some(goal), Some(binder)) = (editor.entry.get_untracked(), editor.binder.get_untracked()) else { return };
    let Some(like) = editor.draft(Body::Restore) else { return };
    let removals = editor.tab.with_untracked(|view| {
        let all = view.open().map(|tab| with_all_below(tab, goal)).unwrap_or_default();
        all.into_iter().map(|entry| (entry.id, entry.all_heads())).collect::<Vec<_>>()
    });
    let back = removals.iter().map(|(entry, _)| Draft { entry: *entry, ..like.clone() }).collect();
    let drafts = removals.into_iter().map(|(entry, over)| {
        let body = Body::Remove(Remove { over });
        Draft { entry, body, ..like.clone() }
    });
    Change { binder, drafts: drafts.collect(), back, said }.commit_and_go(editor.app, Some(leads_to));
}
