//! "Se mötena i din egen kalender": a secret address that her own calendar reads. What it will show is said in words
//! before it is made, and it says no more than "Möte" and the time until she adds something.

use domain::api::feed_path;
use domain::feed::{Feed, all_live, live};
use domain::{Audience, BinderId, BinderTab, Body, EntryId};
use leptos::prelude::*;
use replica::Draft;

use crate::browser;
use crate::components::{AskTwice, Icon, Page, WhenRead};
use crate::lean::{Show, attribute, derived, handler, memo, part};
use crate::state::{AppState, TabView, use_binder, use_links, use_tab_unnoted};
use crate::{pages, paths};

/// What the page works with.
#[derive(Clone, Copy)]
struct Making {
    app: AppState,
    binder: Signal<Option<BinderId>>,
    sharing: Signal<TabView>,
    /// The address that answers, and what was said last.
    live: Memo<Option<(EntryId, Feed, bool)>>,
    place: RwSignal<bool>,
    people: RwSignal<bool>,
    kind: RwSignal<bool>,
}

impl Making {
    /// Whether what is ticked is what the address shows.
    fn is_said(self) -> bool {
        let (place, people, kind) = (self.place.get(), self.people.get(), self.kind.get());
        self.live.with(|live| {
            live.as_ref().is_none_or(|(_, feed, _)| (feed.place, feed.people, feed.kind) == (place, people, kind))
        })
    }
}

/// The page; only the owner makes an address.
#[component]
pub(crate) fn FeedPage() -> impl IntoView {
    let app = AppState::get();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let links = use_links();
    let back = derived(move || Some((links.get().to(paths::MEETINGS), say!(meetings.title).to_owned())));
    view! {
        <Show when=move || app.is_staff() fallback=move || view! {
            <Page title=say!(feed.title).to_owned() back aloud=true>
                <WhenRead view=sharing><Hers sharing/></WhenRead>
            </Page>
        }><pages::NotFoundPage/></Show>
    }
}

#[component]
fn Hers(sharing: Signal<TabView>) -> impl IntoView {
    let (place, people, kind) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let live = memo(move |_| {
        sharing.with(|view| live(view.open()?).map(|feed| (feed.entry, feed.latest.clone(), feed.arrived)))
    });
    // What she chose last time stands there.
    Effect::new(move |_| {
        if let Some((_, feed, _)) = live.get() {
            place.set(feed.place);
            people.set(feed.people);
            kind.set(feed.kind);
        }
    });
    let making = Making { app: AppState::get(), binder: use_binder(), sharing, live, place, people, kind };
    let has = memo(move |_| live.with(Option::is_some));
    let differs = memo(move |_| !making.is_said());
    view! {
        <p class="page__lede">{say!(feed.lede)}</p>
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{say!(feed.what)}</legend>
            <p class="choice-group__hint">{say!(feed.always)}</p>
            <Tick on=place title=say!(feed.place)/>
            <Tick on=people title=say!(feed.people)/>
            <Tick on=kind title=say!(feed.kind)/>
        </fieldset>
        <p class="consequence"><Icon name="users"/>{say!(feed.consequence)}</p>
        <Show when=move || !has.get() || differs.get()>
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(move |_| save(making))>
                    {part(move || if has.get() { say!(feed.change) } else { say!(feed.make) })}
                </button>
            </div>
        </Show>
        <Show when=move || has.get()><Address making/></Show>
    }
}

#[component]
fn Tick(on: RwSignal<bool>, title: &'static str) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=attribute(move || on.get())
                on:change=handler(move |event| on.set(event_target_checked(&event)))/>
            <span class="choice__text"><span class="choice__title">{title}</span></span>
        </label>
    }
}

