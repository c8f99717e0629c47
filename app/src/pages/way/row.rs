//! The row on Hem, and on a pärm's first page for a coordinator: where the work is, in words and as five dots on a line.

use domain::BinderTab;
use domain::phase::Phase;
use leptos::prelude::*;

use super::{name, short, use_phase};
use crate::components::Icon;
use crate::lean::{attribute, part};
use crate::paths;
use crate::state::{AppState, use_binder, use_links, use_tab_unnoted};

/// One row of a `row-list`; nothing until Möten has been read.
#[component]
pub(crate) fn WayRow() -> impl IntoView {
    let links = use_links();
    let now = use_phase(AppState::get(), use_tab_unnoted(use_binder(), BinderTab::Meetings));
    part(move || {
        now.get().map(|now| {
            let dots = Phase::ALL.map(|phase| {
                let class = match phase.cmp(&now) {
                    std::cmp::Ordering::Less => "way-dots__dot way-dots__dot--been",
                    std::cmp::Ordering::Equal => "way-dots__dot way-dots__dot--here",
                    std::cmp::Ordering::Greater => "way-dots__dot",
                };
                view! { <span class=class></span> }
            });
            view! {
                <li>
                    <a class="row-link" href=attribute(move || links.get().to(paths::WAY))>
                        <span class="icon-tile"><Icon name="way"/></span>
                        <span class="row-link__text">
                            <span class="row-link__title">{say!(way.row, phase = name(now))}</span>
                            <span class="row-link__note">{short(now)}</span>
                            <span class="way-dots" aria-hidden="true">{dots.into_iter().collect_view()}</span>
                        </span>
                        <Icon name="chevron-right" class="row-link__go"/>
                    </a>
                </li>
            }
        })
    })
}
