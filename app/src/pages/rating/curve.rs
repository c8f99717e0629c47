//! "Så har det varit": points and words, no smoothing, no verdict, with a table that says the same.

use domain::rating::{Change, Occasion, Rating, change, tenths};
use leptos::prelude::*;

use crate::words::locale;

/// As many points as a phone's width shows calmly; the table has all.
const POINTS: usize = 8;

/// The drawn height of the lowest total, and of the whole span, in percent of the picture.
const LOWEST: f64 = 78.0;
const SPAN: f64 = 60.0;

/// The curve of ratings that count, in order.
#[component]
pub(super) fn Curve(
    /// Ratings in the order of what they are for.
    ratings: Vec<Rating>,
) -> impl IntoView {
    let from = ratings.len().saturating_sub(POINTS);
    let shown: Vec<Rating> = ratings.iter().skip(from).cloned().collect();
    let points: Vec<(f64, f64)> =
        shown.iter().enumerate().map(|(i, rating)| (across(i, shown.len()), height(rating))).collect();
    let lines = points.windows(2).map(|pair| {
        let [(x1, y1), (x2, y2)] = pair else { return ().into_any() };
        view! { <line class="curve__path" x1=percent(*x1) y1=percent(*y1) x2=percent(*x2) y2=percent(*y2)></line> }
            .into_any()
    });
    let lines = lines.collect_view();
    let last = points.len().saturating_sub(1);
    let dots = points.iter().enumerate().map(|(i, (x, y))| {
        let latest = i == last;
        let class = if latest { "curve__point curve__point--latest" } else { "curve__point" };
        view! { <circle class=class cx=percent(*x) cy=percent(*y) r=if latest { "10" } else { "7" }></circle> }
    });
    let dots = dots.collect_view();
    // Above the last point; of several that is at the edge, where large letters would not find room to its right.
    let value = shown.last().zip(points.last()).map(|(rating, (x, y))| {
        let (x, anchor) = if shown.len() > 1 { (100.0, "end") } else { (*x, "middle") };
        view! {
            <text class="curve__value" x=percent(x) y=percent(*y) dy="-18" text-anchor=anchor>{total(rating)}</text>
        }
    });
    // A month is said once, however many points it has; the table has every day.
    let mut said = String::new();
    let months = shown.iter().zip(&points).map(|(rating, (x, _))| {
        let month = month(rating);
        let is_new = std::mem::replace(&mut said, month.clone()) != month;
        is_new.then(|| {
            view! {
                <text class="curve__when" x=percent(*x) y="97%" text-anchor="middle">{month}</text>
            }
        })
    });
    let months = months.collect_view();
    let grid =
        ["18%", "48%", "78%"].map(|y| view! { <line class="curve__grid" x1="0" x2="100%" y1=y y2=y></line> });
    view! {
        <figure class="curve">
            <svg class="curve__chart" role="img" aria-labelledby="kurva-ord">
                <text class="curve__end" x="0" y="9%">{say!(rating.highest)}</text>
                <text class="curve__end" x="0" y="87%">{say!(rating.lowest)}</text>
                {grid.collect_view()}{lines}{dots}{value}{months}
            </svg>
            <figcaption class="curve__words" id="kurva-ord">{words(&shown)}</figcaption>
            <details class="more">
                <summary class="more__summary">{say!(rating.as_table)}</summary>
                <Table ratings/>
            </details>
        </figure>
    }
}

#[component]
fn Table(ratings: Vec<Rating>) -> impl IntoView {
    view! {
        <table class="table">
            <thead><tr><th scope="col">{say!(rating.when)}</th><th scope="col">{say!(rating.together)}</th></tr></thead>
            <tbody>
                {ratings.into_iter().map(|rating| view! {
                    <tr><td>{occasion(&rating)}</td><td>{total(&rating)}</td></tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

/// "Högre än sist." and what she wrote the time before.
fn words(shown: &[Rating]) -> AnyView {
    let [.., before, latest] = shown else { return say!(rating.first_point).into_any() };
    let said = match change(before.marks.total(), latest.marks.total()) {
        Change::AboutTheSame => say!(rating.about_same),
        Change::Higher => say!(rating.higher_than_last),
        Change::Lower => say!(rating.lower_than_last),
    };
    let then = (!before.contributed.is_empty())
        .then(|| format!(" {}", say!(rating.you_wrote_then, words = before.contributed.clone())));
    view! { <strong>{said}</strong>{then} }.into_any()
}

/// What a rating is for, in words.
pub(super) fn occasion(rating: &Rating) -> String {
    match rating.occasion {
        Occasion::First => say!(rating.at_start).to_owned(),
        Occasion::Meeting { starts, .. } => {
            say!(rating.before_meeting, day = locale().day_and_year(starts))
        }
    }
}

fn month(rating: &Rating) -> String {
    let at = match rating.occasion {
        Occasion::First => rating.made_at,
        Occasion::Meeting { starts, .. } => starts,
    };
    locale().month(at.local().month).chars().take(3).collect()
}

pub(super) fn total(rating: &Rating) -> String {
    tenths(rating.marks.total(), locale().decimal_mark())
}

fn across(index: usize, of: usize) -> f64 {
    let steps = u32::try_from(of.saturating_sub(1)).unwrap_or(u32::MAX);
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    if steps == 0 { 50.0 } else { 8.0 + 84.0 * f64::from(index) / f64::from(steps) }
}

fn height(rating: &Rating) -> f64 {
    LOWEST - SPAN * f64::from(rating.marks.total()) / 400.0
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// The day a rating was made, when that is not the day it is for.
pub(super) fn made(rating: &Rating) -> String {
    say!(rating.made, day = locale().weekday_and_day(rating.made_at))
}
