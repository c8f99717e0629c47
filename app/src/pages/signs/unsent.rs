//! A coordinator's changes to a sign and to its lines are sent with one "Skicka förslag".

use crate::lean::{Show, memo, part};
use domain::EntryId;
use leptos::prelude::*;

use crate::editor::Editor;

/// The editors on the page; each is there while its part of the page is.
#[derive(Clone, Copy)]
pub(super) struct Unsent(RwSignal<Vec<(EntryId, Editor)>>);

impl Unsent {
    /// Begins to collect, for the page below.
    pub(super) fn provide() -> Self {
        let unsent = Self(RwSignal::new(Vec::new()));
        provide_context(unsent);
        unsent
    }

    /// Adds an editor for as long as the calling component lives.
    pub(super) fn join(editor: Editor) {
        let (Some(Self(all)), Some(id)) = (use_context::<Self>(), editor.entry.get_untracked()) else { return };
        all.update(|all| all.push((id, editor)));
        on_cleanup(move || {
            let _ = all.try_update(|all| all.retain(|(other, _)| *other != id));
        });
    }
}

/// "Skicka förslag" for everything on the page, shown while something is changed and not sent.
#[component]
pub(super) fn ProposeAll(unsent: Unsent) -> impl IntoView {
    let waits = memo(move |_| {
        // An editor whose part of the page is going away has nothing to send any more.
        let has_changes =
            |editor: &Editor| editor.pending.try_with(|pending| !pending.is_empty()).unwrap_or(false);
        // All are asked, so that each is followed.
        unsent.0.with(|all| all.iter().filter(|(_, editor)| has_changes(editor)).count() > 0)
    });
    let sent = RwSignal::new(false);
    let name = Editor::owner_name();
    let hand_in = move |_| {
        for (_, editor) in unsent.0.get_untracked() {
            editor.send_proposal();
        }
        sent.set(true);
    };
    view! {
        <Show when=move || waits.get()>
            <div class="button-stack">
                <button class="button" type="button" on:click=hand_in>{say!(common.send_proposal)}</button>
            </div>
        </Show>
        <p class="small" role="status">
            {part(move || (sent.get() && !waits.get()).then(|| say!(common.proposal_sent, name = name.get())))}
        </p>
    }
}
