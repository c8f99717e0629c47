//! One decided version: when, who was there, what she chose, the text, and what is otherwise before and since.

use crate::lean::{handler, part};
use domain::decision::{PlanVersion, changes};
use leptos::prelude::*;

use super::agree::Agreement;
use super::differences::differences;
use super::sheet::Sheet;
use super::{as_of, before};
use crate::browser;
use crate::components::Icon;
use crate::pages::sharing::names;
use crate::state::{TabView, use_owner_name};
use crate::words::locale;

/// The version.
#[component]
pub(super) fn OneVersion(
    /// The tab.
    view: Signal<TabView>,
    /// The version.
    version: PlanVersion,
) -> impl IntoView {
    let owner = use_owner_name().get_untracked();
    let present: Vec<String> = version.present.iter().map(|person| person.name.clone()).collect();
    let chosen =
        owner.map_or_else(|| say!(decided.chosen).to_owned(), |name| say!(decided.chosen_by, name = name));
    let facts = [
        (say!(decided.present).to_owned(), names(&present)),
        (say!(decided.alternatives).to_owned(), version.alternatives.clone()),
        (chosen, version.chosen.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, words)| !words.trim().is_empty()).map(|(term, words)| {
        view! {
            <div class="facts__row"><dt class="facts__term">{term}</dt><dd class="facts__value">{words}</dd></div>
        }
    });
    let (one, two) = (version.clone(), version.clone());
    let since_before = part(move || {
        view.with(|view| {
            let tab = view.open()?;
            let earlier = before(tab, &one)?;
            let (old, new) = (as_of(view, earlier)?, as_of(view, &one)?);
            let all = changes(&tab.decided(earlier.stamp.op)?, &tab.decided(one.stamp.op)?);
            Some(if all.is_empty() {
                view! { <p class="small">{say!(decided.same)}</p> }.into_any()
            } else {
                differences(say!(decided.since_before), all, &old, &new)
            })
        })
    });
    let since_then = part(move || {
        view.with(|view| {
            let tab = view
                .open()
                .filter(|tab| tab.latest_decision().is_some_and(|latest| latest.stamp.op == two.stamp.op))?;
            let all = changes(&tab.decided(two.stamp.op)?, &tab.to_decide());
            let old = as_of(view, &two)?;
            (!all.is_empty()).then(|| differences(say!(decided.since_then), all, &old, tab))
        })
    });
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(decided.on, day = locale().weekday_and_day(version.held_at))}</h2>
            <dl class="facts">{facts.collect_view()}</dl>
        </section>
        <Sheet view version=version.clone()/>
        <Agreement view version/>
        {since_then}
        {since_before}
        <div class="button-stack">
            <button class="button button--quiet" type="button" on:click=handler(move |_| browser::print())>
                <Icon name="printer"/>{say!(signs.print)}
            </button>
        </div>
    }
}
