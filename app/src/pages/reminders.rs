//! Påminnelser: which ones she wants on this phone. What stands on a locked screen is shown before she is asked
//! anything, and the browser asks only after a tap of hers.

mod kinds;

use domain::Role;
use leptos::prelude::*;

use super::pair::phone::{self, Phone};
use crate::browser::Ability;
use crate::components::{Page, WorkingButton};
use crate::lean::{Show, memo, part};
use crate::reminders::{self, Stands};
use crate::state::AppState;
use crate::{browser, paths};
use kinds::Kinds;

/// The page. What she chooses is kept on the phone at once, and told to the server when there is network.
#[component]
pub(crate) fn RemindersPage() -> impl IntoView {
    let app = AppState::get();
    let ability = RwSignal::new(None::<Ability>);
    let wishes = RwSignal::new(domain::reminder::ReminderWishes::default());
    let said = RwSignal::new("");
    Effect::new(move |_| {
        ability.set(Some(browser::ability(phone::kind() == Phone::Apple, phone::is_installed())));
        wishes.set(reminders::wishes());
    });
    let is_owner = memo(move |_| app.me().is_some_and(|me| me.role == Role::Owner));
    let back = Signal::stored(Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    let can = memo(move |_| ability.get() == Some(Ability::Can) && is_owner.get());
    view! {
        <Page title=say!(reminders.title).to_owned() back>
            <p class="page__lede">{say!(reminders.lede)}</p>
            <Looks/>
            <Show when=move || can.get()>
                <Kinds wishes said/>
            </Show>
            <p role="status">
                {part(move || match ability.get().filter(|_| is_owner.get()) {
                    None => "",
                    Some(Ability::Can) => said.get(),
                    Some(Ability::Denied) => say!(reminders.refused),
                    Some(Ability::InstallFirst) => say!(reminders.install_first),
                    Some(Ability::Cannot) => say!(reminders.cannot),
                })}
            </p>
            <Show when=move || can.get() && wishes.with(|wishes| wishes.any())>
                <Sample said/>
            </Show>
            <section class="sheet">
                <p class="sheet__text">{say!(reminders.quiet)}</p>
                <p class="sheet__text">{say!(reminders.own)}</p>
                <p class="sheet__text">{say!(reminders.way)}</p>
            </section>
        </Page>
    }
}

/// What others can see, before she chooses.
#[component]
fn Looks() -> impl IntoView {
    view! {
        <section class="sheet" aria-labelledby="last-skarm">
            <h2 class="sheet__title" id="last-skarm">{say!(reminders.screen)}</h2>
            <p class="sheet__text"><strong>{say!(reminders.example_title)}</strong>" "{say!(reminders.example)}</p>
            <p class="small">{say!(reminders.never)}</p>
        </section>
    }
}

/// One message now, so that she knows it.
#[component]
fn Sample(said: RwSignal<&'static str>) -> impl IntoView {
    let app = AppState::get();
    let working = RwSignal::new(false);
    let ask = move |()| {
        working.set(true);
        browser::spawn(async move {
            // The server may not have heard of this phone yet.
            let told = reminders::tell(app).await;
            let sent = if told == Stands::Told { reminders::sample(app).await } else { None };
            let _ = said.try_set(match sent {
                Some(true) => say!(reminders.sampled),
                Some(false) => say!(reminders.sample_failed),
                None => say!(reminders.sample_offline),
            });
            let _ = working.try_set(false);
        });
    };
    view! {
        <div class="button-stack">
            <WorkingButton label=say!(reminders.sample) working on_press=Callback::new(ask) class="button button--quiet"/>
        </div>
    }
}
