//! A decided version as it goes into the binder at home: one paper with its day.

use crate::lean::part;
use domain::decision::PlanVersion;
use domain::{BinderTab, TabState, Timestamp};
use leptos::prelude::*;

use super::{as_of, counted};
use crate::components::SheetCode;
use crate::pages::paper::Block;
use crate::pages::plan::plan_on_paper;
use crate::pages::sharing::tab_name;
use crate::pages::signs::signs_on_paper;
use crate::state::{AppState, TabView, use_card};
use crate::words::locale;

fn blocks(tab: &TabState, now: Timestamp) -> Vec<Block> {
    match tab.tab {
        BinderTab::WarningPlan => signs_on_paper(tab, now),
        _ => plan_on_paper(tab, now),
    }
}

/// The paper.
#[component]
pub(super) fn Sheet(
    /// The tab.
    view: Signal<TabView>,
    /// The version.
    version: PlanVersion,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let day = locale().day_and_year(version.held_at);
    part(move || {
        let read = view.with(|view| as_of(view, &version))?;
        let number = view.with(|view| {
            let counted = counted(view.open()?);
            let at = counted.iter().position(|known| known.stamp.op == version.stamp.op)?;
            Some(counted.len() - at)
        });
        let owner = card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
        let head = say!(decided.sheet, name = owner, number = number.unwrap_or(1).to_string(), day = day.clone());
        Some(view! {
            <section class="print-sheet">
                <header class="print-sheet__head"><h2>{tab_name(read.tab)}</h2><p>{head}</p></header>
                {blocks(&read, app.now()).into_iter().map(Block::into_view).collect_view()}
                <SheetCode/>
            </section>
        })
    })
}
