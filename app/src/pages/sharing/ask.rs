//! A coordinator asks for more than she may do now. The owner decides, on her own phone.

use domain::Body;
use domain::consent::{Evidence, Grant, proposed, withdrawals};
use leptos::prelude::*;

use super::acts::about;
use super::lines::{Known, Rights, TABS, periods_of, rights_of};
use super::rights::{RightRows, set_right};
use super::sentence::sentence_of;
use super::until::{Until, UntilField, ends_sooner};
use crate::lean::{Show, derived, memo, part};
use crate::state::{AppState, TabView, use_binder, use_card};

/// What waits for the owner's answer, and the way to ask.
#[component]
pub(super) fn Ask(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let me = memo(move |_| {
        app.me().map(|me| Known { person: me.person, name: me.name, organization: me.organization })
    });
    let now = memo(move |_| {
        let me = me.get()?;
        view.with(|view| view.open().map(|tab| rights_of(tab, me.person, app.now())))
    });
    let rights = RwSignal::new(Rights::default());
    // What somebody has begun to choose is not taken back by news.
    let touched = RwSignal::new(false);
    Effect::new(move |_| {
        let now = now.get().unwrap_or_default();
        if !touched.get() {
            rights.set(now);
        }
    });
    let waiting = memo(move |_| {
        let all = view.with(|view| view.open().map(|tab| proposed(tab, app.now())).unwrap_or_default());
        all.into_iter().filter(|asked| Some(asked.by.person) == app.me().map(|me| me.person)).collect::<Vec<_>>()
    });
    let name = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
    let nothing = RwSignal::new(false);
    let until = RwSignal::new(Until::Kept);
    let standing = memo(move |_| {
        let me = me.get()?;
        view.with(|view| view.open().map(|tab| periods_of(tab, me.person, app.now())))
    });
    let choose = move |(tab, right)| {
        nothing.set(false);
        touched.set(true);
        rights.update(|rights| set_right(rights, tab, right));
    };
    let send = move |_| {
        let (Some(binder), Some(me), Some(replica)) = (binder.get_untracked(), me.get_untracked(), app.replica())
        else {
            return;
        };
        let (wanted, now) = (rights.get_untracked(), now.get_untracked().unwrap_or_default());
        let Some(sharing) = view.with_untracked(|view| view.open().cloned()) else { return };
        let choice = until.get_untracked();
        if choice == Until::Unsaid || choice == Until::Missing {
            until.set(Until::Missing);
            crate::browser::focus("sista-dag");
            return;
        }
        let standing = periods_of(&sharing, me.person, app.now());
        let asks = TABS.into_iter().zip(wanted.into_iter().zip(now)).zip(standing);
        let asks = asks.filter_map(|((tab, (wanted, now)), lasts)| {
            let (right, period) = (wanted?, choice.period(lasts)?);
            // More than now, or as much for longer.
            let is_longer = wanted == now && lasts.is_some_and(|lasts| ends_sooner(lasts, period));
            (wanted > now || is_longer).then_some((tab, right, period))
        });
        let drafts: Vec<replica::Draft> = asks
            .map(|(tab, right, period)| {
                let grant = Grant {
                    person: me.person,
                    name: me.name.clone(),
                    organization: me.organization.clone(),
                    tab,
                    right,
                    evidence: Evidence::Spoken,
                    period,
                    over: withdrawals(&sharing, me.person, tab),
                };
                about(me.person, replica.new_entry(), None, Body::ProposeConsent(grant))
            })
            .collect();
        nothing.set(drafts.is_empty());
        if !drafts.is_empty() {
            touched.set(false);
            app.commit(binder, drafts);
        }
    };
    view! {
        <Show when=move || !waiting.with(Vec::is_empty)>
            <h2 class="section-title">{say!(sharing.ask_waiting, name = name())}</h2>
            <ul class="consent-list" role="status">
                {part(move || waiting.get().into_iter().map(|asked| view! {
                    <li class="consent"><p class="consent__sentence">{sentence_of(&asked.grant)}</p></li>
                }).collect_view())}
            </ul>
        </Show>
        <details class="more">
            <summary class="more__summary">{say!(sharing.ask)}</summary>
            <p class="small">{part(move || say!(sharing.ask_note, name = name()))}</p>
            <UntilField until now=standing.get_untracked().unwrap_or_default()/>
            {part(move || me.get().map(|person| view! { <RightRows person rights on_choose=choose
                periods=derived(move || until.get().periods(standing.get().unwrap_or_default()))/> }))}
            <p class="field__error" role="status">
                {part(move || nothing.get().then(|| say!(sharing.ask_nothing)))}
            </p>
            <div class="button-stack">
                <button class="button" type="button" on:click=send>{say!(sharing.ask_send)}</button>
            </div>
        </details>
    }
}
