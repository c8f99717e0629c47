//! "Ta bort min pärm": what goes, when, and what is left, in plain words; two taps and no password.

mod acts;
mod card;
mod gone;
mod stands;

use domain::erasure::REGRET_DAYS;
use domain::{BinderTab, Role};
use leptos::prelude::*;

use crate::components::{AskTwice, Icon, Page, WhenRead};
use crate::dates;
use crate::lean::Show;
use crate::paths;
use crate::state::{AppState, use_binder, use_tab_unnoted};
use crate::words::locale;
use stands::{Stands, use_stands};

pub(crate) use card::ErasingCard;
pub(crate) use gone::{GONE_PAGES, Gone};

/// The page; what stands already is said instead of asked again.
#[component]
pub(crate) fn ErasePage() -> impl IntoView {
    let app = AppState::get();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let stands = use_stands();
    let back = Signal::stored(Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    let is_hers = move || app.who.with(|who| who.role() == Some(Role::Owner));
    view! {
        <Page title=say!(erase.title).to_owned() back>
            <WhenRead view=sharing>
                <Show when=is_hers>
                    <ErasingCard/>
                    <Show when=move || matches!(stands.get(), Stands::Stays | Stands::StaysAgain)><Ask/></Show>
                </Show>
            </WhenRead>
        </Page>
    }
}

/// What happens, and then the question.
#[component]
fn Ask() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let day = StoredValue::new(locale().weekday_and_day(app.now().plus_days(REGRET_DAYS)));
    let erase = move |()| {
        if let Some(binder) = binder.get_untracked() {
            acts::erase(app, binder);
        }
    };
    let step = |title: String, text: &'static str| {
        view! { <div><h2 class="sheet__title">{title}</h2><p class="sheet__text">{text}</p></div> }
    };
    view! {
        <p class="page__lede">{say!(erase.lede)}</p>
        <section class="sheet">
            {step(say!(erase.at_once).to_owned(), say!(erase.at_once_text))}
            {step(say!(erase.regret).to_owned(), say!(erase.regret_text))}
            {step(dates::capital(&day.get_value()), say!(erase.then_text))}
        </section>
        <section class="sheet">
            <h2 class="sheet__title">{say!(erase.stays)}</h2>
            <ul class="plain-list">
                <li>{say!(erase.stays_paper)}</li>
                <li>{say!(erase.stays_journal)}</li>
                <li>{say!(erase.stays_log)}</li>
            </ul>
        </section>
        <a class="button button--quiet" href=paths::SETTINGS><Icon name="file-text"/>{say!(erase.take_first)}</a>
        <AskTwice id="ta-bort" icon="trash" ask=say!(erase.title) question=say!(erase.sure, day = day.get_value())
            yes=say!(erase.yes) no=say!(erase.no) on_yes=erase/>
    }
}
