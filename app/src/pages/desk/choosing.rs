//! Finding one among many: by name, by what waits, and in which order.

use std::collections::BTreeMap;

use crate::lean::{handler, memo};
use domain::BinderId;
use domain::api::BinderCard;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::line::{Line, Wait};
use crate::paths;

/// So many are looked through without help.
pub(super) const FEW: usize = 6;

const SHOW: &str = "visa";
const ORDER: &str = "ordning";

/// Which pärmar are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Only {
    /// All of them.
    All,
    /// Those where something waits.
    Waiting,
    /// Where a meeting is to be booked (R89).
    Meeting,
    /// Where there is room for a rating.
    Rating,
    /// Where a suggestion has no answer, or is not sent.
    Proposals,
    /// Where the plan leaves open who answers for something, does it, or when.
    Plan,
    /// Where her colleagues have an older copy (R85).
    Copies,
}

impl Only {
    const ALL: [(&'static str, Self); 7] = [
        ("alla", Self::All),
        ("vantar", Self::Waiting),
        ("boka", Self::Meeting),
        ("skattning", Self::Rating),
        ("forslag", Self::Proposals),
        ("plan", Self::Plan),
        ("kopior", Self::Copies),
    ];

    fn words(self) -> &'static str {
        match self {
            Self::All => say!(desk.show_all),
            Self::Waiting => say!(desk.show_waiting),
            Self::Meeting => say!(desk.show_meeting),
            Self::Rating => say!(desk.show_rating),
            Self::Proposals => say!(desk.show_proposals),
            Self::Plan => say!(desk.show_plan),
            Self::Copies => say!(desk.show_copies),
        }
    }

    /// Whether a row is among them.
    pub(super) fn has(self, line: &Line) -> bool {
        let waits = |what: fn(&Wait) -> bool| line.waits.iter().any(what);
        match self {
            Self::All => true,
            Self::Waiting => !line.waits.is_empty(),
            Self::Meeting => waits(|wait| matches!(wait, Wait::Book | Wait::Due(_) | Wait::Overdue)),
            Self::Rating => waits(|wait| matches!(wait, Wait::Rating)),
            Self::Proposals => waits(|wait| matches!(wait, Wait::Mine | Wait::Others | Wait::Unsent)),
            Self::Plan => waits(|wait| matches!(wait, Wait::Responsible | Wait::WhoOrWhen)),
            Self::Copies => waits(|wait| matches!(wait, Wait::Colleagues)),
        }
    }
}

/// In which order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    /// By name.
    Name,
    /// By when they meet next; those without a time come last.
    Meeting,
}

/// What she has chosen. The name she looks for stands in no address: addresses are kept along the way.
#[derive(Clone, Copy)]
pub(super) struct Choosing {
    name: RwSignal<String>,
    only: Memo<Only>,
    order: Memo<Order>,
}

impl Choosing {
    /// As the address says.
    pub(super) fn new() -> Self {
        let query = use_query_map();
        let only = memo(move |_| {
            let named = query.with(|query| query.get(SHOW));
            let known = Only::ALL.into_iter().find(|(name, _)| named.as_deref() == Some(*name));
            known.map_or(Only::All, |(_, only)| only)
        });
        let order = memo(move |_| {
            let is_by_meeting = query.with(|query| query.get(ORDER)).as_deref() == Some("mote");
            if is_by_meeting { Order::Meeting } else { Order::Name }
        });
        Self { name: RwSignal::new(String::new()), only, order }
    }

    /// Those that are shown, in order.
    pub(super) fn chosen(self, binders: &[BinderCard], lines: &BTreeMap<BinderId, Line>) -> Vec<BinderId> {
        let (name, only, order) = (self.name.get(), self.only.get(), self.order.get());
        chosen(binders, lines, (&name, only, order))
    }
}

/// The cards come by name.
pub(super) fn chosen(
    binders: &[BinderCard],
    lines: &BTreeMap<BinderId, Line>,
    (name, only, order): (&str, Only, Order),
) -> Vec<BinderId> {
    let name = name.trim().to_lowercase();
    let is_shown = |card: &&BinderCard| {
        let has = lines.get(&card.id).is_some_and(|line| only.has(line));
        (has || only == Only::All) && card.owner_name.to_lowercase().contains(&name)
    };
    let mut ids: Vec<BinderId> = binders.iter().filter(is_shown).map(|card| card.id).collect();
    if order == Order::Meeting {
        let starts = |id: &BinderId| lines.get(id).and_then(|line| line.starts);
        ids.sort_by_key(|id| (starts(id).is_none(), starts(id)));
    }
    ids
}

/// The three choices.
#[component]
pub(super) fn Choices(choosing: Choosing) -> impl IntoView {
    let navigate = use_navigate();
    let go = StoredValue::new(move |only: &str, order: &str| {
        let address = format!("{}?{SHOW}={only}&{ORDER}={order}", paths::DESK);
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let only =
        move || Only::ALL.iter().find(|(_, only)| *only == choosing.only.get()).map_or("alla", |(name, _)| *name);
    let order = move || if choosing.order.get() == Order::Meeting { "mote" } else { "namn" };
    view! {
        <div class="desk-choices" role="search" aria-label=say!(desk.find)>
            <div class="field">
                <label class="field__label" for="sok">{say!(desk.find_name)}</label>
                <input class="field__input" id="sok" type="search" autocomplete="off" autocapitalize="words" spellcheck="false"
                    prop:value=choosing.name
                    on:input=handler(move |event| choosing.name.set(event_target_value(&event)))/>
            </div>
            <div class="field">
                <label class="field__label" for="visa">{say!(desk.show)}</label>
                <select class="field__input" id="visa" prop:value=only
                    on:change=handler(move |event| go.with_value(|go| go(&event_target_value(&event), order())))>
                    {Only::ALL.map(|(name, only)| view! { <option value=name>{only.words()}</option> }).into_iter().collect_view()}
                </select>
            </div>
            <div class="field">
                <label class="field__label" for="ordning">{say!(desk.order)}</label>
                <select class="field__input" id="ordning" prop:value=order
                    on:change=handler(move |event| go.with_value(|go| go(only(), &event_target_value(&event))))>
                    <option value="namn">{say!(desk.column_name)}</option>
                    <option value="mote">{say!(desk.column_meeting)}</option>
                </select>
            </div>
        </div>
    }
}
