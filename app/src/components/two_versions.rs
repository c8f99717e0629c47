//! "Två versioner": every text that nobody has replaced, and an easy choice.

use crate::lean::memo;
use domain::entry::Version;
use domain::{Field, Value};
use leptos::prelude::*;

use super::choose;
use crate::editor::Editor;
use crate::state::{AppState, name_of, use_card};
use crate::{browser, dates};

/// The versions of a field, shown only while there are several that say different things.
#[component]
pub(crate) fn TwoVersions(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
) -> impl IntoView {
    let versions = memo(move |_| {
        let entry = editor.current()?;
        let register = entry.fields.get(&field)?;
        register.is_split().then(|| register.current.clone())
    });
    move || {
        versions.get().map(|versions| view! {
            <section class="sheet sheet--honey" aria-label=say!(common.two_versions)>
                <h2 class="sheet__title">{say!(common.two_versions)}</h2>
                <p class="sheet__text">{say!(common.two_versions_lede)}</p>
                <ul class="two-versions">
                    {versions.into_iter().map(|version| view! { <OneVersion editor field version/> }).collect_view()}
                </ul>
                <p class="small">{say!(common.choose_later)}</p>
            </section>
        })
    }
}

#[component]
fn OneVersion(editor: Editor, field: Field, version: Version) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let me = app.me().map(|me| me.person);
    let mine = me == Some(version.stamp.author.person);
    let by = {
        let stamp = version.stamp.clone();
        move || {
            let name = card.with(|card| name_of(card.as_ref(), me, stamp.author.person));
            format!("{name}, {}", dates::day_short_clock(app.now(), stamp.made_at))
        }
    };
    let words = said(&version.value);
    let keep = move |_| {
        choose(editor, field, version.value.clone());
        browser::focus("rubrik");
    };
    view! {
        <li class=if mine { "version version--mine" } else { "version" }>
            <p class="version__by">{by}</p>
            <p class="version__text">{words}</p>
            <button class=if mine { "button" } else { "button button--quiet" } type="button" on:click=keep>
                {if mine { say!(common.keep_mine) } else { say!(common.keep_this) }}
            </button>
        </li>
    }
}

/// A value as words.
pub(crate) fn said(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.clone(),
        Value::Flag(_) | Value::Entry(_) => String::new(),
        Value::Instant(at) => dates::day_and_clock(*at),
        Value::Number(number) => number.to_string(),
        // Two versions may differ in the number only.
        Value::Person(person) => match person.phone.as_deref() {
            Some(phone) if !person.name.is_empty() => format!("{}, {phone}", person.name),
            _ => person.name.clone(),
        },
        Value::People(people) => people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", "),
    }
}
