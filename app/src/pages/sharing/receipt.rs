//! "Kvitto på samtycke": one paper for each organisation, with what was said yes to and how, until when, and how it
//! is taken back (R26). The owner has all of them; staff have their own organisation's, about themselves.

mod said;

use domain::{BinderTab, EntryId, Timestamp};
use leptos::prelude::*;

use super::SIGNING;
use super::photographing::address_of_taking;
use super::signing::has_unsigned;
use crate::components::{Icon, Page, SheetCode, SignatureView, StoredPicture, WhenRead};
use crate::lean::{Show, attribute, derived, handler, memo, part};
use crate::pages::paper::Block;
use crate::paths::Links;
use crate::state::{AppState, TabView, use_binder, use_card, use_links, use_tab, use_tab_unnoted};
use crate::words::locale;
use crate::{browser, paths};
use said::{Receipt, blocks, lacks_name, lacks_picture, names_under, pictures, receipts};

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
    // Hers at any time; staff can until her first phone is connected.
    let adds = memo(move |_| !app.is_staff() || card.with(|card| card.as_ref().is_some_and(|card| !card.paired)));
    let sheets = move || {
        let each = all.get().into_iter().map(|receipt| {
            sheet(&receipt, &owner(), &view.get(), &contacts.get(), adds.get().then(|| links.get()), app.now())
        });
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

/// One organisation's paper. `adds` leads to where a picture can be added.
fn sheet(
    receipt: &Receipt,
    owner: &str,
    view: &TabView,
    contacts: &TabView,
    adds: Option<Links>,
    now: Timestamp,
) -> AnyView {
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
    let pictures = pictures(receipt, sharing);
    let pictures = pictures.into_iter().map(|entry| view! { <PaperPicture entry owner=owner.to_owned()/> });
    let pictures = pictures.collect_view();
    let add = adds.zip(lacks_picture(receipt, sharing)).map(|(links, sentence)| {
        view! {
            <a class="button button--quiet" href=address_of_taking(links, sentence)>
                <Icon name="camera"/>{say!(photo.add)}
            </a>
        }
    });
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
            {pictures}
            {add}
            {sign}
            <SheetCode/>
        </section>
    }
    .into_any()
}

/// The picture of the paper, if she wants it there: what is shown is printed.
#[component]
fn PaperPicture(entry: EntryId, owner: String) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    let label = StoredValue::new(say!(photo.alt, name = owner));
    view! {
        <div class="paper__picture">
            <h3 class="paper__title">{say!(photo.title)}</h3>
            <button class="button button--quiet" type="button" aria-expanded=attribute(move || is_shown.get().to_string())
                on:click=handler(move |_| is_shown.update(|shown| *shown = !*shown))>
                {part(move || if is_shown.get() { say!(photo.hide) } else { say!(photo.show) })}
            </button>
            <Show when=move || is_shown.get()>
                <StoredPicture entry label=label.get_value()/>
            </Show>
        </div>
    }
}
