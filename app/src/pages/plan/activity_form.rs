//! The fields of who does what, when, and who answers for it.

use crate::lean::{Show, memo};
use domain::rules::Form;
use domain::{EntryId, Field};
use leptos::prelude::*;

use super::activity::Open;
use crate::components::{ChoiceField, Icon, OwnOnly, PersonField, PersonWords, TextField};
use crate::editor::Editor;
use crate::paths;
use crate::state::use_owner_name;

/// Everything that can be written about one activity.
#[component]
pub(crate) fn ActivityForm(
    /// The activity.
    editor: Editor,
    /// Which activity is open; none when this one is removed.
    opened: RwSignal<Option<(EntryId, Open)>>,
) -> impl IntoView {
    let owner = use_owner_name();
    let exists = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown()));
    let me = if owner.with_untracked(Option::is_some) { say!(plan.owner_self) } else { say!(plan.me_self) };
    let who = PersonWords {
        who: say!(plan.who),
        open: say!(plan.who_open),
        other: say!(plan.who_other),
        name: say!(plan.who_name),
    };
    let remove = move |_| {
        editor.remove(say!(plan.activity_removed).to_owned());
        opened.set(None);
    };
    view! {
        <TextField editor field=Field::Text long=true label=say!(plan.what)/>
        <PersonField editor field=Field::Who words=who with_owner=true/>
        <TextField editor field=Field::When label=say!(plan.when) hint=say!(plan.when_hint)/>
        <ChoiceField editor field=Field::Authority legend=say!(plan.authority) choices=vec![
            ("region", say!(plan.region).to_owned()),
            ("municipality", say!(plan.municipality).to_owned()),
            ("me", me.to_owned()),
            ("open", say!(plan.open).to_owned()),
        ]/>
        <TextField editor field=Field::Intervention long=true label=say!(plan.intervention)
            hint=say!(plan.intervention_hint)/>
        <OwnOnly editor path=paths::GOAL/>
        <Show when=move || exists.get() && editor.form() != Form::Never>
            <div class="sheet__actions">
                <button class="button button--text button--small" type="button" on:click=remove>
                    <Icon name="trash"/>{say!(plan.remove_activity)}
                </button>
            </div>
        </Show>
    }
}
