//! "Kort till plånboken": the crisis page on paper as large as a bank card (R83). She sees the card as it will
//! be printed, and chooses what stands on it. Works without network.

mod face;
mod ticks;

use domain::BinderTab;
use domain::wallet_card::{CardLine, CardTicks, WalletCard, lines};
use domain::warning::{WarningPlan, first_contacts};
use leptos::prelude::*;

use super::NotFoundPage;
use crate::components::{Icon, Page, WhenRead, in_a_row};
use crate::crisis_words;
use crate::lean::{Show, derived, handler, memo, part};
use crate::state::{AppState, use_binder, use_card, use_tab, use_tab_unnoted};
use crate::words::locale;
use crate::{browser, paths};

use face::{back, front, inside};
use ticks::Ticks;

/// Where the device keeps what she has chosen, for each pärm.
const KEPT: &str = "parmen.card.";

/// Forgets what was chosen: the phone is somebody else's now.
pub(crate) fn forget() {
    for name in browser::wishes(KEPT) {
        browser::keep_wish(&name, None);
    }
}

/// What the page works with.
#[derive(Clone, Copy)]
struct Making {
    /// Everything the card could hold.
    lines: Memo<Vec<CardLine>>,
    /// Her name.
    name: Signal<String>,
    /// What she has chosen.
    ticks: RwSignal<CardTicks>,
    /// Where that is kept.
    kept: Signal<Option<String>>,
    /// The card that comes of it.
    card: Memo<WalletCard>,
}

impl Making {
    /// Changes what stands on the card, and remembers it.
    fn choose(self, change: impl FnOnce(&mut CardTicks)) {
        self.ticks.update(change);
        if let Some(kept) = self.kept.get_untracked() {
            browser::keep_wish(&kept, Some(&self.ticks.with_untracked(ToString::to_string)));
        }
    }
}

/// The page. It is the owner's: a coordinator has no way to it.
#[component]
pub(crate) fn WalletCardPage() -> impl IntoView {
    let app = AppState::get();
    view! {
        <Show when=move || app.is_staff() fallback=|| view! { <Card/> }><NotFoundPage/></Show>
    }
}

#[component]
fn Card() -> impl IntoView {
    let (binder, owner) = (use_binder(), use_card());
    let plan = use_tab(binder, BinderTab::WarningPlan);
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let kept = derived(move || binder.get().map(|binder| format!("{KEPT}{binder}")));
    let ticks = RwSignal::new(CardTicks::default());
    Effect::new(move |_| {
        if let Some(before) = kept.get().and_then(|kept| browser::wish(&kept)) {
            ticks.set(CardTicks::read(&before));
        }
    });
    let lines = memo(move |_| {
        let named = contacts.with(|view| view.open().map(|tab| first_contacts(tab)).unwrap_or_default());
        plan.with(|view| view.open().map(|tab| lines(&WarningPlan::read(tab), &named)).unwrap_or_default())
    });
    let name =
        derived(move || owner.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default());
    let card = memo(move |_| {
        let name = name.get();
        lines.with(|lines| ticks.with(|ticks| ticks.card(lines, &name, &crisis_words(locale()))))
    });
    let making = Making { lines, name, ticks, kept, card };
    let back = Signal::stored(Some((paths::SIGNS.to_owned(), say!(signs.title).to_owned())));
    view! {
        <Page title=say!(wallet.title).to_owned() back class="page--wallet">
            <WhenRead view=plan>
                <p class="page__lede">{say!(wallet.lede)}</p>
                <p class="consequence"><Icon name="users"/>{say!(wallet.consequence)}</p>
                <Ticks making/>
                {preview(making)}
                {part(move || card.with(left_out))}
                <div class="button-stack">
                    <button class="button" type="button" on:click=handler(move |_| browser::print())>
                        <Icon name="printer"/>{say!(wallet.print)}
                    </button>
                </div>
                {part(move || card.with(|card| steps(card.has_inside())))}
            </WhenRead>
        </Page>
    }
}

/// The sides in the order they are read; print lays them out for the scissors.
fn preview(making: Making) -> AnyView {
    let app = AppState::get();
    let words = crisis_words(locale());
    part(move || {
        let card = making.card.get();
        let has_inside = card.has_inside();
        view! {
            <div class=if has_inside { "wallet" } else { "wallet wallet--once" }>
                <h2 class="section-title wallet__caption">{say!(wallet.outside)}</h2>
                <p class="small wallet__caption">{say!(wallet.outside_note)}</p>
                {front(&card, &words)}
                {back(&words, locale().day_and_year(app.now()))}
                <p class="small wallet__caption">{say!(wallet.code_note)}" "{say!(wallet.code_yours)}</p>
                {has_inside.then(|| {
                    let [left, right] = &card.inside;
                    view! {
                        <h2 class="section-title wallet__caption">{say!(wallet.inside)}</h2>
                        <p class="small wallet__caption">{say!(wallet.inside_note)}</p>
                        {inside(left, &words, say!(wallet.left), "wallet-face--left")}
                        {inside(right, &words, say!(wallet.right), "wallet-face--right")}
                    }
                })}
            </div>
            <p class="wallet-how">{say!(wallet.on_paper)}</p>
        }
    })
    .into_any()
}

/// What she wanted on the card and does not get, before anything is printed.
fn left_out(card: &WalletCard) -> Option<AnyView> {
    let list = |title: &'static str, lines: &[CardLine]| {
        let names: Vec<_> = lines.iter().map(|line| view! { <li>{called(line)}</li> }).collect();
        (!names.is_empty()).then(|| {
            view! { <p class="notice__text">{title}</p><ul class="plain-list">{names}</ul> }
        })
    };
    let is_some = !card.no_room.is_empty() || !card.too_long.is_empty();
    is_some.then(|| {
        let how =
            (!card.no_room.is_empty()).then(|| view! { <p class="notice__text">{say!(wallet.no_room_how)}</p> });
        view! {
            <div class="notice" role="status">
                {list(say!(wallet.no_room), &card.no_room)}
                {how}
                {list(say!(wallet.too_long), &card.too_long)}
            </div>
        }
        .into_any()
    })
}

/// A line in a few words.
fn called(line: &CardLine) -> String {
    use domain::wallet_card::CardPart::{Call, Helps, Mine, Sign, Well};
    match line.part {
        Call if line.words.is_empty() => line.number.clone(),
        Call => line.words.clone(),
        Well | Helps => line.part.title(&crisis_words(locale())).to_owned(),
        Sign | Mine => in_a_row(&line.words),
    }
}

fn steps(has_inside: bool) -> AnyView {
    let folds = if has_inside {
        vec![say!(wallet.how_fold_back), say!(wallet.how_fold_book)]
    } else {
        vec![say!(wallet.how_fold_once)]
    };
    let all = [say!(wallet.how_scale), say!(wallet.how_cut)].into_iter().chain(folds);
    view! {
        <section class="sheet" aria-labelledby="sa-gor-du">
            <h2 class="sheet__title" id="sa-gor-du">{say!(wallet.how)}</h2>
            <ol class="steps">{all.map(|step| view! { <li class="steps__item">{step}</li> }).collect_view()}</ol>
        </section>
    }
    .into_any()
}
