//! The coordinator's desk: what waits, a new pärm, and the code that opens one on a phone.
//!
//! The list reads only what this device has, so it opens at a kitchen table without coverage too.

mod choosing;
mod closed;
mod line;
mod link;
mod new;
mod pair;
mod people;
mod recording;
mod row;
mod staff_only;

use std::collections::BTreeMap;

use crate::lean::{For, Show, memo, part};
use domain::BinderId;
use domain::api::{BinderCard, ClosedBinderCard};
use leptos::prelude::*;

use crate::components::Page;
use crate::state::AppState;
use choosing::{Choices, Choosing, FEW};
use closed::{ClosedNote, ClosedRows, use_closed_rows};
use line::{Line, use_lines};
use row::Row;

pub(crate) use new::DeskNewPage;
pub(crate) use pair::DeskPairPage;
pub(crate) use staff_only::StaffOnly;

/// Everybody on her list, by name unless she asks for another order: rows never change places because something has come.
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
    let (lines, is_read) = use_lines(binders);
    let choosing = Choosing::new();
    let many = memo(move |_| binders.with(Vec::len) > FEW);
    let shown = memo(move |_| {
        binders.with(|cards| {
            if many.get() {
                lines.with(|lines| choosing.chosen(cards, lines))
            } else {
                cards.iter().map(|card| card.id).collect()
            }
        })
    });
    view! {
        <Page title=say!(desk.title).to_owned() class="page--desk">
            <StaffOnly>
                // A row comes with its words: nobody reads a list that says nothing yet as one where nothing waits.
                <Show when=move || is_read.get()>
                    <Show when=move || many.get()>
                        <Choices choosing/>
                        <p class="small" role="status">
                            {part(move || match shown.with(Vec::len) {
                                0 => say!(desk.none_shown).to_owned(),
                                some => say!(desk.shown, shown = some, all = binders.with(Vec::len)),
                            })}
                        </p>
                    </Show>
                    <Show when=move || binders.with(Vec::is_empty) && closed.with(Vec::is_empty)
                        fallback=move || view! { <Table binders lines shown closed/> }>
                        <div class="empty-note"><p class="empty-note__text">{say!(desk.empty)}</p></div>
                    </Show>
                    <ClosedNote closed/>
                    <p class="small">{say!(desk.only_consented)}</p>
                </Show>
            </StaffOnly>
        </Page>
    }
}

/// A real table on the desk, cards on the phone; the roles keep it a table where CSS shows cards.
#[component]
fn Table(
    binders: Memo<Vec<BinderCard>>,
    lines: Memo<BTreeMap<BinderId, Line>>,
    shown: Memo<Vec<BinderId>>,
    closed: Memo<Vec<ClosedBinderCard>>,
) -> impl IntoView {
    let heads = [say!(desk.column_name), say!(desk.column_meeting), say!(desk.column_waits)];
    let name = move |id: BinderId| {
        let named =
            binders.with(|cards| cards.iter().find(|card| card.id == id).map(|card| card.owner_name.clone()));
        named.unwrap_or_default()
    };
    view! {
        <table class="desk" role="table">
            <thead class="desk__head" role="rowgroup">
                <tr role="row">
                    {heads.map(|head| view! { <th role="columnheader" scope="col">{head}</th> }).into_iter().collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || shown.get() key=|id| *id let:id>
                    <Row id name=memo(move |_| name(id)) line=memo(move |_| lines.with(|lines| lines.get(&id).cloned().unwrap_or_default()))/>
                </For>
                <ClosedRows closed/>
            </tbody>
        </table>
    }
}
