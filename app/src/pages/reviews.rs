//! Granska loggen: a unit's own checks of its access log, systematic and recurring (HSLF-FS 2016:40), for whoever the
//! unit has named. Who did what, when and in which pärm by its id: never whose it is, and never what was read. It needs
//! the network, and nothing of it is kept on the device.

mod drawing;
mod finding;
mod list;
mod made;
mod row;

use domain::OrganizationId;
use domain::api::{DrawnReview, ErrorCode, ReviewUnit};
use leptos::prelude::*;
use replica::SyncError;

use crate::components::Page;
use crate::lean::{derived, handler, part};
use crate::pages::desk::StaffOnly;
use crate::state::AppState;
use crate::{browser, paths};
use drawing::Unit;
use finding::Finding;
use list::Acts;
pub(crate) use row::ReviewsRow;

/// What was heard of it.
#[derive(Clone, PartialEq)]
enum Heard {
    Asking,
    Units(Vec<ReviewUnit>),
    NotNamed,
    Failed,
}

/// A check that is looked at.
#[derive(Clone, PartialEq)]
struct Open {
    organization: OrganizationId,
    unit: String,
    drawn: DrawnReview,
}

/// What the page knows.
#[derive(Clone, Copy)]
struct Reviews {
    app: AppState,
    heard: RwSignal<Heard>,
    open: RwSignal<Option<Open>>,
    /// What became of the last thing she did.
    said: RwSignal<&'static str>,
}

impl Reviews {
    fn ask(self) {
        browser::spawn(async move {
            let Some(replica) = self.app.when_open().await else { return };
            let heard = match replica.reviews().await {
                Ok(units) => Heard::Units(units),
                Err(error) if error.is_refused_as(ErrorCode::NotFound) => Heard::NotNamed,
                Err(_) => Heard::Failed,
            };
            let _ = self.heard.try_set(heard);
        });
    }

    /// Shows a check.
    fn show(self, open: Open) {
        let _ = self.said.try_set("");
        let _ = self.open.try_set(Some(open));
        browser::focus_soon("rubrik");
    }

    /// Back to all of them.
    fn close(self, said: &'static str) {
        let _ = self.open.try_set(None);
        let _ = self.said.try_set(said);
        self.ask();
        browser::focus_soon("rubrik");
    }
}

/// Why something was not done.
fn why(error: &SyncError) -> &'static str {
    match error {
        SyncError::Offline => say!(reviews.failed_offline),
        SyncError::SignedOut => say!(desk.start_signed_out),
        _ => say!(reviews.failed),
    }
}

/// The page.
#[component]
pub(crate) fn ReviewsPage() -> impl IntoView {
    let reviews = Reviews {
        app: AppState::get(),
        heard: RwSignal::new(Heard::Asking),
        open: RwSignal::new(None),
        said: RwSignal::new(""),
    };
    Effect::new(move |_| {
        if reviews.app.is_staff() {
            reviews.ask();
        }
    });
    let title = derived(move || match reviews.open.with(|open| open.as_ref().map(|open| open.unit.clone())) {
        Some(unit) => say!(reviews.of, unit = unit),
        None => say!(reviews.title).to_owned(),
    });
    let back = derived(move || Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    view! {
        <Page title back>
            <StaffOnly>
                <p class="small" role="status">{reviews.said}</p>
                {part(move || match reviews.open.get() {
                    Some(open) => view! { <Looked reviews open/> }.into_any(),
                    None => view! { <All reviews/> }.into_any(),
                })}
            </StaffOnly>
        </Page>
    }
}

#[component]
fn All(reviews: Reviews) -> impl IntoView {
    part(move || match reviews.heard.get() {
        Heard::Asking => view! { <p class="page__lede" role="status">{say!(reviews.asking)}</p> }.into_any(),
        Heard::NotNamed => view! { <p class="page__lede">{say!(reviews.not_named)}</p> }.into_any(),
        Heard::Failed => view! {
            <p class="page__lede" role="status">{say!(reviews.unheard)}</p>
            <div class="button-stack">
                <button class="button button--quiet" type="button" on:click=handler(move |_| reviews.ask())>
                    {say!(account.again)}
                </button>
            </div>
        }
        .into_any(),
        Heard::Units(units) => view! {
            <p class="page__lede">{say!(reviews.lede)}</p>
            {units.into_iter().map(|unit| view! { <Unit reviews unit/> }).collect_view()}
        }
        .into_any(),
    })
}

/// One check: what was drawn, and what it showed.
#[component]
fn Looked(reviews: Reviews, open: Open) -> impl IntoView {
    view! {
        <Acts open=open.clone()/>
        <Finding reviews open/>
        <div class="button-stack no-print">
            <button class="button button--text" type="button" on:click=handler(move |_| reviews.close(""))>
                {say!(reviews.all)}
            </button>
        </div>
    }
}
