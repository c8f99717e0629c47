//! Passkeys, as the browser has them: options go in as JSON, and what the device answered comes out as JSON. What was
//! given up and what is not possible look alike: there is no answer.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::{JsCast as _, JsValue};

/// Whether this browser can hand in a passkey's answer.
pub(crate) fn can_use_passkeys() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let reader = reader("parseRequestOptionsFromJSON");
        reader.is_some() && leptos::prelude::window().is_secure_context()
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Has the device make a passkey.
pub(crate) async fn make_passkey(options: &str) -> Option<String> {
    asked("create", "parseCreationOptionsFromJSON", options).await
}

/// Has the device sign in with one that it has.
pub(crate) async fn show_passkey(options: &str) -> Option<String> {
    asked("get", "parseRequestOptionsFromJSON", options).await
}

#[cfg(target_arch = "wasm32")]
async fn asked(verb: &str, reading: &str, options: &str) -> Option<String> {
    let (kind, read) = reader(reading)?;
    let options = read.call1(&kind, &js_sys::JSON::parse(options).ok()?).ok()?;
    let wish = js_sys::Object::new();
    js_sys::Reflect::set(&wish, &"publicKey".into(), &options).ok()?;
    let keys = js_sys::Reflect::get(&leptos::prelude::window().navigator(), &"credentials".into()).ok()?;
    let ask: js_sys::Function = js_sys::Reflect::get(&keys, &verb.into()).ok()?.dyn_into().ok()?;
    let coming: js_sys::Promise = ask.call1(&keys, &wish).ok()?.dyn_into().ok()?;
    let made = wasm_bindgen_futures::JsFuture::from(coming).await.ok()?;
    // By its own `toJSON`.
    js_sys::JSON::stringify(&made).ok()?.as_string()
}

/// A reader of options, and what it belongs to.
#[cfg(target_arch = "wasm32")]
fn reader(name: &str) -> Option<(JsValue, js_sys::Function)> {
    let kind = js_sys::Reflect::get(&leptos::prelude::window(), &"PublicKeyCredential".into()).ok()?;
    let read = js_sys::Reflect::get(&kind, &name.into()).ok()?.dyn_into().ok()?;
    Some((kind, read))
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "as in the browser")]
async fn asked(_verb: &str, _reading: &str, _options: &str) -> Option<String> {
    None
}
