//! "Följ förändringar" at a meeting (R77): on her own phone the curve, and whether she shows it; on others' screens what
//! she has shown.

use domain::BinderTab;
use leptos::prelude::*;

use super::list::{Due, InProgress, Shows, SoFar, use_ratings};
use crate::components::WhenRead;
use crate::lean::{Show, memo, part};
use crate::state::{AppState, use_binder, use_owner_name, use_right, use_tab};

/// The curve, as far as whoever looks may see it.
#[component]
pub(crate) fn CurveAtMeeting() -> impl IntoView {
    let right = use_right(BinderTab::Ratings);
    let owner = use_owner_name();
    let hers = move || say!(mode.hers_to_show, name = owner.get().unwrap_or_default());
    view! {
        <Show when=move || right.get().is_some()
            fallback=move || view! { <p class="page__lede">{part(hers)}</p> }>
            <Curve/>
        </Show>
    }
}

#[component]
fn Curve() -> impl IntoView {
    let app = AppState::get();
    let owner = use_owner_name();
    let view = use_tab(use_binder(), BinderTab::Ratings);
    let ratings = use_ratings(view);
    let is = memo(move |_| view.with(Shows::of));
    let none = move || match owner.get() {
        Some(name) if app.is_staff() => say!(mode.hers_to_show, name = name),
        _ => say!(rating.empty).to_owned(),
    };
    part(move || match is.get() {
        Shows::InProgress => view! { <InProgress/> }.into_any(),
        Shows::Due => view! { <Due/> }.into_any(),
        Shows::Ratings => view! {
            <WhenRead view>
                <SoFar view ratings/>
                <Show when=move || ratings.with(Vec::is_empty)>
                    <p class="page__lede">{part(none)}</p>
                </Show>
            </WhenRead>
        }
        .into_any(),
    })
}
