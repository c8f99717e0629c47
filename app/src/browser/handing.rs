//! Handing something on to another app of the phone: its share sheet, and a text message.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::window;

/// Whether the phone has a share sheet.
pub(crate) fn phone_shares() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let navigator = window().navigator();
        js_sys::Reflect::get(&navigator, &"share".into()).is_ok_and(|share| share.is_function())
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Opens the phone's share sheet with nothing but the link: what it is about is said by the page itself.
pub(crate) fn share_link(link: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        let data = web_sys::ShareData::new();
        data.set_url(link);
        share(&data);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = link;
}

/// The same with words that she has seen.
pub(crate) fn share_text(text: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        let data = web_sys::ShareData::new();
        data.set_text(text);
        share(&data);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = text;
}

#[cfg(target_arch = "wasm32")]
fn share(data: &web_sys::ShareData) {
    let promise = window().navigator().share_with_data(data);
    // Whether she sent it or changed her mind is hers alone.
    super::spawn(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    });
}

/// The address of a new text message to this number with these words, as both kinds of phones read it.
pub(crate) fn text_message(dial: &str, words: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    let words = String::from(js_sys::encode_uri_component(words));
    format!("sms:{dial}?&body={words}")
}
