//! "Nästa möte": the strong card, or why there is none. Never empty without a reason (R89).

use crate::lean::{Show, attribute, handler, memo, part};
use crate::words::locale;
use domain::meeting::{self, Next};
use domain::rules::Form;
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, Timestamp};
use leptos::prelude::*;

use super::card::{mark_now, near, owner_on_staff_screen};
use crate::components::{HistoryLink, Icon, TextField};
use crate::editor::{Editor, use_editor};
use crate::pages::meeting_words as words;
use crate::state::{AppState, TabView, use_links};
use crate::{dates, paths};

/// What stands under "Nästa möte".
#[derive(Clone, PartialEq)]
pub(crate) enum Card {
    /// This meeting.
    Booked(Box<Entry>),
    /// None is booked.
    None {
        /// Why, if somebody has said.
        reason: String,
        /// The day the next one is due.
        due: Option<Timestamp>,
    },
}

/// The same for as long as it is looked at: a meeting that has been is not the next one.
pub(crate) fn use_next(app: AppState, view: Signal<TabView>) -> Memo<Option<Card>> {
    memo(move |_| {
        view.with(|view| {
            let tab = view.open()?;
            Some(match meeting::next(tab, app.clock()) {
                Next::Booked(entry) => Card::Booked(Box::new(entry.clone())),
                Next::Reason(reason) => Card::None { reason: reason.to_owned(), due: None },
                Next::NotBooked(due) => Card::None { reason: String::new(), due },
            })
        })
    })
}

/// "Onsdag 25 november" and "kl. 13.00", large; the date is never torn apart.
pub(crate) fn large_when(at: Timestamp) -> AnyView {
    let l = locale();
    view! {
        <time class="next-meeting__when" datetime=dates::machine(at)>
            <span class="next-meeting__day">
                {dates::capital(l.weekday(at))}" "<span class="next-meeting__date">{l.day(at)}</span>
            </span>" "
            <span class="next-meeting__time">{dates::at_clock(at)}</span>
        </time>
    }
    .into_any()
}

/// What comes next.
#[component]
pub(crate) fn NextCard(
    /// The meetings.
    view: Signal<TabView>,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_next(app, view);
    let booked = memo(move |_| match card.get() {
        Some(Card::Booked(entry)) => Some(entry),
        _ => None,
    });
    let is_booked = memo(move |_| card.with(|card| matches!(card, Some(Card::Booked(_)))));
    move || {
        if is_booked.get() {
            view! { {part(move || booked.get().map(|entry| view! { <Booked entry=*entry/> }))} }.into_any()
        } else {
            view! { <NotBooked view card/> }.into_any()
        }
    }
}

#[component]
fn Booked(entry: Entry) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let id = entry.id;
    let starts = entry.instant(Field::Starts);
    let place = words::place_of(&entry, owner_on_staff_screen(app).as_deref());
    let near = near(app, starts, place);
    let mark = mark_now(app, &entry);
    let who = words::who_comes(&entry);
    view! {
        <a class="next-meeting" href=attribute(move || links.get().entry(paths::MEETING, id))>
            <span class="next-meeting__over">{say!(home.next_meeting)}</span>
            {starts.map(large_when)}
            <span class="next-meeting__line">{words::kind(&entry)}</span>
            <span class="next-meeting__line">{near}</span>
            {(!who.is_empty()).then(|| view! { <span class="next-meeting__line">{who}</span> })}
            {part(move || mark().map(|mark| view! { <span class="next-meeting__line">{mark}</span> }))}
            <span class="next-meeting__go">{say!(home.show_meeting)}<Icon name="chevron-right"/></span>
        </a>
    }
}

#[component]
fn NotBooked(view: Signal<TabView>, card: Memo<Option<Card>>) -> impl IntoView {
    let editor = use_editor(view, EntryKind::NoMeeting, Signal::stored(Some(EntryId::NO_MEETING)), Vec::new());
    let open = RwSignal::new(false);
    let split = memo(move |_| editor.current().is_some_and(|entry| !entry.split_fields().is_empty()));
    let reason = memo(move |_| match card.get() {
        Some(Card::None { reason, .. }) => reason,
        _ => String::new(),
    });
    let due = move || match card.get() {
        Some(Card::None { due: Some(due), .. }) => Some(say!(meetings.none_booked_due, day = locale().day(due))),
        _ => None,
    };
    view! {
        <div class="next-meeting next-meeting--none">
            <span class="next-meeting__over">{say!(home.next_meeting)}</span>
            <span class="next-meeting__line">{say!(meetings.none_booked)}</span>
            {part(move || due().map(|due| view! { <span class="next-meeting__line">{due}</span> }))}
            <span class="next-meeting__line">{reason}</span>
        </div>
        <Show when=move || editor.form() == Form::Direct>
            <Show when=move || open.get() || split.get()
                fallback=move || view! {
                    <button class="button button--quiet" type="button" on:click=handler(move |_| open.set(true))>
                        {part(move || if reason.with(String::is_empty) {
                            say!(meetings.reason_write)
                        } else {
                            say!(meetings.reason_change)
                        })}
                    </button>
                }>
                <ReasonField editor/>
            </Show>
        </Show>
    }
}

/// Why no time is booked: one text in every pärm, written by either of them.
#[component]
pub(crate) fn ReasonField(
    /// The entry that holds it.
    editor: Editor,
) -> impl IntoView {
    view! {
        <TextField editor field=Field::Text long=true label=say!(meetings.reason) hint=say!(meetings.reason_hint)/>
        <HistoryLink view=editor.tab tab=BinderTab::Meetings entry=editor.entry/>
    }
}