/// The address, how it stands, and the ways to use and to end it.
#[component]
fn Address(making: Making) -> impl IntoView {
    let live = making.live;
    let path = memo(move |_| {
        live.with(|live| live.as_ref().map(|(_, feed, _)| feed_path(&feed.token))).unwrap_or_default()
    });
    let link = memo(move |_| format!("{}{}", browser::origin(), path.get()));
    // The scheme by which a phone's calendar takes it as one to read again.
    let subscribe = move || {
        let link = link.get();
        link.split_once("://").map_or_else(|| link.clone(), |(_, rest)| format!("webcal://{rest}"))
    };
    let arrived = memo(move |_| live.with(|live| live.as_ref().is_some_and(|(_, _, arrived)| *arrived)));
    let said = RwSignal::new("");
    let copy = move |_| {
        let link = link.get_untracked();
        browser::spawn(async move {
            let copied = browser::copy(&link).await;
            let _ = said.try_set(if copied { say!(feed.copied) } else { say!(hand_over.not_copied) });
        });
    };
    view! {
        <section class="sheet" aria-label=say!(feed.address)>
            <p class="sheet__text" role="status">
                {part(move || if arrived.get() { say!(feed.arrived) } else { say!(feed.waits) })}
            </p>
            <div class="field">
                <label class="field__label" for="adress">{say!(feed.address)}</label>
                <input class="field__input" id="adress" type="text" readonly=true prop:value=attribute(move || link.get())/>
            </div>
            <div class="button-row">
                <a class="button" rel="external" href=attribute(subscribe)><Icon name="calendar"/>{say!(feed.open)}</a>
                <button class="button button--quiet" type="button" on:click=copy><Icon name="copy"/>{say!(feed.copy)}</button>
            </div>
            <p class="small" role="status">{said}</p>
            <p class="small">{say!(feed.how)}</p>
        </section>
        <div class="button-stack">
            <AskTwice id="byt-adress" ask=say!(feed.renew) question=say!(feed.renew_ask) yes=say!(feed.renew_yes)
                no=say!(common.cancel) on_yes=Callback::new(move |()| renew(making))/>
            <AskTwice id="sluta" ask=say!(feed.end) question=say!(feed.end_ask) yes=say!(feed.end_yes)
                no=say!(common.cancel) on_yes=Callback::new(move |()| end(making, Vec::new()))/>
        </div>
    }
}

fn share(entry: EntryId, body: Body) -> Draft {
    Draft { tab: BinderTab::Sharing, entry, audience: Audience::Private, meeting: None, act: None, body }
}

fn ticked(making: Making, token: String) -> Feed {
    Feed {
        token,
        place: making.place.get_untracked(),
        people: making.people.get_untracked(),
        kind: making.kind.get_untracked(),
    }
}

/// Makes an address, or changes what it shows: the address stays.
fn save(making: Making) {
    let app = making.app;
    let (Some(binder), Some(replica)) = (making.binder.get_untracked(), app.replica()) else { return };
    let known = making.live.get_untracked().map(|(entry, feed, _)| (entry, feed.token));
    let (entry, token) = known.unwrap_or_else(|| (replica.new_entry(), replica.new_token()));
    app.commit(binder, vec![share(entry, Body::Feed(ticked(making, token)))]);
}

/// A new address in place of one that somebody else has got hold of.
fn renew(making: Making) {
    let Some(replica) = making.app.replica() else { return };
    let new = share(replica.new_entry(), Body::Feed(ticked(making, replica.new_token())));
    end(making, vec![new]);
}

/// Ends every address, should two have been made apart.
fn end(making: Making, and: Vec<Draft>) {
    let Some(binder) = making.binder.get_untracked() else { return };
    let open = making.sharing.with_untracked(|view| {
        let all = view.open().map(|tab| all_live(tab)).unwrap_or_default();
        all.into_iter().map(|feed| share(feed.entry, Body::Revoke)).collect::<Vec<_>>()
    });
    making.app.commit(binder, open.into_iter().chain(and).collect());
    browser::focus_soon("rubrik");
}
