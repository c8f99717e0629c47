//! Dela: she hands one person a dated copy of the lines meant for that person, of the contacts she ticks (R39),
//! or of both, and sees all of it first.
//!
//! What is handed over is the snapshot on the screen, nothing else; a later change in the sheet reaches
//! nobody until she hands over a new one.

mod contents;
mod link;
mod live;
mod on_paper;
mod options;
mod preview;
mod send;

use crate::lean::{For, Show, attribute, derived, handler, memo, part};
use domain::copies::{Recipient, recipients};
use domain::{BinderTab, EntryId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::components::{Icon, Page, WhenRead};
use crate::pages::contacts::{LeftOut, use_left_out};
use crate::state::{AppState, TabView, use_binder, use_tab_unnoted};
use crate::{browser, paths};

use contents::{Contents, to_call};
use link::LinkSheet;
use live::{Live, live_share};
use on_paper::OnPaper;
use options::Options;
use preview::{Preview, use_snapshot};
pub(crate) use preview::{expires_at, first_name, next_meeting};
use send::Send;

/// The query key that names who gets it: an entry of hers about that person.
const TO: &str = "till";

/// The page, for one person.
pub(crate) fn way_to(recipient: EntryId) -> String {
    format!("{}?{TO}={recipient}", paths::HAND_OVER)
}

/// What the page works with.
#[derive(Clone, Copy)]
struct Handing {
    plan: Signal<TabView>,
    sharing: Signal<TabView>,
    meetings: Signal<TabView>,
    contacts: Signal<TabView>,
    /// Who gets it.
    person: Signal<Option<Recipient>>,
    /// What that person has now.
    live: Signal<Option<Live>>,
    /// "Tidiga tecken".
    with_plan: RwSignal<bool>,
    /// "Visa också nästa möte".
    with_meeting: RwSignal<bool>,
    /// "Mina kontakter".
    with_contacts: RwSignal<bool>,
    /// The contacts that go with it, if any do.
    ticked: RwSignal<Vec<EntryId>>,
    /// The code she chooses, if any.
    code: RwSignal<String>,
    /// It has just been handed over.
    handed: RwSignal<bool>,
}

/// The page. Only the owner hands anything over.
#[component]
pub(crate) fn HandOverPage() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let plan = use_tab_unnoted(binder, BinderTab::WarningPlan);
    let sharing = use_tab_unnoted(binder, BinderTab::Sharing);
    let left_out = use_left_out();
    let name = RwSignal::new(None::<String>);
    let back = derived(move || {
        let (address, words) = match name.get() {
            Some(_) => (paths::HAND_OVER, say!(hand_over.title)),
            None => (paths::SIGNS, say!(signs.title)),
        };
        Some((address.to_owned(), words.to_owned()))
    });
    let title = derived(move || match name.get() {
        Some(name) => say!(hand_over.title_name, name = name),
        None => say!(hand_over.title).to_owned(),
    });
    view! {
        <Page title back aloud=true class="page--hand-over">
            <WhenRead view=plan>
                <WhenRead view=sharing>
                    {part(move || if app.is_staff() {
                        view! { <p class="page__lede">{say!(hand_over.owner_only)}</p> }.into_any()
                    } else if left_out.get() {
                        view! { <LeftOut/> }.into_any()
                    } else {
                        view! { <Form plan sharing name/> }.into_any()
                    })}
                </WhenRead>
            </WhenRead>
        </Page>
    }
}

