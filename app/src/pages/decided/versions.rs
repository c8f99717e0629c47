//! All decided versions of a tab, each with a way to see it alone or beside the one that is shown.

use crate::lean::{memo, part};
use domain::decision::PlanVersion;
use domain::{BinderTab, OpId};
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
        let rows = all.get().into_iter().flat_map(|(version, at)| {
            let is_shown = version == one;
            let beside_it = (!is_shown && beside != Some(version)).then(|| {
                let href = paths::decided(links.get(), tab, Some(one), Some(version));
                row(href, "copy", say!(decided.beside, day = day(at)))
            });
            let itself = (!is_shown).then(|| row(alone(version), "calendar", say!(decided.on, day = day(at))));
            [itself, beside_it].into_iter().flatten()
        });
        let back = beside.map(|_| row(alone(one), "calendar", say!(decided.alone).to_owned()));
        let rows: Vec<_> = back.into_iter().chain(rows).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h2 class="section-title">{say!(decided.versions)}</h2>
                <ul class="row-list">{rows}</ul>
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
