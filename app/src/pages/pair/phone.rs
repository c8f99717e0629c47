//! What the pairing page asks of the phone it runs on, and the page of reminders after it.

/// What sort of phone this is, as far as installing goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::pages) enum Phone {
    /// iPhone or iPad: an installed app has a storage of its own there.
    Apple,
    /// Android.
    Android,
    /// A desk.
    Other,
}

/// Which one.
pub(in crate::pages) fn kind() -> Phone {
    #[cfg(target_arch = "wasm32")]
    {
        let navigator = leptos::prelude::window().navigator();
        told_by(&navigator.user_agent().unwrap_or_default(), navigator.max_touch_points() > 1)
    }
    #[cfg(not(target_arch = "wasm32"))]
    told_by("", false)
}

fn told_by(agent: &str, touch: bool) -> Phone {
    // An iPad calls itself a Mac, but no Mac has a touch screen.
    let ipad = touch && agent.contains("Macintosh");
    if ipad || ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name)) {
        Phone::Apple
    } else if agent.contains("Android") {
        Phone::Android
    } else {
        Phone::Other
    }
}

/// Whether the app was opened from the home screen.
pub(in crate::pages) fn is_installed() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let window = leptos::prelude::window();
        let standalone = js_sys::Reflect::get(&window.navigator(), &"standalone".into());
        let query = window.match_media("(display-mode: standalone)").ok().flatten();
        standalone.is_ok_and(|own| own.is_truthy()) || query.is_some_and(|query| query.matches())
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Asks the browser not to throw the pärm away when the phone runs short of room. It may say no: the
/// server has a copy.
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "the same shape as in the browser"))]
pub(super) async fn keep_storage() {
    #[cfg(target_arch = "wasm32")]
    {
        if let Ok(asked) = leptos::prelude::window().navigator().storage().persist() {
            let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
        }
    }
}

/// Opens the browser's own question about the home screen, if it has offered one.
pub(super) fn ask_to_install() {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let offer = js_sys::Reflect::get(&leptos::prelude::window(), &OFFER.into()).unwrap_or_default();
        let prompt = js_sys::Reflect::get(&offer, &"prompt".into()).ok();
        if let Some(prompt) = prompt.and_then(|prompt| prompt.dyn_into::<js_sys::Function>().ok()) {
            let _ = prompt.call0(&offer);
        }
    }
}

/// Whether the browser has offered.
pub(super) fn has_offer() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        js_sys::Reflect::get(&leptos::prelude::window(), &OFFER.into()).is_ok_and(|offer| offer.is_object())
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Keeps the browser's offer until she presses the button.
pub(super) fn keep_offer(event: &leptos::ev::Event) {
    event.prevent_default();
    #[cfg(target_arch = "wasm32")]
    let _ = js_sys::Reflect::set(&leptos::prelude::window(), &OFFER.into(), event);
}

/// Where the offer lies: on the window, where a script that runs before the app can put it too.
#[cfg(target_arch = "wasm32")]
const OFFER: &str = "parmenInstall";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipad_is_told_from_a_mac_by_its_touch_screen() {
        let agent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";
        assert_eq!(told_by(agent, true), Phone::Apple);
        assert_eq!(told_by(agent, false), Phone::Other);
    }
}
