//! "Kvitto på samtycke": one paper for each organisation, with what was said yes to and how, until when, and how it
//! is taken back (R26). The owner has all of them; staff have their own organisation's, about themselves.

mod said;

use domain::{BinderTab, Timestamp};
use leptos::prelude::*;

use super::SIGNING;
use super::signing::has_unsigned;
use crate::components::{Icon, Page, SignatureView, WhenRead};
use crate::lean::{Show, derived, handler, memo, part};
use crate::pages::paper::Block;
use crate::state::{AppState, TabView, use_binder, use_card, use_links, use_tab, use_tab_unnoted};
use crate::words::locale;
use crate::{browser, paths};
use said::{Receipt, blocks, lacks_name, names_under, receipts};

/// The page.
#[component]
pub(crate) fn ReceiptPage() -> impl IntoView {
    let app = AppState::get();
    let (binder, card, links) = (use_binder(), use_card(), use_links());
    let view = use_tab(binder, BinderTab::Sharing);
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let back = derived(move || Some((links.get().to(paths::SHARING), say!(sharing.title).to_owned())));
    let owner = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
    let all = memo(move |_| {
        let only = if app.is_staff() { app.me().map(|me| me.person) } else { None };
        view.with(|view| view.open().map(|tab| receipts(tab, only, app.clock())).unwrap_or_default())
    });
    let sheets = move || {
        let each = all
            .get()
            .into_iter()
            .map(|receipt| sheet(&receipt, &owner(), &view.get(), &contacts.get(), app.now()));
        each.collect_view()
    };
    view! {
        <Page title=say!(receipt.title).to_owned() back class="page--paper">
            <WhenRead view>
                // What has not been fetched is not said to be empty.
                <Show when=move || all.with(Vec::is_empty) && view.with(|view| view.open().is_some())>
                    <div class="empty-note"><p class="empty-note__text">{say!(receipt.none)}</p></div>
                </Show>
                <Show when=move || !all.with(Vec::is_empty)>
                    <p class="page__lede">
                        {part(move || if app.is_staff() { say!(receipt.desk_lede) } else { say!(receipt.lede) })}
                    </p>
                    <div class="button-stack">
                        <button class="button" type="button" on:click=handler(move |_| browser::print())>
                            <Icon name="printer"/>{say!(signs.print)}
                        </button>
                        <Show when=move || !app.is_staff() && view.with(|view| has_unsigned(view, app.clock()))>
                            <a class="button button--quiet" href=format!("{}?steg={SIGNING}", paths::SHARING)>
                                <Icon name="pencil"/>{say!(receipt.sign_on_screen)}
                            </a>
                        </Show>
                    </div>
                    <div class="paper">{part(sheets)}</div>
                </Show>
            </WhenRead>
        </Page>
    }
}

/// One organisation's paper.
fn sheet(receipt: &Receipt, owner: &str, view: &TabView, contacts: &TabView, now: Timestamp) -> AnyView {
    let Some(sharing) = view.open() else { return ().into_any() };
    let title = if receipt.organization.is_empty() {
        say!(receipt.title).to_owned()
    } else {
        say!(receipt.sheet, organization = receipt.organization.clone())
    };
    let head = format!("{owner}, {}", locale().day_and_year(now));
    let blocks = blocks(receipt, owner, sharing, contacts.open().map(AsRef::as_ref), now);
    let names = names_under(receipt, owner, sharing, now);
    let signed = (!names.is_empty()).then(|| view! { <h3 class="paper__title">{say!(receipt.signed)}</h3> });
    let names = names.into_iter().map(|(signature, words)| {
        let label = say!(signature.of, name = owner);
        view! {
            <div class="paper__signature">
                <SignatureView signature label/>
                <p class="paper__words">{words}</p>
            </div>
        }
    });
    let names = names.collect_view();
    let sign = lacks_name(receipt, sharing).then(|| {
        view! {
            <h3 class="paper__title">{say!(receipt.sign)}</h3>
            <div class="paper__sign">
                <p class="print-sheet__line">{say!(receipt.sign_name)}</p>
                <p class="print-sheet__line">{say!(receipt.sign_day)}</p>
            </div>
        }
    });
    view! {
        <section class="print-sheet">
            <header class="print-sheet__head"><h2>{title}</h2><p>{head}</p></header>
            {blocks.into_iter().map(Block::into_view).collect_view()}
            {signed}
            {names}
            {sign}
        </section>
    }
    .into_any()
}
