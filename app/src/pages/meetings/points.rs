//! "Egna punkter" (R94): what somebody wants to take up, beside what is always gone through. Before the meeting and
//! during it, by everybody who may write in Möten.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::rules::Form;
use domain::{Audience, BinderTab, Body, EntryId, EntryKind, Field, OpId, Role, Value, meeting};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use replica::Draft;

use crate::components::{Change, Icon};
use crate::editor::use_editor;
use crate::lean::{For, Show, handler, memo};
use crate::state::{AppState, TabView, name_of, use_binder, use_card};

#[derive(Clone, PartialEq, Eq, Hash)]
struct Point {
    id: EntryId,
    text: String,
    by: String,
    /// Whoever wrote it takes it away again, and she anything.
    may_remove: bool,
    heads: Vec<OpId>,
}

/// The list, and the line to write another.
#[component]
pub(crate) fn Points(
    /// The meetings.
    view: Signal<TabView>,
    /// The meeting.
    meeting: Signal<Option<EntryId>>,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let binder = use_binder();
    let points = memo(move |_| {
        let me = app.me();
        let is_owner = me.as_ref().is_some_and(|me| me.role == Role::Owner);
        let me = me.map(|me| me.person);
        view.with(|view| {
            let all = view.open().zip(meeting.get()).map(|(tab, id)| meeting::points(tab, id)).unwrap_or_default();
            let point = |entry: &domain::Entry| Point {
                id: entry.id,
                text: entry.text(Field::Text).trim().to_owned(),
                by: card.with(|card| name_of(card.as_ref(), me, entry.created.author.person)),
                may_remove: is_owner || Some(entry.created.author.person) == me,
                heads: entry.all_heads(),
            };
            all.into_iter().map(point).collect::<Vec<_>>()
        })
    });
    let fresh = app.replica().map(|replica| replica.new_entry());
    let fresh = use_editor(view, EntryKind::AgendaPoint, Signal::stored(fresh), Vec::new());
    let writes = memo(move |_| fresh.form() == Form::Direct);
    let text = RwSignal::new(String::new());
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked().trim().to_owned();
        let (Some(binder), Some(replica), Some(meeting)) =
            (binder.get_untracked(), app.replica(), meeting.get_untracked())
        else {
            return;
        };
        if words.is_empty() {
            return;
        }
        let values = [(Field::Parent, Value::Entry(meeting)), (Field::Text, Value::text(words))];
        let fields = values.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value }));
        let body = Body::Write(Write { entry_kind: EntryKind::AgendaPoint, fields: BTreeMap::from(fields) });
        let draft = draft(replica.new_entry(), body);
        let back = vec![Draft { body: Body::Remove(Remove { over: Vec::new() }), ..draft.clone() }];
        Change { binder, drafts: vec![draft], back, said: say!(mode.point_added).to_owned() }.commit(app);
        text.set(String::new());
    };
    let remove = move |point: &Point| {
        let Some(binder) = binder.get_untracked() else { return };
        let drafts = vec![draft(point.id, Body::Remove(Remove { over: point.heads.clone() }))];
        let back = vec![draft(point.id, Body::Restore)];
        Change { binder, drafts, back, said: say!(mode.point_removed).to_owned() }.commit(app);
    };
    view! {
        <Show when=move || writes.get() || !points.with(Vec::is_empty)>
            <h2 class="section-title">{say!(mode.points)}</h2>
            <ul class="log-list">
                <For each=move || points.get() key=Clone::clone let:point>
                    {
                        let (name, may) = (point.text.clone(), point.may_remove && writes.get_untracked());
                        let (words, by) = (point.text.clone(), point.by.clone());
                        view! {
                            <li class="log-list__item">
                                <strong>{words}</strong>
                                <span class="log-list__when">{by}</span>
                                {may.then(|| view! {
                                    <div class="consent__actions"><button class="button button--quiet button--small" type="button"
                                        aria-label=say!(mode.remove_point, what = name)
                                        on:click=handler(move |_| remove(&point))>{say!(mode.remove_short)}</button></div>
                                })}
                            </li>
                        }
                    }
                </For>
            </ul>
            <Show when=move || writes.get()>
                <form class="stack" on:submit=add>
                    <div class="field">
                        <label class="field__label" for="egen-punkt">{say!(mode.new_point)}</label>
                        <input class="field__input" id="egen-punkt" type="text" autocomplete="off" prop:value=text
                            on:input=handler(move |event| text.set(event_target_value(&event)))/>
                    </div>
                    <button class="button button--quiet" type="submit"><Icon name="plus"/>{say!(mode.add_point)}</button>
                </form>
            </Show>
        </Show>
    }
}

fn draft(entry: EntryId, body: Body) -> Draft {
    Draft { tab: BinderTab::Meetings, entry, audience: Audience::Tab, meeting: None, act: None, body }
}
