//! After a meeting: when is the next one (R90)? It asks until a time is booked or somebody has said why
//! there is none yet.

use crate::lean::{attribute, handler, memo};
use domain::entry::Stamp;
use domain::rules::Form;
use domain::{Entry, EntryId, EntryKind, Field, TabState, meeting};
use leptos::prelude::*;

use super::next_card::ReasonField;
use super::time_inputs::{TimeInputs, Typed, moment};
use super::{booking, suggest};
use crate::components::Icon;
use crate::editor::{Editor, use_editor};
use crate::pages::meeting_words as words;
use crate::paths;
use crate::state::{AppState, TabView, use_links};

/// How things stand after a held meeting.
#[derive(Clone, PartialEq)]
enum After {
    /// It is not held, or others of its kind have been held since.
    Nothing,
    /// The next one is booked.
    Booked(Box<Entry>),
    /// Nobody has said when the next one is. Only which meeting it is about: the question must not be put
    /// anew, and what is typed in it lost, when the meeting's own entry reaches the server.
    Ask(EntryId),
}

fn said(entry: &Entry, field: Field) -> Option<Stamp> {
    entry.fields.get(&field)?.shown().map(|version| version.stamp.clone())
}

/// A reason given after the meeting was closed answers the question.
fn has_reason(tab: &TabState, held: &Entry) -> bool {
    let reason = tab.entries.get(&EntryId::NO_MEETING).filter(|entry| !entry.text(Field::Text).trim().is_empty());
    let given = reason.and_then(|entry| said(entry, Field::Text)).map(|stamp| stamp.made_at);
    given > said(held, Field::Status).map(|stamp| stamp.made_at)
}

fn after(tab: &TabState, id: EntryId) -> After {
    let held = tab.entries.get(&id).filter(|e| e.is_shown() && e.choice(Field::Status) == Some("held"));
    let Some(held) = held else { return After::Nothing };
    let later = tab.listed(EntryKind::Meeting).into_iter().filter(|other| {
        meeting::is_care_team(other) == meeting::is_care_team(held)
            && other.choice(Field::Status) != Some("cancelled")
            && other.instant(Field::Starts) > held.instant(Field::Starts)
    });
    match later.min_by_key(|other| (other.instant(Field::Starts), other.id)) {
        Some(next) if next.choice(Field::Status) == Some("held") => After::Nothing,
        Some(next) => After::Booked(Box::new(next.clone())),
        None if has_reason(tab, held) => After::Nothing,
        None => After::Ask(held.id),
    }
}

/// The question after a held meeting, or its answer.
#[component]
pub(crate) fn NextTime(
    /// The meeting that was held.
    editor: Editor,
    /// The meetings.
    view: Signal<TabView>,
) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let reason = use_editor(view, EntryKind::NoMeeting, Signal::stored(Some(EntryId::NO_MEETING)), Vec::new());
    let why = RwSignal::new(false);
    let after = memo(move |_| {
        let id = editor.entry.get()?;
        view.with(|view| view.open().map(|tab| after(tab, id)))
    });
    let writes = memo(move |_| editor.form() == Form::Direct);
    move || {
        if !writes.get() {
            return ().into_any();
        }
        if why.get() {
            return view! {
                <section class="sheet" aria-labelledby="varfor">
                    <h2 class="sheet__title" id="varfor">{say!(meetings.none_booked)}</h2>
                    <ReasonField editor=reason/>
                    <button class="button" type="button" on:click=handler(move |_| why.set(false))>{say!(common.done)}</button>
                </section>
            }
            .into_any();
        }
        match after.get() {
            None | Some(After::Nothing) => ().into_any(),
            Some(After::Booked(next)) => {
                let id = next.id;
                let when = next.instant(Field::Starts).map(|at| words::when(app.now(), at)).unwrap_or_default();
                view! {
                    <ul class="row-list"><li>
                        <a class="row-link" href=attribute(move || links.get().entry(paths::MEETING, id))>
                            <span class="icon-tile"><Icon name="calendar"/></span>
                            <span class="row-link__text">
                                <span class="row-link__title">{say!(home.next_meeting)}</span>
                                <span class="row-link__note">{when}</span>
                            </span>
                        </a>
                    </li></ul>
                }
                .into_any()
            }
            Some(After::Ask(id)) => {
                let held = view.with_untracked(|view| view.open().and_then(|tab| tab.entries.get(&id).cloned()));
                held.map(|held| view! { <Ask view held why/> }).into_any()
            }
        }
    }
}

#[component]
fn Ask(view: Signal<TabView>, held: Entry, why: RwSignal<bool>) -> impl IntoView {
    let app = AppState::get();
    let fresh = app.replica().map(|replica| replica.new_entry());
    let editor = use_editor(view, EntryKind::Meeting, Signal::stored(fresh), Vec::new());
    let proposed =
        held.instant(Field::Starts).map(|starts| suggest::after(starts, meeting::is_care_team(&held), app.now()));
    let shown = Signal::stored(proposed);
    let typed: Typed = RwSignal::new(None);
    let like = {
        let place = words::place_of(&held, super::card::owner_on_staff_screen(app).as_deref());
        format!("{}. {place} {}", words::kind(&held), words::who_comes(&held))
    };
    let ready = memo(move |_| moment(typed, shown).and_then(Result::ok));
    let book = move |_| {
        let change = ready.get_untracked().and_then(|at| booking::book_like(&held, editor, at, "planned"));
        if let Some(change) = change {
            change.commit(app);
        }
    };
    let nothing = Callback::new(|()| ());
    view! {
        <section class="sheet" aria-labelledby="nasta-gang">
            <h2 class="sheet__title" id="nasta-gang">{say!(meetings.next_time)}</h2>
            <p class="sheet__text">{like}</p>
            <TimeInputs name="nasta".to_owned() shown typed on_change=nothing on_enter=nothing on_leave=nothing
                holds=Signal::stored(None)/>
            <div class="button-stack">
                <button class="button" type="button" disabled=attribute(move || ready.get().is_none()) on:click=book>
                    {say!(meetings.book)}
                </button>
                <button class="button button--quiet" type="button" on:click=handler(move |_| why.set(true))>
                    {say!(meetings.no_time)}
                </button>
            </div>
        </section>
    }
}
