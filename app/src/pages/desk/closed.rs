//! Pärmar that are to be taken away: that it is so and the day, and nothing of what is in them.

use domain::api::ClosedBinderCard;
use leptos::prelude::*;

use crate::dates;
use crate::lean::{For, Show, memo};
use crate::state::AppState;

/// Those that are closed to whoever reads the list, the next day first.
pub(super) fn use_closed_rows() -> Memo<Vec<ClosedBinderCard>> {
    let app = AppState::get();
    memo(move |_| {
        let mut closed = app.me().map(|me| me.closed).unwrap_or_default();
        domain::order::sort_by_key(&mut closed, |card| (card.due_at, card.owner_name.to_lowercase(), card.id));
        closed
    })
}

/// Their rows, after those that can be opened.
#[component]
pub(super) fn ClosedRows(closed: Memo<Vec<ClosedBinderCard>>) -> impl IntoView {
    let now = AppState::get().now();
    view! {
        <For each=move || closed.get() key=|card| (card.id, card.due_at) let:card>
            <tr class="desk__row" role="row">
                <th class="desk__name" role="rowheader" scope="row">{card.owner_name.clone()}</th>
                <td class="desk__cell" role="cell"></td>
                <td class="desk__cell" role="cell" data-label=say!(desk.column_waits)>
                    {say!(erase.closed, day = dates::day(now, card.due_at))}
                </td>
            </tr>
        </For>
    }
}

/// What can be done if the owner has changed her mind and has no phone.
#[component]
pub(super) fn ClosedNote(closed: Memo<Vec<ClosedBinderCard>>) -> impl IntoView {
    view! {
        <Show when=move || !closed.with(Vec::is_empty)><p class="small">{say!(erase.closed_note)}</p></Show>
    }
}
