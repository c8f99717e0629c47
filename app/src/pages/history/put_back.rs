//! "Skriv tillbaka det här": earlier words are written again, over what stands now. What stands now goes to the
//! history like everything else, and "Ångra" takes it back.

use domain::entry::Version;
use domain::rules::Form;
use domain::{Entry, Field, OpId, Value};
use leptos::prelude::*;

use super::change::is_there;
use super::words::Names;
use crate::browser;
use crate::components::{Icon, choose};
use crate::editor::Editor;
use crate::lean::{Show, handler, memo, part};

/// The button, and the question it asks in words of what is replaced.
#[component]
pub(super) fn PutBack(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
    /// What stood there.
    value: Value,
    /// The op that wrote it.
    op: OpId,
) -> impl IntoView {
    let names = Names::here();
    let asking = RwSignal::new(false);
    let words = names.value(field, &value);
    // What would be replaced; nothing to offer where the same words stand already.
    let stands: Memo<Option<Vec<Value>>> = memo({
        let value = value.clone();
        move |_| {
            let entry = editor.current().filter(is_there)?;
            let now = standing(&entry, field);
            (editor.form() == Form::Direct && now != [value.clone()]).then_some(now)
        }
    });
    let (ask_id, yes_id) = (format!("fraga-{op}-{field:?}"), format!("ja-{op}-{field:?}"));
    let spoken = say!(history.put_back_this, words = words.clone());
    let yes = move |_| {
        choose(editor, field, value.clone());
        browser::focus("rubrik");
    };
    let (words, yes, names) = (StoredValue::new(words), StoredValue::new(yes), StoredValue::new(names));
    let (ask_id, yes_id, spoken) = (StoredValue::new(ask_id), StoredValue::new(yes_id), StoredValue::new(spoken));
    let now = move || {
        let said = |value: &Value| names.with_value(|names| names.value(field, value));
        let now = stands.get().unwrap_or_default();
        if now.is_empty() {
            return say!(history.ask_nothing).to_owned();
        }
        say!(history.ask_now, words = now.iter().map(said).collect::<Vec<_>>().join(" / "))
    };
    let no = move |_| {
        asking.set(false);
        browser::focus_soon(ask_id.get_value());
    };
    view! {
        <Show when=move || stands.with(Option::is_some)>
            <Show
                when=move || asking.get()
                fallback=move || view! {
                    <div class="sheet__actions">
                        <button class="button button--quiet button--small" type="button" id=ask_id.get_value()
                            aria-label=spoken.get_value()
                            on:click=handler(move |_| {
                                asking.set(true);
                                browser::focus_soon(yes_id.get_value());
                            })>
                            <Icon name="undo"/>{say!(history.put_back)}
                        </button>
                    </div>
                }
            >
                <div class="notice notice--plain" role="group" aria-label=say!(history.ask)>
                    <p class="notice__text history__ask">{part(now)}</p>
                    <p class="notice__text history__ask">{words.with_value(|words| say!(history.ask_then, words = words.as_str()))}</p>
                    <p class="small">{say!(history.ask_kept)}</p>
                    <div class="notice__actions">
                        <button class="button button--small" type="button" id=yes_id.get_value()
                            on:click=handler(move |e| yes.with_value(|yes| yes(e)))>{say!(history.yes)}</button>
                        <button class="button button--quiet button--small" type="button" on:click=handler(no)>{say!(history.no)}</button>
                    </div>
                </div>
            </Show>
        </Show>
    }
}

/// What stands in a field now: several after two versions.
fn standing(entry: &Entry, field: Field) -> Vec<Value> {
    let current = entry.fields.get(&field).map(|register| register.current.as_slice()).unwrap_or_default();
    current.iter().map(|version: &Version| version.value.clone()).collect()
}
