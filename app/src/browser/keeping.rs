//! What this browser keeps beside the replica: wishes about looks, the language, and what tells its tabs apart.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::{document, window};

/// Remembers the language where the server looks for it, a cookie, and where the worker does, a cache
/// of its own.
pub(crate) async fn remember_language(tag: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        if let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() {
            let _ = page.set_cookie(&format!("lang={tag}; Path=/; Max-Age=31536000; SameSite=Lax; Secure"));
        }
        let put = async {
            let settings: web_sys::Cache =
                wasm_bindgen_futures::JsFuture::from(window().caches()?.open("parmen-settings"))
                    .await?
                    .dyn_into()?;
            let tag = web_sys::Response::new_with_opt_str(Some(tag))?;
            wasm_bindgen_futures::JsFuture::from(settings.put_with_str("/lang", &tag)).await
        };
        // Without the cache the worker goes on in the language it had; the cookie still holds online.
        let _: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> = put.await;
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = tag;
}

/// A wish about looks, kept on this device. `boot.js` reads it before the first paint.
pub(crate) fn wish(key: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo_storage::Storage;
        gloo_storage::LocalStorage::get(key).ok()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = key;
        None
    }
}

/// Keeps a wish about looks, or forgets it.
pub(crate) fn keep_wish(key: &str, value: Option<&str>) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo_storage::Storage;
        match value {
            // A browser that keeps nothing shows it until the page is closed.
            Some(value) => drop(gloo_storage::LocalStorage::set(key, value)),
            None => gloo_storage::LocalStorage::delete(key),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (key, value);
}

/// The names of what is kept on this device and begins so.
pub(crate) fn wishes(beginning: &str) -> Vec<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo_storage::Storage;
        let kept = gloo_storage::LocalStorage::raw();
        let names = (0..kept.length().unwrap_or_default()).filter_map(|index| kept.key(index).ok().flatten());
        names.filter(|name| name.starts_with(beginning)).collect()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = beginning;
        Vec::new()
    }
}

/// What tells this browser tab from others, also when its page is loaded again.
pub(crate) fn tab_mark(fresh: impl FnOnce() -> String) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo_storage::Storage;
        const NAME: &str = "parmen.tab";
        gloo_storage::SessionStorage::get(NAME).unwrap_or_else(|_| {
            let mark = fresh();
            // A browser that keeps nothing has no words to put back either.
            let _ = gloo_storage::SessionStorage::set(NAME, &mark);
            mark
        })
    }
    #[cfg(not(target_arch = "wasm32"))]
    fresh()
}
