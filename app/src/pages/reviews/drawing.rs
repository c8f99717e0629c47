//! One unit: when its log was checked last, and drawing for the next check.

use domain::Timestamp;
use domain::api::{DrawReviewRequest, ReviewUnit};
use leptos::prelude::*;

use super::made::Made;
use super::{Open, Reviews, why};
use crate::browser;
use crate::components::WorkingButton;
use crate::lean::{attribute, handler, part};
use crate::words::locale;

/// How many are suggested.
const USUAL: u32 = 20;
/// How many can be drawn.
const MOST: u32 = 200;
/// A check is made at least this often, in days; after that it is said, without blame.
const OFTEN: i64 = 31;

/// The unit.
#[component]
pub(super) fn Unit(reviews: Reviews, unit: ReviewUnit) -> impl IntoView {
    let ReviewUnit { organization, name, next_from, reviews: made } = unit;
    let now = reviews.app.now();
    let last = made.first().map(|review| (review.made_at, review.made_by.clone()));
    let is_long = last.as_ref().is_some_and(|(at, _)| at.plus_days(OFTEN) < now);
    let stands = match last {
        Some((at, by)) => say!(reviews.last, day = locale().day_and_year(at), name = by),
        None => say!(reviews.never).to_owned(),
    };
    let wanted = RwSignal::new(USUAL.to_string());
    let trouble = RwSignal::new("");
    let working = RwSignal::new(false);
    // The same period and number again are the same check: an answer that got lost is not drawn anew.
    let asked = StoredValue::new(None::<DrawReviewRequest>);
    let (field, unit_name) = (format!("antal-{organization}"), name.clone());
    let field_id = field.clone();
    let draw = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = reviews.app.replica().filter(|_| !working.get_untracked()) else { return };
        let Some(n) = wanted.with_untracked(|text| text.trim().parse().ok()).filter(|n| (1..=MOST).contains(n))
        else {
            trouble.set(say!(reviews.wrong_number));
            browser::focus(&field);
            return;
        };
        trouble.set("");
        working.set(true);
        let before = asked.get_value().filter(|before: &DrawReviewRequest| before.wanted == n);
        let request = before.unwrap_or_else(|| DrawReviewRequest {
            id: replica.new_review(),
            from: next_from,
            until: reviews.app.now(),
            wanted: n,
        });
        asked.set_value(Some(request.clone()));
        let unit = unit_name.clone();
        browser::spawn(async move {
            let answer = replica.draw_review(organization, &request).await;
            let _ = working.try_set(false);
            match answer {
                Ok(drawn) => reviews.show(Open { organization, unit, drawn }),
                Err(error) => drop(trouble.try_set(why(&error))),
            }
        });
    };
    view! {
        <section class="sheet" aria-labelledby=format!("enhet-{organization}")>
            <h2 class="sheet__title" id=format!("enhet-{organization}")>{name.clone()}</h2>
            <p class="sheet__text">{stands}{is_long.then(|| format!(" {}", say!(reviews.long_ago)))}</p>
            <p class="sheet__text">{say!(reviews.next, from = moment(next_from))}</p>
            <form class="stack" on:submit=draw>
                <div class="field">
                    <label class="field__label" for=field_id.clone()>{say!(reviews.how_many)}</label>
                    <input class="field__input field__input--short" id=field_id inputmode="numeric" autocomplete="off"
                        prop:value=wanted aria-invalid=attribute(move || (!trouble.get().is_empty()).then_some("true"))
                        on:input=handler(move |event| wanted.set(event_target_value(&event)))/>
                    <p class="field__error" role="status">{part(move || trouble.get())}</p>
                </div>
                <WorkingButton label=say!(reviews.draw) working/>
            </form>
            <Made reviews organization unit=name made/>
        </section>
    }
}

/// "3 november 2026 kl. 13.00"
fn moment(at: Timestamp) -> String {
    say!(dates.day_clock, day = locale().day_and_year(at), clock = locale().clock(at))
}
