//! A rating in progress: one scale per screen, back allowed, kept on the phone until it is saved.
//!
//! The question stands in the address, so the phone's own "back" leads to the question before.
//!
//! R74: this page never reads the Ratings tab. While its draft exists the replica does not hand out
//! earlier ratings to any page.

use crate::lean::{Show, attribute, handler, memo, part};
use domain::rating::{Occasion, Rate, Window, complete, window};
use domain::{Audience, BinderTab, Body, EntryId, OpId};
use leptos::prelude::*;
use replica::{Draft, RatingDraft, Replica};

use super::scale::Scale;
use super::way::{SUMMARY, Way};
use super::{areas, in_words};
use crate::components::{Icon, ReadAloud};
use crate::state::{AppState, use_binder, use_tab_unnoted};
use crate::{browser, paths};

/// The rating in progress. The bar at the bottom is away: one thing at a time.
#[component]
pub(crate) fn RatingNewPage() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let meetings = use_tab_unnoted(binder, BinderTab::Meetings);
    let draft = RwSignal::new(None::<RatingDraft>);
    let closed = RwSignal::new(false);
    Effect::new(move |_| app.quiet.set(true));
    on_cleanup(move || app.quiet.set(false));
    Effect::new(move |_| {
        let (Some(binder), Some(replica)) = (binder.get(), app.replica()) else { return };
        let Some(meetings) = meetings.with(|view| view.open().cloned()) else { return };
        if draft.with_untracked(Option::is_some) {
            return;
        }
        browser::spawn(async move {
            let kept = replica.rating_draft(binder).await.ok().flatten();
            if let Some(kept) = kept {
                draft.set(Some(kept));
                return;
            }
            let done = replica.rating_occasions(binder).await.unwrap_or_default();
            let Window::Open(occasion) = window(&done, &meetings, replica.now()) else {
                closed.set(true);
                return;
            };
            let new = begin(&replica, occasion, replica.new_entry(), None);
            if replica.keep_rating_draft(binder, new.clone()).await.is_ok() {
                draft.set(Some(new));
            }
        });
    });
    // Every tap is kept at once: the phone may be put away in the middle.
    let keep = Callback::new(move |changed: RatingDraft| {
        draft.set(Some(changed.clone()));
        if let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) {
            browser::spawn(async move {
                if replica.keep_rating_draft(binder, changed).await.is_err() {
                    app.status.set(replica.status());
                }
            });
        }
    });
    let way = Way::new(draft);
    Effect::new(move |_| {
        // She may have gone back by the phone's own button: that is where she goes on another time.
        let (Some(step), Some(mut kept)) = (way.step.get(), draft.get()) else { return };
        if kept.step != step && !way.is_leaving() {
            kept.step = step;
            keep.run(kept);
        }
    });
    move || match way.step.get() {
        _ if closed.get() => view! { <Closed/> }.into_any(),
        _ if way.is_leaving() => view! { <Wait/> }.into_any(),
        None => view! { <Wait/> }.into_any(),
        Some(step) if step < SUMMARY => view! { <Step step=step draft keep way/> }.into_any(),
        Some(_) => view! { <Summary draft keep way/> }.into_any(),
    }
}

/// A rating where nothing is answered yet. A correction is saved in the entry it corrects, so both
/// marks stay together.
pub(super) fn begin(replica: &Replica, occasion: Occasion, entry: EntryId, replaces: Option<OpId>) -> RatingDraft {
    let begun_at = replica.now();
    RatingDraft { entry, occasion, marks: [None; 4], step: 0, supported: false, replaces, begun_at }
}

#[component]
fn Wait() -> impl IntoView {
    view! { <div class="page page--quiet"><p class="small">{say!(common.loading)}</p></div> }
}

#[component]
fn Closed() -> impl IntoView {
    view! {
        <div class="page page--quiet">
            <main class="page__main" id="innehall">
                <h1 class="page__title" tabindex="-1">{say!(rating.closed)}</h1>
                <div class="button-stack"><a class="button" href=paths::RATINGS>{say!(rating.title)}</a></div>
            </main>
        </div>
    }
}

