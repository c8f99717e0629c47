//! One sign: read first, "Ändra" to write. A new one is open for writing.

use crate::lean::{derived, memo, part};
use domain::entry::Presence;
use domain::{BinderTab, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::areas::{area_of, area_title};
use super::edit_sign::EditSign;
use super::read_sign::ReadSign;
use super::unsent::is_unsent;
use crate::components::{EntryNotes, Page, Removed, WhenRead, WhenThere};
use crate::editor::use_editor;
use crate::pages::contact::use_entry_id;
use crate::paths;
use crate::state::{TabView, use_binder, use_links, use_tab_with_room};

/// How the sign stands on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// To read.
    Reading,
    /// A sign that was there is being changed.
    Changing,
    /// A sign is being written for the first time; its title stays while it gets its first words.
    New,
}

/// The page of the sign that the address names.
#[component]
pub(crate) fn SignPage() -> impl IntoView {
    let view = use_tab_with_room(use_binder(), BinderTab::WarningPlan);
    let entry = use_entry_id();
    let links = use_links();
    let mode = RwSignal::new(Mode::Reading);
    let shown = memo(move |_| {
        view.with(|view| {
            let sign = view.open()?.entries.get(&entry.get()?).filter(|sign| sign.is_shown())?;
            Some((sign.text(Field::Text).trim().to_owned(), area_title(area_of(sign))))
        })
    });
    let title = derived(move || {
        let words = match (mode.get(), shown.get()) {
            (Mode::Reading, Some((text, _))) if !text.is_empty() => return text,
            (Mode::Reading, _) => say!(signs.one),
            (Mode::Changing, _) => say!(signs.change_one),
            (Mode::New, _) => say!(signs.new_one),
        };
        words.to_owned()
    });
    let over = derived(move || match shown.get() {
        Some((_, area)) if mode.get() == Mode::Reading => area.to_owned(),
        _ => String::new(),
    });
    let back = derived(move || Some((links.get().to(paths::SIGNS), say!(signs.title).to_owned())));
    view! {
        <Page title over back aloud=true>
            <WhenRead view>
                {part(move || match entry.get() {
                    Some(id) => view! {
                        <WhenThere tab=BinderTab::WarningPlan view entry><OneSign view id mode/></WhenThere>
                    }
                    .into_any(),
                    None => view! { <p class="page__lede">{say!(common.not_found)}</p> }.into_any(),
                })}
            </WhenRead>
        </Page>
    }
}

#[component]
fn OneSign(view: Signal<TabView>, id: EntryId, mode: RwSignal<Mode>) -> impl IntoView {
    // Made once the tab is read, so that a new sign knows its place in the list.
    let place = view.with_untracked(|view| view.open().map(|tab| tab.end_position(EntryKind::Sign)));
    let seeds = place.map(|place| vec![(Field::Position, Value::Text(place))]).unwrap_or_default();
    let editor = use_editor(view, EntryKind::Sign, Signal::stored(Some(id)), seeds);
    let is_new = untrack(move || editor.current()).is_none();
    // What she has not sent stands where it was written.
    let unsent = view.with_untracked(|view| view.open().is_some_and(|tab| is_unsent(editor, tab, id)));
    mode.set(match (is_new, unsent) {
        (true, _) => Mode::New,
        (false, true) => Mode::Changing,
        (false, false) => Mode::Reading,
    });
    let gone =
        memo(move |_| editor.current().is_some_and(|entry| matches!(entry.presence, Presence::Removed { .. })));
    view! {
        <EntryNotes editor/>
        {part(move || match (gone.get(), mode.get()) {
            (true, _) => view! { <Removed editor said=say!(signs.removed).to_owned()/> }.into_any(),
            (false, Mode::Reading) => view! { <ReadSign view editor id mode/> }.into_any(),
            (false, Mode::Changing | Mode::New) => view! { <EditSign view editor id mode/> }.into_any(),
        })}
    }
}
