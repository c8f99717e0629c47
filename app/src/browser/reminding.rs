//! Messages that come while the app is closed (Web Push), as the browser has them. What is not possible and what was
//! refused look alike where only the outcome matters.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::{JsCast as _, JsValue};

/// Whether this browser can remind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ability {
    /// Yes, if she lets it.
    Can,
    /// She, or the phone, has said no.
    Denied,
    /// Not before the app is on the home screen: iPhone and iPad.
    InstallFirst,
    /// No.
    Cannot,
}

/// Where messages for this browser go, and what they are locked with.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
pub(crate) struct Handle {
    /// The address.
    pub(crate) endpoint: String,
    /// The keys.
    pub(crate) keys: Keys,
}

/// What messages are locked with.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
pub(crate) struct Keys {
    /// The public key.
    pub(crate) p256dh: String,
    /// The secret beside it.
    pub(crate) auth: String,
}

/// Whether it can, as far as can be told without asking her.
pub(crate) fn ability(is_apple: bool, is_installed: bool) -> Ability {
    if has_push() {
        return if is_denied() { Ability::Denied } else { Ability::Can };
    }
    if is_apple && !is_installed { Ability::InstallFirst } else { Ability::Cannot }
}

fn has_push() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let window = leptos::prelude::window();
        let has = |of: &JsValue, name: &str| js_sys::Reflect::has(of, &name.into()).unwrap_or_default();
        let window_has = |name| has(&window, name);
        window_has("PushManager") && window_has("Notification") && has(&window.navigator(), "serviceWorker")
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

fn is_denied() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        web_sys::Notification::permission() == web_sys::NotificationPermission::Denied
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Whether she has let it.
pub(crate) fn may_remind() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        has_push() && web_sys::Notification::permission() == web_sys::NotificationPermission::Granted
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Has the browser ask her, if she has not been asked. Only after a tap of hers.
pub(crate) async fn ask_to_remind() -> bool {
    #[cfg(target_arch = "wasm32")]
    if has_push()
        && !may_remind()
        && let Ok(asked) = web_sys::Notification::request_permission()
    {
        // Her answer is read where the browser keeps it.
        let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
    }
    may_remind()
}

/// Where messages go now, if anywhere.
pub(crate) async fn subscription() -> Option<Handle> {
    #[cfg(target_arch = "wasm32")]
    {
        read(&current().await?)
    }
    #[cfg(not(target_arch = "wasm32"))]
    nothing().await
}

/// Has the browser take messages that the server with this key sends.
pub(crate) async fn subscribe(key: &str) -> Option<Handle> {
    #[cfg(target_arch = "wasm32")]
    {
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"userVisibleOnly".into(), &true.into()).ok()?;
        js_sys::Reflect::set(&options, &"applicationServerKey".into(), &key.into()).ok()?;
        let options: &web_sys::PushSubscriptionOptionsInit = options.unchecked_ref();
        let asked = manager().await?.subscribe_with_options(options).ok()?;
        read(&wasm_bindgen_futures::JsFuture::from(asked).await.ok()?)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = key;
        nothing().await
    }
}

/// Has the browser take nothing any more.
pub(crate) async fn end_subscription() {
    #[cfg(target_arch = "wasm32")]
    if let Some(current) = current().await
        && let Ok(asked) = current.unchecked_ref::<web_sys::PushSubscription>().unsubscribe()
    {
        // One that has ended already is the same thing.
        let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
    }
}

#[cfg(target_arch = "wasm32")]
async fn manager() -> Option<web_sys::PushManager> {
    if !has_push() {
        return None;
    }
    let ready = leptos::prelude::window().navigator().service_worker().ready().ok()?;
    let worker = wasm_bindgen_futures::JsFuture::from(ready).await.ok()?;
    worker.dyn_into::<web_sys::ServiceWorkerRegistration>().ok()?.push_manager().ok()
}

#[cfg(target_arch = "wasm32")]
async fn current() -> Option<JsValue> {
    let asked = manager().await?.get_subscription().ok()?;
    let found = wasm_bindgen_futures::JsFuture::from(asked).await.ok()?;
    found.is_object().then_some(found)
}

/// As it writes itself in JSON.
#[cfg(target_arch = "wasm32")]
fn read(subscription: &JsValue) -> Option<Handle> {
    let text = String::from(js_sys::JSON::stringify(subscription).ok()?);
    serde_json::from_str(&text).ok()
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "as in the browser")]
async fn nothing() -> Option<Handle> {
    None
}
