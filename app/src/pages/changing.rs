//! Det här ändras: hospital care, support or treatment that is about to change, told her ahead (R120, R125). A
//! coordinator writes it; she reads it, with whom to ask.

mod listed;
mod reading;
mod who;

use crate::lean::{Show, attribute, derived, handler, memo, part};
use domain::rules::Form;
use domain::{BinderTab, Entry, EntryKind, Field, Value};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{
    ChoiceField, EntryNotes, HistoryLink, Icon, MadeBy, Page, Removed, TextField, WhenRead, WhenThere, choose,
    written,
};
use crate::editor::{Editor, use_editor};
use crate::pages::contact::use_entry_id;
use crate::state::{AppState, TabView, use_binder, use_links, use_owner_name, use_tab_unnoted};
use crate::{dates, paths};
pub(crate) use listed::{Changes, ComingChanges};
use reading::Told;
use who::WhoNeedsToKnow;

/// What sort of change it is, in words.
pub(crate) fn cause(name: &str) -> &'static str {
    match name {
        "hospital" => say!(changing.hospital),
        "support" => say!(changing.support),
        "treatment" => say!(changing.treatment),
        _ => say!(changing.other),
    }
}

/// One change.
#[component]
pub(crate) fn ChangingPage() -> impl IntoView {
    let view = use_tab_unnoted(use_binder(), BinderTab::Plan);
    let (links, named) = (use_links(), use_entry_id());
    let back = derived(move || Some((links.get().to(paths::PLAN), say!(plan.title).to_owned())));
    view! {
        <Page title=say!(changing.title).to_owned() back aloud=true>
            <WhenRead view>
                <WhenThere tab=BinderTab::Plan view entry=named>
                    // Made anew for each, so that nothing typed in one can end in another.
                    {part(move || named.get().map(|id| view! { <One view id/> }))}
                </WhenThere>
            </WhenRead>
        </Page>
    }
}

#[component]
fn One(view: Signal<TabView>, id: domain::EntryId) -> impl IntoView {
    let app = AppState::get();
    let noon = dates::parse(&dates::date_value(app.now()), "12:00").unwrap_or(app.now());
    let seeds = vec![(Field::Starts, Value::Instant(noon))];
    let editor = use_editor(view, EntryKind::ChangeNotice, Signal::stored(Some(id)), seeds);
    let removed = memo(move |_| editor.current().is_some_and(|entry| !entry.is_shown()));
    let stamp = memo(move |_| editor.current().as_ref().map(written));
    let writes = move || app.is_staff() && editor.form() == Form::Direct;
    let is_told = memo(move |_| editor.current().is_some_and(|entry| has_words(&entry)));
    let plan = use_links().get_untracked().to(paths::PLAN);
    let go = use_navigate();
    let remove = StoredValue::new(move |_| {
        editor.remove_and_go(say!(changing.removed).to_owned(), Some(plan.clone()));
        go(&plan, NavigateOptions::default());
    });
    view! {
        <EntryNotes editor/>
        <Show when=move || removed.get()><Removed editor said=say!(changing.removed).to_owned()/></Show>
        <Show when=writes fallback=move || view! { <Told editor/> }><Form editor/></Show>
        <Show when=move || is_told.get() && !removed.get()><WhoNeedsToKnow editor notice=id/></Show>
        {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp/> }))}
        <HistoryLink view tab=BinderTab::Plan entry=editor.entry/>
        <Show when=move || is_told.get() && !removed.get() && writes()>
            <div class="button-stack">
                <button class="button button--text" type="button" on:click=handler(move |event| remove.with_value(|remove| remove(event)))>
                    <Icon name="trash"/>{say!(changing.remove)}
                </button>
            </div>
        </Show>
    }
}

fn has_words(notice: &Entry) -> bool {
    notice.is_shown() && !notice.text(Field::Text).trim().is_empty()
}

/// What a coordinator writes: what sort, what, and from which day.
#[component]
fn Form(editor: Editor) -> impl IntoView {
    let owner = use_owner_name();
    let choices = domain::changing::CAUSES.map(|name| (name, cause(name).to_owned())).to_vec();
    let day = memo(move |_| match editor.value(Field::Starts) {
        Some(Value::Instant(at)) => dates::date_value(at),
        _ => dates::date_value(editor.app.now()),
    });
    let wrong = RwSignal::new(false);
    let change = move |event| {
        let at = dates::parse(&event_target_value(&event), "12:00");
        let at = at.filter(|at| (2000..2100).contains(&at.local().year));
        wrong.set(at.is_none());
        if let Some(at) = at {
            choose(editor, Field::Starts, Value::Instant(at));
        }
    };
    view! {
        <p class="page__lede">{part(move || say!(changing.lede_staff, owner = owner.get().unwrap_or_default()))}</p>
        <ChoiceField editor field=Field::Cause legend=say!(changing.cause) choices/>
        <TextField editor field=Field::Text long=true label=say!(changing.what).to_owned() hint=say!(changing.what_hint).to_owned()/>
        <div class="field">
            <label class="field__label" for="andras-dag">{say!(changing.from)}</label>
            <input class="field__input" id="andras-dag" type="date" autocomplete="off" aria-describedby="andras-fel"
                prop:value=attribute(move || day.get()) on:change=handler(change)/>
            <p class="field__error" id="andras-fel" role="status">{part(move || wrong.get().then(|| say!(changing.wrong_day)))}</p>
        </div>
    }
}
