//! Kontakter: who is around her and how to reach them (R36–R40).

mod left_out;
mod on_paper;

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::{BinderTab, Entry, EntryKind, Field, called};
use leptos::prelude::*;

use crate::components::{
    CallButton, Icon, LockedNote, Opened, OrderButtons, Page, RemovedList, SheetCode, Suggestion, Suggestions,
    WhenRead, choose, entry_notice, moved, use_no_key,
};
use crate::editor::use_editor;
use crate::pages::desk_unsent::UnsentList;
use crate::state::{
    AppState, TabView, contact_name, use_binder, use_card, use_links, use_owner_name, use_right,
    use_tab_with_room, use_way_to_binder,
};
use crate::words::locale;
use crate::{browser, paths};

pub(crate) use left_out::{LeftOut, use_left_out};
pub(crate) use on_paper::blocks as contacts_on_paper;

/// The list: people who work with her, and people close to her. Never a count (R42).
#[component]
pub(crate) fn ContactsPage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab_with_room(use_binder(), BinderTab::Contacts);
    let links = use_links();
    let right = use_right(BinderTab::Contacts);
    let card = use_card();
    let ordering = RwSignal::new(false);
    let back = use_way_to_binder();
    let left_out = use_left_out();
    let no_key = use_no_key(BinderTab::Contacts);
    let may_write = move || right.get() == Some(domain::consent::Right::Suggest) && !no_key.get();
    let new_address = move || {
        let id = app.replica().map(|replica| replica.new_entry());
        id.map_or_else(String::new, |id| links.get().new_entry(paths::CONTACT, id))
    };
    let several =
        move || view.with(|view| view.open().is_some_and(|tab| tab.listed(EntryKind::Contact).len() > 1));
    // The list's own date: staff and whoever holds a copy on paper can tell which is the later one (R39).
    let changed = move || {
        let at = view.with(|view| {
            let people = view.open()?.listed(EntryKind::Contact);
            people.into_iter().filter(|contact| !contact.private).map(|contact| contact.changed.made_at).max()
        });
        at.map(|at| view! { <p class="small">{say!(contacts.last_changed, day = locale().day_and_year(at))}</p> })
    };
    let some = move || view.with(|view| view.open().is_some_and(|tab| !tab.listed(EntryKind::Contact).is_empty()));
    view! {
        <Page title=say!(contacts.title).to_owned() back class="page--contacts">
            <WhenRead view>
                <UnsentList tab=BinderTab::Contacts/>
                <LockedNote tab=BinderTab::Contacts view/>
                <p class="print-only">{part(move || card.get().map(|card| card.owner_name))}</p>
                {part(changed)}
                <Suggested view/>
                <Group view group="professional" ordering/>
                <Group view group="close" ordering/>
                <Show when=move || view.with(|view| view.open().is_some_and(|tab| tab.listed(EntryKind::Contact).is_empty()))>
                    <div class="empty-note"><p class="empty-note__text">{say!(contacts.empty)}</p></div>
                </Show>
                <Show when=may_write>
                    <div class="button-stack">
                        <a class="button" href=new_address><Icon name="plus"/>{say!(contacts.add)}</a>
                        <Show when=move || several() && !app.is_staff()>
                            <button class="button button--quiet" type="button"
                                on:click=handler(move |_| ordering.update(|on| *on = !*on))>
                                {part(move || if ordering.get() { say!(common.order_done) } else { say!(common.change_order) })}
                            </button>
                        </Show>
                    </div>
                </Show>
                <Show when=some>
                    <SheetCode/>
                    <div class="button-stack">
                        <Show when=move || !app.is_staff() && !left_out.get()>
                            <a class="button button--quiet" href=paths::HAND_OVER><Icon name="share"/>{say!(hand_over.title)}</a>
                        </Show>
                        <button class="button button--quiet" type="button" on:click=handler(move |_| browser::print())>
                            <Icon name="printer"/>{say!(signs.print)}
                        </button>
                    </div>
                </Show>
                <Show when=move || app.me().is_some() && !app.is_staff()><left_out::NoneJustNow contacts=view/></Show>
                <RemovedList view kinds=&[EntryKind::Contact, EntryKind::Told, EntryKind::Interview]/>
            </WhenRead>
        </Page>
    }
}

