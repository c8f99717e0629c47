//! Samtycke: who may see what, who holds a copy, and how to say no (R25–R31). For a coordinator: the
//! sentences about herself.

mod acts;
mod answers;
mod ask;
mod asked;
mod change_over;
mod copies;
mod for_staff;
mod give;
mod her_answer;
mod in_group;
mod joining;
mod lifting;
mod lines;
mod on_paper;
mod photo;
mod photograph;
mod photographing;
mod receipt;
mod rights;
mod sentence;
mod sentences;
mod sign;
mod signing;
mod take_over;
mod until;
mod whereto;

use crate::lean::{derived, memo, part};
use domain::{BinderTab, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use photographing::{LOOKING, TAKING};

use crate::components::{Page, RowLink, WhenRead, WhenThere};
use crate::pages::contact::use_entry_id;
use crate::paths;
use crate::state::{AppState, TabView, contact_name, use_binder, use_card, use_links, use_tab, use_tab_unnoted};
use crate::words::before_stop;

pub(crate) use acts::{about, confirming};
pub(crate) use change_over::waits as change_waits;
pub(crate) use copies::holders;
pub(crate) use for_staff::lines_about;
pub(crate) use in_group::{Standing, may_read};
pub(crate) use joining::way_to_joining;
pub(crate) use lines::{Known, Line, Rights, TABS, ended, lines, readers_of};
pub(crate) use on_paper::blocks as sharing_on_paper;
pub(crate) use photographing::photos;
pub(crate) use receipt::ReceiptPage;
pub(crate) use rights::{RightRows, set_right};
pub(crate) use sentence::{names, sentence, sentence_of, tab_name, who};
pub(crate) use sentences::Sentences;
pub(crate) use signing::signatures;
pub(crate) use until::{Periods, Until, UntilField, lasting};

/// Where the owner gives or changes consent: the same page, so that "back" comes from there to the list.
pub(crate) const GIVING: &str = "ge";

/// Where she puts her name under what holds.
const SIGNING: &str = "skriv-under";

/// Where she lets somebody take something up with her name.
const LIFTING: &str = "med-namn";

/// What somebody of the resource group may read; the contact stands in the address, too.
const JOINING: &str = "gruppen";

/// What the page is for; it stands in the address.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    All,
    Giving,
    Signing,
    Joining,
    Lifting,
    Photo,
    Photographing,
}

/// The tab, for whoever has opened it.
#[component]
pub(crate) fn SharingPage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab(use_binder(), BinderTab::Sharing);
    let (links, card, query) = (use_links(), use_card(), use_query_map());
    // Read together with the role, so that the first render is the shell's.
    let step = memo(move |_| {
        let own = app.me().is_some_and(|me| me.role == Role::Owner);
        query.with(|query| query.get("steg")).map_or(Step::All, |step| match step.as_str() {
            GIVING if own => Step::Giving,
            SIGNING if own => Step::Signing,
            JOINING if own => Step::Joining,
            LIFTING if own => Step::Lifting,
            LOOKING => Step::Photo,
            TAKING => Step::Photographing,
            _ => Step::All,
        })
    });
    let staff = memo(move |_| app.is_staff());
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let contact = use_entry_id();
    let joins = memo(move |_| {
        let name = |view: &TabView| Some(contact_name(view.open()?.entries.get(&contact.get()?)?));
        contacts.with(name).unwrap_or_else(|| say!(fields.contact_the).to_owned())
    });
    let title = derived(move || match step.get() {
        Step::Giving => say!(sharing.give_title).to_owned(),
        Step::Signing => say!(signature.title).to_owned(),
        Step::Lifting => say!(lifting.title).to_owned(),
        Step::Joining => say!(group.question, name = before_stop(&joins.get())),
        Step::Photo => say!(photo.title).to_owned(),
        Step::Photographing => say!(photo.add_title).to_owned(),
        Step::All => say!(sharing.title).to_owned(),
    });
    let back = derived(move || {
        Some(match step.get() {
            Step::Giving | Step::Photo | Step::Lifting => {
                (links.get().to(paths::SHARING), say!(sharing.title).to_owned())
            }
            Step::Signing | Step::Photographing => {
                (links.get().to(paths::RECEIPT), say!(receipt.title).to_owned())
            }
            Step::Joining => match contact.get() {
                Some(id) => (links.get().entry(paths::CONTACT, id), joins.get()),
                None => (links.get().to(paths::CONTACTS), say!(contacts.title).to_owned()),
            },
            Step::All => {
                let owner = card.get().filter(|_| staff.get()).map(|card| card.owner_name);
                (links.get().to(paths::BINDER), owner.unwrap_or_else(|| say!(common.my_binder).to_owned()))
            }
        })
    });
    let nobody =
        memo(move |_| view.with(|view| view.open().is_some_and(|tab| lines(tab, app.clock()).is_empty())));
    view! {
        <Page title back aloud=true>
            <WhenRead view>
                {part(move || match (staff.get(), step.get()) {
                    (_, Step::Photo) => view! { <photo::Photo view entry=contact/> }.into_any(),
                    (_, Step::Photographing) => view! { <photograph::Photograph view sentence=contact/> }.into_any(),
                    (true, _) => view! { <for_staff::OwnSentences view/> }.into_any(),
                    (false, Step::Giving) => view! { <give::Give view/> }.into_any(),
                    (false, Step::Lifting) => view! { <lifting::LetLift view/> }.into_any(),
                    (false, Step::Signing) => view! { <sign::Sign view/> }.into_any(),
                    (false, Step::Joining) => view! {
                        <WhenRead view=contacts>
                            <WhenThere tab=BinderTab::Contacts view=contacts entry=contact>
                                <joining::Joining view contacts contact/>
                            </WhenThere>
                        </WhenRead>
                    }
                    .into_any(),
                    (false, Step::All) => view! {
                        <change_over::ChangeOvers view/>
                        <asked::Asked view/>
                        <p class="page__lede">
                            {part(move || if nobody.get() { say!(sharing.none) } else { say!(sharing.lede) })}
                        </p>
                        <Sentences view each_yes=true/>
                        <div class="button-stack">
                            <a class="button button--quiet" href=format!("{}?steg={GIVING}", paths::SHARING)>
                                {say!(sharing.give)}
                            </a>
                        </div>
                        <joining::Readless view/>
                        <lifting::Liftings view/>
                        <copies::Copies view/>
                        <h2 class="section-title">{say!(sharing.watch)}</h2>
                        <ul class="row-list">
                            <RowLink href=paths::RECEIPT icon="printer" title=say!(receipt.title) note=say!(receipt.row_note)/>
                            <RowLink href=paths::WATCHED icon="clock" title=say!(watched.title) note=say!(watched.row_note)/>
                            <RowLink href=paths::PHONES icon="smartphone" title=say!(phones.title) note=say!(phones.row_note)/>
                        </ul>
                        <whereto::WhereTo view/>
                    }
                    .into_any(),
                })}
            </WhenRead>
        </Page>
    }
}
