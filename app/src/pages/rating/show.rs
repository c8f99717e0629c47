//! Showing one rating to those who may read the tab: a choice for each, never the default (R77).

use crate::lean::{Show, part};
use domain::rating::{Rating, Show as ShowRating};
use domain::{Audience, BinderTab, Body, Role};
use leptos::prelude::*;
use replica::Draft;

use crate::components::Icon;
use crate::state::{AppState, use_binder, use_card};

/// Says who would see it, then shows it; or says that it is shown.
#[component]
pub(super) fn ShowToOthers(
    /// The rating.
    rating: Rating,
) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let card = use_card();
    let names = move || {
        let people = card.get().map(|card| card.people).unwrap_or_default();
        let staff = people.into_iter().filter(|person| person.role == Role::Coordinator);
        staff
            .filter_map(|person| person.name.split_whitespace().next().map(str::to_owned))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if rating.shown {
        return view! { <p class="small">{say!(rating.is_shown)}</p> }.into_any();
    }
    let show = move |_| {
        let Some(binder) = binder.get_untracked() else { return };
        let body = ShowRating {
            marks: rating.marks,
            occasion: rating.occasion,
            made_at: rating.made_at,
            contributed: rating.contributed.clone(),
        };
        let draft = Draft {
            tab: BinderTab::Ratings,
            entry: rating.entry,
            audience: Audience::Tab,
            meeting: None,
            act: None,
            body: Body::Show(body),
        };
        app.commit(binder, vec![draft]);
    };
    view! {
        <p class="small">{say!(rating.nobody_sees)}</p>
        <Show when=move || !names().is_empty()>
            <p class="consequence"><Icon name="users"/>{part(move || say!(rating.who_sees, names = names()))}</p>
        </Show>
        <button class="button button--quiet" type="button" on:click=show>{say!(rating.show)}</button>
    }
    .into_any()
}
