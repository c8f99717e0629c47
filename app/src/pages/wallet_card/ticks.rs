//! What stands on the card: one tick for each line, folded until she wants to choose.

use domain::wallet_card::{CardLine, CardPart};
use leptos::prelude::*;

use super::Making;
use crate::crisis_words;
use crate::lean::{For, Show, attribute, derived, handler, memo, part};
use crate::words::locale;

/// The ticks, those of the outside first.
#[component]
pub(super) fn Ticks(making: Making) -> impl IntoView {
    let of = move |is_outside: bool| {
        memo(move |_| {
            let here = |line: &&CardLine| (line.part == CardPart::Call) == is_outside;
            making.lines.with(|lines| lines.iter().filter(here).cloned().collect::<Vec<_>>())
        })
    };
    let (outside, inside) = (of(true), of(false));
    let has_name = derived(move || making.ticks.with(domain::wallet_card::CardTicks::has_name));
    view! {
        <details class="more">
            <summary class="more__summary">{say!(wallet.choose)}</summary>
            <div class="stack">
                <fieldset class="choice-group">
                    <legend class="choice-group__legend">{say!(wallet.outside)}</legend>
                    <label class="choice">
                        <input class="choice__input" type="checkbox" prop:checked=attribute(move || has_name.get())
                            on:change=handler(move |event| {
                                let on = event_target_checked(&event);
                                making.choose(|ticks| ticks.set_name(on));
                            })/>
                        <span class="choice__text">
                            <span class="choice__title">{say!(wallet.my_name)}</span>
                            <span class="choice__note">{making.name}</span>
                        </span>
                    </label>
                    <For each=move || outside.get() key=|line| (line.key.clone(), line.words.clone(), line.number.clone()) let:line>
                        <Tick making line/>
                    </For>
                </fieldset>
                <Show when=move || !inside.with(Vec::is_empty)>
                    <fieldset class="choice-group">
                        <legend class="choice-group__legend">{say!(wallet.inside)}</legend>
                        <For each=move || inside.get() key=|line| (line.key.clone(), line.words.clone(), line.number.clone()) let:line>
                            <Tick making line/>
                        </For>
                    </fieldset>
                </Show>
            </div>
        </details>
    }
}

#[component]
fn Tick(making: Making, line: CardLine) -> impl IntoView {
    let heading = line.part.title(&crisis_words(locale())).to_owned();
    let (title, note) = match line.part {
        CardPart::Call if line.words.is_empty() => (line.number.clone(), String::new()),
        CardPart::Call => (line.words.clone(), line.number.clone()),
        CardPart::Well | CardPart::Helps => (heading, String::new()),
        CardPart::Sign | CardPart::Mine => (line.words.clone(), heading),
    };
    let line = StoredValue::new(line);
    let is_on = derived(move || line.with_value(|line| making.ticks.with(|ticks| ticks.has(line))));
    let has_no_room = memo(move |_| {
        making
            .card
            .with(|card| line.with_value(|line| card.no_room.contains(line) || card.too_long.contains(line)))
    });
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=attribute(move || is_on.get())
                on:change=handler(move |event| {
                    let on = event_target_checked(&event);
                    line.with_value(|line| making.choose(|ticks| ticks.set(&line.key, on)));
                })/>
            <span class="choice__text">
                <span class="choice__title">{title}</span>
                {(!note.is_empty()).then(|| view! { <span class="choice__note">{note}</span> })}
                {part(move || has_no_room.get().then(|| view! {
                    <span class="choice__note">{say!(wallet.no_room_here)}</span>
                }))}
            </span>
        </label>
    }
}
