//! Tidiga tecken: how I am when I am well, my signs in my own words, and whom to call (R78–R83).

mod adding;
mod areas;
mod call_order;
mod call_pick;
mod edit_lines;
mod edit_sign;
mod large;
mod last_read;
mod lines;
mod on_paper;
mod one;
mod read_sign;
mod sign_list;
mod suggested;
mod unsent;
mod wellness;

use crate::lean::{Show, attribute, derived};
use domain::consent::Right;
use domain::{BinderTab, EntryKind};
use leptos::prelude::*;

use crate::components::{Icon, LockedNote, Page, RemovedList, WhenRead, use_no_key};
use crate::pages::contacts::use_left_out;
use crate::pages::copies::{ColleaguesLink, CopiesLink, use_taken_out};
use crate::pages::decided::DecidedLink;
use crate::pages::desk_unsent::UnsentList;
use crate::paths;
use crate::state::{AppState, use_binder, use_card, use_links, use_right, use_tab_with_room, use_way_to_binder};

pub(crate) use areas::area_title;
use call_order::CallOrder;
pub(crate) use large::{SignsReadingPage, SignsSheet};
use last_read::LastRead;
pub(crate) use last_read::read_when;
pub(crate) use on_paper::blocks as signs_on_paper;
pub(crate) use one::SignPage;
use sign_list::SignList;
use suggested::Suggested;
use wellness::Wellness;

/// The whole sheet, in the order it is read.
#[component]
pub(crate) fn SignsPage() -> impl IntoView {
    use_taken_out();
    let app = AppState::get();
    let view = use_tab_with_room(use_binder(), BinderTab::WarningPlan);
    let no_key = use_no_key(BinderTab::WarningPlan);
    let links = use_links();
    let right = use_right(BinderTab::WarningPlan);
    let left_out = use_left_out();
    let back = use_way_to_binder();
    let new_address = move || {
        let id = app.replica().map(|replica| replica.new_entry());
        id.map_or_else(String::new, |id| links.get().new_entry(paths::SIGN, id))
    };
    view! {
        <Page title=say!(signs.title).to_owned() over=use_whose() back aloud=true>
            <WhenRead view>
                <UnsentList tab=BinderTab::WarningPlan/>
                <LockedNote tab=BinderTab::WarningPlan view/>
                <DecidedLink view tab=BinderTab::WarningPlan first=true/>
                <LastRead view/>
                <Suggested view/>
                <ColleaguesLink view/>
                <CopiesLink first=true/>
                <Wellness view/>
                <SignList view/>
                <CallOrder view/>
                <CopiesLink first=false/>
                <div class="button-stack">
                    <Show when=move || right.get() == Some(Right::Suggest) && !no_key.get()>
                        <a class="button" href=new_address><Icon name="plus"/>{say!(signs.write)}</a>
                    </Show>
                    <a class="button button--quiet" href=attribute(move || links.get().to(paths::SIGNS_READING))>
                        <Icon name="text-size"/>{say!(signs.read_large)}
                    </a>
                    <Show when=move || app.me().is_some() && !app.is_staff()>
                        <Show when=move || !left_out.get()>
                            <a class="button button--quiet" href=paths::HAND_OVER>
                                <Icon name="share"/>{say!(signs.share)}
                            </a>
                        </Show>
                        <a class="button button--quiet" href=paths::WALLET_CARD>
                            <Icon name="card"/>{say!(wallet.title)}
                        </a>
                    </Show>
                </div>
                <DecidedLink view tab=BinderTab::WarningPlan first=false/>
                <RemovedList view kinds=&[EntryKind::Sign, EntryKind::SignAction, EntryKind::CallFirst]/>
            </WhenRead>
        </Page>
    }
}

/// Whose sheet it is, above the title: said on a coordinator's screen only.
fn use_whose() -> Signal<String> {
    let app = AppState::get();
    let card = use_card();
    derived(move || match card.get() {
        Some(card) if app.is_staff() => card.owner_name,
        _ => String::new(),
    })
}
