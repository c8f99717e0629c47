//! "Inte skickat": what a coordinator has written for somebody's pärm and not sent, with the way back to it.

use crate::lean::{Show, memo, part};
use domain::{BinderTab, EntryId, Field, Value};
use leptos::prelude::*;
use replica::UnsentProposal;

use crate::components::{Icon, address_of, in_words, kind_name};
use crate::state::{AppState, TabView, use_binder, use_card, use_links, use_tab_unnoted};

/// One thing that is not sent.
#[derive(Clone, PartialEq)]
struct Line {
    what: String,
    address: String,
}

/// On a binder's first page, and on the page of each tab with what belongs there; nothing when everything is
/// sent.
#[component]
pub(crate) fn UnsentList(
    /// Only what belongs to this tab.
    #[prop(optional)]
    tab: Option<BinderTab>,
) -> impl IntoView {
    let app = AppState::get();
    let (binder, card, links) = (use_binder(), use_card(), use_links());
    let plan = use_tab_unnoted(binder, BinderTab::Plan);
    let signs = use_tab_unnoted(binder, BinderTab::WarningPlan);
    let unsent = memo(move |_| {
        let all = binder.get().map(|binder| app.unsent.within(binder)).unwrap_or_default();
        let line = |one: &UnsentProposal| {
            let view = if one.kind.tab() == BinderTab::Plan { plan } else { signs };
            let parent = parent(one).or_else(|| view.with(|view| stands_under(view, one.entry)));
            Line { what: what(one), address: address_of(links.get(), one.kind, one.entry, parent) }
        };
        all.iter().filter(|one| tab.is_none_or(|tab| one.kind.tab() == tab)).map(line).collect::<Vec<_>>()
    });
    let name = move || card.get().map(|card| card.owner_name).unwrap_or_default();
    view! {
        <Show when=move || !unsent.with(Vec::is_empty)>
            <section class="sheet sheet--honey" aria-labelledby="inte-skickat">
                <h2 class="sheet__title" id="inte-skickat">{say!(desk.unsent)}</h2>
                <p class="sheet__text">{part(move || say!(common.not_sent_note, name = name()))}</p>
                <ul class="row-list">
                    {part(move || unsent.get().into_iter().map(|line| view! {
                        <li>
                            <a class="row-link" href=line.address>
                                <span class="row-link__text"><span class="row-link__title">{line.what}</span></span>
                                <Icon name="chevron-right" class="row-link__go"/>
                            </a>
                        </li>
                    }).collect_view())}
                </ul>
            </section>
        </Show>
    }
}

/// "Kontakt: Karin Ros": what it is, and the first words of it.
fn what(one: &UnsentProposal) -> String {
    let is_words = |field: Field| !matches!(field, Field::Position | Field::Parent | Field::Doer);
    let words = one.fields.iter().filter(|(field, _)| is_words(**field));
    let words =
        words.map(|(field, write)| in_words(*field, &write.value, None)).find(|words| !words.trim().is_empty());
    let kind = kind_name(one.kind);
    words.map_or_else(|| kind.to_owned(), |words| format!("{kind}: {words}"))
}

fn parent(one: &UnsentProposal) -> Option<EntryId> {
    match one.fields.get(&Field::Parent)?.value {
        Value::Entry(parent) => Some(parent),
        _ => None,
    }
}

fn stands_under(view: &TabView, entry: EntryId) -> Option<EntryId> {
    view.open()?.entries.get(&entry)?.parent()
}
