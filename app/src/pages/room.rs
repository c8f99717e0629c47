//! "Bara för mig": how her own room works, the key to it on a card, and opening it on another phone.

mod card;
mod tabs;
mod take;

use domain::Role;
use leptos::prelude::*;

use crate::components::{AskTwice, Page, WorkingButton, use_room};
use crate::lean::{Show, memo, part};
use crate::state::{AppState, use_binder};
use crate::{browser, paths};
use card::KeyCards;
use tabs::OwnTabs;
use take::TakeCard;

/// What this phone has of the room.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Stands {
    Reading,
    /// Nothing has been locked, here or elsewhere.
    Fresh,
    /// This phone has a key.
    Key,
    /// There is something, and no key here.
    NoKey,
}

/// The page. Works without network.
#[component]
pub(crate) fn RoomPage() -> impl IntoView {
    let app = AppState::get();
    let room = use_room();
    let back = Signal::stored(Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    let is_owner = memo(move |_| app.me().is_some_and(|me| me.role == Role::Owner));
    let stands = memo(move |_| {
        room.with(|room| match room.as_ref().filter(|_| is_owner.get()) {
            None => Stands::Reading,
            Some(room) if !room.cards.is_empty() => Stands::Key,
            Some(room) if room.locked => Stands::NoKey,
            Some(_) => Stands::Fresh,
        })
    });
    let more_locked =
        move || stands.get() == Stands::Key && room.with(|room| room.as_ref().is_some_and(|r| r.locked));
    view! {
        <Page title=say!(room.title).to_owned() back class="page--room">
            {part(move || match stands.get() {
                Stands::Reading => ().into_any(),
                Stands::Fresh => view! { <p class="page__lede">{say!(room.how_where)}</p><How/><Begin/> }.into_any(),
                Stands::Key => view! { <KeyCards room/> }.into_any(),
                Stands::NoKey => view! {
                    <p class="page__lede">{say!(room.no_key)}</p>
                    <TakeCard/>
                    <BeginAnew/>
                }
                .into_any(),
            })}
            <Show when=more_locked>
                <p class="no-print">{say!(room.another_key)}</p>
                <TakeCard/>
            </Show>
            <Show when=move || stands.get() == Stands::Key><OwnTabs/><How/></Show>
        </Page>
    }
}

/// What it is, and what it costs, before she uses it.
#[component]
fn How() -> impl IntoView {
    view! {
        <section class="sheet no-print" aria-labelledby="rum-hur">
            <h2 class="sheet__title" id="rum-hur">{say!(room.how_title)}</h2>
            <ul class="plain-list">
                <li>{say!(room.how_locked)}</li>
                <li>{say!(room.how_copy)}</li>
                <li>{say!(room.how_left_out)}</li>
                <li>{say!(room.how_large)}</li>
                <li>{say!(room.how_phone)}</li>
                <li><strong>{say!(room.how_lost)}</strong></li>
            </ul>
        </section>
    }
}

#[component]
fn Begin() -> impl IntoView {
    let (working, begin) = use_begin();
    view! {
        <div class="button-stack">
            <WorkingButton label=say!(room.begin) working on_press=begin/>
        </div>
    }
}

/// For whoever has lost the key: what is locked stays, and a new key is for what comes.
#[component]
fn BeginAnew() -> impl IntoView {
    let (_, begin) = use_begin();
    view! {
        <AskTwice id="ny-nyckel" ask=say!(room.lost) question=say!(room.lost_ask) yes=say!(room.lost_yes)
            no=say!(room.lost_no) on_yes=begin/>
    }
}

/// Makes a key; whether that is under way, and the act.
fn use_begin() -> (RwSignal<bool>, Callback<()>) {
    let (app, binder, working) = (AppState::get(), use_binder(), RwSignal::new(false));
    let begin = move |()| {
        let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) else { return };
        working.set(true);
        browser::spawn(async move {
            if replica.begin_room(binder).await.is_err() {
                let _ = app.status.try_set(replica.status());
            }
            let _ = working.try_set(false);
            browser::focus_soon("rubrik");
        });
    };
    (working, Callback::new(begin))
}