#[component]
fn Step(step: u8, draft: RwSignal<Option<RatingDraft>>, keep: Callback<RatingDraft>, way: Way) -> impl IntoView {
    let index = usize::from(step);
    let (title, question) = areas().get(index).copied().unwrap_or_default();
    let mark =
        memo(move |_| draft.with(|draft| draft.as_ref().and_then(|d| d.marks.get(index).copied().flatten())));
    let change = move |work: &dyn Fn(&mut RatingDraft)| {
        if let Some(mut changed) = draft.get_untracked() {
            work(&mut changed);
            keep.run(changed);
        }
    };
    let on_mark = Callback::new(move |value| {
        change(&|draft| {
            if let Some(mark) = draft.marks.get_mut(index) {
                *mark = Some(value);
            }
        });
    });
    Effect::new(move |_| {
        browser::set_title(title);
        browser::focus("rubrik");
    });
    view! {
        <div class="page page--quiet">
            <header class="topbar">
                {if step == 0 {
                    view! { <a class="topbar__back" href=paths::RATINGS><Icon name="x"/>{say!(common.cancel)}</a> }
                        .into_any()
                } else {
                    view! {
                        <button class="topbar__back" type="button" on:click=handler(move |_| way.to(step - 1))>
                            <Icon name="arrow-left"/>{say!(common.back)}
                        </button>
                    }
                    .into_any()
                }}
                <p class="step-note">{say!(rating.step, step = (step + 1).to_string())}</p>
            </header>
            <main class="page__main" id="innehall">
                <div class="page__head">
                    <h1 class="page__title page__titles" id="rubrik" tabindex="-1">{title}</h1><ReadAloud/>
                </div>
                <p class="page__lede" id="fraga">{question}</p>
                <Scale mark=mark.into() on_mark labelled_by="fraga"/>
                <p class="small">{say!(rating.nobody_sees)}</p>
                <div class="button-stack">
                    <button class="button" type="button" disabled=attribute(move || mark.get().is_none())
                        on:click=handler(move |_| way.to(step + 1))>{say!(rating.next)}</button>
                    <button class="button button--text" type="button" on:click=handler(move |_| way.to(step + 1))>
                        {say!(rating.skip)}
                    </button>
                </div>
            </main>
        </div>
    }
}

#[component]
fn Summary(draft: RwSignal<Option<RatingDraft>>, keep: Callback<RatingDraft>, way: Way) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let marks = move || draft.with(|draft| draft.as_ref().map(|draft| draft.marks).unwrap_or_default());
    let supported = move || draft.with(|draft| draft.as_ref().is_some_and(|draft| draft.supported));
    Effect::new(move |_| {
        browser::set_title(say!(rating.summary));
        browser::focus("rubrik");
    });
    let save = move |_| {
        let Some(done) = draft.get_untracked() else { return };
        let (Some(marks), Some(binder), Some(replica)) =
            (complete(done.marks), binder.get_untracked(), app.replica())
        else {
            return;
        };
        browser::spawn(async move {
            let rate = Rate { marks, occasion: done.occasion, supported: done.supported, replaces: done.replaces };
            let save = Draft {
                tab: BinderTab::Ratings,
                entry: done.entry,
                audience: Audience::Private,
                meeting: None,
                act: None,
                body: Body::Rate(rate),
            };
            if replica.commit(binder, vec![save]).await.is_err() {
                app.status.set(replica.status());
                return;
            }
            let _ = replica.drop_rating_draft(binder).await;
            way.leave();
        });
    };
    view! {
        <div class="page page--quiet">
            <header class="topbar">
                <button class="topbar__back" type="button" on:click=handler(move |_| way.to(3))>
                    <Icon name="arrow-left"/>{say!(common.back)}
                </button>
            </header>
            <main class="page__main" id="innehall">
                <h1 class="page__title" id="rubrik" tabindex="-1">{say!(rating.summary)}</h1>
                <ul class="row-list row-list--joined">
                    {part(move || marks().into_iter().zip(areas()).zip(0u8..).map(|((mark, (title, _)), step)| view! {
                        <li>
                            <button class="row-link" type="button" on:click=handler(move |_| way.to(step))>
                                <span class="row-link__text">
                                    <span class="row-link__title">{title}</span>
                                    <span class="row-link__note">{in_words(mark)}</span>
                                </span>
                                <Icon name="pencil" class="row-link__go"/>
                            </button>
                        </li>
                    }).collect_view())}
                </ul>
                <label class="switch">
                    <span class="switch__text"><span class="switch__title">{say!(rating.supported)}</span></span>
                    <input class="switch__input" type="checkbox" role="switch" prop:checked=supported
                        on:change=handler(move |event| {
                            if let Some(mut changed) = draft.get_untracked() {
                                changed.supported = event_target_checked(&event);
                                keep.run(changed);
                            }
                        })/>
                </label>
                <p class="small">{say!(rating.nobody_sees)}</p>
                <Show when=move || complete(marks()).is_none()>
                    <p class="small">{say!(rating.all_four)}</p>
                </Show>
                <div class="button-stack">
                    <button class="button" type="button" disabled=attribute(move || complete(marks()).is_none()) on:click=save>
                        {say!(common.save)}
                    </button>
                    <a class="button button--text" href=paths::RATINGS>{say!(rating.go_on_later)}</a>
                </div>
            </main>
        </div>
    }
}
