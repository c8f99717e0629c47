//! The whole sheet in large text, for reading together across a table (R87), and for paper. Nothing
//! here can be changed by a finger that slips.

use crate::lean::{derived, handler, part};
use domain::warning::{Sign, WarningPlan};
use domain::{BinderTab, Entry, Field, TabState, called};
use leptos::prelude::*;

use super::areas::{AREAS, area_of, area_title};
use super::last_read::LastRead;
use super::use_whose;
use crate::components::{CallButton, Icon, Page, SheetCode, WhenRead};
use crate::state::{TabView, use_binder, use_card, use_links, use_tab};
use crate::words::locale;
use crate::{browser, paths};

/// The page.
#[component]
pub(crate) fn SignsReadingPage() -> impl IntoView {
    let card = use_card();
    let view = use_tab(use_binder(), BinderTab::WarningPlan);
    let links = use_links();
    let back = derived(move || Some((links.get().to(paths::SIGNS), say!(common.close).to_owned())));
    view! {
        <Page title=say!(signs.whole_sheet).to_owned() over=use_whose() back class="page--reading" aloud=true>
            <WhenRead view>
                <p class="print-only">{part(move || card.get().map(|card| card.owner_name))}</p>
                <LastRead view/>
                {part(move || view.with(|view| view.open().map(|tab| sheet(tab))))}
                <SheetCode/>
                <div class="button-stack">
                    <button class="button button--quiet" type="button" on:click=handler(move |_| browser::print())>
                        <Icon name="printer"/>{say!(signs.print)}
                    </button>
                </div>
            </WhenRead>
        </Page>
    }
}

/// The sheet by itself, where it is read in the course of something else.
#[component]
pub(crate) fn SignsSheet(
    /// The tab.
    view: Signal<TabView>,
) -> impl IntoView {
    part(move || view.with(|view| view.open().map(|tab| sheet(tab))))
}

fn sheet(tab: &TabState) -> impl IntoView + use<> {
    let plan = WarningPlan::read(tab);
    let changed = tab.entries.values().map(|entry| entry.changed.made_at).max();
    let empty = plan.is_empty();
    let signs = AREAS
        .map(|area| plan.signs.iter().filter(|sign| area_of(sign.entry) == area).map(one_sign).collect_view());
    let call = (!plan.call.is_empty()).then(|| {
        let people = plan.call.iter().map(|person| view! {
            <li class="person-card">
                <div class="person-card__link"><span class="person-card__name">{called::person(person).to_owned()}</span></div>
                <CallButton name=person.name.clone() number=person.phone.clone().unwrap_or_default()/>
            </li>
        });
        view! {
            <h2 class="section-title">{say!(signs.call_order)}</h2>
            <ol class="person-list">{people.collect_view()}</ol>
        }
    });
    view! {
        {changed.filter(|_| !empty).map(|at| view! {
            <p class="small">{say!(signs.last_changed, day = locale().day_and_year(at))}</p>
        })}
        {empty.then(|| view! { <div class="empty-note"><p class="empty-note__text">{say!(signs.empty)}</p></div> })}
        {text(say!(signs.well), plan.well)}
        {text(say!(signs.helps), plan.helps)}
        {signs.into_iter().collect_view()}
        {call}
    }
}

fn text(title: &'static str, words: &str) -> impl IntoView + use<> {
    let words = words.trim().to_owned();
    (!words.is_empty()).then(|| {
        view! {
            <section class="sheet">
                <h2 class="sheet__title">{title}</h2>
                <p class="sheet__text">{words}</p>
            </section>
        }
    })
}

fn one_sign(sign: &Sign<'_>) -> impl IntoView + use<> {
    let steps = |lines: &[&Entry], title: &'static str| {
        let items: Vec<_> = lines.iter().map(|line| step(line)).collect();
        (!items.is_empty()).then(|| view! { <h3>{title}</h3><ol class="steps">{items}</ol> })
    };
    let (mine, others) = (steps(&sign.mine, say!(signs.mine)), steps(&sign.others, say!(signs.others)));
    view! {
        <section class="sheet">
            <p class="sheet__over">{area_title(area_of(sign.entry))}</p>
            <h2 class="sheet__title">{sign.entry.text(Field::Text).trim().to_owned()}</h2>
            {mine}
            {others}
        </section>
    }
}

fn step(line: &Entry) -> impl IntoView + use<> {
    let name = line.person(Field::Person).map(|person| called::person(person).to_owned());
    let name = name.filter(|name| !name.is_empty());
    let words = line.text(Field::Text).trim().to_owned();
    view! { <li class="steps__item">{name.map(|name| view! { <strong>{name}</strong>": " })}{words}</li> }
}
