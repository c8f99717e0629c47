//! Until when a consent holds (R28): until she says no, or to a day that is chosen with it.

use crate::lean::{Show, attribute, handler, memo, part};
use domain::Timestamp;
use domain::consent::Period;
use domain::recurrence::days_later;
use leptos::prelude::*;

use crate::state::AppState;
use crate::{dates, words};

/// How long, in the select: wire name and months; a chosen day has none.
const LENGTHS: [(&str, i32); 2] = [("half", 6), ("year", 12)];

/// Until when, while it is being chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Until {
    /// Until she says no.
    #[default]
    Always,
    /// Until the moment after its last day.
    At(Timestamp),
    /// To a day that has not been said: nothing is given for ever by a slip.
    Unsaid,
}

impl Until {
    /// What a period says.
    pub(crate) fn of(period: Period) -> Self {
        period.until.map_or(Self::Always, Self::At)
    }

    /// The period it makes; nothing while its day has not been said.
    pub(crate) const fn period(self) -> Option<Period> {
        match self {
            Self::Always => Some(Period::ALWAYS),
            Self::At(until) => Some(Period { from: None, until: Some(until) }),
            Self::Unsaid => None,
        }
    }
}

/// The last day of a period in words, with its year: "till och med 1 juni 2027".
pub(crate) fn until_words(period: Period) -> Option<String> {
    let last = period.until?.plus_minutes(-1);
    Some(say!(sharing.until, day = words::locale().day_and_year(last)))
}

/// "… i Mål och plan till och med 1 juni 2027."
pub(crate) fn lasting(sentence: &str, period: Period) -> String {
    match until_words(period) {
        Some(until) => format!("{} {until}.", sentence.trim_end_matches('.')),
        None => sentence.to_owned(),
    }
}

/// The first moment after a day.
fn after(day: Timestamp) -> Option<Timestamp> {
    let next = days_later(day, 1).local();
    Timestamp::from_local(next.year, next.month, next.day, 0, 0)
}

/// The choice.
#[component]
pub(crate) fn UntilField(
    /// Until when, as it stands.
    until: RwSignal<Until>,
) -> impl IntoView {
    let app = AppState::get();
    let now = app.now();
    let first = match until.get_untracked() {
        Until::At(at) => Some(at),
        Until::Always | Until::Unsaid => None,
    };
    let chosen = RwSignal::new(if first.is_some() { "day" } else { "always" }.to_owned());
    let day = RwSignal::new(first.map(|at| dates::date_value(at.plus_minutes(-1))).unwrap_or_default());
    let at = move |day: Option<Timestamp>| day.filter(|until| *until > now).map_or(Until::Unsaid, Until::At);
    let typed = move || at(dates::parse(&day.get_untracked(), "12:00").and_then(after));
    let choose = move |name: String| {
        until.set(match LENGTHS.iter().find(|(length, _)| *length == name) {
            Some((_, months)) => at(after(now.plus_months(*months))),
            None if name == "day" => typed(),
            None => Until::Always,
        });
        chosen.set(name);
    };
    let is_day = memo(move |_| chosen.with(|chosen| chosen == "day"));
    let missing = memo(move |_| is_day.get() && until.get() == Until::Unsaid);
    view! {
        <div class="field">
            <label class="field__label" for="hur-lange">{say!(sharing.how_long)}</label>
            <select class="field__input" id="hur-lange" on:change=handler(move |event| choose(event_target_value(&event)))>
                {[
                    ("always", say!(sharing.always)),
                    ("half", say!(sharing.half_a_year)),
                    ("year", say!(sharing.a_year)),
                    ("day", say!(sharing.to_a_day)),
                ].map(|(name, words)| view! {
                    <option value=name prop:selected=attribute(move || chosen.with(|chosen| chosen == name))>{words}</option>
                })}
            </select>
        </div>
        <Show when=move || is_day.get()>
            <div class="field">
                <label class="field__label" for="sista-dag">{say!(sharing.last_day)}</label>
                <input class="field__input" id="sista-dag" type="date" autocomplete="off" prop:value=day.get_untracked()
                    aria-describedby="sista-dag-fel" aria-invalid=attribute(move || missing.get().then_some("true"))
                    on:input=handler(move |event| {
                        day.set(event_target_value(&event));
                        until.set(typed());
                    })/>
                <p class="field__error" id="sista-dag-fel" role="status">
                    {part(move || missing.get().then(|| say!(sharing.last_day_wrong)))}
                </p>
            </div>
        </Show>
    }
}
