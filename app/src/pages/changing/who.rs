//! "Vem behöver veta?" (R125): everybody around her against her sentences. Nothing is sent from here: whoever may read
//! Mål och plan sees the change there, and who has been told by word of mouth can be noted with its day.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::interview::leaves_out_related;
use domain::rules::Form;
use domain::{
    Audience, BinderTab, Body, Entry, EntryId, EntryKind, Field, OpId, Reference, TabState, Timestamp, Value,
    changing,
};
use leptos::prelude::*;
use replica::Draft;

use crate::components::Change;
use crate::editor::Editor;
use crate::lean::{For, Show, handler, memo};
use crate::pages::sharing::{may_read, readers_of};
use crate::state::{AppState, contact_name, use_binder, use_card, use_links, use_tab_unnoted};
use crate::{dates, paths};

/// Somebody around her, and what that person knows.
#[derive(Clone, PartialEq)]
struct Person {
    contact: EntryId,
    name: String,
    reads: bool,
    /// The note that this person has been told, what it is removed by, and its day.
    told: Option<(EntryId, Vec<OpId>, Timestamp)>,
}

/// The list.
#[component]
pub(super) fn WhoNeedsToKnow(editor: Editor, notice: EntryId) -> impl IntoView {
    let app = AppState::get();
    let (binder, card, links) = (use_binder(), use_card(), use_links());
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let sharing = use_tab_unnoted(binder, BinderTab::Sharing);
    let people = memo(move |_| {
        let told = editor.tab.with(|view| view.open().map(|plan| told_of(plan, notice)).unwrap_or_default());
        card.with(|card| {
            sharing.with(|sharing| {
                let sentences = sharing.open();
                contacts.with(|contacts| {
                    let listed = contacts.open().map(|tab| around_her(tab)).unwrap_or_default();
                    let person = |contact: &&Entry| Person {
                        contact: contact.id,
                        name: contact_name(contact),
                        reads: sentences.is_some_and(|sharing| {
                            may_read(contact, sharing, card.as_ref(), BinderTab::Plan, app.now())
                        }),
                        told: told.get(&contact.id).cloned(),
                    };
                    listed.iter().map(person).collect::<Vec<_>>()
                })
            })
        })
    });
    let readers =
        memo(move |_| sharing.with(|view| readers_of(view.open().map(AsRef::as_ref), BinderTab::Plan, app.now())));
    let staff = app.is_staff();
    view! {
        <section class="sheet">
            <h2 class="section-title">{if staff { say!(changing.who) } else { say!(changing.who_knows) }}</h2>
            <Show when=move || !staff && !readers.with(String::is_empty)>
                <p>{move || say!(changing.readers, names = readers.get())}</p>
            </Show>
            <p class="small">{if staff { say!(changing.nothing_sent) } else { say!(changing.nothing_sent_hers) }}</p>
            <ul class="log-list">
                <For each=move || people.get() key=|person| (person.contact, person.reads, person.told.clone()) let:person>
                    <Row editor notice person/>
                </For>
            </ul>
            {staff.then(|| view! {
                <p><a href=move || links.get().to(paths::SHARING)>{say!(changing.to_sharing)}</a></p>
            })}
        </section>
    }
}

/// Everybody in Kontakter, without those close to her while she leaves them out of this (R103).
fn around_her(contacts: &TabState) -> Vec<&Entry> {
    let mut listed = contacts.listed(EntryKind::Contact);
    let left_out = leaves_out_related(contacts);
    listed.retain(|contact| !left_out || contact.choice(Field::Group) != Some("close"));
    listed
}

fn told_of(plan: &TabState, notice: EntryId) -> BTreeMap<EntryId, (EntryId, Vec<OpId>, Timestamp)> {
    let all = changing::informed(plan, notice).into_iter();
    let of = all.filter_map(|told| {
        let at = told.instant(Field::Starts).unwrap_or(told.created.made_at);
        Some((told.person(Field::Person)?.entry?, (told.id, told.all_heads(), at)))
    });
    of.collect()
}

#[component]
fn Row(editor: Editor, notice: EntryId, person: Person) -> impl IntoView {
    let app = editor.app;
    let owner = Editor::owner_name();
    let Person { contact, name, reads, told } = person;
    let stands = match (&told, reads) {
        (Some((.., at)), _) => say!(changing.was_told, name = name.clone(), day = dates::day(app.now(), *at)),
        (None, true) => say!(changing.reads, name = name.clone()),
        // Staff are not told whom else her sentences let in: she is the one to ask.
        (None, false) if app.is_staff() => say!(changing.ask_her, name = name.clone(), owner = owner.get()),
        (None, false) => say!(changing.not_told, name = name.clone()),
    };
    let may_note = app.is_staff() && editor.form() != Form::Never;
    let label = if told.is_some() {
        say!(changing.untell, name = name.clone())
    } else {
        say!(changing.tell, name = name.clone())
    };
    let words = if told.is_some() { say!(changing.untell_short) } else { say!(changing.tell_short) };
    let note = move |_| match told.clone() {
        Some((entry, over, _)) => take_back(editor, entry, over),
        None => note_told(editor, notice, contact, name.clone()),
    };
    view! {
        <li class="log-list__item">
            <span>{stands}</span>
            {may_note.then(|| view! {
                <div class="consent__actions">
                    <button class="button button--quiet button--small" type="button" aria-label=label on:click=handler(note)>{words}</button>
                </div>
            })}
        </li>
    }
}

fn draft(entry: EntryId, body: Body) -> Draft {
    let tab = EntryKind::Informed.tab();
    Draft { tab, entry, audience: Audience::Tab, meeting: None, act: None, body }
}

fn note_told(editor: Editor, notice: EntryId, contact: EntryId, name: String) {
    let (Some(binder), Some(replica)) = (editor.binder.get_untracked(), editor.app.replica()) else { return };
    let said = say!(changing.told_said, name = name.clone());
    let person = Reference { entry: Some(contact), name, phone: None };
    let values = [
        (Field::Parent, Value::Entry(notice)),
        (Field::Person, Value::Person(person)),
        (Field::Starts, Value::Instant(editor.app.now())),
    ];
    let fields = values.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value }));
    let write = Write { entry_kind: EntryKind::Informed, fields: BTreeMap::from(fields) };
    let entry = replica.new_entry();
    let back = vec![draft(entry, Body::Remove(Remove { over: Vec::new() }))];
    Change { binder, drafts: vec![draft(entry, Body::Write(write))], back, said }.commit(editor.app);
}

fn take_back(editor: Editor, entry: EntryId, over: Vec<OpId>) {
    let Some(binder) = editor.binder.get_untracked() else { return };
    let drafts = vec![draft(entry, Body::Remove(Remove { over }))];
    let back = vec![draft(entry, Body::Restore)];
    Change { binder, drafts, back, said: say!(changing.untold_said).to_owned() }.commit(editor.app);
}
