//! A day and a clock time, to pick or to type, with the same in words under them.
//!
//! What stands in the fields is never exchanged while somebody types there, and a time that is wrong
//! stays as it was typed, with a sentence that says how to mend it.

use crate::lean::{attribute, handler, memo, part};
use domain::Timestamp;
use leptos::html::Input;
use leptos::prelude::*;

use super::suggest::{Trouble, read};
use crate::dates;
use crate::pages::meeting_words as words;
use crate::state::AppState;

/// What is being typed: the day and the clock.
pub(crate) type Typed = RwSignal<Option<(String, String)>>;

/// The moment that is typed, or that is shown while nobody types.
pub(crate) fn moment(typed: Typed, shown: Signal<Option<Timestamp>>) -> Option<Result<Timestamp, Trouble>> {
    match typed.get() {
        Some((day, clock)) => Some(read(&day, &clock)),
        None => shown.get().map(Ok),
    }
}

/// The two fields.
#[component]
pub(crate) fn TimeInputs(
    /// Makes the fields' ids their own.
    name: String,
    /// The time to show while nobody types.
    shown: Signal<Option<Timestamp>>,
    /// What is being typed.
    typed: Typed,
    /// Called at each change.
    #[prop(into)]
    on_change: Callback<()>,
    /// Called when a field is entered.
    #[prop(into)]
    on_enter: Callback<()>,
    /// Called when the fields are left.
    #[prop(into)]
    on_leave: Callback<()>,
    /// The time that holds until another has been written.
    holds: Signal<Option<Timestamp>>,
) -> impl IntoView {
    let app = AppState::get();
    let (day, clock) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let within = RwSignal::new(false);
    Effect::new(move |_| {
        let (Some(day), Some(clock)) = (day.get(), clock.get()) else { return };
        let at = shown.get();
        // Straight to the element: a half-typed date has no value that a signal could hold.
        if typed.with(Option::is_none) {
            day.set_value(&at.map(dates::date_value).unwrap_or_default());
            clock.set_value(&at.map(dates::clock_value).unwrap_or_default());
        }
    });
    let change = move |_| {
        if let (Some(day), Some(clock)) = (day.get_untracked(), clock.get_untracked()) {
            typed.set(Some((day.value(), clock.value())));
            on_change.run(());
        }
    };
    let now_moment = move || moment(typed, shown);
    let trouble = memo(move |_| now_moment().and_then(Result::err).filter(|_| !within.get()));
    let wrong_day = move || trouble.get().is_some_and(|t| matches!(t, Trouble::NoDay | Trouble::WrongDay));
    let wrong_clock = move || trouble.get().is_some_and(|t| matches!(t, Trouble::NoClock | Trouble::WrongClock));
    let said = move || match now_moment() {
        Some(Ok(at)) => format!("{}. {}.", words::when(app.now(), at), dates::how_far(app.today(), at)),
        _ => String::new(),
    };
    let mend = move || {
        trouble.get().map(|trouble| {
            let until = holds.get().map(|at| say!(meetings.holds, when = words::when_within(app.now(), at)));
            format!("{} {}", sentence(trouble), until.unwrap_or_default())
        })
    };
    let (day_id, clock_id, words_id) = (format!("dag-{name}"), format!("klocka-{name}"), format!("tid-{name}"));
    let error_id = format!("fel-{name}");
    let described = format!("{words_id} {error_id}");
    view! {
        <div class="field-row"
            on:focusin=handler(move |_| { within.set(true); on_enter.run(()); })
            on:focusout=handler(move |_| { within.set(false); on_leave.run(()); })>
            <div class="field">
                <label class="field__label" for=day_id.clone()>{say!(meetings.day)}</label>
                <input class="field__input" id=day_id type="date" autocomplete="off" node_ref=day
                    aria-describedby=described.clone() aria-invalid=attribute(move || wrong_day().then_some("true"))
                    on:input=change/>
            </div>
            <div class="field">
                <label class="field__label" for=clock_id.clone()>{say!(meetings.clock)}</label>
                <input class="field__input" id=clock_id type="time" autocomplete="off" node_ref=clock
                    aria-describedby=described aria-invalid=attribute(move || wrong_clock().then_some("true"))
                    on:input=change/>
            </div>
        </div>
        <p class="small" id=words_id>{said}</p>
        <div id=error_id role="status">
            {part(move || mend().map(|mend| view! { <p class="field__error">{mend}</p> }))}
        </div>
    }
}

fn sentence(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoDay => say!(meetings.no_day),
        Trouble::WrongDay => say!(meetings.wrong_day),
        Trouble::NoClock => say!(meetings.no_clock),
        Trouble::WrongClock => say!(meetings.wrong_clock),
    }
}
