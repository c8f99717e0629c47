//! "Så vill jag ha det berättat" (R35): how much, since when, and who was there. Hers to say; a coordinator suggests it,
//! or writes it together with her at a meeting.

use domain::interview::{self, Telling};
use domain::rules::Form;
use domain::{Field, Value};
use leptos::prelude::*;

use crate::components::{ChoiceCards, TextField, choose, chosen, telling_words};
use crate::dates;
use crate::editor::Editor;
use crate::lean::{Show, attribute, derived, handler, memo, part};
use crate::state::AppState;

/// The choice, and once there is one, its day and who was there.
#[component]
pub(super) fn Agreement(editor: Editor, staff: bool) -> impl IntoView {
    let app = AppState::get();
    let owner = Editor::owner_name();
    let said = memo(move |_| {
        let unsent = || editor.said(Field::Telling).and_then(|_| telling_of(editor.value(Field::Telling)));
        unsent().or_else(|| editor.current().as_ref().and_then(interview::agreed))
    });
    let split = memo(move |_| {
        let register =
            |entry: &domain::Entry| entry.fields.get(&Field::Telling).map(domain::entry::Register::is_split);
        editor.current().as_ref().and_then(register) == Some(true)
    });
    let choose_one = move |name: &'static str| {
        let today = Value::Instant(app.now());
        let Some(change) = chosen(editor, Field::Telling, Value::choice(name)) else {
            choose(editor, Field::TellingOn, today);
            return;
        };
        change.with(Field::TellingOn, today).commit(app);
    };
    let legend = if staff {
        say!(near.telling_staff, owner = owner.get_untracked())
    } else {
        say!(near.telling).to_owned()
    };
    let choices = Telling::ALL.map(|telling| (telling.name(), telling_words(telling.name()).to_owned()));
    view! {
        <ChoiceCards legend name="berattat" choices=choices.to_vec() chosen=derived(move || said.get().map(Telling::name))
            locked=derived(move || editor.form() == Form::Never) on_choose=choose_one/>
        <crate::components::Standing editor field=Field::Telling/>
        <Show when=move || split.get()>
            <p class="notice" role="status">
                {part(move || if staff { say!(near.two_answers_staff, owner = owner.get()) } else { say!(near.two_answers).to_owned() })}
            </p>
        </Show>
        <Show when=move || said.get().is_some()>
            <Day editor/>
            <TextField editor field=Field::TellingWith label=say!(near.telling_with) hint=say!(near.telling_with_hint)/>
        </Show>
    }
}

fn telling_of(value: Option<Value>) -> Option<Telling> {
    let Value::Choice(name) = value? else { return None };
    Telling::ALL.into_iter().find(|telling| telling.name() == name)
}

/// The day it was decided: the day of the tap, until another is picked.
#[component]
fn Day(editor: Editor) -> impl IntoView {
    let shown = memo(move |_| match editor.value(Field::TellingOn) {
        Some(Value::Instant(at)) => dates::date_value(at),
        _ => String::new(),
    });
    let pick = move |event| {
        if let Some(at) = dates::parse(&event_target_value(&event), "12:00") {
            choose(editor, Field::TellingOn, Value::Instant(at));
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="berattat-dag">{say!(near.telling_on)}</label>
            <input class="field__input" id="berattat-dag" type="date" autocomplete="off" prop:value=attribute(move || shown.get())
                disabled=attribute(move || editor.form() == Form::Never) on:change=handler(pick)/>
        </div>
    }
}
