//! Where a coordinator's words are while the entry does not say them yet.

use crate::lean::{attribute, memo, part};
use domain::Field;
use leptos::prelude::*;

use crate::editor::{Editor, Said};

/// What is said of a field that a coordinator has changed or suggested.
pub(super) fn standing(
    editor: Editor,
    field: Field,
) -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
    let said = memo(move |_| editor.said(field));
    let name = Editor::owner_name();
    move || {
        said.get().map(|said| match said {
            Said::Unsent => say!(common.not_sent).to_owned(),
            Said::Sent => say!(common.sent_waits_for, name = name.get()),
        })
    }
}

/// The same as a line of its own, below a choice.
#[component]
pub(crate) fn Standing(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
) -> impl IntoView {
    let words = standing(editor, field);
    view! {
        <p class="field__status" role="status" data-state="waiting" hidden=attribute(move || words().is_none())>{part(words)}</p>
    }
}
