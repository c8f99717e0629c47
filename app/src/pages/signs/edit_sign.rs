//! Writing a sign: her words first (R79), then the group (R78), then what to do (R80).

use crate::lean::{Show, memo};
use domain::rules::Form;
use domain::{EntryId, Field};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::areas::{AREAS, Prompts, area_title};
use super::edit_lines::EditLines;
use super::lines::Doer;
use super::one::Mode;
use super::unsent::{ProposeAll, Unsent};
use crate::browser::focus_soon;
use crate::components::{ChoiceField, Icon, OwnOnly, TextField};
use crate::editor::Editor;
use crate::paths;
use crate::state::{TabView, use_links};

/// The sign as a form. What follows her words is asked once there are some.
#[component]
pub(super) fn EditSign(view: Signal<TabView>, editor: Editor, id: EntryId, mode: RwSignal<Mode>) -> impl IntoView {
    let unsent = Unsent::provide();
    Unsent::join(editor);
    let words = memo(move |_| !editor.text(Field::Text).trim().is_empty());
    let exists = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown()));
    // Once asked, the rest stays: words that are being written anew do not make the page jump.
    let asked =
        memo(move |before: Option<&bool>| before.is_some_and(|before| *before) || words.get() || exists.get());
    // She says who may read it before she writes; of one that stands there, where it is read.
    let is_new = mode.get_untracked() == Mode::New;
    view! {
        {is_new.then(|| view! { <OwnOnly editor path=paths::SIGN/> })}
        <TextField editor field=Field::Text label=say!(signs.text) hint=say!(signs.text_hint) long=true/>
        <Prompts/>
        <Show when=move || asked.get()>
            <ChoiceField editor field=Field::Area legend=say!(signs.about) beside=true otherwise="own"
                choices=AREAS.map(|area| (area, area_title(area).to_owned())).to_vec()/>
            <EditLines view sign=id doer=Doer::Me/>
            <EditLines view sign=id doer=Doer::Other/>
        </Show>
        <ProposeAll unsent/>
        <Leave editor exists=exists.into() mode/>
    }
}

/// "Klart", and a way to take the sign away.
#[component]
fn Leave(editor: Editor, exists: Signal<bool>, mode: RwSignal<Mode>) -> impl IntoView {
    let links = use_links();
    let go = use_navigate();
    let to_list =
        StoredValue::new(move || go(&links.get_untracked().to(paths::SIGNS), NavigateOptions::default()));
    let done = move |_| {
        editor.app.fields_close();
        if exists.get_untracked() {
            mode.set(Mode::Reading);
            focus_soon("rubrik".to_owned());
        } else {
            to_list.with_value(|go| go());
        }
    };
    let remove = move |_| {
        editor.remove_and_go(say!(signs.removed).to_owned(), Some(links.get_untracked().to(paths::SIGNS)));
        // What is only suggested stands here, as a suggestion.
        if untrack(move || editor.form()) == Form::Direct {
            to_list.with_value(|go| go());
        }
    };
    view! {
        <div class="button-stack">
            <button class="button button--quiet" type="button" on:click=done>{say!(common.done)}</button>
            <Show when=move || exists.get() && editor.form() != Form::Never>
                <button class="button button--text" type="button" on:click=remove>
                    <Icon name="trash"/>{say!(signs.remove)}
                </button>
            </Show>
        </div>
    }
}
