//! Skattning: whether one can be made now, the curve, and "Vad har bidragit?".

use crate::lean::{Show, memo, part};
use domain::BinderTab;
use domain::rating::{Rating, Window, all, window};
use leptos::prelude::*;

use super::curve::{Curve, occasion, total};
use super::latest::Latest;
use crate::components::{Page, WhenRead};
use crate::state::{
    AppState, TabView, use_binder, use_earlier_ratings, use_tab, use_tab_unnoted, use_way_to_binder,
};
use crate::words::locale;
use crate::{browser, dates, paths};

/// The tab's page. While a rating waits to be made nothing of earlier ones is on it (R74).
#[component]
pub(crate) fn RatingsPage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab(use_binder(), BinderTab::Ratings);
    let back = use_way_to_binder();
    let ratings = use_ratings(view);
    let is = memo(move |_| view.with(Shows::of));
    view! {
        <Page title=say!(rating.title).to_owned() back aloud=true>
            {part(move || match is.get() {
                Shows::InProgress => view! { <InProgress/> }.into_any(),
                Shows::Due => view! { <Due/> }.into_any(),
                Shows::Ratings => view! {
                    <WhenRead view>
                        <Show when=move || !app.is_staff()><Now ratings=ratings.into()/></Show>
                        <SoFar view ratings/>
                        <Show when=move || ratings.with(Vec::is_empty)>
                            <div class="empty-note"><p class="empty-note__text">
                                {part(move || if app.is_staff() { say!(rating.none_shown) } else { say!(rating.empty) })}
                            </p></div>
                        </Show>
                    </WhenRead>
                }
                .into_any(),
            })}
        </Page>
    }
}

/// "Tidigare skattningar": the step she takes on purpose while a new one waits (R74). No way into a rating
/// stands here.
#[component]
pub(crate) fn RatingsEarlierPage() -> impl IntoView {
    let view = use_earlier_ratings(use_binder());
    let back = Signal::stored(Some((paths::RATINGS.to_owned(), say!(rating.title).to_owned())));
    let ratings = use_ratings(view);
    let is = memo(move |_| view.with(Shows::of));
    view! {
        <Page title=say!(rating.earlier).to_owned() back aloud=true>
            {part(move || match is.get() {
                Shows::InProgress | Shows::Due => view! { <InProgress/> }.into_any(),
                Shows::Ratings => view! { <WhenRead view><SoFar view ratings/></WhenRead> }.into_any(),
            })}
        </Page>
    }
}

/// What the page is about now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    InProgress,
    Due,
    Ratings,
}

impl Shows {
    pub(super) const fn of(view: &TabView) -> Self {
        match view {
            TabView::Blind => Self::InProgress,
            TabView::Due => Self::Due,
            TabView::Reading | TabView::Unfetched(_) | TabView::Turned | TabView::Open(_) => Self::Ratings,
        }
    }
}

pub(super) fn use_ratings(view: Signal<TabView>) -> Memo<Vec<Rating>> {
    memo(move |_| view.with(|view| view.open().map(|tab| all(tab)).unwrap_or_default()))
}

/// The curve, the latest rating, and those that are kept beside.
#[component]
pub(super) fn SoFar(
    /// The tab.
    view: Signal<TabView>,
    /// All of them.
    ratings: Memo<Vec<Rating>>,
) -> impl IntoView {
    let counting = move || ratings.get().into_iter().filter(|rating| !rating.beside).collect::<Vec<_>>();
    let latest = memo(move |_| counting().pop());
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
        {part(move || {
            let shown = shown.get();
            (!shown.is_empty()).then(|| view! {
                <h2 class="section-title">{say!(rating.so_far)}</h2>
                <Curve ratings=shown/>
            })
        })}
        {part(move || is_one.get().and(latest.get_untracked()).map(|begun| view! { <Latest view begun latest/> }))}
        <Beside ratings=ratings.into()/>
    }
}

/// One waits to be made: the way there, and a way of its own to earlier ones.
#[component]
pub(super) fn Due() -> impl IntoView {
    view! {
        <Start/>
        <p class="small">{say!(rating.answer_freely)}</p>
        <a class="button button--text" href=paths::RATINGS_EARLIER>{say!(rating.earlier)}</a>
    }
}

#[component]
fn Start() -> impl IntoView {
    view! {
        <p class="page__lede">{say!(rating.open_lede)}</p>
        <div class="button-row"><a class="button" href=paths::RATING_NEW>{say!(rating.start)}</a></div>
    }
}

/// A rating is begun: earlier ones are not shown, and it can be gone on with or thrown away.
#[component]
pub(super) fn InProgress() -> impl IntoView {
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
    let shown = memo(move |_| {
        let done: Vec<_> = ratings.with(|all| all.iter().map(|rating| rating.occasion).collect());
        meetings.with(|view| Some((window(&done, view.open()?, app.clock()), done.is_empty())))
    });
    part(move || {
        let (window, is_first) = shown.get()?;
        Some(match window {
            // With earlier ones on the screen the page is about to change to the one without (R74).
            Window::Open(_) if !is_first => ().into_any(),
            Window::Open(_) => view! { <Start/> }.into_any(),
            Window::OpensAt(at) => {
                view! { <p class="page__lede">{say!(rating.opens, day = locale().weekday_and_day(at))}</p> }
                    .into_any()
            }
            Window::NothingBooked => view! { <p class="page__lede">{say!(rating.nothing_booked)}</p> }.into_any(),
        })
    })
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
