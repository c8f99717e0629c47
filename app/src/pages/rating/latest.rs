//! The latest rating: "Vad har bidragit?", who may see it, and a day to put it right.

use crate::lean::{Show, handler, part};
use domain::rating::Rating;
use domain::{BinderTab, EntryKind, Field};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::curve::{made, occasion};
use super::new::begin;
use super::show::ShowToOthers;
use crate::components::{HistoryLink, TextField};
use crate::editor::use_editor;
use crate::state::{AppState, TabView, use_binder};
use crate::{browser, paths};

/// How long a rating can be put right.
const CORRECT_HOURS: i64 = 24;

/// The sheet below the curve.
#[component]
pub(super) fn Latest(
    /// The tab.
    view: Signal<TabView>,
    /// The rating as it was when this was made.
    begun: Rating,
    /// The same as it stands.
    latest: Memo<Option<Rating>>,
) -> impl IntoView {
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
            <HistoryLink view tab=BinderTab::Ratings entry=editor.entry/>
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
