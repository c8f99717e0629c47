//! When a meeting starts. It is written only when both day and clock are there and right, and a change
//! on another phone at the same time makes two versions, never a lost one.

use std::time::Duration;

use crate::lean::{derived, handler, memo, part};
use domain::{Field, Reference, Timestamp, Value, meeting};
use leptos::ev;
use leptos::prelude::*;

use super::time_inputs::{TimeInputs, Typed};
use super::{booking, suggest};
use crate::components::{Saver, TwoVersions};
use crate::editor::Editor;
use crate::pages::meeting_words as words;

/// How long after the last change the time is written.
const PAUSE: Duration = Duration::from_millis(700);

/// Day and clock of a meeting, with a suggestion while it has no time.
#[component]
pub(crate) fn StartsField(
    /// The meeting.
    editor: Editor,
    /// Who is expected, while nobody has said who comes.
    people: Signal<Option<Vec<Reference>>>,
) -> impl IntoView {
    let app = editor.app;
    let saver = Saver::new(editor, Field::Starts);
    let typed: Typed = RwSignal::new(None);
    let count = StoredValue::new(0_u64);
    let starts = derived({
        let saver = saver.clone();
        move || match saver.value() {
            Some(Value::Instant(at)) => Some(at),
            _ => None,
        }
    });
    let put = {
        let saver = saver.clone();
        move |at: Timestamp| {
            if starts.get_untracked() != Some(at) {
                saver.put(Value::Instant(at), booking::beside(editor, at, people.get_untracked()));
            }
        }
    };
    // The page may be gone when a pause has passed; it has saved by then.
    let save = {
        let put = put.clone();
        move || {
            let now = typed.try_get_untracked().flatten();
            if let Some(Ok(at)) = now.map(|(day, clock)| suggest::read(&day, &clock)) {
                put(at);
                return true;
            }
            false
        }
    };
    let changed = {
        let save = save.clone();
        move |()| {
            count.update_value(|count| *count += 1);
            let (save, now) = (save.clone(), count.get_value());
            let rest = move || {
                if count.try_get_value() == Some(now) {
                    save();
                }
            };
            set_timeout(rest, PAUSE);
        }
    };
    let enter = {
        let saver = saver.clone();
        move |()| saver.pin()
    };
    let leave = {
        let (save, saver) = (save.clone(), saver.clone());
        move |()| {
            if save() {
                typed.set(None);
            }
            saver.unpin();
        }
    };
    let hidden = window_event_listener(ev::visibilitychange, {
        let save = save.clone();
        move |_| {
            save();
        }
    });
    on_cleanup(move || {
        hidden.remove();
        save();
    });
    let proposed = memo(move |_| {
        let care_team = editor.current().is_some_and(|entry| meeting::is_care_team(&entry));
        let none = starts.get().is_none() && typed.with(Option::is_none);
        let next = || editor.tab.with(|view| view.open().and_then(|tab| suggest::next(tab, care_team, app.now())));
        none.then(next).flatten()
    });
    let name = editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default();
    view! {
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{say!(meetings.starts)}</legend>
            <TimeInputs name shown=starts typed on_change=changed on_enter=enter on_leave=leave holds=starts/>
            <p class="small" role="status">{saver.said}</p>
            {part(move || proposed.get().map(|at| {
                let put = put.clone();
                view! {
                    <button class="button button--quiet" type="button" on:click=handler(move |_| put(at))>
                        {say!(meetings.take, when = words::when_within(app.now(), at))}
                    </button>
                }
            }))}
        </fieldset>
        <TwoVersions editor field=Field::Starts/>
    }
}
