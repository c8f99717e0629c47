//! The field for a code, and what is said about it.

use leptos::html::Input;
use leptos::prelude::*;

/// Longer than any code somebody types.
const LONGEST: &str = "64";

/// Where what was wrong with a code is said.
pub(super) const TROUBLE: &str = "kod-fel";

/// The field's id.
pub(super) const FIELD: &str = "las-kod";

/// One code, by the digit keys.
#[component]
pub(super) fn CodeField(
    label: &'static str,
    /// Something to know before typing.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// She sees what she types: a new code.
    #[prop(optional)]
    seen: bool,
    input: NodeRef<Input>,
    /// What was wrong, if something was.
    trouble: RwSignal<String>,
) -> impl IntoView {
    let described = format!("las-kod-hint {TROUBLE}");
    let wrong = crate::lean::attribute(move || trouble.with(|trouble| !trouble.is_empty()).then_some("true"));
    view! {
        <div class="field">
            <label class="field__label" for=FIELD>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id="las-kod-hint">{hint}</p> })}
            <input class="field__input code-entry__input" id=FIELD type=if seen { "text" } else { "password" }
                inputmode="numeric" autocomplete="off" maxlength=LONGEST node_ref=input aria-describedby=described
                aria-invalid=wrong/>
            <p class="field__error" id=TROUBLE role="status">{trouble}</p>
        </div>
    }
}

/// What has been typed.
pub(super) fn typed(input: NodeRef<Input>) -> String {
    input.get_untracked().map(|input| input.value()).unwrap_or_default()
}

/// Empties the field.
pub(super) fn empty(input: NodeRef<Input>) {
    if let Some(input) = input.get_untracked() {
        input.set_value("");
    }
}
