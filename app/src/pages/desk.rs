//! The coordinator's desk: what waits, a new pärm, and the code that opens one on a phone.
//!
//! The list reads only what this device has, so it opens at a kitchen table without coverage too.

mod closed;
mod link;
mod new;
mod pair;
mod people;
mod recording;
mod row;
mod staff_only;

use crate::lean::{For, Show, memo};
use domain::api::{BinderCard, ClosedBinderCard};
use leptos::prelude::*;

use crate::components::Page;
use crate::state::AppState;
use closed::{ClosedNote, ClosedRows, use_closed_rows};
use row::Row;

pub(crate) use new::DeskNewPage;
pub(crate) use pair::DeskPairPage;
pub(crate) use staff_only::StaffOnly;

/// Everybody on her list, by name: rows never change places because something has come.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let app = AppState::get();
    let closed = use_closed_rows();
    let binders = memo(move |_| {
        let mut binders: Vec<BinderCard> = app.me().map(|me| me.binders).unwrap_or_default();
        // Said below until this device has let go of it.
        binders.retain(|card| closed.with(|closed| closed.iter().all(|one| one.id != card.id)));
        domain::order::sort_by_key(&mut binders, |card| (card.owner_name.to_lowercase(), card.id));
        binders
    });
    view! {
        <Page title=say!(desk.title).to_owned() class="page--desk">
            <StaffOnly>
                <Show when=move || binders.with(Vec::is_empty) && closed.with(Vec::is_empty)
                    fallback=move || view! { <Table binders closed/> }>
                    <div class="empty-note"><p class="empty-note__text">{say!(desk.empty)}</p></div>
                </Show>
                <ClosedNote closed/>
                <p class="small">{say!(desk.only_consented)}</p>
            </StaffOnly>
        </Page>
    }
}

/// A real table on the desk, cards on the phone; the roles keep it a table where CSS shows cards.
#[component]
fn Table(binders: Memo<Vec<BinderCard>>, closed: Memo<Vec<ClosedBinderCard>>) -> impl IntoView {
    let heads = [say!(desk.column_name), say!(desk.column_meeting), say!(desk.column_waits)];
    view! {
        <table class="desk" role="table">
            <thead class="desk__head" role="rowgroup">
                <tr role="row">
                    {heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> }).into_iter().collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || binders.get() key=|card| card.id let:card>
                    <Row binders id=card.id/>
                </For>
                <ClosedRows closed/>
            </tbody>
        </table>
    }
}
