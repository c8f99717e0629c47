//! The card with her key: to print, to write off, and for her next phone's camera.

use leptos::prelude::*;
use replica::Room;

use crate::components::{Icon, QrCode};
use crate::lean::{Show, handler, memo, part};
use crate::state::{AppState, use_binder, use_card};
use crate::{browser, paths};

/// Each key this phone has: open until she has it on paper, then behind a button.
#[component]
pub(super) fn KeyCards(room: RwSignal<Option<Room>>) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let shown = RwSignal::new(false);
    let kept = memo(move |_| room.with(|room| room.as_ref().is_some_and(|room| room.kept)));
    let cards = memo(move |_| room.with(|room| room.as_ref().map(|room| room.cards.clone()).unwrap_or_default()));
    let keep = move |_| {
        let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) else { return };
        shown.set(false);
        browser::spawn(async move {
            if replica.note_card_kept(binder).await.is_err() {
                app.status.set(replica.status());
            }
            browser::focus_soon("rubrik");
        });
    };
    view! {
        <Show when=move || kept.get() && !shown.get()>
            <p class="page__lede">{say!(room.ready)}</p>
            <p>{say!(room.how_where)}</p>
            <div class="button-stack">
                <a class="button" href=paths::BINDER>{say!(room.to_binder)}</a>
            </div>
            <p>{say!(room.next_phone)}</p>
            <div class="button-stack">
                <button class="button button--quiet" type="button" on:click=handler(move |_| shown.set(true))>
                    <Icon name="qr-code"/>{say!(room.show)}
                </button>
            </div>
        </Show>
        <Show when=move || !kept.get()>
            <div class="notice no-print"><p class="notice__text">{say!(room.keep_now)}</p></div>
        </Show>
        <Show when=move || shown.get() || !kept.get()>
            {part(move || cards.get().into_iter().map(|text| view! { <KeyCard text/> }).collect_view())}
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(move |_| browser::print())>
                    <Icon name="printer"/>{say!(room.print)}
                </button>
                <button class="button button--quiet" type="button" on:click=handler(keep)>
                    <Icon name="check"/>{part(move || if kept.get() { say!(room.hide) } else { say!(room.kept) })}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn KeyCard(text: String) -> impl IntoView {
    let card = use_card();
    let link = format!("{}{}#{text}", browser::origin(), paths::ROOM);
    let owner = move || card.get().map(|card| card.owner_name);
    let groups: Vec<String> = text.split('-').map(str::to_owned).collect();
    view! {
        <section class="key-card" aria-label=say!(room.card)>
            <p class="key-card__title">{say!(room.card)}</p>
            <p class="print-only">{part(owner)}</p>
            <div class="key-card__qr"><QrCode link label=say!(room.qr)/></div>
            <p class="key-card__signs">
                {groups.into_iter().map(|group| view! { <span class="key-card__group">{group}</span>" " }).collect_view()}
            </p>
            <p class="key-card__text">{say!(room.card_note)}</p>
        </section>
    }
}
