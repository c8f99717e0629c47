//! The pairing link for whoever cannot point a camera: to copy or to send.

use crate::lean::{Show, handler};
use leptos::prelude::*;

use crate::browser;

/// The link behind "Skicka länken i stället".
#[component]
pub(super) fn PairingLink(
    /// The link with its secret, which no server ever sees in an address.
    link: String,
) -> impl IntoView {
    let said = RwSignal::new(None::<&'static str>);
    let can_send = RwSignal::new(false);
    Effect::new(move |_| can_send.set(browser_can_send()));
    let shown = link.clone();
    let link = StoredValue::new(link);
    let copy = move |_| {
        browser::spawn(async move {
            let copied = browser::copy(&link.get_value()).await;
            let _ = said.try_set(Some(if copied { say!(desk.link_copied) } else { say!(desk.link_not_copied) }));
        });
    };
    view! {
        <details class="more">
            <summary class="more__summary">{say!(desk.link_more)}</summary>
            <div class="field">
                <label class="field__label" for="lank">{say!(desk.link_label)}</label>
                <p class="field__hint" id="lank-hint">{say!(desk.link_hint)}</p>
                <input class="field__input" id="lank" type="url" readonly=true value=shown aria-describedby="lank-hint"/>
            </div>
            <p class="small" role="status">{said}</p>
            <div class="button-row">
                <button class="button button--quiet button--small" type="button" on:click=copy>
                    {say!(desk.link_copy)}
                </button>
                <Show when=move || can_send.get()>
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| send(&link.get_value()))>{say!(desk.link_send)}</button>
                </Show>
            </div>
        </details>
    }
}

/// Whether the device has a way of its own to send things on.
fn browser_can_send() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Opens the device's own way of sending. Whether something was sent is nobody's business.
fn send(link: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        let what = web_sys::ShareData::new();
        what.set_url(link);
        let _ = window().navigator().share_with_data(&what);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = link;
}
