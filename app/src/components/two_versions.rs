//! "Två versioner": every text that nobody has replaced, and an easy choice.

use crate::lean::{handler, memo, part};
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
    part(move || {
        versions.get().map(|versions| {
            let (title, lede, join) = if versions.len() > 2 {
                (say!(common.many_versions), say!(common.many_versions_lede), say!(common.keep_all))
            } else {
                (say!(common.two_versions), say!(common.two_versions_lede), say!(common.keep_both))
            };
            let one = |version: &Version| view! { <OneVersion editor field version=version.clone() all=versions.clone()/> };
            view! {
                <section class="sheet sheet--honey" aria-label=title>
                    <h2 class="sheet__title">{title}</h2>
                    <p class="sheet__text">{lede}</p>
                    <ul class="two-versions">{versions.iter().map(one).collect_view()}</ul>
                    {joined(field, &versions).map(|both| view! {
                        <button class="button button--quiet" type="button" on:click=handler(move |_| take(editor, field, &both))>
                            {join}
                        </button>
                    })}
                    <p class="small">{say!(common.choose_later)}</p>
                </section>
            }
        })
    })
}

#[component]
fn OneVersion(editor: Editor, field: Field, version: Version, all: Vec<Version>) -> impl IntoView {
    let me = AppState::get().me().map(|me| me.person);
    let mine = me == Some(version.stamp.author.person);
    // Of two that are hers, "mine" says nothing.
    let only_mine = mine && all.iter().filter(|other| me == Some(other.stamp.author.person)).count() == 1;
    let words = said(&version.value);
    let by = part({
        let version = version.clone();
        move || by_line(&version, &all)
    });
    let keep = handler(move |_| take(editor, field, &version.value));
    view! {
        <li class=if mine { "version version--mine" } else { "version" }>
            <p class="version__by">{by}</p>
            <p class="version__text">{words}</p>
            <button class=if only_mine { "button" } else { "button button--quiet" } type="button" on:click=keep>
                {if only_mine { say!(common.keep_mine) } else { say!(common.keep_this) }}
            </button>
        </li>
    }
}

fn take(editor: Editor, field: Field, value: &Value) {
    choose(editor, field, value.clone());
    browser::focus("rubrik");
}

/// Who wrote a version and when; where one person wrote several, also which came last, or has not left this
/// phone. `all` are the versions it stands among.
pub(super) fn by_line(version: &Version, all: &[Version]) -> String {
    let app = AppState::get();
    let stamp = &version.stamp;
    let name = use_card().with(|card| name_of(card.as_ref(), app.me().map(|me| me.person), stamp.author.person));
    let who = format!("{name}, {}", dates::day_short_clock(app.now(), stamp.made_at));
    let others = all.iter().map(|other| &other.stamp).filter(|other| other.op != stamp.op);
    let others: Vec<_> = others.filter(|other| other.author.person == stamp.author.person).collect();
    if others.is_empty() {
        who
    } else if stamp.seq.is_none() && others.iter().all(|other| other.seq.is_some()) {
        say!(common.only_here, who = who)
    } else if others.iter().all(|other| other.made_at < stamp.made_at) {
        say!(common.written_last, who = who)
    } else {
        who
    }
}

/// All the words together, if they are words and fit in the field: on lines of their own where it has lines.
fn joined(field: Field, versions: &[Version]) -> Option<Value> {
    let words = versions.iter().map(|version| match &version.value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    });
    let mut words: Vec<&str> = words.collect::<Option<_>>()?;
    words.retain(|text| !text.is_empty());
    let one_line = matches!(
        field,
        Field::Name | Field::Phone | Field::Role | Field::Organization | Field::Hours | Field::When | Field::Place
    );
    let both = Value::text(words.join(if one_line { " / " } else { "\n" }));
    (words.len() > 1 && field.check(&both).is_ok()).then_some(both)
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
