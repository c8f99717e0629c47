//! "Skriv ut allt": every tab as sheets for the pärm at home. Works without network; the screen shows what the
//! paper will say.

mod block;

use domain::{BinderTab, TabState, Timestamp};
use leptos::prelude::*;

use super::contacts::contacts_on_paper;
use super::meetings::meetings_on_paper;
use super::plan::plan_on_paper;
use super::rating::ratings_on_paper;
use super::sharing::{sharing_on_paper, tab_name};
use super::signs::signs_on_paper;
use super::{NotFoundPage, sharing};
use crate::components::{Icon, Page, SheetCode, WhenRead};
use crate::lean::{Show, handler, memo, part};
use crate::state::{AppState, TabView, use_binder, use_card, use_tab};
use crate::words::locale;
use crate::{browser, paths};

pub(crate) use block::{Block, Line, Row, doubts};

/// The tabs that have a page, in the order of the binder.
const TABS: [BinderTab; 6] = {
    let [contacts, signs, plan, ratings, meetings] = sharing::TABS;
    [contacts, signs, plan, ratings, meetings, BinderTab::Sharing]
};

/// What a tab says on paper; nothing while it has not been read, or if nobody has written in it.
fn blocks(tab: BinderTab, view: &TabView, now: Timestamp) -> Vec<Block> {
    let state: &TabState = match view {
        TabView::Open(state) => state,
        // R74: nor on paper.
        TabView::Blind => {
            return [say!(rating.in_progress), say!(rating.in_progress_blind)]
                .map(|words| Block::Words(words.to_owned()))
                .into();
        }
        TabView::Due => return vec![Block::Words(say!(rating.paper_due).to_owned())],
        TabView::Reading | TabView::Unfetched(_) | TabView::Turned => return Vec::new(),
    };
    match tab {
        BinderTab::Contacts => contacts_on_paper(state),
        BinderTab::WarningPlan => signs_on_paper(state, now),
        BinderTab::Plan => plan_on_paper(state, now),
        BinderTab::Ratings => ratings_on_paper(state),
        BinderTab::Meetings => meetings_on_paper(state, now),
        BinderTab::Sharing => sharing_on_paper(state, now),
        BinderTab::Worksheets => Vec::new(),
    }
}

/// The page. It is the owner's: a coordinator has no way to it.
#[component]
pub(crate) fn PaperPage() -> impl IntoView {
    let app = AppState::get();
    view! {
        <Show when=move || app.is_staff() fallback=|| view! { <Sheets/> }><NotFoundPage/></Show>
    }
}

#[component]
fn Sheets() -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let views = TABS.map(|tab| (tab, use_tab(binder, tab)));
    let is_read = |view: &TabView| matches!(view, TabView::Open(_) | TabView::Blind | TabView::Due);
    let ready = memo(move |_| views.iter().all(|(_, view)| view.with(is_read)));
    let back = Signal::stored(Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    let head = move || {
        let name = card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
        format!("{name}, {}", locale().day_and_year(app.now()))
    };
    let sheets = move || {
        let tabs = views.into_iter().map(|(tab, view)| {
            part(move || {
                let blocks = view.with(|view| blocks(tab, view, app.now()));
                (!blocks.is_empty()).then(|| {
                    view! {
                        <section class="print-sheet">
                            <header class="print-sheet__head"><h2>{tab_name(tab)}</h2><p>{head()}</p></header>
                            {blocks.into_iter().map(Block::into_view).collect_view()}
                            <SheetCode/>
                        </section>
                    }
                })
            })
        });
        tabs.collect_view()
    };
    let [(_, first), ..] = views;
    view! {
        <Page title=say!(settings.print_all).to_owned() back class="page--paper">
            <WhenRead view=first>
                <Show when=move || ready.get()
                    fallback=|| view! { <p class="small" role="status">{say!(common.loading)}</p> }>
                    <p class="page__lede">{say!(settings.paper_lede)}</p>
                    <div class="button-stack">
                        <button class="button" type="button" on:click=handler(move |_| browser::print())>
                            <Icon name="printer"/>{say!(signs.print)}
                        </button>
                        <a class="button button--quiet" href=paths::WALLET_CARD>
                            <Icon name="card"/>{say!(wallet.title)}
                        </a>
                    </div>
                    <div class="paper">{sheets()}</div>
                </Show>
            </WhenRead>
        </Page>
    }
}
