//! "Vem har en kopia?": each dated copy by name, when it was handed over and opened, and how to end it.

use crate::lean::{For, Show, attribute, handler, memo};
use domain::fact::FactKind;
use domain::share::{self, ShareView, Snapshot};
use domain::{EntryId, TabState, Timestamp};
use leptos::prelude::*;

use super::acts;
use super::sentence::names;
use crate::pages::contacts::use_left_out;
use crate::state::{AppState, TabView, use_binder};
use crate::{dates, paths};

/// A copy that somebody holds.
#[derive(Clone, PartialEq)]
struct HeldCopy {
    entry: EntryId,
    name: String,
    what: String,
    handed_at: Timestamp,
    arrived: bool,
    opened_at: Option<Timestamp>,
    expires_at: Timestamp,
    ended: Option<Ending>,
}

#[derive(Clone, Copy, PartialEq)]
struct Ending {
    at: Timestamp,
    arrived: bool,
}

fn held(sharing: &TabState) -> Vec<HeldCopy> {
    // She has ended it, or taken the person out of the plan.
    let ending = |share: &ShareView<'_>| {
        let facts = &sharing.entries.get(&share.entry)?.facts;
        let end = facts.iter().find(|fact| fact.what == FactKind::Revoked);
        let end = end.map(|end| Ending { at: end.stamp.made_at, arrived: end.stamp.seq.is_some() });
        end.or_else(|| share.latest.is_shut().then_some(Ending { at: share.handed_at, arrived: share.arrived }))
    };
    let copies = share::all(sharing).into_iter().map(|share| HeldCopy {
        ended: ending(&share),
        entry: share.entry,
        name: share.latest.person.name.clone(),
        what: what(&share.latest.snapshot),
        handed_at: share.handed_at,
        arrived: share.arrived,
        opened_at: share.opened_at,
        expires_at: share.latest.expires_at,
    });
    copies.collect()
}

/// "Tidiga tecken och kontakter".
fn what(copy: &Snapshot) -> String {
    let plan = (copy.has_plan() || copy.contacts.is_empty()).then(|| say!(signs.title).to_owned());
    let contacts = (!copy.contacts.is_empty()).then(|| say!(contacts.title).to_owned());
    names(&plan.into_iter().chain(contacts).collect::<Vec<_>>())
}

/// The names of those whose link still opens.
pub(crate) fn holders(sharing: &TabState) -> Vec<String> {
    let mut names: Vec<String> = share::all(sharing)
        .into_iter()
        .filter(|share| !share.revoked && !share.latest.is_shut())
        .map(|share| share.latest.person.name.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The list, and the way to hand over one more.
#[component]
pub(super) fn Copies(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let left_out = use_left_out();
    // One that was ended stays for a day, so that she sees what became of it.
    let stays =
        move |copy: &HeldCopy| copy.ended.is_none_or(|end| !end.arrived || end.at.plus_days(1) > app.clock());
    let copies = memo(move |_| {
        let mut copies = view.with(|view| view.open().map(|tab| held(tab)).unwrap_or_default());
        copies.retain(stays);
        copies
    });
    view! {
        <Show when=move || !left_out.get() || !copies.with(Vec::is_empty)>
            <h2 class="section-title">{say!(sharing.copies)}</h2>
        </Show>
        <Show when=move || !left_out.get() && copies.with(Vec::is_empty)>
            <p class="small">{say!(sharing.copies_none)}</p>
        </Show>
        <ul class="consent-list">
            <For each=move || copies.get() key=|copy| copy.entry let:copy>
                <OneCopy copies entry=copy.entry name=copy.name/>
            </For>
        </ul>
        <Show when=move || !left_out.get()>
            <a class="button button--quiet" href=paths::HAND_OVER>{say!(sharing.share)}</a>
        </Show>
    }
}

#[component]
fn OneCopy(copies: Memo<Vec<HeldCopy>>, entry: EntryId, name: String) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let asking = RwSignal::new(false);
    let copy = memo(move |_| copies.with(|copies| copies.iter().find(|copy| copy.entry == entry).cloned()));
    let ended = memo(move |_| copy.with(|copy| copy.as_ref().is_some_and(|copy| copy.ended.is_some())));
    let facts = move || copy.get().map(|copy| words(&copy, app.now()).join(" "));
    let end = move |_| {
        if let Some(binder) = binder.get_untracked() {
            acts::revoke(app, binder, entry);
        }
    };
    let id = format!("kopia-{entry}");
    let asked = name.clone();
    view! {
        <li class="consent" data-state=attribute(move || ended.get().then_some("ended"))>
            <p class="consent__sentence" id=id.clone()>{name}</p>
            <p class="consent__period" role="status">{facts}</p>
            <Show when=move || !ended.get() && !asking.get()>
                <div class="consent__actions">
                    <button class="button button--quiet button--small" type="button" aria-describedby=id.clone()
                        on:click=handler(move |_| asking.set(true))>{say!(sharing.copy_end)}</button>
                </div>
            </Show>
            <Show when=move || !ended.get() && asking.get()>
                <p role="status">{say!(sharing.copy_end_ask, name = asked.clone())}</p>
                <div class="consent__actions">
                    <button class="button button--small" type="button" on:click=end>{say!(sharing.copy_end_yes)}</button>
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| asking.set(false))>{say!(sharing.copy_end_no)}</button>
                </div>
            </Show>
        </li>
    }
}

/// Each copy by name with what is said of it, for paper.
pub(super) fn told(sharing: &TabState, now: Timestamp) -> Vec<(String, Vec<String>)> {
    held(sharing).iter().map(|copy| (copy.name.clone(), words(copy, now))).collect()
}

fn words(copy: &HeldCopy, now: Timestamp) -> Vec<String> {
    match copy.ended {
        Some(Ending { arrived: false, .. }) => return vec![say!(sharing.closes_later).to_owned()],
        Some(Ending { arrived: true, .. }) => return vec![say!(sharing.copy_ended).to_owned()],
        None if !copy.arrived => return vec![say!(sharing.copy_waiting).to_owned()],
        None => {}
    }
    let opened = match copy.opened_at {
        Some(at) => say!(sharing.copy_opened, when = dates::day_short_clock(now, at)),
        None => say!(sharing.copy_not_opened).to_owned(),
    };
    let link = if copy.expires_at > now {
        say!(sharing.copy_expires, when = dates::day(now, copy.expires_at))
    } else {
        say!(sharing.copy_expired).to_owned()
    };
    vec![
        say!(sharing.copy_of, what = copy.what.clone(), when = dates::day(now, copy.handed_at)),
        format!("{opened}."),
        link,
    ]
}
