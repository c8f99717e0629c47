//! A coordinator's changes are sent together, as one proposal.

use crate::lean::{Show, memo, part};
use leptos::prelude::*;

use crate::editor::Editor;

/// "Skicka förslag", shown while something is changed and not sent.
#[component]
pub(crate) fn ProposeBar(
    /// The entry.
    editor: Editor,
) -> impl IntoView {
    let waits = memo(move |_| !editor.pending.with(std::collections::BTreeMap::is_empty));
    let done = RwSignal::new(false);
    let name = Editor::owner_name();
    let send = move |_| {
        editor.send_proposal();
        done.set(true);
    };
    view! {
        <Show when=move || waits.get()>
            <div class="button-stack">
                <button class="button" type="button" on:click=send>{say!(common.send_proposal)}</button>
            </div>
        </Show>
        <p class="small" role="status">
            {part(move || (done.get() && !waits.get()).then(|| say!(common.proposal_sent, name = name.get())))}
        </p>
    }
}
