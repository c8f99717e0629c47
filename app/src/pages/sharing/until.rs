//! Until when a consent holds (R28): until she says no, or to a day that is chosen with it.

use crate::lean::{Show, attribute, handler, memo, part};
use domain::Timestamp;
use domain::consent::Period;
use domain::recurrence::days_later;
use leptos::prelude::*;

use crate::state::AppState;
use crate::{dates, words};

/// Until when, while it is being chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Until {
    /// Nobody has touched the question: each sentence keeps its own time.
    #[default]
    Kept,
    /// Until she says no.
    Always,
    /// Until the moment after its last day.
    At(Timestamp),
    /// To a day that has not been said: nothing is given for ever by a slip.
    Unsaid,
    /// The same after somebody has gone on without it.
    Missing,
}

impl Until {
    /// The period it makes for a sentence that has one now, or for a new one; nothing while the day has not
    /// been said.
    pub(crate) fn period(self, now: Option<Period>) -> Option<Period> {
        match self {
            Self::Kept => Some(now.unwrap_or_default()),
            Self::Always => Some(Period::ALWAYS),
            Self::At(until) => Some(Period { from: None, until: Some(until) }),
            Self::Unsaid | Self::Missing => None,
        }
    }

    /// The same for each tab.
    pub(crate) fn periods(self, now: Periods) -> Periods {
        now.map(|now| self.period(now))
    }
}

/// A period for each of the tabs, as far as there is one.
pub(crate) type Periods = [Option<Period>; 5];

/// Whether one period ends before another does.
pub(crate) fn ends_sooner(one: Period, other: Period) -> bool {
    match (one.until, other.until) {
        (Some(one), Some(other)) => one < other,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The last day of a period in words, with its year: "till och med 1 juni 2027".
pub(crate) fn until_words(period: Period) -> Option<String> {
    let last = period.until?.plus_minutes(-1);
    Some(say!(sharing.until, day = words::locale().day_and_year(last)))
}

/// "… i Mål och plan från och med 1 december 2026 till och med 1 juni 2027." A day that has not been said is left
/// open, so that nothing is read aloud that is not meant.
pub(crate) fn lasting(sentence: &str, period: Option<Period>) -> String {
    let (from, until) = match period {
        Some(period) => (from_words(period), until_words(period)),
        None => (None, Some(say!(sharing.until, day = "…"))),
    };
    let days: Vec<String> = from.into_iter().chain(until).collect();
    if days.is_empty() {
        return sentence.to_owned();
    }
    format!("{} {}.", sentence.trim_end_matches('.'), days.join(" "))
}

/// The first day of a period in words, if one was said: "från och med 1 december 2026".
fn from_words(period: Period) -> Option<String> {
    Some(say!(sharing.from_day, day = words::locale().day_and_year(period.from?)))
}

/// The first moment after a day.
pub(super) fn after(day: Timestamp) -> Option<Timestamp> {
    let next = days_later(day, 1).local();
    Timestamp::from_local(next.year, next.month, next.day, 0, 0)
}

/// The choice.
#[component]
pub(crate) fn UntilField(
    /// Until when, as it is chosen.
    until: RwSignal<Until>,
    /// The periods of the sentences that hold now.
    #[prop(optional)]
    now: Periods,
) -> impl IntoView {
    let app = AppState::get();
    let today = app.now();
    let mut holding = now.into_iter().flatten();
    let first = holding.next().unwrap_or_default();
    let differs = holding.any(|period| period != first);
    let chosen = RwSignal::new(match first.until {
        _ if differs => "kept",
        Some(_) => "day",
        None => "always",
    });
    let day = RwSignal::new(first.until.map(|at| dates::date_value(at.plus_minutes(-1))).unwrap_or_default());
    let touched = RwSignal::new(false);
    let at = move |day: Option<Timestamp>| day.filter(|until| *until > today).map_or(Until::Unsaid, Until::At);
    let typed = move || at(dates::parse(&day.get_untracked(), "12:00").and_then(after));
    let choose = move |name: String| {
        let (name, choice) = match name.as_str() {
            "half" => ("half", at(after(today.plus_months(6)))),
            "year" => ("year", at(after(today.plus_months(12)))),
            "day" => ("day", typed()),
            "kept" => ("kept", Until::Kept),
            _ => ("always", Until::Always),
        };
        until.set(choice);
        touched.set(false);
        chosen.set(name);
    };
    let is_day = memo(move |_| chosen.get() == "day");
    let missing = memo(move |_| match until.get() {
        Until::Missing => true,
        Until::Unsaid => is_day.get() && touched.get(),
        _ => false,
    });
    let kept = differs.then(|| ("kept", say!(sharing.different)));
    let choices = [
        ("always", say!(sharing.always)),
        ("half", say!(sharing.half_a_year)),
        ("year", say!(sharing.a_year)),
        ("day", say!(sharing.to_a_day)),
    ];
    view! {
        <div class="field">
            <label class="field__label" for="hur-lange">{say!(sharing.how_long)}</label>
            <select class="field__input" id="hur-lange" on:change=handler(move |event| choose(event_target_value(&event)))>
                {kept.into_iter().chain(choices).map(|(name, words)| view! {
                    <option value=name prop:selected=attribute(move || chosen.get() == name)>{words}</option>
                }).collect_view()}
            </select>
        </div>
        <Show when=move || is_day.get()>
            <div class="field">
                <label class="field__label" for="sista-dag">{say!(sharing.last_day)}</label>
                <input class="field__input" id="sista-dag" type="date" autocomplete="off" prop:value=day.get_untracked()
                    aria-describedby="sista-dag-fel" aria-invalid=attribute(move || missing.get().then_some("true"))
                    on:blur=handler(move |_| touched.set(true))
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
