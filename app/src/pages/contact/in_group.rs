//! A contact's place in the resource group: she chooses who is in it (R99), and each time one is taken in, the
//! question comes what that person may read (R31). Together at a meeting the coordinator may write it down.

use domain::rules::Form;
use domain::{BinderTab, Field, Value};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Icon, choose, chosen};
use crate::editor::Editor;
use crate::lean::{Show, attribute, handler, memo, part};
use crate::pages::sharing::{Standing, way_to_joining};
use crate::state::{AppState, contact_name, use_binder, use_card, use_owner_name, use_tab_unnoted};

/// The part of the page; nothing for a contact that is not there yet, or that stands in her own room.
#[component]
pub(super) fn InGroup(editor: Editor) -> impl IntoView {
    let app = AppState::get();
    let is_there = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown() && !entry.private));
    view! {
        <Show when=move || is_there.get()>
            <h2 class="section-title">{say!(group.title)}</h2>
            {part(move || if app.is_staff() {
                view! { <ForStaff editor/> }.into_any()
            } else {
                view! { <Hers editor/> }.into_any()
            })}
        </Show>
    }
}

fn use_member(editor: Editor) -> Memo<bool> {
    memo(move |_| editor.current().is_some_and(|entry| entry.flag(Field::InGroup)))
}

#[component]
fn Hers(editor: Editor) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let sharing = use_tab_unnoted(binder, BinderTab::Sharing);
    let member = use_member(editor);
    let go = use_navigate();
    let name = memo(move |_| editor.current().as_ref().map(contact_name).unwrap_or_default());
    let standing = move || {
        let entry = editor.current()?;
        let of = |tab: &domain::TabState| {
            card.with(|card| Standing::of(&entry, tab, card.as_ref(), app.clock()).words(&name.get(), app.now()))
        };
        sharing.with(|view| view.open().map(|tab| of(tab)))
    };
    let take_in = move |_| {
        let Some(id) = editor.entry.get_untracked() else { return };
        let Some(change) = chosen(editor, Field::InGroup, Value::Flag(true)) else { return };
        let (go, question) = (go.clone(), way_to_joining(id));
        change.commit_then(app, question.clone(), move || go(&question, NavigateOptions::default()));
    };
    let take_in = StoredValue::new(take_in);
    let question = move || editor.entry.get().map(way_to_joining);
    view! {
        <Show when=move || member.get()
            fallback=move || view! {
                <p class="small">{say!(group.what)}</p>
                <div class="button-stack">
                    <button class="button button--quiet" type="button"
                        on:click=handler(move |event| take_in.with_value(|take_in| take_in(event)))>
                        <Icon name="users"/>{say!(group.add)}
                    </button>
                </div>
            }>
            <p>{part(standing)}</p>
            <div class="button-stack">
                <a class="button button--quiet" href=attribute(question)>{part(move || say!(group.choose, name = name.get()))}</a>
                <button class="button button--text" type="button"
                    on:click=handler(move |_| choose(editor, Field::InGroup, Value::Flag(false)))>
                    {say!(group.leave)}
                </button>
            </div>
            <p class="small">{say!(group.stays)}</p>
        </Show>
    }
}

/// Staff read that somebody is in it; together at a meeting they may write it down.
#[component]
fn ForStaff(editor: Editor) -> impl IntoView {
    let member = use_member(editor);
    let owner = use_owner_name();
    let direct = memo(move |_| editor.form() == Form::Direct);
    let name = memo(move |_| editor.current().as_ref().map(contact_name).unwrap_or_default());
    let note = move || owner.get().map(|owner| say!(group.staff_note, owner = owner, name = name.get()));
    move || {
        if direct.get() {
            view! {
                <label class="switch">
                    <span class="switch__text">
                        <span class="switch__title">{say!(group.member)}</span>
                        <span class="switch__note">{part(note)}</span>
                    </span>
                    <input class="switch__input" type="checkbox" role="switch" prop:checked=move || member.get()
                        on:change=handler(move |event| {
                            choose(editor, Field::InGroup, Value::Flag(event_target_checked(&event)));
                        })/>
                </label>
            }
            .into_any()
        } else {
            view! { <p class="small">{part(move || member.get().then(|| say!(group.member)))}</p> }.into_any()
        }
    }
}
