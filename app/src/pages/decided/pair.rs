//! Two decided versions beside each other, the older first, after what differs in words.

use crate::lean::part;
use domain::decision::{PlanVersion, changes};
use leptos::prelude::*;

use super::as_of;
use super::differences::differences;
use super::sheet::Sheet;
use crate::state::TabView;

/// The two.
#[component]
pub(super) fn Pair(
    /// The tab.
    view: Signal<TabView>,
    /// One of them.
    one: PlanVersion,
    /// The other.
    other: PlanVersion,
) -> impl IntoView {
    let (old, new) = if (one.held_at, one.stamp.made_at) < (other.held_at, other.stamp.made_at) {
        (one, other)
    } else {
        (other, one)
    };
    let (before, after) = (old.clone(), new.clone());
    let between = part(move || {
        view.with(|view| {
            let tab = view.open()?;
            let all = changes(&tab.decided(before.stamp.op)?, &tab.decided(after.stamp.op)?);
            if all.is_empty() {
                return Some(view! { <p class="small">{say!(decided.same_both)}</p> }.into_any());
            }
            Some(differences(say!(decided.between), all, &as_of(view, &before)?, &as_of(view, &after)?))
        })
    });
    view! {
        {between}
        <div class="decided-pair"><Sheet view version=old/><Sheet view version=new/></div>
    }
}
