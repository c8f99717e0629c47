//! The few things a page asks the browser itself. On the server each is nothing, since no care data
//! and no device exists there.

mod drawing;
mod files;
mod handing;
mod keeping;
mod lock_passkeys;
mod passkeys;
mod pictures;
mod reminding;
mod visit;

#[cfg(target_arch = "wasm32")]
use leptos::prelude::{document, window};

pub(crate) use drawing::place_of;
pub(crate) use files::{copy, offer_file, print};
pub(crate) use handing::{phone_shares, share_link, share_text, text_message};
pub(crate) use keeping::{keep_wish, remember_language, tab_mark, wish, wishes};
pub(crate) use lock_passkeys::{Made, ask_lock_passkey, can_open_with_passkey, make_lock_passkey};
pub(crate) use passkeys::{can_use_passkeys, make_passkey, show_passkey};
pub(crate) use pictures::{Unfit, draw_picture, picked};
pub(crate) use reminding::{
    Ability, ability, ask_to_remind, end_subscription, may_remind, subscribe, subscription,
};
pub(crate) use visit::{keep_in_visit, kept_in_visit};

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

/// An attribute of `<html>`.
pub(crate) fn root_attribute(name: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        document().document_element()?.get_attribute(name)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = name;
        None
    }
}

/// Returns when what has changed on the screen has been painted: before work that keeps the page busy.
pub(crate) async fn painted() {
    const TWO_FRAMES: i32 = 40;
    rested(TWO_FRAMES).await;
}

/// Returns after so many milliseconds; on the server at once.
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "the same shape as in the browser"))]
pub(crate) async fn rested(ms: i32) {
    #[cfg(target_arch = "wasm32")]
    {
        let soon = js_sys::Promise::new(&mut |resolve, _| {
            // A browser without timers goes on at once.
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        });
        let _ = wasm_bindgen_futures::JsFuture::from(soon).await;
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = ms;
}

/// Goes to an address by loading it, so that another shell takes over.
pub(crate) fn load(address: &str) {
    #[cfg(target_arch = "wasm32")]
    let _ = window().location().set_href(address);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = address;
}

/// Loads the page anew.
pub(crate) fn reload() {
    #[cfg(target_arch = "wasm32")]
    let _ = window().location().reload();
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
