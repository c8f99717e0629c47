//! One contact. Nothing but a name is needed (R38), and every field saves itself.

mod in_group;
mod near;

use crate::lean::{Show, derived, handler, memo, part};
use domain::entry::Presence;
use domain::rules::Form;
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, Value, called, share};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::{
    CallButton, ChoiceField, EntryNotes, HistoryLink, Icon, MadeBy, OwnOnly, Page, ProposeBar, Removed, TextField,
    WhenRead, WhenThere, group_words, written,
};
use crate::editor::{Editor, use_editor};
use crate::pages::plan::remove_with_all_below;
use crate::state::{
    AppState, contact_name, use_binder, use_links, use_owner_name, use_tab_unnoted, use_tab_with_room,
};
use crate::{dates, paths};

/// The entry that the address names.
pub(crate) fn use_entry_id() -> Signal<Option<EntryId>> {
    let query = use_query_map();
    derived(move || query.with(|query| query.get("id")).and_then(|text| text.parse().ok()))
}

/// A contact to read, call and change.
#[component]
pub(crate) fn ContactPage() -> impl IntoView {
    let view = use_tab_with_room(use_binder(), BinderTab::Contacts);
    let entry = use_entry_id();
    let links = use_links();
    let back = derived(move || Some((links.get().to(paths::CONTACTS), say!(contacts.title).to_owned())));
    view! {
        <Page title=say!(contacts.one).to_owned() back>
            <WhenRead view>
                <WhenThere tab=BinderTab::Contacts view entry>
                    {part(move || {
                        // Made once the tab is read, so that a new contact knows its place in the list.
                        let seeds = view.with_untracked(|view| view.open().map(|tab| tab.end_position(EntryKind::Contact)));
                        let seeds = seeds.map(|place| vec![(Field::Position, Value::Text(place))]).unwrap_or_default();
                        let editor = use_editor(view, EntryKind::Contact, entry, seeds);
                        view! { <ContactForm editor/> }
                    })}
                </WhenThere>
            </WhenRead>
        </Page>
    }
}

#[component]
fn ContactForm(editor: Editor) -> impl IntoView {
    let links = use_links();
    let owner = use_owner_name().get_untracked();
    let go = use_navigate();
    let gone =
        memo(move |_| editor.current().is_some_and(|entry| matches!(entry.presence, Presence::Removed { .. })));
    let exists = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown()));
    let stamp = memo(move |_| editor.current().as_ref().map(written));
    let is_own = memo(move |_| editor.current().is_some_and(|entry| entry.private));
    // What can be called now, whatever is suggested.
    let card = memo(move |_| {
        let entry = editor.current().filter(Entry::is_shown)?;
        Some((contact_name(&entry), entry.text(Field::Phone).to_owned()))
    });
    let called = move || card.get().map_or_else(|| say!(fields.contact_the).to_owned(), |(name, _)| name);
    let remove = move |_| {
        let list = links.get_untracked().to(paths::CONTACTS);
        remove_with_all_below(editor, say!(common.removed, what = untrack(called)), list.clone());
        // What is only suggested stands here, as a suggestion.
        if untrack(move || editor.form()) == Form::Direct {
            go(&list, leptos_router::NavigateOptions::default());
        }
    };
    let remove = StoredValue::new(remove);
    let groups =
        StoredValue::new(["professional", "close"].map(|group| (group, group_words(group, owner.as_deref()))));
    view! {
        <EntryNotes editor/>
        <Show when=move || !gone.get() fallback=move || view! { <Gone editor/> }>
            {part(move || card.get().map(|(name, number)| view! { <CallButton name number/> }))}
            <OwnOnly editor path=paths::CONTACT/>
            <TextField editor field=Field::Name label=say!(contacts.name)/>
            <TextField editor field=Field::Phone label=say!(contacts.phone) hint=say!(contacts.phone_hint) keyboard="tel"/>
            <ChoiceField editor field=Field::Group legend=say!(contacts.group) beside=true otherwise="professional"
                choices=groups.get_value().to_vec()/>
            <TextField editor field=Field::Role label=say!(contacts.role) hint=say!(contacts.role_hint)/>
            <TextField editor field=Field::Organization label=say!(contacts.organization)/>
            <TextField editor field=Field::Hours label=say!(contacts.hours) hint=say!(contacts.hours_hint)/>
            <TextField editor field=Field::CallAbout label=say!(contacts.call_about) hint=say!(contacts.call_about_hint) long=true/>
            <in_group::InGroup editor/>
            <near::Near editor/>
        </Show>
        <ProposeBar editor/>
        <InCopies editor/>
        {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp own=is_own.get()/> }))}
        <HistoryLink view=editor.tab tab=BinderTab::Contacts entry=editor.entry/>
        <Show when=move || exists.get() && editor.form() != Form::Never>
            <div class="button-stack">
                <button class="button button--text" type="button" on:click=handler(move |e| remove.with_value(|f| f(e)))>
                    <Icon name="trash"/>{say!(contacts.remove)}
                </button>
            </div>
        </Show>
    }
}

/// "Står i kopian till Eva, 22 november.": what is shared about this person, for the owner to tell (R39).
#[component]
fn InCopies(editor: Editor) -> impl IntoView {
    let app = AppState::get();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let copies = memo(move |_| {
        let id = editor.entry.get()?;
        sharing.with(|view| {
            let shares = share::all(view.open()?);
            let opens = shares.iter().filter(|share| !share.revoked && share.latest.expires_at > app.now());
            let holds =
                opens.filter(|share| share.latest.snapshot.names(id) && share.latest.person.entry != Some(id));
            let holds: Vec<_> = holds.collect();
            let names = called::each(holds.iter().map(|share| share.latest.person.name.as_str()));
            let said = names
                .into_iter()
                .zip(&holds)
                .map(|(name, share)| format!("{name}, {}", dates::day(app.now(), share.latest.snapshot.made_at)));
            Some(said.collect::<Vec<_>>()).filter(|said| !said.is_empty())
        })
    });
    move || {
        copies.get().map(|copies| {
            copies
                .into_iter()
                .map(|names| {
                    view! {
                        <p class="small">{say!(contacts.in_copies, names = names)}</p>
                    }
                })
                .collect_view()
        })
    }
}

/// A contact that has been taken away, or whose first word has.
#[component]
fn Gone(editor: Editor) -> impl IntoView {
    let what = untrack(move || editor.current()).map(|entry| contact_name(&entry)).unwrap_or_default();
    view! { <Removed editor said=say!(common.removed, what = what)/> }
}
