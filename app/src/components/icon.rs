//! An icon from the sprite. It never stands without its word, so it is hidden from screen readers.

use leptos::prelude::*;

/// The icon with this name.
#[component]
pub(crate) fn Icon(
    /// Its name in the sprite.
    name: &'static str,
    /// A further class, for its place in a row.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! { <svg class=class aria-hidden="true"><use href=format!("/icons.svg#{name}")></use></svg> }
}
