//! Här är vi nu (R1, R7, R8): where the work together is, what comes next and when, and the whole way as a picture with
//! words. Read from this device's copy, so it opens without network.

mod change;
mod row;
mod stations;

use domain::phase::{self, Phase};
use domain::{BinderTab, Field};
use leptos::prelude::*;

use crate::components::{ChoiceCards, Page, RowLink, WhenRead};
use crate::lean::{Show, derived, memo, part};
use crate::pages::meeting_words;
use crate::pages::meetings::{Card, use_next};
use crate::state::{AppState, TabView, use_binder, use_links, use_owner_name, use_tab, use_way_to_binder};
use crate::words::locale;
use crate::{browser, dates, paths};
use change::ChangeIt;
pub(crate) use row::WayRow;
use stations::Stations;

/// Where the work is, for as long as it is looked at.
fn use_phase(app: AppState, meetings: Signal<TabView>) -> Memo<Option<Phase>> {
    memo(move |_| meetings.with(|view| Some(phase::phase(view.open()?, app.clock()))))
}

/// What a phase is called.
fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Start => say!(way.start),
        Phase::Mapping => say!(way.mapping),
        Phase::Planning => say!(way.planning),
        Phase::Work => say!(way.work),
        Phase::FollowUp => say!(way.follow_up),
    }
}

/// The same by its name on the wire.
pub(crate) fn phase_name(phase: &str) -> &'static str {
    Phase::of(phase).map_or(say!(way.title), name)
}

/// What happens in it, in one sentence.
fn short(phase: Phase) -> &'static str {
    match phase {
        Phase::Start => say!(way.start_short),
        Phase::Mapping => say!(way.mapping_short),
        Phase::Planning => say!(way.planning_short),
        Phase::Work => say!(way.work_short),
        Phase::FollowUp => say!(way.follow_up_short),
    }
}

/// What else there is to say of it.
fn more(phase: Phase) -> &'static str {
    match phase {
        Phase::Start => say!(way.start_more),
        Phase::Mapping => say!(way.mapping_more),
        Phase::Planning => say!(way.planning_more),
        Phase::Work => say!(way.work_more),
        Phase::FollowUp => say!(way.follow_up_more),
    }
}

/// The page.
#[component]
pub(crate) fn WayPage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab(use_binder(), BinderTab::Meetings);
    let now = use_phase(app, view);
    let back = derived({
        let to_binder = use_way_to_binder();
        move || {
            if app.is_staff() {
                to_binder.get()
            } else {
                Some((paths::HOME.to_owned(), say!(common.home).to_owned()))
            }
        }
    });
    let detail = use_detail();
    view! {
        <Page title=say!(way.title).to_owned() back aloud=true>
            <WhenRead view>
                <Show when=move || app.is_staff()>
                    <p class="page__lede">{part(|| say!(way.staff, owner = use_owner_name().get().unwrap_or_default()))}</p>
                </Show>
                {part(move || now.get().map(|now| view! {
                    <section class="sheet way-now">
                        <h2 class="way-now__phase">{name(now)}</h2>
                        <p class="sheet__text">{short(now)}</p>
                        <Show when=move || detail.get() == MORE><p class="sheet__text">{more(now)}</p></Show>
                    </section>
                }))}
                <h2 class="section-title">{say!(way.next)}</h2>
                <Next view/>
                <h2 class="section-title">{say!(way.whole)}</h2>
                {part(move || now.get().map(|now| view! { <Stations now detail/> }))}
                <Detail detail/>
                <ChangeIt view now/>
            </WhenRead>
        </Page>
    }
}

/// What happens next, and when; never nothing without a reason (R89).
#[component]
fn Next(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let next = use_next(app, view);
    part(move || {
        let (href, title, note) = match next.get()? {
            Card::Booked(entry) => {
                let when = entry.instant(Field::Starts).map(|at| {
                    format!("{}. {}.", meeting_words::when(app.now(), at), dates::how_far(app.today(), at))
                });
                (
                    links.get().entry(paths::MEETING, entry.id),
                    meeting_words::kind(&entry),
                    when.unwrap_or_default(),
                )
            }
            Card::None { reason, .. } if !reason.is_empty() => {
                (links.get().to(paths::MEETINGS), say!(meetings.title), reason)
            }
            Card::None { due: Some(due), .. } => (
                links.get().to(paths::MEETINGS),
                say!(meetings.title),
                say!(home.not_booked_due, day = locale().day(due)),
            ),
            Card::None { .. } => {
                (links.get().to(paths::MEETINGS), say!(meetings.title), say!(home.not_booked).to_owned())
            }
        };
        Some(view! {
            <ul class="row-list">
                <RowLink href=Signal::stored(href) icon="calendar" title note=Signal::stored(note)/>
            </ul>
        })
    })
}

/// Where the device keeps how much its reader wants to read of the way (R9).
const DETAIL: &str = "parmen.way";
const SHORT: &str = "";
const MORE: &str = "more";

/// How much; short until somebody has said otherwise.
fn use_detail() -> RwSignal<&'static str> {
    let detail = RwSignal::new(SHORT);
    Effect::new(move |_| {
        if browser::wish(DETAIL).as_deref() == Some(MORE) {
            detail.set(MORE);
        }
    });
    detail
}

/// "Kort" or "Mer".
#[component]
fn Detail(detail: RwSignal<&'static str>) -> impl IntoView {
    let choose = move |to: &'static str| {
        browser::keep_wish(DETAIL, Some(to).filter(|to| *to == MORE));
        detail.set(to);
    };
    view! {
        <div class="no-print">
            <ChoiceCards legend=say!(way.detail) name="vagen-mycket" beside=true chosen=derived(move || Some(detail.get()))
                on_choose=choose choices=vec![(SHORT, say!(way.short).to_owned()), (MORE, say!(way.more).to_owned())]/>
        </div>
    }
}
