//! Her signs, grouped (R78), in the order she has put them.

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::rules::Form;
use domain::{EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::areas::{AREAS, area_of, area_title};
use super::lines::waits;
use crate::components::{OrderButtons, choose, moved};
use crate::editor::use_editor;
use crate::paths;
use crate::state::{AppState, TabView, use_links};

/// What a row says; a row is made anew when this changes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    id: EntryId,
    text: String,
    own: bool,
    waits: Option<&'static str>,
}

/// The list, or what it is for while it is empty.
#[component]
pub(super) fn SignList(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let ordering = RwSignal::new(false);
    // Whether there is any, and whether some group has an order to change.
    let listed = memo(move |_| {
        view.with(|view| {
            let signs = view.open().map(|tab| tab.listed(EntryKind::Sign)).unwrap_or_default();
            let several = |area: &&str| signs.iter().filter(|sign| area_of(sign) == *area).count() > 1;
            (!signs.is_empty(), AREAS.iter().any(several))
        })
    });
    view! {
        {AREAS.into_iter().map(|area| view! { <Group view area ordering/> }).collect_view()}
        <Show when=move || !listed.get().0>
            <div class="empty-note"><p class="empty-note__text">{say!(signs.empty)}</p></div>
        </Show>
        <Show when=move || listed.get().1 && app.me().is_some() && !app.is_staff()>
            <button class="button button--text" type="button" on:click=handler(move |_| ordering.update(|on| *on = !*on))>
                {part(move || if ordering.get() { say!(common.order_done) } else { say!(common.change_order) })}
            </button>
        </Show>
    }
}

#[component]
fn Group(view: Signal<TabView>, area: &'static str, ordering: RwSignal<bool>) -> impl IntoView {
    let rows = memo(move |_| {
        view.with(|view| {
            let Some(tab) = view.open() else { return Vec::new() };
            let here = tab.listed(EntryKind::Sign).into_iter().filter(|sign| area_of(sign) == area);
            here.map(|sign| Row {
                id: sign.id,
                text: sign.text(Field::Text).to_owned(),
                own: sign.private,
                waits: waits(tab, sign),
            })
            .collect()
        })
    });
    let orders = memo(move |_| ordering.get() && rows.with(|rows| rows.len() > 1));
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <h2 class="section-title">{area_title(area)}</h2>
            <ul class="row-list row-list--joined">
                <For each=move || rows.get() key=Row::clone let:row>
                    <SignRow view area orders row/>
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn SignRow(view: Signal<TabView>, area: &'static str, orders: Memo<bool>, row: Row) -> impl IntoView {
    let links = use_links();
    let Row { id, text, own, waits } = row;
    let words = if text.trim().is_empty() { say!(signs.no_words).to_owned() } else { text };
    let spoken = words.clone();
    view! {
        <li class:no-print=own>
            <a class=if waits.is_some() { "row-link row-link--waiting" } else { "row-link" }
                href=attribute(move || links.get().entry(paths::SIGN, id))>
                <span class="row-link__text">
                    <span class="row-link__title">{words}</span>
                    {own.then(|| view! { <span class="own-mark">{say!(room.only_me)}</span> })}
                    {waits.map(|waits| view! { <span class="row-link__note">{waits}</span> })}
                </span>
                <svg class="icon row-link__go" aria-hidden="true"><use href="/icons.svg#chevron-right"></use></svg>
            </a>
            <Show when=move || orders.get()>
                <Order view area id name=spoken.clone()/>
            </Show>
        </li>
    }
}

#[component]
fn Order(view: Signal<TabView>, area: &'static str, id: EntryId, name: String) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Sign, Signal::stored(Some(id)), Vec::<(Field, Value)>::new());
    let step = move |step| {
        let place = view.with_untracked(|view| {
            let tab = view.open()?;
            moved(tab, EntryKind::Sign, tab.entries.get(&id)?, step, |other| area_of(other) == area)
        });
        if let Some((field, value)) = place {
            choose(editor, field, value);
        }
    };
    view! {
        <Show when=move || editor.form() == Form::Direct>
            <OrderButtons name=name.clone() on_move=step/>
        </Show>
    }
}
