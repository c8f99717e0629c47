//! What has to be said about an entry beside its content: suggestions, a removal on another phone, a
//! change that only a newer app can read.

use crate::lean::{Show, handler, memo};
use domain::Entry;
use leptos::prelude::*;

use super::Proposals;
use crate::editor::Editor;

/// The same in a list, in a word: what there is to choose or to answer on the entry's own page.
pub(crate) fn entry_notice(entry: &Entry) -> Option<&'static str> {
    if entry.is_contested() {
        Some(say!(common.contested))
    } else if entry.is_shown() && !entry.split_fields().is_empty() {
        Some(say!(common.two_versions))
    } else {
        entry
            .open_proposals()
            .next()
            .map(|first| if first.comes_first() { say!(home.urgent_waits) } else { say!(home.proposal_waits) })
    }
}

/// The notes of one entry; nothing for an ordinary one.
#[component]
pub(crate) fn EntryNotes(
    /// The entry.
    editor: Editor,
) -> impl IntoView {
    let contested = memo(move |_| editor.current().is_some_and(|entry| entry.is_contested()));
    let sealed = memo(move |_| editor.current().is_some_and(|entry| entry.sealed));
    view! {
        <Show when=move || contested.get()>
            <div class="notice">
                <p class="notice__text">{say!(common.contested)}</p>
                <div class="notice__actions">
                    <button class="button button--small" type="button" on:click=handler(move |_| editor.restore())>
                        {say!(common.contested_keep)}
                    </button>
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| editor.remove(say!(common.written).to_owned()))>
                        {say!(common.contested_remove)}
                    </button>
                </div>
            </div>
        </Show>
        <Show when=move || sealed.get()>
            <div class="notice"><p class="notice__text">{say!(common.sealed)}</p></div>
        </Show>
        <Proposals editor/>
    }
}
