//! A text that tells nobody whom it is about: what might is named under it while she writes, with how to put it right
//! (R33). Nothing that was typed is taken away.

use domain::identifying::{Finding, Identifier, identifying};
use leptos::prelude::*;

use crate::lean::{attribute, handler, memo, part};

/// The words of one field, and what they are compared with.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Words {
    pub(in crate::pages) text: RwSignal<String>,
    names: RwSignal<Vec<String>>,
    /// It was needed and nothing stood there.
    pub(in crate::pages) missing: RwSignal<bool>,
}

impl Words {
    pub(in crate::pages) fn new(names: RwSignal<Vec<String>>) -> Self {
        Self { text: RwSignal::new(String::new()), names, missing: RwSignal::new(false) }
    }

    /// What of it tells whom it is about.
    pub(in crate::pages) fn findings(self) -> Vec<Finding> {
        self.text.with(|text| self.names.with(|names| identifying(text, names)))
    }

    pub(in crate::pages) fn is_empty(self) -> bool {
        self.text.with(|text| text.trim().is_empty())
    }
}

/// The field.
#[component]
pub(in crate::pages) fn WordsField(
    words: Words,
    /// Makes its ids its own.
    #[prop(into)]
    id: String,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    /// What is said where nothing was written that is needed.
    missing: &'static str,
) -> impl IntoView {
    let findings = memo(move |_| words.findings());
    let wrong = move || {
        let must_go = findings.with(|all| all.iter().any(|finding| finding.what.must_go()));
        (must_go || words.missing.get()).then_some("true")
    };
    let (hint_id, said_id) = (format!("{id}-hint"), format!("{id}-sagt"));
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id.clone()>{hint}</p> })}
            <textarea class="field__input" id=id rows="4" maxlength="4000" autocomplete="off"
                aria-describedby=format!("{hint_id} {said_id}") aria-invalid=attribute(wrong) prop:value=words.text
                on:input=handler(move |event| {
                    words.missing.set(false);
                    words.text.set(event_target_value(&event));
                })></textarea>
            <div class="findings" id=said_id role="status">
                {part(move || words.missing.get().then(|| view! { <p class="field__error">{missing}</p> }))}
                {part(move || findings.get().iter().map(|finding| view! {
                    <p class="field__error">{said(finding)}</p>
                }).collect_view())}
            </div>
        </div>
    }
}

fn said(Finding { what, word }: &Finding) -> String {
    let word = word.as_str();
    match what {
        Identifier::Number => say!(issues.finding_number, word = word),
        Identifier::Phone => say!(issues.finding_phone, word = word),
        Identifier::Email => say!(issues.finding_email, word = word),
        Identifier::Name => say!(issues.finding_name, word = word),
    }
}
