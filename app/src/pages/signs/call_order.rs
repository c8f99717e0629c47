//! "Ring i den här ordningen": people from Kontakter, with name and number copied into the plan, so
//! that the plan needs nothing else to call (R81). When the contact has changed since, it says so.

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::consent::Right;
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field, Reference, Value, called, phone};
use leptos::prelude::*;

use super::call_pick::{CallPick, reference_to};
use crate::components::{
    CallButton, EntryNotes, HistoryLink, Icon, OrderButtons, ProposeBar, TwoVersions, choose, moved,
};
use crate::editor::{Editor, use_editor};
use crate::state::{TabView, use_binder, use_right, use_tab_unnoted};

/// The list, and the ways to change it.
#[component]
pub(super) fn CallOrder(view: Signal<TabView>) -> impl IntoView {
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let (changing, picking) = (RwSignal::new(false), RwSignal::new(false));
    let ids = memo(move |_| {
        let ids =
            |tab: &domain::TabState| tab.listed(EntryKind::CallFirst).iter().map(|e| e.id).collect::<Vec<_>>();
        view.with(|view| view.open().map(|tab| ids(tab)).unwrap_or_default())
    });
    let right = use_right(BinderTab::WarningPlan);
    // The next one to be added.
    let next = RwSignal::new(None::<EntryId>);
    let editor = use_editor(view, EntryKind::CallFirst, next.into(), Vec::new());
    let some = move || !ids.with(Vec::is_empty);
    view! {
        <h2 class="section-title">{say!(signs.call_order)}</h2>
        <Show when=move || !some()>
            <p class="small">{say!(signs.call_empty)}</p>
        </Show>
        <ol class="person-list" hidden=attribute(move || !some())>
            <For each=move || ids.get() key=|id| *id let:id>
                <CallRow view contacts id changing/>
            </For>
        </ol>
        <Show when=move || picking.get()>
            <CallPick view contacts editor next picking/>
        </Show>
        <Show when=move || right.get() == Some(Right::Suggest)>
            <div class="button-row">
                <Show when=move || !picking.get()>
                    <button class="button button--quiet" type="button" on:click=handler(move |_| picking.set(true))>
                        <Icon name="plus"/>{say!(signs.call_add)}
                    </button>
                </Show>
                <Show when=some>
                    <button class="button button--quiet" type="button"
                        on:click=handler(move |_| changing.update(|on| *on = !*on))>
                        {part(move || if changing.get() { say!(signs.call_done) } else { say!(signs.call_change) })}
                    </button>
                </Show>
            </div>
        </Show>
        <HistoryLink view tab=BinderTab::WarningPlan entry=Signal::stored(None)/>
    }
}

#[component]
fn CallRow(
    view: Signal<TabView>,
    contacts: Signal<TabView>,
    id: EntryId,
    changing: RwSignal<bool>,
) -> impl IntoView {
    let editor = use_editor(view, EntryKind::CallFirst, Signal::stored(Some(id)), Vec::new());
    let person = memo(move |_| match editor.value(Field::Person) {
        Some(Value::Person(person)) => person,
        _ => Reference::named(""),
    });
    let name = move || person.with(|person| called::person(person).to_owned());
    let step = move |step| {
        let place = view.with_untracked(|view| {
            let tab = view.open()?;
            moved(tab, EntryKind::CallFirst, tab.entries.get(&id)?, step, |_| true)
        });
        if let Some((field, value)) = place {
            choose(editor, field, value);
        }
    };
    view! {
        <li class="person-card">
            <div class="person-card__link"><span class="person-card__name">{name}</span></div>
            {part(move || {
                let Reference { name, phone, .. } = person.get();
                view! { <CallButton name number=phone.unwrap_or_default()/> }
            })}
            <Renewed contacts editor person/>
            <Show when=move || changing.get()>
                <Show when=move || editor.form() == Form::Direct>
                    {part(move || view! { <OrderButtons name=name() on_move=step/> })}
                </Show>
                <button class="button button--text button--small" type="button"
                    aria-label=attribute(move || say!(signs.call_remove_name, name = name()))
                    on:click=handler(move |_| editor.remove(say!(signs.call_removed, name = untrack(name))))>
                    <Icon name="x"/>{say!(signs.call_remove)}
                </button>
            </Show>
            <EntryNotes editor/>
            <TwoVersions editor field=Field::Person/>
            <ProposeBar editor/>
        </li>
    }
}

/// The number or the name has changed in Kontakter since it was copied: one tap copies it again.
#[component]
fn Renewed(contacts: Signal<TabView>, editor: Editor, person: Memo<Reference>) -> impl IntoView {
    let renewed = memo(move |_| {
        let copy = person.get();
        contacts.with(|view| {
            let contact = view.open()?.entries.get(&copy.entry?).filter(|contact| contact.is_shown())?;
            let now = reference_to(contact);
            let number = now.phone.as_deref().and_then(phone::dial)?;
            let same_number = copy.phone.as_deref().and_then(phone::dial) == Some(number);
            (!same_number || now.name != copy.name).then_some((now, same_number))
        })
    });
    let renew = move |_| {
        let Some((now, _)) = renewed.get_untracked() else { return };
        choose(editor, Field::Person, Value::Person(now));
        // A coordinator's is a proposal of its own.
        editor.send_proposal();
    };
    move || {
        (renewed.get().filter(|_| editor.form() != Form::Never)).map(|(now, same_number)| {
            let words = if same_number {
                say!(signs.renewed_name, name = now.name)
            } else {
                say!(signs.renewed_number, name = now.name, number = now.phone.unwrap_or_default())
            };
            view! {
                <div class="notice">
                    <p class="notice__text">{words}</p>
                    <div class="notice__actions">
                        <button class="button button--small" type="button" on:click=renew>
                            {if same_number { say!(signs.renew_name) } else { say!(signs.renew_number) }}
                        </button>
                    </div>
                </div>
            }
        })
    }
}
