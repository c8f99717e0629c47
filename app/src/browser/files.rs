//! What is handed to the browser's own ways out: a file to keep, the clipboard, paper.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::{document, set_timeout, window};

/// Puts text on the clipboard; whether that was let.
pub(crate) async fn copy(text: &str) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let promise = window().navigator().clipboard().write_text(text);
        wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = text;
        false
    }
}

/// The phone's own print dialog.
pub(crate) fn print() {
    #[cfg(target_arch = "wasm32")]
    let _ = window().print();
}

/// Offers a text as a file to open or keep, for instance an `.ics`; whether the browser took it. A blob and not an
/// address with the text in it: a whole pärm is longer than some browsers take.
pub(crate) fn offer_file(name: &str, media_type: &str, text: &str) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        offer_blob(name, media_type, text).is_ok()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (name, media_type, text);
        false
    }
}

#[cfg(target_arch = "wasm32")]
fn offer_blob(name: &str, media_type: &str, text: &str) -> Result<(), wasm_bindgen::JsValue> {
    use wasm_bindgen::JsCast;
    /// Long enough for the browser to have begun.
    const TAKEN: std::time::Duration = std::time::Duration::from_mins(1);
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type(&format!("{media_type};charset=utf-8"));
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlElement = document().create_element("a")?.dyn_into()?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        TAKEN,
    );
    Ok(())
}
