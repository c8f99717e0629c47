//! "Kvitto på samtycke": one paper for each organisation, with what was said yes to and how, until when, and how it
//! is taken back (R26). The owner has all of them; staff have their own organisation's, about themselves.

use domain::consent::Evidence;
use domain::fact::FactKind;
use domain::{BinderTab, EntryId, Field, PersonId, TabState, Timestamp};
use leptos::prelude::*;

use super::lines::{Ended, Line, ended, lines};
use super::sentence::{sentence_of, tab_name, then_words, who};
use crate::components::{Icon, Page, WhenRead};
use crate::lean::{Show, derived, handler, memo, part};
use crate::pages::paper::{Block, Line as PaperLine};
use crate::state::{AppState, TabView, use_binder, use_card, use_links, use_tab, use_tab_unnoted};
use crate::words::locale;
use crate::{browser, dates, paths};

/// What one organisation's paper is about.
#[derive(Clone, PartialEq)]
struct Receipt {
    organization: String,
    holds: Vec<Line>,
    ended: Vec<Ended>,
}

/// One receipt for each organisation, by name; only about one person if somebody of staff reads.
fn receipts(sharing: &TabState, only: Option<PersonId>, now: Timestamp) -> Vec<Receipt> {
    let mut receipts: Vec<Receipt> = Vec::new();
    let mut of = |organization: &str| {
        let organization = organization.trim().to_owned();
        let place = receipts.iter().position(|receipt| receipt.organization == organization);
        let place = place.unwrap_or_else(|| {
            receipts.push(Receipt { organization, holds: Vec::new(), ended: Vec::new() });
            receipts.len().saturating_sub(1)
        });
        place
    };
    let is_about = |person: PersonId| only.is_none_or(|only| only == person);
    let holds: Vec<(usize, Line)> = lines(sharing, now)
        .into_iter()
        .filter(|line| is_about(line.grant.person))
        .map(|line| (of(&line.grant.organization), line))
        .collect();
    let gone: Vec<(usize, Ended)> = ended(sharing, now)
        .into_iter()
        .filter(|ended| is_about(ended.grant.person))
        .map(|ended| (of(&ended.grant.organization), ended))
        .collect();
    for (place, line) in holds {
        if let Some(receipt) = receipts.get_mut(place) {
            receipt.holds.push(line);
        }
    }
    for (place, ended) in gone {
        if let Some(receipt) = receipts.get_mut(place) {
            receipt.ended.push(ended);
        }
    }
    for receipt in &mut receipts {
        domain::order::sort_by(&mut receipt.holds, |a, b| {
            (&a.grant.name, a.grant.person, a.grant.tab).cmp(&(&b.grant.name, b.grant.person, b.grant.tab))
        });
    }
    domain::order::sort_by(&mut receipts, |a, b| a.organization.cmp(&b.organization));
    receipts
}

/// How and when the yes was said, and what she has said to it since.
fn given(line: &Line, owner: &str, sharing: &TabState, now: Timestamp) -> Vec<String> {
    let when = dates::day(now, line.given_at);
    let said = match line.grant.evidence {
        Evidence::OnScreen => return vec![say!(receipt.on_screen, name = owner, when = when)],
        Evidence::Paper => say!(receipt.on_paper, name = owner, when = when),
        Evidence::Spoken => say!(receipt.spoken, name = owner, when = when),
    };
    let entry = sharing.entries.get(&line.entry);
    let is_confirmed = entry.is_some_and(|entry| entry.facts.iter().any(|fact| fact.what == FactKind::Confirmed));
    let since =
        if is_confirmed { say!(receipt.confirmed, name = owner) } else { say!(receipt.unconfirmed, name = owner) };
    vec![said, since]
}

/// Why one has ended.
fn why(ended: &Ended, owner: &str, now: Timestamp) -> String {
    if ended.by_itself {
        return say!(sharing.ran_out, day = dates::day(now, ended.at.plus_minutes(-1)));
    }
    let said = say!(receipt.said_no, name = owner, when = dates::day_short_clock(now, ended.at));
    if ended.arrived { said } else { format!("{said} {}", say!(receipt.on_its_way)) }
}

/// "Anna Berg, 070-123 45 67": whom to ask, with the number if it stands in Kontakter.
fn whom_to_ask(receipt: &Receipt, contacts: Option<&TabState>) -> Vec<String> {
    let mut people: Vec<(PersonId, &str)> =
        receipt.holds.iter().map(|line| (line.grant.person, line.grant.name.as_str())).collect();
    people.dedup();
    let words = |(person, name): (PersonId, &str)| {
        let card = contacts.and_then(|tab| tab.entries.get(&EntryId::card_of(person)));
        let number = card.filter(|card| card.is_shown()).map(|card| card.text(Field::Phone).trim().to_owned());
        match number.filter(|number| !number.is_empty()) {
            Some(number) => format!("{name}, {number}"),
            None => name.to_owned(),
        }
    };
    people.into_iter().map(words).collect()
}

/// What stands on the paper.
fn blocks(
    receipt: &Receipt,
    owner: &str,
    sharing: &TabState,
    contacts: Option<&TabState>,
    now: Timestamp,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !receipt.holds.is_empty() {
        blocks.push(Block::Words(say!(receipt.says, name = owner)));
    }
    blocks.extend(receipt.holds.iter().map(|line| {
        let then = then_words(line.then.as_ref()).into_iter();
        let about = then.chain(given(line, owner, sharing, now)).collect();
        Block::item(sentence_of(&line.grant), vec![PaperLine::plain(about)])
    }));
    if !receipt.ended.is_empty() {
        blocks.push(Block::Title(say!(receipt.ended).to_owned()));
    }
    blocks.extend(receipt.ended.iter().map(|ended| {
        let name = who(&ended.grant.name, &ended.grant.organization);
        let said = say!(sharing.no_longer, who = name, tab = tab_name(ended.grant.tab));
        Block::item(said, vec![PaperLine::plain(vec![why(ended, owner, now)])])
    }));
    if receipt.holds.is_empty() {
        return blocks;
    }
    blocks.push(Block::Title(say!(receipt.take_back).to_owned()));
    let how = [
        say!(receipt.take_back_how),
        say!(receipt.take_back_why),
        say!(receipt.take_back_when),
        say!(receipt.take_back_phone),
    ];
    blocks.extend(how.map(|words| Block::Words(words.to_owned())));
    blocks.push(Block::Title(say!(receipt.ask).to_owned()));
    blocks.extend(whom_to_ask(receipt, contacts).into_iter().map(Block::Words));
    blocks
}

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
                <Show when=move || !all.with(Vec::is_empty)
                    fallback=|| view! { <div class="empty-note"><p class="empty-note__text">{say!(receipt.none)}</p></div> }>
                    <p class="page__lede">
                        {part(move || if app.is_staff() { say!(receipt.desk_lede) } else { say!(receipt.lede) })}
                    </p>
                    <div class="button-stack">
                        <button class="button" type="button" on:click=handler(move |_| browser::print())>
                            <Icon name="printer"/>{say!(signs.print)}
                        </button>
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
    let sign = (!receipt.holds.is_empty()).then(|| {
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
            {sign}
        </section>
    }
    .into_any()
}
