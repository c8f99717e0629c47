//! That a talk was had: the day and who talked, nothing of what was said.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::rules::Form;
use domain::{Audience, Body, Entry, EntryId, EntryKind, Field, Reference, Timestamp, Value, interview};
use leptos::prelude::*;
use replica::Draft;

use super::use_name;
use crate::components::Change;
use crate::dates;
use crate::editor::Editor;
use crate::lean::{For, Show, attribute, handler, memo, part};
use crate::state::AppState;
use crate::words::locale;

/// A talk as its line shows it.
#[derive(Clone, PartialEq)]
struct Line {
    entry: EntryId,
    heads: Vec<domain::OpId>,
    at: Timestamp,
    by: String,
}

fn line(entry: &Entry) -> Line {
    let by = entry.person(Field::Who).map(|who| domain::called::person(who).to_owned());
    Line {
        entry: entry.id,
        heads: entry.all_heads(),
        at: entry.instant(Field::Starts).unwrap_or(entry.created.made_at),
        by: by.filter(|by| !by.is_empty()).unwrap_or_else(|| say!(common.somebody).to_owned()),
    }
}

/// The lines, and on the coordinator's screen the way to one more.
#[component]
pub(super) fn Held(editor: Editor, contact: EntryId, staff: bool) -> impl IntoView {
    let lines = memo(move |_| {
        editor.tab.with(|view| {
            let held = view.open().map(|tab| interview::held(tab, contact)).unwrap_or_default();
            held.into_iter().map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <ul class="log-list">
                <For each=move || lines.get() key=|line| (line.entry, line.heads.clone()) let:line>
                    <OneTalk editor line staff/>
                </For>
            </ul>
        </Show>
        {staff.then(|| view! { <Add editor contact/> })}
    }
}

#[component]
fn OneTalk(editor: Editor, line: Line, staff: bool) -> impl IntoView {
    let name = use_name(editor);
    let day = locale().day_and_year(line.at);
    let by = line.by.clone();
    let said = move || say!(near.held, by = by.clone(), name = name.get(), day = day.clone());
    let (entry, heads) = (line.entry, line.heads);
    view! {
        <li class="log-list__item">
            <span>{part(said)}</span>
            {(staff && editor.form() != Form::Never).then(|| view! {
                <div class="consent__actions">
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| remove(editor, vec![(entry, heads.clone())], say!(near.held_removed)))>
                        {say!(near.held_remove)}
                    </button>
                </div>
            })}
        </li>
    }
}

/// Takes lines of this page away, with "Ångra".
pub(super) fn remove(editor: Editor, gone: Vec<(EntryId, Vec<domain::OpId>)>, said: &'static str) {
    let Some(binder) = editor.binder.get_untracked() else { return };
    // What went into her own room with the contact stays there.
    let own = untrack(move || editor.current()).is_some_and(|contact| contact.private);
    let audience = || if own { Audience::Private } else { Audience::Tab };
    let draft = |entry, body| Draft { audience: audience(), ..draft(entry, body) };
    let drafts = gone.iter().map(|(entry, over)| draft(*entry, Body::Remove(Remove { over: over.clone() })));
    let back = gone.iter().map(|(entry, _)| draft(*entry, Body::Restore)).collect();
    Change { binder, drafts: drafts.collect(), back, said: said.to_owned() }.commit(editor.app);
}

fn draft(entry: EntryId, body: Body) -> Draft {
    let tab = EntryKind::Interview.tab();
    Draft { tab, entry, audience: Audience::Tab, meeting: None, act: None, body }
}

#[component]
fn Add(editor: Editor, contact: EntryId) -> impl IntoView {
    let app = AppState::get();
    let owner = Editor::owner_name();
    let day = RwSignal::new(dates::date_value(app.now()));
    let missing = RwSignal::new(false);
    let add = move |_| {
        let at = dates::parse(&day.get_untracked(), "12:00");
        let at = at.filter(|at| dates::date_value(*at) <= dates::date_value(app.now()));
        missing.set(at.is_none());
        if let Some(at) = at {
            note(editor, contact, at);
        }
    };
    view! {
        <Show when=move || editor.form() != Form::Never>
            <div class="field">
                <label class="field__label" for="samtal-dag">{say!(near.held_on)}</label>
                <p class="field__hint" id="samtal-hint">{part(move || say!(near.held_note, owner = owner.get()))}</p>
                <input class="field__input" id="samtal-dag" type="date" autocomplete="off" prop:value=attribute(move || day.get())
                    aria-describedby="samtal-hint samtal-fel" on:input=handler(move |event| day.set(event_target_value(&event)))/>
                <p class="field__error" id="samtal-fel" role="status">{part(move || missing.get().then(|| say!(near.day_missing)))}</p>
            </div>
            <div class="button-stack">
                <button class="button button--quiet" type="button" on:click=handler(add)>{say!(near.held_add)}</button>
            </div>
        </Show>
    }
}

/// Writes the line down, signed with the coordinator's own name.
fn note(editor: Editor, contact: EntryId, at: Timestamp) {
    let app = editor.app;
    let (Some(binder), Some(replica), Some(me)) =
        (editor.binder.get_untracked(), app.replica(), untrack(|| app.me()))
    else {
        return;
    };
    let values = [
        (Field::Parent, Value::Entry(contact)),
        (Field::Starts, Value::Instant(at)),
        (Field::Who, Value::Person(Reference::named(me.name))),
    ];
    let fields = values.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value }));
    let write = Write { entry_kind: EntryKind::Interview, fields: BTreeMap::from(fields) };
    let entry = replica.new_entry();
    let back = vec![draft(entry, Body::Remove(Remove { over: Vec::new() }))];
    let said = say!(common.saved).to_owned();
    Change { binder, drafts: vec![draft(entry, Body::Write(write))], back, said }.commit(app);
}
