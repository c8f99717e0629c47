//! The way as a picture: five stations on a line, with the one where they are. Each is a word first, so the picture says
//! nothing that is not also read aloud.

use domain::phase::Phase;
use leptos::prelude::*;

use super::{MORE, more, name, short};
use crate::lean::Show;

/// The whole way.
#[component]
pub(super) fn Stations(
    /// Where they are.
    now: Phase,
    /// How much is said of each.
    #[prop(into)]
    detail: Signal<&'static str>,
) -> impl IntoView {
    let station = move |phase: Phase| {
        let class = if phase < now { "phase-line__step phase-line__step--been" } else { "phase-line__step" };
        view! {
            <li class=class aria-current=(phase == now).then_some("step")>
                <span class="phase-line__name">{name(phase)}</span>
                {(phase == now).then(|| view! { <span class="phase-line__here">{say!(way.title)}</span> })}
                <span class="phase-line__text">{short(phase)}</span>
                // What else there is to say of now stands above.
                <Show when=move || phase != now && detail.get() == MORE><span class="phase-line__text">{more(phase)}</span></Show>
            </li>
        }
    };
    view! {
        <div class="sheet">
            <ol class="phase-line">{Phase::ALL.map(station).into_iter().collect_view()}</ol>
            <p class="phase-again">{say!(way.again)}</p>
        </div>
    }
}
