//! Möten: the next one first, those that come, those that have been (R89–R93, R97).

mod agenda;
mod booking;
mod card;
mod deciding;
mod ending;
mod feed;
mod form;
mod going_on;
mod here;
mod holidays;
mod invite;
mod leads;
mod leave_it;
mod meeting;
mod minutes;
mod mode;
mod next_card;
mod next_time;
mod on_paper;
mod people;
mod points;
mod questions;
mod read_together;
mod reading;
mod series;
mod series_line;
mod several;
mod starting;
mod starts;
mod suggest;
mod time_inputs;
mod written_here;

use crate::lean::{For, Show, derived, memo};
use domain::consent::Right;
use domain::meeting as rules;
use domain::{BinderTab, Entry, EntryKind, Field, TabState, Timestamp};
use leptos::prelude::*;

use crate::components::{Icon, Page, RemovedList, WhenRead};
use crate::pages::desk_unsent::UnsentList;
use crate::paths;
use crate::state::{AppState, use_binder, use_links, use_right, use_tab, use_way_to_binder};
use card::MeetingCard;
use next_card::NextCard;
use several::ToSeveral;

pub(crate) use card::near;
pub(crate) use feed::FeedPage;
pub(crate) use invite::InvitePage;
pub(crate) use meeting::MeetingPage;
pub(crate) use mode::way_back;
pub(crate) use next_card::{Card, large_when, use_next};
pub(crate) use on_paper::blocks as meetings_on_paper;

/// The meetings beside the next one.
#[derive(Clone, Default, PartialEq)]
struct Lists {
    coming: Vec<Entry>,
    been: Vec<Entry>,
}

/// Cancelled meetings stand where their day is, so that nobody goes to one; those without a time come
/// last among the coming.
fn lists(tab: &TabState, now: Timestamp) -> Lists {
    let next = rules::upcoming(tab, now).first().map(|entry| entry.id);
    let is_over = |entry: &Entry| {
        let ended = rules::ends(entry).is_some_and(|end| end < now);
        entry.choice(Field::Status) == Some("held") || (ended && !rules::goes_on(entry, now))
    };
    let all = tab.listed(EntryKind::Meeting).into_iter().filter(|entry| Some(entry.id) != next).cloned();
    let (mut been, mut coming): (Vec<_>, Vec<_>) = all.partition(is_over);
    domain::order::sort_by_key(&mut coming, |entry| {
        (entry.instant(Field::Starts).is_none(), entry.instant(Field::Starts), entry.id)
    });
    domain::order::sort_by_key(&mut been, |entry| (std::cmp::Reverse(entry.instant(Field::Starts)), entry.id));
    Lists { coming, been }
}

/// All meetings.
#[component]
pub(crate) fn MeetingsPage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab(use_binder(), BinderTab::Meetings);
    let links = use_links();
    let right = use_right(BinderTab::Meetings);
    let back = use_way_to_binder();
    let lists =
        memo(move |_| view.with(|view| view.open().map(|tab| lists(tab, app.clock())).unwrap_or_default()));
    let new_address = move || {
        let id = app.replica().map(|replica| replica.new_entry());
        id.map_or_else(String::new, |id| links.get().new_entry(paths::MEETING, id))
    };
    view! {
        <Page title=say!(meetings.title).to_owned() back aloud=true>
            <WhenRead view>
                <UnsentList tab=BinderTab::Meetings/>
                <NextCard view/>
                <Group title=say!(meetings.coming) past=false
                    meetings=derived(move || lists.with(|lists| lists.coming.clone()))/>
                <Group title=say!(meetings.been) past=true
                    meetings=derived(move || lists.with(|lists| lists.been.clone()))/>
                <Show when=move || right.get() == Some(Right::Suggest)>
                    <div class="button-stack">
                        <a class="button" href=new_address><Icon name="plus"/>{say!(meetings.add)}</a>
                    </div>
                    <ToSeveral view/>
                </Show>
                <Show when=move || !app.is_staff()>
                    <a class="button button--text" href=paths::FEED><Icon name="calendar"/>{say!(feed.title)}</a>
                </Show>
                <RemovedList view kinds=&[EntryKind::Meeting]/>
            </WhenRead>
        </Page>
    }
}

#[component]
fn Group(title: &'static str, past: bool, meetings: Signal<Vec<Entry>>) -> impl IntoView {
    view! {
        <Show when=move || !meetings.with(Vec::is_empty)>
            <h2 class="section-title">{title}</h2>
            <ul class="meeting-list">
                <For each=move || meetings.get() key=|entry| (entry.id, entry.changed.op) let:entry>
                    <li><MeetingCard entry past/></li>
                </For>
            </ul>
        </Show>
    }
}
