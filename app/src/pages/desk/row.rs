//! One row of the list.

use crate::lean::{memo, part};
use domain::BinderId;
use leptos::prelude::*;

use super::line::Line;
use crate::paths;

/// The row of one pärm.
#[component]
pub(super) fn Row(
    /// Which.
    id: BinderId,
    /// Whose it is.
    #[prop(into)]
    name: Signal<String>,
    /// What it says.
    #[prop(into)]
    line: Signal<Line>,
) -> impl IntoView {
    let meets = memo(move |_| line.with(|line| line.meets.clone()));
    let waits = memo(move |_| line.with(|line| (line.waits.clone(), line.known)));
    let address = paths::Links(Some(id)).to(paths::BINDER);
    view! {
        <tr class="desk__row" role="row">
            <th class="desk__name" role="rowheader" scope="row">
                <a class="desk__link" href=address>{part(move || name.get())}</a>
            </th>
            <td class="desk__cell" role="cell" data-label=say!(desk.column_meeting)>{part(move || meets.get())}</td>
            <td class="desk__cell" role="cell">
                {part(move || match waits.get() {
                    (nothing, known) if nothing.is_empty() => known.words().into_any(),
                    (waits, _) => view! {
                        <ul class="desk__waits">
                            {waits.into_iter().map(|one| view! { <li class="waiting">{one.words()}</li> }).collect_view()}
                        </ul>
                    }
                    .into_any(),
                })}
            </td>
        </tr>
    }
}
