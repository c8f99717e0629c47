//! The checks that were made of a unit, the latest first, with what each showed.

use domain::OrganizationId;
use domain::api::{ReviewCard, ReviewOutcome};
use leptos::prelude::*;

use super::{Open, Reviews, why};
use crate::browser;
use crate::lean::handler;
use crate::words::locale;

/// The list; nothing before the first.
#[component]
pub(super) fn Made(
    reviews: Reviews,
    organization: OrganizationId,
    /// The unit's name.
    unit: String,
    /// The checks.
    made: Vec<ReviewCard>,
) -> impl IntoView {
    let rows = made.into_iter().map(|card| {
        let unit = unit.clone();
        let day = locale().day_and_year(card.made_at);
        let label = say!(reviews.show_of, day = day.clone());
        let open = move |_| {
            let Some(replica) = reviews.app.replica() else { return };
            let unit = unit.clone();
            browser::spawn(async move {
                match replica.review(organization, card.id).await {
                    Ok(drawn) => reviews.show(Open { organization, unit, drawn }),
                    Err(error) => drop(reviews.said.try_set(why(&error))),
                }
            });
        };
        view! {
            <li class="log-list__item">
                <p>{said(&card, day)}</p>
                <button class="button button--quiet button--small" type="button" aria-label=label on:click=handler(open)>
                    {say!(reviews.show)}
                </button>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h3 class="section-title">{say!(reviews.made)}</h3>
            <ul class="log-list">{rows}</ul>
        }
    })
}

/// "3 november, Karin Ek: 20 av 113. Inget att anmärka."
fn said(card: &ReviewCard, day: String) -> String {
    let found = match &card.finding {
        None => say!(reviews.not_done),
        Some(finding) if finding.outcome == ReviewOutcome::Nothing => say!(reviews.nothing),
        Some(_) => say!(reviews.follow_up),
    };
    say!(
        reviews.made_line,
        day = day,
        name = card.made_by.clone(),
        picked = card.n_picked,
        all = card.n_acts,
        found = found
    )
}
