//! The few things a page asks the browser itself. On the server each is nothing, since no care data
//! and no device exists there.

#[cfg(target_arch = "wasm32")]
use leptos::prelude::*;

/// The language of the page.
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
pub(crate) fn page_language() -> Option<String> {
    document().document_element()?.get_attribute("lang")
}

/// Gives the page its own title.
pub(crate) fn set_title(title: &str) {
    #[cfg(target_arch = "wasm32")]
    document().set_title(&format!("{title} · {}", say!(common.app_name)));
    #[cfg(not(target_arch = "wasm32"))]
    let _ = title;
}

/// Sets an attribute on `<html>`, or takes it away.
pub(crate) fn set_root_attribute(name: &str, value: Option<&str>) {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (name, value);
}

/// Goes to an address by loading it, so that another shell takes over.
pub(crate) fn load(address: &str) {
    #[cfg(target_arch = "wasm32")]
    let _ = window().location().set_href(address);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = address;
}

/// Back by so many pages of this visit.
pub(crate) fn go_back(pages: u8) {
    #[cfg(target_arch = "wasm32")]
    if pages > 0
        && let Ok(history) = window().history()
    {
        let _ = history.go_with_delta(-i32::from(pages));
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = pages;
}

/// Whether somebody looks at the page: it is not behind another one, and the phone is not asleep.
pub(crate) fn is_looked_at() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        !document().hidden()
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// What stands after `#` in the address, which is never sent anywhere.
pub(crate) fn fragment() -> String {
    #[cfg(target_arch = "wasm32")]
    {
        window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
    }
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// Leaves the path alone in the address bar: what stood after it is then neither in the history nor in a picture of
/// the screen.
pub(crate) fn forget_query(path: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = path;
}

/// The origin, for links that are sent to others.
pub(crate) fn origin() -> String {
    #[cfg(target_arch = "wasm32")]
    {
        window().location().origin().unwrap_or_default()
    }
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// Puts text on the clipboard; whether that was let.
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "the same shape as in the browser"))]
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

/// Remembers the language where the server looks for it, a cookie, and where the worker does, a cache
/// of its own.
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "the same shape as in the browser"))]
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

/// Runs a future without waiting for it. On the server it is dropped: nothing happens there.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    #[cfg(target_arch = "wasm32")]
    leptos::task::spawn_local(future);
    #[cfg(not(target_arch = "wasm32"))]
    drop(future);
}

/// Moves focus to an element, if it is there.
pub(crate) fn focus(id: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        if let Some(element) =
            document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = id;
}

/// Moves focus once the screen has changed.
pub(crate) fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    leptos::prelude::set_timeout(move || focus(&id), std::time::Duration::ZERO);
}

/// Scrolls so that nothing that can be pressed or written in lies under this part of the foot.
pub(crate) fn clear_the_way(foot: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        let Some(bar) = document().query_selector(foot).ok().flatten().map(|foot| foot.get_bounding_client_rect())
        else {
            return;
        };
        let controls = "main :is(a, button, input, select, textarea, summary)";
        let Ok(controls) = document().query_selector_all(controls) else { return };
        let is_under = |node: web_sys::Node| {
            use wasm_bindgen::JsCast;
            let Ok(control) = node.dyn_into::<web_sys::Element>() else { return false };
            let place = control.get_bounding_client_rect();
            place.height() > 0.0 && place.bottom() > bar.top() && place.top() < bar.bottom()
        };
        if (0..controls.length()).filter_map(|index| controls.get(index)).any(is_under) {
            window().scroll_by_with_x_and_y(0.0, bar.height());
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = foot;
}
