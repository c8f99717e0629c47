//! Mina telefoner: which phones open the binder, and ending one that is lost.

use domain::DeviceId;
use domain::api::DeviceCard;
use leptos::prelude::*;

use crate::components::Page;
use crate::lean::{For, Show, handler, memo, part};
use crate::state::{AppState, use_binder};
use crate::{browser, dates, paths};

/// The list as the server tells it now; an old one would be false, so none is kept.
#[component]
pub(crate) fn PhonesPage() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let phones = RwSignal::new(None::<Result<Vec<DeviceCard>, ()>>);
    let said = RwSignal::new("");
    let ask = move || {
        let (Some(replica), Some(binder)) = (app.me().and_then(|_| app.replica()), binder.get()) else { return };
        browser::spawn(async move {
            phones.set(Some(replica.devices(binder).await.map_err(|_| ())));
        });
    };
    Effect::new(move |_| ask());
    let end = Callback::new(move |device: DeviceId| {
        let (Some(replica), Some(binder)) = (app.replica(), binder.get_untracked()) else { return };
        browser::spawn(async move {
            let ended = replica.end_device(binder, device).await.is_ok();
            said.set(if ended { say!(phones.ended) } else { say!(phones.failed) });
            if ended {
                phones.update(|phones| {
                    if let Some(Ok(phones)) = phones {
                        phones.retain(|phone| phone.id != device);
                    }
                });
            }
        });
    });
    let back = Signal::stored(Some((paths::SHARING.to_owned(), say!(sharing.title).to_owned())));
    let list = memo(move |_| phones.with(|phones| phones.clone().and_then(Result::ok).unwrap_or_default()));
    view! {
        <Page title=say!(phones.title).to_owned() back>
            <p class="page__lede">{say!(phones.lede)}</p>
            <p class="small" role="status">
                {part(move || phones.with(|phones| match phones {
                    None => say!(phones.reading),
                    Some(Err(())) => say!(phones.unheard),
                    Some(Ok(_)) => said.get(),
                }))}
            </p>
            <ul class="consent-list">
                <For each=move || list.get() key=|phone| phone.id let:phone>
                    <OnePhone phone end/>
                </For>
            </ul>
        </Page>
    }
}

#[component]
fn OnePhone(phone: DeviceCard, end: Callback<DeviceId>) -> impl IntoView {
    let now = AppState::get().now();
    let (id, this) = (phone.id, phone.this);
    let asking = RwSignal::new(false);
    let name = format!("telefon-{id}");
    let described = StoredValue::new(name.clone());
    let facts = [
        say!(phones.paired, when = dates::day(now, phone.paired_at)),
        say!(phones.seen, when = dates::day_short_clock(now, phone.last_seen_at)),
    ];
    view! {
        <li class="consent">
            <p class="consent__sentence" id=name>{if this { say!(phones.this) } else { say!(phones.another) }}</p>
            <p class="consent__period">{facts.join(" ")}</p>
            <Show when=move || !this && !asking.get()>
                <div class="consent__actions">
                    <button class="button button--quiet button--small" type="button"
                        aria-describedby=described.get_value() on:click=handler(move |_| asking.set(true))>
                        {say!(phones.end)}
                    </button>
                </div>
            </Show>
            <Show when=move || asking.get()>
                <p role="status">{say!(phones.end_ask)}</p>
                <div class="consent__actions">
                    <button class="button button--small" type="button" on:click=handler(move |_| end.run(id))>
                        {say!(phones.end_yes)}
                    </button>
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| asking.set(false))>{say!(phones.end_no)}</button>
                </div>
            </Show>
        </li>
    }
}
