//! "Någon tar över efter mig" (R131): a coordinator who leaves says who comes, from which day, and which is her own
//! last. The owner decides; until then nothing is changed and nobody else is told.

mod fields;

use domain::Body;
use domain::api::{PractitionerCard, TabRight};
use domain::consent::{Agreed, ChangeOver, Succession, change_overs};
use leptos::prelude::*;

use super::acts::about;
use super::change_over::days;
use super::for_staff::lines_about;
use super::sentence::{sentence, who};
use super::until::lasting;
use crate::browser;
use crate::lean::{Show, handler, memo, part};
use crate::state::{AppState, TabView, use_binder, use_card};
use crate::words::{before_stop, locale};
use fields::{Chosen, Colleagues, Day, Whom};

/// What waits or goes on, and the form.
#[component]
pub(super) fn TakeOver(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let change = memo(move |_| {
        let me = app.me()?.person;
        let mut all = view
            .with(|view| view.open().map(|tab| change_overs(tab, app.clock())).unwrap_or_default())
            .into_iter();
        all.find(|change| change.by.person == me)
    });
    let name = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
    view! {
        {part(move || change.get().map(|change| told(&change, &name())))}
        <Show when=move || change.get().is_none_or(|change| change.agreed != Agreed::Yes)>
            <Form view waits=memo(move |_| change.with(Option::is_some))/>
        </Show>
    }
}

/// What was suggested, and how far it has come.
fn told(change: &ChangeOver, owner: &str) -> impl IntoView + use<> {
    let coming = change.says.name.clone();
    let title = match change.agreed {
        Agreed::Yes => say!(takeover.goes_on, name = owner),
        Agreed::Asked | Agreed::Later => say!(takeover.waits, name = owner),
    };
    let lede = say!(takeover.offered, coming = who(&coming, &change.says.organization));
    let last = say!(takeover.my_last, day = locale().day_and_year(change.says.until.plus_minutes(-1)));
    let mut days = days(change, &coming, last, "");
    // That it closes by itself is what she knows of a last day.
    days.truncate(3);
    view! {
        <section class="sheet" role="status">
            <h2 class="sheet__title">{title}</h2>
            <p class="sheet__text">{lede}</p>
            <ul class="plain-list">{days.into_iter().map(|day| view! { <li>{day}</li> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Form(view: Signal<TabView>, waits: Memo<bool>) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let chosen = Chosen::new();
    let known = RwSignal::new(None::<Vec<PractitionerCard>>);
    let colleagues = Colleagues(known);
    Effect::new(move |_| {
        let (Some(replica), Some(me)) = (app.replica(), app.me()) else { return };
        browser::spawn(async move {
            let mut cards = replica.practitioners().await.unwrap_or_default();
            cards.retain(|card| card.person != me.person);
            domain::order::sort_by(&mut cards, |a, b| a.name.cmp(&b.name));
            let _ = known.try_set(Some(cards));
        });
    });
    // She hands on what she has today, and no more.
    let rights = memo(move |_| {
        let now = app.clock();
        let own = view.with(|view| lines_about(view, app.me().map(|me| me.person), now));
        let today = own.into_iter().filter(|line| line.grant.period.holds_at(now));
        let mut rights: Vec<TabRight> =
            today.map(|line| TabRight { tab: line.grant.tab, right: line.grant.right }).collect();
        domain::order::sort_by_key(&mut rights, |given| given.tab);
        rights
    });
    let says = memo(move |_| {
        let PractitionerCard { person, name, organization_name: organization, .. } = chosen.coming(colleagues)?;
        let now = app.now();
        let (from, until) = (chosen.begins(now)?, chosen.ends(now)?);
        Some(Succession { person, name, organization, from, until, rights: rights.get() })
    });
    let name = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
    let send = move |_| {
        let (Some(me), Some(replica), Some(binder)) = (app.me(), app.replica(), binder.get_untracked()) else {
            return;
        };
        let Some(says) = says.get_untracked() else {
            chosen.tried.set(true);
            let now = app.now();
            browser::focus(match untrack(move || (chosen.coming(colleagues), chosen.begins(now))) {
                (None, _) => "vem-tar-over",
                (_, None) => "tar-over-fran",
                _ => "min-sista-dag",
            });
            return;
        };
        let draft = about(me.person, replica.new_entry(), None, Body::ProposeSuccession(says));
        for field in [chosen.whom, chosen.from, chosen.last] {
            field.set(String::new());
        }
        chosen.tried.set(false);
        app.commit(binder, vec![draft]);
    };
    let sentences = move || {
        let says = says.get()?;
        let period = domain::consent::Period { from: Some(says.from), until: None };
        let who = who(&says.name, &says.organization);
        let each = says.rights.into_iter().map(move |given| {
            view! { <li>{lasting(&sentence(who.clone(), given.tab, Some(given.right)), Some(period))}</li> }
        });
        Some(view! { <ul class="plain-list">{each.collect_view()}</ul> })
    };
    view! {
        <details class="more">
            <summary class="more__summary">
                {part(move || if waits.get() { say!(takeover.again) } else { say!(takeover.offer) })}
            </summary>
            <Show when=move || !rights.with(Vec::is_empty)
                fallback=move || view! { <p class="small">{part(move || say!(takeover.offer_nothing, name = name()))}</p> }>
                <div class="stack">
                <p class="small">{part(move || say!(takeover.offer_note, name = name()))}</p>
                <Whom chosen colleagues/>
                <Day id="tar-over-fran" label=say!(takeover.from) value=chosen.from wrong=memo(move |_| {
                    (chosen.tried.get() && chosen.begins(app.now()).is_none()).then(|| say!(takeover.from_wrong).to_owned())
                })/>
                <Day id="min-sista-dag" label=say!(takeover.last) value=chosen.last wrong=memo(move |_| {
                    let coming = chosen.coming(colleagues).map(|card| card.name);
                    (chosen.tried.get() && chosen.ends(app.now()).is_none()).then(|| {
                        say!(takeover.last_wrong, name = coming.unwrap_or_else(|| say!(common.somebody).to_owned()))
                    })
                })/>
                {part(sentences)}
                <div class="button-stack">
                    <button class="button" type="button" on:click=handler(send)>
                        {part(move || say!(takeover.send, name = before_stop(&name())))}
                    </button>
                </div>
                </div>
            </Show>
        </details>
    }
}
