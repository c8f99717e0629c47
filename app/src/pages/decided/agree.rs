//! "Stämmer det?": the owner says on her own device that this is what was decided (R126), and is shown who may read
//! it (R30).

use crate::lean::{Show, attribute, derived, handler, memo, part};
use domain::decision::{Agree, PlanVersion};
use domain::{Audience, BinderTab, Body, Role};
use leptos::prelude::*;
use replica::Draft;

use super::renew::Renew;
use crate::components::{Change, Icon};
use crate::pages::sharing::{lines, sentence_of, tab_name};
use crate::paths;
use crate::state::{AppState, TabView, name_of, use_binder, use_card, use_links, use_owner_name, use_tab_unnoted};

/// The question or its answer; nothing for a version that another has followed.
#[component]
pub(super) fn Agreement(
    /// The tab.
    view: Signal<TabView>,
    /// The version.
    version: PlanVersion,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let owner = use_owner_name();
    let id = version.stamp.op;
    let tab = view.with_untracked(|view| view.open().map(|tab| tab.tab)).unwrap_or(BinderTab::Plan);
    let agreed = memo(move |_| {
        view.with(|view| {
            let latest = view.open()?.latest_decision().filter(|latest| latest.stamp.op == id)?;
            Some(latest.agreed.is_some())
        })
    });
    let closed_by = version.stamp.author;
    let words = move || {
        let name = owner.get();
        match (agreed.get(), name) {
            (Some(true), None) => say!(decided.said_yes).to_owned(),
            (Some(true), Some(name)) => say!(decided.said_yes_by, name = name),
            (Some(false), Some(name)) => say!(decided.not_yet_by, name = name),
            _ => String::new(),
        }
    };
    let asks = move || agreed.get() == Some(false) && !app.is_staff();
    let by = move || {
        let me = app.me().map(|me| me.person);
        card.with(|card| name_of(card.as_ref(), me, closed_by.person))
    };
    view! {
        <Show when=asks>
            <section class="sheet" aria-labelledby="stammer-det">
                <h2 class="sheet__title" id="stammer-det">{say!(decided.is_it_right)}</h2>
                {(closed_by.role != Role::Owner).then(|| view! {
                    <p class="sheet__text">{part(move || say!(decided.closed_by, name = by()))}</p>
                })}
                <p class="sheet__text">{say!(decided.no_text, page = tab_name(tab))}</p>
                <div class="button-stack">
                    <button class="button" type="button" on:click=handler(move |_| say_yes(app, tab, id))>
                        {say!(decided.yes)}
                    </button>
                </div>
            </section>
        </Show>
        {part(move || Some(words()).filter(|words| !words.is_empty()).map(|words| view! {
            <p class="small" role="status">{words}</p>
        }))}
        <Show when=move || agreed.get().is_some() && !app.is_staff()><Readers tab/><Renew tab/></Show>
    }
}

/// Who may read what was decided.
#[component]
fn Readers(tab: BinderTab) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let readers = memo(move |_| {
        sharing.with(|view| {
            let all = view.open().map(|sharing| lines(sharing, app.clock())).unwrap_or_default();
            all.into_iter()
                .filter(|line| line.grant.tab == tab)
                .map(|line| sentence_of(&line.grant))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(decided.readers)}</h2>
            {part(move || if readers.with(Vec::is_empty) {
                view! { <p class="sheet__text">{say!(decided.readers_none)}</p> }.into_any()
            } else {
                readers.get().into_iter().map(|line| view! { <p class="sheet__text">{line}</p> }).collect_view().into_any()
            })}
            <a class="button button--quiet button--small" href=attribute(move || links.get().to(paths::SHARING))>
                <Icon name="heart-handshake"/>{say!(decided.readers_change)}
            </a>
        </section>
    }
}

/// Her yes, with "Ångra".
fn say_yes(app: AppState, tab: BinderTab, decision: domain::OpId) {
    let (Some(binder), Some(replica)) = (use_binder().get_untracked(), app.replica()) else { return };
    let entry = replica.new_entry();
    let draft = |undone: bool| Draft {
        tab,
        entry,
        audience: Audience::Tab,
        meeting: None,
        act: None,
        body: Body::Agree(Agree { decision, undone }),
    };
    let said = derived(|| say!(decided.said_yes).to_owned()).get_untracked();
    Change { binder, drafts: vec![draft(false)], back: vec![draft(true)], said }.commit(app);
}
