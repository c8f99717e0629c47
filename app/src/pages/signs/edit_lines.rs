//! Writing the lines of a sign: each saves itself, and can be moved and removed.

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::rules::Form;
use domain::{EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::lines::{Doer, belongs, lines_of};
use super::read_sign::LineNotes;
use super::unsent::{Unsent, unsent_lines};
use crate::browser::focus_soon;
use crate::components::{Icon, OrderButtons, PersonField, PersonWords, TextField, choose, moved};
use crate::editor::use_editor;
use crate::state::{AppState, TabView};

/// One of the two lists. A new line is an empty place to write; it is nothing until it has words.
#[component]
pub(super) fn EditLines(view: Signal<TabView>, sign: EntryId, doer: Doer) -> impl IntoView {
    let app = AppState::get();
    // Lines she has written and not sent stand there again.
    let fresh = RwSignal::new(unsent_lines(sign, doer));
    let ids = memo(move |_| {
        view.with(|view| {
            let Some(tab) = view.open() else { return Vec::new() };
            let written = lines_of(tab, sign, doer).into_iter().map(|line| line.id);
            let unwritten = fresh.get().into_iter().filter(|id| !tab.entries.contains_key(id));
            written.chain(unwritten).collect::<Vec<_>>()
        })
    });
    let several = memo(move |_| ids.with(|ids| ids.len() > 1));
    let ordering = RwSignal::new(false);
    let orders = memo(move |_| ordering.get() && several.get());
    let add = move |_| {
        let Some(id) = app.replica().map(|replica| replica.new_entry()) else { return };
        fresh.update(|fresh| fresh.push(id));
        focus_soon(match doer {
            Doer::Me => format!("falt-Text-{id}"),
            Doer::Other => format!("vem-{id}"),
        });
    };
    let add_words = match doer {
        Doer::Me => say!(signs.add_mine),
        Doer::Other => say!(signs.add_other),
    };
    view! {
        <h2 class="section-title">{doer.title()}</h2>
        <ol class="stack" hidden=attribute(move || ids.with(Vec::is_empty))>
            <For each=move || ids.get() key=|id| *id let:id>
                <EditLine view sign doer id fresh orders/>
            </For>
        </ol>
        <button class="button button--quiet" type="button" on:click=add><Icon name="plus"/>{add_words}</button>
        <Show when=move || several.get() && app.me().is_some() && !app.is_staff()>
            <button class="button button--text" type="button" on:click=handler(move |_| ordering.update(|on| *on = !*on))>
                {part(move || if ordering.get() { say!(common.order_done) } else { say!(common.change_order) })}
            </button>
        </Show>
        <LineNotes view sign doer/>
    }
}

#[component]
fn EditLine(
    view: Signal<TabView>,
    sign: EntryId,
    doer: Doer,
    id: EntryId,
    fresh: RwSignal<Vec<EntryId>>,
    orders: Memo<bool>,
) -> impl IntoView {
    let place = view.with_untracked(|view| view.open().map(|tab| tab.end_position(EntryKind::SignAction)));
    let mut seeds = vec![(Field::Doer, Value::choice(doer.name())), (Field::Parent, Value::Entry(sign))];
    seeds.extend(place.map(|place| (Field::Position, Value::Text(place))));
    let editor = use_editor(view, EntryKind::SignAction, Signal::stored(Some(id)), seeds);
    Unsent::join(editor);
    let step = move |step| {
        let place = view.with_untracked(|view| {
            let tab = view.open()?;
            moved(tab, EntryKind::SignAction, tab.entries.get(&id)?, step, |other| belongs(other, sign, doer))
        });
        if let Some((field, value)) = place {
            choose(editor, field, value);
        }
    };
    let remove = move |_| {
        if untrack(move || editor.current()).is_some() {
            editor.remove(say!(signs.line_removed).to_owned());
        } else {
            fresh.update(|fresh| fresh.retain(|other| *other != id));
        }
    };
    let name = memo(move |_| editor.text(Field::Text));
    let who = PersonWords {
        who: say!(signs.who),
        open: say!(signs.who_open),
        other: say!(signs.who_other),
        name: say!(signs.who_name),
    };
    let label = match doer {
        Doer::Me => say!(signs.line_mine),
        Doer::Other => say!(signs.line_other),
    };
    view! {
        <li class="sheet field--line">
            {(doer == Doer::Other).then(|| view! { <PersonField editor field=Field::Person words=who/> })}
            <TextField editor field=Field::Text label long=true/>
            <Show when=move || orders.get() && editor.form() == Form::Direct>
                {part(move || view! { <OrderButtons name=name.get() on_move=step/> })}
            </Show>
            <button class="button button--text button--small button--inline" type="button"
                aria-label=attribute(move || format!("{}: {}", say!(signs.remove_line), name.get())) on:click=remove>
                <Icon name="x"/>{say!(signs.remove_line)}
            </button>
        </li>
    }
}
