//! A secret to write: the browser keeps the words, and no signal does.

use leptos::html::Input;
use leptos::prelude::*;

/// Where the form says what went wrong.
pub(super) const TROUBLE: &str = "konto-fel";

/// One field of a form.
#[component]
pub(super) fn SecretField(
    id: &'static str,
    label: &'static str,
    #[prop(default = "password")] kind: &'static str,
    autocomplete: &'static str,
    input: NodeRef<Input>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = if hint.is_some() { format!("{hint_id} {TROUBLE}") } else { TROUBLE.to_owned() };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <input class=format!("field__input {class}") id=id type=kind node_ref=input autocomplete=autocomplete
                autocapitalize="none" spellcheck="false" aria-describedby=described/>
        </div>
    }
}

/// What somebody wrote in it.
pub(super) fn written(input: NodeRef<Input>) -> String {
    input.get_untracked().map(|input| input.value()).unwrap_or_default()
}
