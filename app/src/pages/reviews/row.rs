//! The way to the page, for whoever a unit has named; nobody else is shown that there is one.

use leptos::prelude::*;

use crate::components::RowLink;
use crate::lean::part;
use crate::state::AppState;
use crate::{browser, paths};

/// One row of a `row-list`, when the server has said that she is named.
#[component]
pub(crate) fn ReviewsRow() -> impl IntoView {
    let app = AppState::get();
    let named = RwSignal::new(false);
    Effect::new(move |_| {
        if app.is_staff() {
            browser::spawn(async move {
                let Some(replica) = app.when_open().await else { return };
                let _ = named.try_set(replica.reviews().await.is_ok());
            });
        }
    });
    part(move || {
        named.get().then(|| {
            view! { <RowLink href=paths::REVIEWS icon="list-checks" title=say!(reviews.title) note=say!(reviews.row)/> }
        })
    })
}
