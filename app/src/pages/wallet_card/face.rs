//! The sides of the card. The same elements are the preview on the screen and what is printed.

use domain::crisis_html::CrisisWords;
use domain::wallet_card::{CardFace, CardLine, CardPart, CardPrint, CardSection, WalletCard};
use leptos::prelude::*;

use crate::components::QrCode;
use crate::{browser, paths};

/// The front: whom she calls. It does not say what the card is about.
pub(super) fn front(card: &WalletCard, words: &CrisisWords<'static>) -> AnyView {
    let name = card.name.clone();
    let name = (!name.is_empty()).then(|| view! { <p class="wallet-face__name">{name}</p> });
    let general =
        card.front.sections.is_empty().then(|| view! { <p class="wallet-face__words">{words.general}</p> });
    let content = view! { {name}{sections(&card.front, words)}{general} };
    face(say!(wallet.front), "wallet-face--front", card.front.print, content.into_any())
}

/// One side of the inside: her own words.
pub(super) fn inside(
    side: &CardFace,
    words: &CrisisWords<'static>,
    label: &'static str,
    place: &'static str,
) -> AnyView {
    face(label, place, side.print, sections(side, words))
}

/// The back: the numbers that everybody may call, and the way to the crisis page. Neither secret nor id stands
/// in the code: her own phone keeps her page, and everybody else's is shown the general one.
pub(super) fn back(words: &CrisisWords<'static>, today: String) -> AnyView {
    let numbers = [("112", words.emergency), ("1177", words.advice)].map(|(number, what)| {
        view! { <p><span class="wallet-back__number">{number}</span>{what}</p> }
    });
    let content = view! {
        <div class="wallet-back">
            <QrCode link=format!("{}{}", browser::origin(), paths::CRISIS) label=say!(wallet.code_label)
                class="wallet-back__code"/>
            <div class="wallet-back__numbers">{numbers.into_iter().collect_view()}</div>
            <p class="wallet-back__foot">
                <span>{say!(wallet.code_on_card)}</span><span>{say!(wallet.printed, day = today)}</span>
            </p>
        </div>
    };
    face(say!(wallet.back), "wallet-face--back", CardPrint::Middle, content.into_any())
}

fn face(label: &'static str, place: &'static str, print: CardPrint, content: AnyView) -> AnyView {
    let print = match print {
        CardPrint::Large => "",
        CardPrint::Middle => " wallet-face--middle",
        CardPrint::Small => " wallet-face--small",
    };
    view! { <div class=format!("wallet-face {place}{print}") role="group" aria-label=label>{content}</div> }
        .into_any()
}

fn sections(side: &CardFace, words: &CrisisWords<'static>) -> AnyView {
    side.sections.iter().map(|section| one_section(section, words)).collect_view().into_any()
}

fn one_section(section: &CardSection, words: &CrisisWords<'static>) -> AnyView {
    let items = section.lines.iter();
    let content = match section.part {
        CardPart::Well | CardPart::Helps => items
            .map(|line| view! { <p class="wallet-face__words">{line.words.clone()}</p> })
            .collect_view()
            .into_any(),
        CardPart::Call => {
            view! { <ol class="wallet-face__list">{items.map(person).collect_view()}</ol> }.into_any()
        }
        CardPart::Sign | CardPart::Mine => {
            let item = |line: &CardLine| view! { <li class="wallet-face__item">{line.words.clone()}</li> };
            view! { <ul class="wallet-face__list">{items.map(item).collect_view()}</ul> }.into_any()
        }
    };
    view! { <h3 class="wallet-face__title">{section.part.title(words)}</h3>{content} }.into_any()
}

fn person(line: &CardLine) -> impl IntoView + use<> {
    view! {
        <li class="wallet-face__item wallet-face__item--call">
            {line.words.clone()}<b class="wallet-face__number">{line.number.clone()}</b>
        </li>
    }
}
