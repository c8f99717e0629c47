//! A coordinator's page in other hands says whom it is for, and the way out.

use crate::lean::memo;
use leptos::prelude::*;

use crate::paths;
use crate::state::{AppState, Who};

#[derive(Clone, Copy, PartialEq)]
enum Hands {
    Asking,
    Nobody,
    Owner,
    Staff,
}

/// Shows its content to coordinators.
#[component]
pub(crate) fn StaffOnly(
    /// What only a coordinator sees.
    children: ChildrenFn,
) -> impl IntoView {
    let app = AppState::get();
    let children = StoredValue::new(children);
    // Remembered, so that news about the binders does not make the page anew.
    let hands = memo(move |_| match app.who.get() {
        Who::Asking => Hands::Asking,
        Who::Nobody => Hands::Nobody,
        Who::Somebody(_) if app.is_staff() => Hands::Staff,
        Who::Somebody(_) => Hands::Owner,
    });
    move || match hands.get() {
        Hands::Asking => view! { <div class="pending" aria-hidden="true"></div> }.into_any(),
        Hands::Nobody => view! {
            <p class="page__lede">{say!(desk.sign_in_first)}</p>
            <div class="button-stack"><a class="button" href=paths::SIGN_IN>{say!(sign_in.title)}</a></div>
        }
        .into_any(),
        Hands::Owner => view! {
            <p class="page__lede">{say!(desk.for_staff)}</p>
            <div class="button-stack"><a class="button" href=paths::HOME>{say!(common.to_binder)}</a></div>
        }
        .into_any(),
        Hands::Staff => children.with_value(|children| children()).into_any(),
    }
}