/// First whom; then what that person will see. One question at a time.
#[component]
fn Form(plan: Signal<TabView>, sharing: Signal<TabView>, name: RwSignal<Option<String>>) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let meetings = use_tab_unnoted(binder, BinderTab::Meetings);
    let people = memo(move |_| {
        plan.with(|plan| {
            contacts.with(|contacts| Some(recipients(plan.open()?, contacts.open()?))).unwrap_or_default()
        })
    });
    let query = use_query_map();
    // In the address, so that "back" leads from the person to the list. No name stands there.
    let person = memo(move |_| {
        let named = query.with(|query| query.get(TO)).and_then(|text| text.parse().ok())?;
        people.with(|people| people.iter().find(|recipient| recipient.id == named).cloned())
    });
    let live = memo(move |_| {
        let person = person.get()?.person;
        sharing.with(|sharing| live_share(sharing, &person, app.clock()))
    });
    let (with_meeting, code, handed) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(false));
    let (with_plan, with_contacts) = (RwSignal::new(true), RwSignal::new(false));
    let ticked = RwSignal::new(Vec::new());
    let handing = Handing {
        plan,
        sharing,
        meetings,
        contacts,
        person: person.into(),
        live: live.into(),
        with_plan,
        with_meeting,
        with_contacts,
        ticked,
        code,
        handed,
    };
    let id = memo(move |_| person.with(|person| person.as_ref().map(|person| person.id)));
    Effect::new(move |before: Option<Option<EntryId>>| {
        let now = id.get();
        if before == Some(now) || (before.is_none() && now.is_none()) {
            return now;
        }
        name.set(person.with_untracked(|person| person.as_ref().map(|person| person.short_name().to_owned())));
        handed.set(false);
        // What she chose last time stands there, for her to see and to change.
        let last = live.with_untracked(|live| live.as_ref().map(|live| live.copy.clone()));
        code.set(last.as_ref().and_then(|last| last.code.clone()).unwrap_or_default());
        let before = last.map(|last| last.snapshot);
        with_meeting.set(before.as_ref().is_some_and(domain::share::Snapshot::shows_meetings));
        let before = before.filter(|before| !before.is_empty());
        with_plan.set(before.as_ref().is_none_or(domain::share::Snapshot::has_plan));
        let shared: Vec<EntryId> =
            before.map(|before| before.contacts.iter().map(|shared| shared.entry).collect()).unwrap_or_default();
        with_contacts.set(!shared.is_empty());
        ticked.set(if shared.is_empty() { to_call(plan) } else { shared });
        browser::focus("rubrik");
        now
    });
    let go = use_navigate();
    let choose = Callback::new(move |to: Option<EntryId>| {
        go(&to.map_or_else(|| paths::HAND_OVER.to_owned(), way_to), NavigateOptions::default());
    });
    move || match person.get() {
        Some(recipient) => view! {
            <ForPerson handing recipient/>
            <button class="button button--text" type="button" on:click=handler(move |_| choose.run(None))>
                {say!(hand_over.another)}
            </button>
        }
        .into_any(),
        None => view! { <People people choose/> }.into_any(),
    }
}

#[component]
fn People(people: Memo<Vec<Recipient>>, choose: Callback<Option<EntryId>>) -> impl IntoView {
    view! {
        <p class="page__lede">{say!(hand_over.lede)}</p>
        <h2 class="section-title" id="vem">{say!(hand_over.whom)}</h2>
        <ul class="row-list" aria-labelledby="vem" hidden=attribute(move || people.with(Vec::is_empty))>
            <For each=move || people.get() key=Recipient::clone let:recipient>
                <OnePerson recipient choose/>
            </For>
        </ul>
        <Show when=move || people.with(Vec::is_empty)>
            <div class="empty-note"><p class="empty-note__text">{say!(hand_over.nobody)}</p></div>
            <div class="button-stack"><a class="button" href=paths::CONTACTS>{say!(contacts.title)}</a></div>
        </Show>
    }
}

#[component]
fn OnePerson(recipient: Recipient, choose: Callback<Option<EntryId>>) -> impl IntoView {
    let name = recipient.person.name.clone();
    let note =
        recipient.has_lines.then(|| view! { <span class="row-link__note">{say!(hand_over.has_lines)}</span> });
    view! {
        <li>
            <button class="row-link" type="button" on:click=handler(move |_| choose.run(Some(recipient.id)))>
                <span class="icon-tile icon-tile--dusk"><Icon name="user"/></span>
                <span class="row-link__text"><span class="row-link__title">{name}</span>{note}</span>
            </button>
        </li>
    }
}

#[component]
fn ForPerson(handing: Handing, recipient: Recipient) -> impl IntoView {
    let name = StoredValue::new(recipient.short_name().to_owned());
    let snapshot = use_snapshot(handing);
    let done = memo(move |_| handing.handed.get() && handing.live.with(Option::is_some));
    let has_link = memo(move |_| handing.live.with(Option::is_some));
    view! {
        <Show when=move || has_link.get()>
            <LinkSheet handing name=name.get_value()/>
        </Show>
        <Show when=move || !done.get()>
            <h2 class="section-title">
                {part(move || if has_link.get() { say!(hand_over.renew_title) } else { say!(hand_over.look_title) })}
            </h2>
            <Contents handing/>
            <Options handing name=name.get_value()/>
            <Preview snapshot name=name.get_value()/>
            <Send handing snapshot name=name.get_value()/>
            <OnPaper handing snapshot name=name.get_value()/>
        </Show>
        <Show when=move || done.get()>
            <div class="button-stack"><a class="button" href=paths::SIGNS>{say!(common.done)}</a></div>
        </Show>
    }
}
