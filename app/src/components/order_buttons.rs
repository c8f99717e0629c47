//! Moving a line up or down by buttons, never by dragging (2.5.7).

use crate::lean::handler;
use domain::{Entry, EntryKind, Field, TabState, Value, position};
use leptos::prelude::*;

use super::Icon;

/// "Upp" and "Ned".
#[component]
pub(crate) fn OrderButtons(
    /// What is moved, for screen readers.
    name: String,
    /// Called with −1 for up and 1 for down.
    #[prop(into)]
    on_move: Callback<isize>,
) -> impl IntoView {
    view! {
        <div class="order">
            <button class="order__button" type="button" aria-label=say!(common.move_up, name = name.clone())
                on:click=handler(move |_| on_move.run(-1))>
                <Icon name="arrow-up"/>{say!(common.up)}
            </button>
            <button class="order__button" type="button" aria-label=say!(common.move_down, name = name)
                on:click=handler(move |_| on_move.run(1))>
                <Icon name="arrow-down"/>{say!(common.down)}
            </button>
        </div>
    }
}

/// The new position of an entry that moves one step among its like; `None` at the end of the list.
/// `among` tells which entries stand in the same list.
pub(crate) fn moved(
    tab: &TabState,
    kind: EntryKind,
    entry: &Entry,
    step: isize,
    among: impl Fn(&Entry) -> bool,
) -> Option<(Field, Value)> {
    let list: Vec<&Entry> = tab.listed(kind).into_iter().filter(|other| among(other)).collect();
    let here = list.iter().position(|other| other.id == entry.id)?;
    let place = |index: Option<usize>| {
        index.and_then(|index| list.get(index)).map(|other| other.position()).filter(|p| position::is_valid(p))
    };
    let target = here.checked_add_signed(step).filter(|target| *target < list.len())?;
    let (before, after) = if step < 0 {
        (place(target.checked_sub(1)), place(Some(target)))
    } else {
        (place(Some(target)), place(Some(target + 1)))
    };
    Some((Field::Position, Value::Text(position::between(before, after))))
}
