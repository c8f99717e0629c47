//! What differs between two texts of a tab, in words: what is new, what is gone, and what says something else.

use domain::decision::{Change, Difference};
use domain::{Field, TabState, Value};
use leptos::prelude::*;

use crate::components::{field_name, in_words, kind_name, words_of};

/// The list under its title. `before` and `after` are the tab in each text, for what things are called.
pub(super) fn differences(title: &'static str, all: Vec<Change>, before: &TabState, after: &TabState) -> AnyView {
    let rows = all.into_iter().map(|change| {
        let entry = after.entries.get(&change.entry).or_else(|| before.entries.get(&change.entry));
        let words = entry.map(words_of).unwrap_or_default();
        let what = kind_name(change.kind);
        let (title, sides) = match change.what {
            Difference::Added(_) => (say!(decided.added, what = what), Vec::new()),
            Difference::Removed(_) => (say!(decided.removed, what = what), Vec::new()),
            Difference::Changed(fields) => {
                let sides = fields.into_iter().map(|(field, (old, new))| {
                    view! {
                        <p class="history__name">{field_name(change.kind, field).trim_end_matches(['?', ' ', '…'])}</p>
                        <dl class="history__sides">
                            {side(say!(decided.before), field, old)}
                            {side(say!(decided.after), field, new)}
                        </dl>
                    }
                    .into_any()
                });
                (say!(decided.changed, what = what), sides.collect())
            }
        };
        view! {
            <li class="sheet history__change">
                <h3 class="sheet__over">{title}</h3>
                <p class="sheet__text history__words">{words}</p>
                {sides}
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section class="decided-changes">
            <h2 class="section-title">{title}</h2>
            <ul class="history">{rows}</ul>
        </section>
    }
    .into_any()
}

fn side(term: &'static str, field: Field, value: Option<Value>) -> impl IntoView {
    let words = value.map(|value| in_words(field, &value, None)).filter(|words| !words.trim().is_empty());
    view! {
        <div class="history__side">
            <dt class="history__term">{term}</dt>
            <dd class="history__words">{words.unwrap_or_else(|| say!(decided.empty).to_owned())}</dd>
        </div>
    }
}
