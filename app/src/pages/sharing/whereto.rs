//! "Vart går det jag skriver?": where it is and who reads it, in words from the sentences that hold.

use crate::lean::{memo, part};
use domain::fact::FactKind;
use domain::room::is_own_tab;
use domain::{BinderTab, EntryKind, TabState, Timestamp, feed};
use leptos::prelude::*;

use super::copies::holders;
use super::lines::lines;
use super::sentence::{names, tab_name};
use crate::state::{AppState, TabView};

/// The section at the end of Samtycke.
#[component]
pub(super) fn WhereTo(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let readers = memo(move |_| {
        let lines = view.with(|view| view.open().map(|tab| lines(tab, app.clock())).unwrap_or_default());
        let now = lines.into_iter().filter(|line| line.grant.period.holds_at(app.clock()));
        let mut readers: Vec<String> = now.map(|line| line.grant.name).collect();
        readers.sort();
        readers.dedup();
        names(&readers)
    });
    let copies = memo(move |_| names(&view.with(|view| view.open().map(|tab| holders(tab)).unwrap_or_default())));
    let invited = memo(move |_| {
        names(&view.with(|view| view.open().map(|tab| invited(tab, app.clock())).unwrap_or_default()))
    });
    let calendar = memo(move |_| view.with(|view| view.open().is_some_and(|tab| feed::live(tab).is_some())));
    let own_tabs = memo(move |_| {
        let own = |tab: BinderTab| view.with(|view| view.open().is_some_and(|sharing| is_own_tab(sharing, tab)));
        let tabs: Vec<String> =
            BinderTab::ALL.into_iter().filter(|tab| own(*tab)).map(|tab| tab_name(tab).to_owned()).collect();
        (!tabs.is_empty()).then(|| names(&tabs))
    });
    view! {
        <section class="sheet" aria-labelledby="vart">
            <h2 class="sheet__title" id="vart">{say!(sharing.where_title)}</h2>
            <ul class="plain-list">
                <li>{say!(sharing.where_phone)}</li>
                <li>{say!(sharing.where_server)}</li>
                <li>{part(move || match readers.get() {
                    nobody if nobody.is_empty() => say!(sharing.where_nobody).to_owned(),
                    names => say!(sharing.where_readers, names = names),
                })}</li>
                {part(move || Some(copies.get()).filter(|names| !names.is_empty()).map(|names| view! {
                    <li>{say!(sharing.where_copies, names = names)}</li>
                }))}
                {part(move || Some(invited.get()).filter(|names| !names.is_empty()).map(|names| view! {
                    <li>{say!(sharing.where_invited, names = names)}</li>
                }))}
                {part(move || calendar.get().then(|| view! { <li>{say!(sharing.where_calendar)}</li> }))}
                <li>{say!(sharing.where_own)}</li>
                {part(move || own_tabs.get().map(|tabs| view! { <li>{say!(sharing.where_own_tabs, tabs = tabs)}</li> }))}
                <li>{say!(sharing.where_ratings)}</li>
                <li>{say!(sharing.where_hard)}</li>
            </ul>
            <a class="button button--text" href=crate::paths::ROOM>{say!(room.title)}</a>
        </section>
    }
}

/// Who holds an invitation that can still be read.
fn invited(sharing: &TabState, now: Timestamp) -> Vec<String> {
    let shares = sharing.entries.values().filter(|entry| entry.kind == EntryKind::Share);
    let open = shares.filter(|entry| entry.facts.iter().all(|fact| fact.what != FactKind::Revoked));
    let latest = open.filter_map(|entry| {
        entry.facts.iter().rev().find_map(|fact| match &fact.what {
            FactKind::Invited(invite) => Some(invite),
            _ => None,
        })
    });
    let mut people: Vec<String> =
        latest.filter(|invite| invite.ends > now).map(|invite| invite.person.name.clone()).collect();
    people.sort();
    people.dedup();
    people
}