fn in_group(entry: &Entry, group: &str) -> bool {
    entry.choice(Field::Group).unwrap_or("professional") == group
}

/// What a card shows; it is made anew when this changes. A suggestion does not change the entry itself.
fn face(entry: &Entry) -> (domain::EntryId, domain::OpId, bool, bool) {
    (entry.id, entry.changed.op, !entry.split_fields().is_empty(), entry.open_proposals().next().is_some())
}

#[component]
fn Group(view: Signal<TabView>, group: &'static str, ordering: RwSignal<bool>) -> impl IntoView {
    let owner = use_owner_name();
    let title = move || match (group, owner.get()) {
        ("close", Some(name)) => say!(fields.close_ones_of, name = name),
        ("close", None) => say!(contacts.close_ones).to_owned(),
        (_, Some(name)) => say!(fields.work_with, name = name),
        (_, None) => say!(contacts.professionals).to_owned(),
    };
    let people = memo(move |_| {
        view.with(|view| {
            let all = view.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
            all.into_iter().filter(|entry| in_group(entry, group)).cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !people.with(Vec::is_empty)>
            <h2 class="section-title">{title}</h2>
            <ul class="person-list">
                <For each=move || people.get() key=face let:entry>
                    <PersonCard entry view group ordering/>
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn PersonCard(
    entry: Entry,
    view: Signal<TabView>,
    group: &'static str,
    ordering: RwSignal<bool>,
) -> impl IntoView {
    let links = use_links();
    let id = entry.id;
    let name = contact_name(&entry);
    let role = [entry.text(Field::Role), entry.text(Field::Organization)];
    let role =
        role.into_iter().filter(|part| !part.is_empty() && part.trim() != name).collect::<Vec<_>>().join(", ");
    let when = [entry.text(Field::Hours).trim().trim_end_matches('.').to_owned(), about(&entry)];
    let when = when.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
    let (waits, own) = (entry_notice(&entry), entry.private);
    let number = entry.text(Field::Phone).to_owned();
    let editor = use_editor(view, EntryKind::Contact, Signal::stored(Some(id)), Vec::new());
    let step = move |step| {
        let place = view.with_untracked(|view| {
            let tab = view.open()?;
            moved(tab, EntryKind::Contact, tab.entries.get(&id)?, step, |other| in_group(other, group))
        });
        if let Some((field, value)) = place {
            choose(editor, field, value);
        }
    };
    let spoken = name.clone();
    view! {
        <li class="person-card" class:no-print=own>
            <a class="person-card__link" href=attribute(move || links.get().entry(paths::CONTACT, id))>
                <span class="person-card__name">{name.clone()}</span>
                <span class="person-card__role">{role}</span>
                <span class="person-card__when">{when}</span>
                {entry.flag(Field::InGroup).then(|| view! { <span class="person-card__when">{say!(group.member)}</span> })}
                {own.then(|| view! { <span class="own-mark">{say!(room.only_me)}</span> })}
                {waits.map(|waits| view! { <span class="waiting">{waits}</span> })}
            </a>
            <CallButton name=name.clone() number/>
            <Show when=move || ordering.get()>
                <OrderButtons name=spoken.clone() on_move=step/>
            </Show>
        </li>
    }
}

/// "Ring om du sover dåligt.": what she has written goes on from "Ring om …", or begins anew.
pub(crate) fn about(entry: &Entry) -> String {
    about_line(entry.text(Field::CallAbout))
}

/// The same of words that stand elsewhere.
pub(crate) fn about_line(words: &str) -> String {
    match called::about(words) {
        None => String::new(),
        Some((true, about)) => say!(contacts.call_line, about = about),
        Some((false, about)) => say!(contacts.call_about_line, about = about),
    }
}

/// People a coordinator suggests: one tap takes them in (R40).
#[component]
fn Suggested(view: Signal<TabView>) -> impl IntoView {
    let all = memo(move |_| {
        let suggested = |tab: &domain::TabState| {
            let entries = tab.suggested(EntryKind::Contact).into_iter();
            let about = || say!(contacts.suggested).to_owned();
            entries.map(|entry| Suggestion { id: entry.id, kind: entry.kind, about: about() }).collect::<Vec<_>>()
        };
        view.with(|view| view.open().map(|tab| suggested(tab)).unwrap_or_default())
    });
    view! { <Suggestions view all opened=Opened::new()/> }
}
