//! A row that leads to a page of its own: an icon, a title, and in small what stands behind it.

use leptos::prelude::*;

use super::Icon;
use crate::lean::{attribute, part};

/// One row of a `row-list`.
#[component]
pub(crate) fn RowLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// The icon in the tile.
    icon: &'static str,
    /// A further class for the tile.
    #[prop(optional)]
    shade: &'static str,
    /// What it is called.
    title: &'static str,
    /// A line below the title.
    #[prop(into)]
    note: Signal<String>,
    /// The note is something that waits.
    #[prop(into, optional)]
    waits: Signal<bool>,
) -> impl IntoView {
    let class = move || if waits.get() { "row-link row-link--waiting" } else { "row-link" };
    let square = if shade.is_empty() { "icon-tile".to_owned() } else { format!("icon-tile {shade}") };
    view! {
        <li>
            <a class=attribute(class) href=attribute(move || href.get())>
                <span class=square><Icon name=icon/></span>
                <span class="row-link__text">
                    <span class="row-link__title">{title}</span>
                    <span class="row-link__note">{part(move || note.get())}</span>
                </span>
                <Icon name="chevron-right" class="row-link__go"/>
            </a>
        </li>
    }
}
