//! Skattning: whether one can be made now, the curve, and "Vad har bidragit?".

use crate::lean::{Show, derived, handler, memo, part};
use domain::rating::{Rating, Window, all, window};
use domain::{BinderTab, EntryKind, Field};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::curve::{Curve, made, occasion, total};
use super::new::begin;
use super::show::ShowToOthers;
use crate::components::{Page, TextField, WhenRead};
use crate::editor::use_editor;
use crate::state::{AppState, TabView, use_binder, use_links, use_tab, use_tab_unnoted};
use crate::words::locale;
use crate::{browser, dates, paths};

/// How long a rating can be put right.
const CORRECT_HOURS: i64 = 24;

/// The tab's page.
#[component]
pub(crate) fn RatingsPage() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let view = use_tab(binder, BinderTab::Ratings);
    let links = use_links();
    let back = derived(move || Some((links.get().to(paths::BINDER), say!(common.my_binder).to_owned())));
    let ratings = memo(move |_| view.with(|view| view.open().map(|tab| all(tab)).unwrap_or_default()));
    let counting = move || ratings.get().into_iter().filter(|rating| !rating.beside).collect::<Vec<_>>();
    let latest = memo(move |_| counting().pop());
    let is_blind = memo(move |_| view.with(|view| *view == TabView::Blind));
    // Remembered: her words about a rating must not make their field or the curve anew, under fingers that
    // are typing. The curve does not show the latest words.
    let shown = memo(move |_| {
        let mut all = counting();
        if let Some(latest) = all.last_mut() {
            latest.contributed.clear();
        }
        all
    });
    let is_one = memo(move |_| latest.with(|latest| latest.as_ref().map(|rating| rating.op)));
    view! {
        <Page title=say!(rating.title).to_owned() back>
            {part(move || if is_blind.get() {
                view! { <InProgress/> }.into_any()
            } else {
                view! {
                    <WhenRead view>
                        <Show when=move || !app.is_staff()><Now ratings=ratings.into()/></Show>
                        {part(move || {
                            let shown = shown.get();
                            (!shown.is_empty()).then(|| view! {
                                <h2 class="section-title">{say!(rating.so_far)}</h2>
                                <Curve ratings=shown/>
                            })
                        })}
                        {part(move || is_one.get().and(latest.get_untracked()).map(|begun| view! { <Latest view begun latest/> }))}
                        <Show when=move || ratings.with(Vec::is_empty)>
                            <div class="empty-note"><p class="empty-note__text">
                                {part(move || if app.is_staff() { say!(rating.none_shown) } else { say!(rating.empty) })}
                            </p></div>
                        </Show>
                        <Beside ratings=ratings.into()/>
                    </WhenRead>
                }
                .into_any()
            })}
        </Page>
    }
}

/// A rating is begun: earlier ones are not shown, and it can be gone on with or thrown away.
#[component]
fn InProgress() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let drop = move |_| {
        let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) else { return };
        browser::spawn(async move {
            let _ = replica.drop_rating_draft(binder).await;
        });
    };
    view! {
        <p class="page__lede">{say!(rating.in_progress)}</p>
        <p class="small">{say!(rating.in_progress_blind)}</p>
        <div class="button-stack">
            <a class="button" href=paths::RATING_NEW>{say!(rating.go_on)}</a>
            <button class="button button--text" type="button" on:click=drop>{say!(rating.throw_away)}</button>
        </div>
    }
}

/// Whether a rating can be made now, and if not, when.
#[component]
fn Now(ratings: Signal<Vec<Rating>>) -> impl IntoView {
    let app = AppState::get();
    let meetings = use_tab_unnoted(use_binder(), BinderTab::Meetings);
    move || {
        let meetings = meetings.with(|view| view.open().cloned())?;
        let done: Vec<_> = ratings.with(|all| all.iter().map(|rating| rating.occasion).collect());
        Some(match window(&done, &meetings, app.now()) {
            Window::Open(_) => view! {
                <p class="page__lede">{say!(rating.open_lede)}</p>
                <div class="button-row"><a class="button" href=paths::RATING_NEW>{say!(rating.start)}</a></div>
            }
            .into_any(),
            Window::OpensAt(at) => {
                view! { <p class="page__lede">{say!(rating.opens, day = locale().weekday_and_day(at))}</p> }
                    .into_any()
            }
            Window::NothingBooked => view! { <p class="page__lede">{say!(rating.nothing_booked)}</p> }.into_any(),
        })
    }
}

/// The latest rating: what contributed, who may see it, and a day to put it right.
#[component]
fn Latest(view: Signal<TabView>, begun: Rating, latest: Memo<Option<Rating>>) -> impl IntoView {
    let app = AppState::get();
    let editor = use_editor(view, EntryKind::Rating, Signal::stored(Some(begun.entry)), Vec::new());
    let binder = use_binder();
    let go = use_navigate();
    let (occasion_of, entry, op) = (begun.occasion, begun.entry, begun.op);
    let correct = StoredValue::new(move || {
        let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) else { return };
        let go = go.clone();
        browser::spawn(async move {
            let draft = begin(&replica, occasion_of, entry, Some(op));
            if replica.keep_rating_draft(binder, draft).await.is_ok() {
                go(paths::RATING_NEW, NavigateOptions::default());
            }
        });
    });
    let young = move || begun.made_at.plus_minutes(CORRECT_HOURS * 60) > app.now();
    let words = move || latest.with(|latest| latest.as_ref().map(|rating| rating.contributed.clone()));
    view! {
        <section class="sheet">
            <p class="sheet__over">{occasion(&begun)}</p>
            <p class="small">{made(&begun)}</p>
            {part(move || if app.is_staff() {
                view! {
                    <h2 class="sheet__title">{say!(rating.contributed)}</h2>
                    <p class="sheet__text">{words}</p>
                }
                .into_any()
            } else {
                view! {
                    <TextField editor field=Field::Contributed label=say!(rating.contributed)
                        hint=say!(common.optional) long=true/>
                }
                .into_any()
            })}
            <Show when=move || !app.is_staff() && young()>
                <p class="small">{say!(rating.correct_note)}</p>
                <button class="button button--text button--small" type="button"
                    on:click=handler(move |_| correct.with_value(|correct| correct()))>{say!(rating.correct)}</button>
            </Show>
        </section>
        <Show when=move || !app.is_staff()>
            {part(move || latest.get().map(|rating| view! { <ShowToOthers rating/> }))}
        </Show>
    }
}

/// Two ratings for one occasion: the first counts, the other is kept and shown here.
#[component]
fn Beside(ratings: Signal<Vec<Rating>>) -> impl IntoView {
    move || {
        let beside: Vec<Rating> = ratings.with(|all| all.iter().filter(|rating| rating.beside).cloned().collect());
        (!beside.is_empty()).then(|| view! {
            <details class="more">
                <summary class="more__summary">{say!(rating.beside)}</summary>
                <ul class="plain-list">
                    {beside.into_iter().map(|rating| view! {
                        <li>{format!("{}: {}. {}", occasion(&rating), total(&rating), dates::weekday_and_day(rating.made_at))}</li>
                    }).collect_view()}
                </ul>
            </details>
        })
    }
}
