//! All decided versions of a tab, each with a way to see it alone or beside the one that is shown.

use crate::lean::{memo, part};
use domain::decision::PlanVersion;
use domain::{BinderTab, OpId, Timestamp};
use leptos::prelude::*;

use super::counted;
use crate::components::Icon;
use crate::paths;
use crate::state::{TabView, use_links};
use crate::words::locale;

/// The list; what came too late to decide says so.
#[component]
pub(super) fn Versions(
    /// The tab's content.
    view: Signal<TabView>,
    /// Which tab.
    tab: BinderTab,
    /// The version that is shown.
    shown: Memo<Option<PlanVersion>>,
    /// The one beside it.
    other: Memo<Option<PlanVersion>>,
) -> impl IntoView {
    let links = use_links();
    let all = memo(move |_| {
        view.with(|view| {
            let counted = view.open().map(|tab| counted(tab)).unwrap_or_default();
            counted.into_iter().map(|version| (version.stamp.op, version.held_at)).collect::<Vec<_>>()
        })
    });
    let late = memo(move |_| {
        view.with(|view| {
            let all = view.open().into_iter().flat_map(|tab| &tab.decisions);
            all.filter(|version| version.late)
                .map(|version| (version.held_at, version.chosen.clone()))
                .collect::<Vec<_>>()
        })
    });
    let id =
        |version: &Memo<Option<PlanVersion>>| version.with(|version| version.as_ref().map(|one| one.stamp.op));
    let row = move |href: String, icon: &'static str, words: String| {
        view! {
            <li>
                <a class="row-link" href=href>
                    <span class="icon-tile"><Icon name=icon/></span>
                    <span class="row-link__text"><span class="row-link__title">{words}</span></span>
                    <Icon name="chevron-right" class="row-link__go"/>
                </a>
            </li>
        }
    };
    let list = part(move || {
        let (one, beside) = (id(&shown)?, id(&other));
        let day = |at| locale().day_and_year(at);
        let alone = |version: OpId| paths::decided(links.get(), tab, Some(version), None);
        let others: Vec<(OpId, Timestamp)> =
            all.get().into_iter().filter(|(version, _)| *version != one).collect();
        let back = beside.map(|_| row(alone(one), "calendar", say!(decided.alone).to_owned()));
        let each =
            others.iter().map(|(version, at)| row(alone(*version), "calendar", say!(decided.on, day = day(*at))));
        let rows: Vec<_> = back.into_iter().chain(each).collect();
        let pairs = others.iter().filter(|(version, _)| Some(*version) != beside).map(|(version, at)| {
            let href = paths::decided(links.get(), tab, Some(one), Some(*version));
            row(href, "copy", say!(decided.beside, day = day(*at)))
        });
        let pairs: Vec<_> = pairs.collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h2 class="section-title">{say!(decided.versions)}</h2>
                <ul class="row-list">{rows}</ul>
                {(!pairs.is_empty()).then(|| view! {
                    <details class="more">
                        <summary class="more__summary">{say!(decided.compare)}</summary>
                        <ul class="row-list">{pairs}</ul>
                    </details>
                })}
            }
        })
    });
    view! {
        {list}
        {part(move || late.get().into_iter().map(|(at, chosen)| view! {
            <section class="sheet">
                <p class="sheet__over">{locale().day_and_year(at)}</p>
                <h2 class="sheet__title">{say!(decided.late)}</h2>
                <p class="sheet__text">{say!(decided.late_text)}</p>
                {(!chosen.is_empty()).then(|| view! { <p class="sheet__text">{chosen}</p> })}
            </section>
        }).collect_view())}
    }
}
