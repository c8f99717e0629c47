//! Hem: when is my next meeting, whom do I call, and at most one thing that waits (R7).

mod new_phone;
mod urgent;

use super::changing::ComingChanges;
use super::copies::{use_handing_on, use_taken_out};
use super::erase::{ErasingCard, Gone};
use super::meetings::{Card, large_when, near, use_next};
use super::sharing::{change_waits, lines};
use super::way::WayRow;
use crate::lean::{Show, derived, memo, part};
use domain::{BinderTab, Field, TabState, called};
use leptos::prelude::*;

use crate::components::{Icon, NotHere, Page, RowLink, use_answered};
use crate::pages::meeting_words;
use crate::state::{AppState, TabView, Who, use_binder, use_card, use_tab_unnoted};
use crate::{dates, paths};

/// The owner's first screen; the start for somebody unknown; a coordinator is sent to her list.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    Effect::new(move |_| {
        if app.is_staff() {
            leptos_router::hooks::use_navigate()(
                paths::DESK,
                leptos_router::NavigateOptions { replace: true, ..Default::default() },
            );
        }
    });
    let gone = memo(move |_| app.status.with(|status| status.erased));
    let title = derived(move || match (app.who.get(), card.get()) {
        (Who::Nobody | Who::Somebody(_), _) if gone.get() => say!(erase.gone_title).to_owned(),
        (Who::Nobody, _) => say!(home.welcome).to_owned(),
        (_, Some(card)) => say!(home.greeting, name = first_name(&card.owner_name)),
        _ => say!(common.app_name).to_owned(),
    });
    let over = derived(move || match app.who.get() {
        Who::Somebody(_) => dates::weekday_and_day(app.today()),
        _ => String::new(),
    });
    view! {
        <Page title over greeting=true aloud=true>
            {part(move || match app.who.get() {
                Who::Asking => ().into_any(),
                // On her way to her list.
                Who::Somebody(_) if app.is_staff() => ().into_any(),
                _ if gone.get() => view! { <Gone/> }.into_any(),
                Who::Nobody => view! { <Start/> }.into_any(),
                Who::Somebody(_) => view! { <Today/> }.into_any(),
            })}
        </Page>
    }
}

fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

/// Nobody is known on this phone.
#[component]
fn Start() -> impl IntoView {
    let app = AppState::get();
    let answered = use_answered();
    let ended = move || app.status.with(|status| status.revoked);
    part(move || match answered.get() {
        _ if ended() => view! { <WaysIn lede=say!(home.ended)/> }.into_any(),
        None => ().into_any(),
        Some(true) => view! { <WaysIn lede=say!(home.start_lede)/> }.into_any(),
        Some(false) => view! { <NotHere/> }.into_any(),
    })
}

/// Two ways in, no more.
#[component]
fn WaysIn(lede: &'static str) -> impl IntoView {
    view! {
        <p class="page__lede">{lede}</p>
        <div class="button-stack">
            <a class="button" href=paths::PAIR>{say!(home.start_pair)}</a>
            <a class="button button--quiet" href=paths::SIGN_IN>{say!(home.start_staff)}</a>
        </div>
    }
}

#[component]
fn Today() -> impl IntoView {
    use_handing_on();
    use_taken_out();
    let binder = use_binder();
    let meetings = use_tab_unnoted(binder, BinderTab::Meetings);
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let plan = use_tab_unnoted(binder, BinderTab::Plan);
    let whom = move || {
        contacts.with(|view| {
            let Some(tab) = view.open() else { return String::new() };
            let people = tab.listed(domain::EntryKind::Contact);
            let named = people.iter().filter(|person| domain::phone::dial(person.text(Field::Phone)).is_some());
            called::each(named.take(3).map(|contact| called::contact(contact))).join(", ")
        })
    };
    // Asked at the first start; who went past it is not asked again, but finds the way here.
    let app = AppState::get();
    let sharing = use_tab_unnoted(binder, BinderTab::Sharing);
    let unanswered = memo(move |_| {
        let waits = |tab: &TabState| lines(tab, app.clock()).iter().any(|line| !line.unconfirmed.is_empty());
        sharing.with(|view| view.open().is_some_and(|tab| waits(tab)))
    });
    // She is the first to be told (R131).
    let change = memo(move |_| sharing.with(|view| change_waits(view.open()?, app.clock())));
    view! {
        <new_phone::NewPhone/>
        <ErasingCard/>
        <NextMeeting meetings/>
        <ul class="row-list">
            <RowLink href=paths::CALL icon="phone" shade="icon-tile--dusk" title=say!(common.call) note=derived(whom)/>
            <urgent::UrgentRow contacts plan/>
            <WayRow/>
            <ComingChanges view=plan/>
            {part(move || change.get().map(|leaving| view! {
                <RowLink href=paths::SHARING icon="users" title=say!(takeover.title)
                    note=say!(takeover.home_note, name = leaving) waits=Signal::stored(true)/>
            }))}
            <Show when=move || unanswered.get() && change.with(Option::is_none)>
                <RowLink href=paths::SHARING icon="heart-handshake" title=say!(sharing.is_it_right)
                    note=say!(home.is_it_right_note) waits=Signal::stored(true)/>
            </Show>
        </ul>
    }
}

/// The strong card: when, where, who; never empty without a reason (R89).
#[component]
fn NextMeeting(meetings: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let next = use_next(app, meetings);
    part(move || {
        Some(match next.get()? {
            Card::Booked(entry) => {
                let starts = entry.instant(Field::Starts);
                let near = near(app, starts, meeting_words::place(&entry));
                let who = meeting_words::who_comes(&entry);
                let maybe = domain::meeting::is_preliminary(&entry);
                view! {
                    <a class="next-meeting" href=paths::Links(None).entry(paths::MEETING, entry.id)>
                        <span class="next-meeting__over">{say!(home.next_meeting)}</span>
                        {starts.map(large_when)}
                        {maybe.then(|| view! { <span class="next-meeting__line">{say!(mode.preliminary)}</span> })}
                        <span class="next-meeting__line">{near}</span>
                        <span class="next-meeting__line">{who}</span>
                        <span class="next-meeting__go">{say!(home.show_meeting)}<Icon name="chevron-right"/></span>
                    </a>
                }
                .into_any()
            }
            Card::None { reason, .. } if !reason.is_empty() => view! {
                <div class="next-meeting next-meeting--none">
                    <span class="next-meeting__over">{say!(home.next_meeting)}</span>
                    <span class="next-meeting__line">{reason}</span>
                </div>
            }
            .into_any(),
            Card::None { due, .. } => {
                let words = match due {
                    Some(due) => say!(home.not_booked_due, day = crate::words::locale().day(due)),
                    None => say!(home.not_booked).to_owned(),
                };
                view! {
                    <a class="next-meeting next-meeting--none" href=paths::MEETINGS>
                        <span class="next-meeting__over">{say!(home.next_meeting)}</span>
                        <span class="next-meeting__line">{words}</span>
                    </a>
                }
                .into_any()
            }
        })
    })
}
