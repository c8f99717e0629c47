//! A passkey that opens the device's copy: the browser asks for a finger, a face or the device's own code, and what the
//! passkey answers for a salt (`WebAuthn`'s extension PRF) is the same each time and known to nobody else. No server has a
//! part in it, so it works without network.

use replica::PasskeyAsked;

/// What came of asking for a new one.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser makes one"))]
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Made {
    /// It is there, and this is what it answers.
    Answers(PasskeyAsked, Vec<u8>),
    /// It is there, and answers no salt: this device cannot.
    Cannot,
    /// She has thought better of it, or was not known.
    Nothing,
}

/// Whether this browser knows passkeys at all.
pub(crate) fn can_open_with_passkey() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let window = leptos::prelude::window();
        window.is_secure_context() && js::get(&window, "PublicKeyCredential").is_some()
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Has the device make one, and asks what it answers. A device that does not say so while it makes one is asked at once.
pub(crate) async fn make_lock_passkey(name: &str, salt: [u8; 32], chance: [u8; 32]) -> Made {
    #[cfg(target_arch = "wasm32")]
    {
        let Some(made) = js::create(name, salt, chance).await else { return Made::Nothing };
        let Some(id) = js::id(&made) else { return Made::Nothing };
        let asked = PasskeyAsked { id, salt };
        match js::answer(&made) {
            Some(answer) => Made::Answers(asked, answer),
            None if !js::answers_salts(&made) => Made::Cannot,
            None => match ask_lock_passkey(&asked, chance).await {
                Some(answer) => Made::Answers(asked, answer),
                None => Made::Nothing,
            },
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (name, salt, chance);
        Made::Nothing
    }
}

/// What the passkey answers; nothing if it is gone from the device, or whoever holds the device was not known.
pub(crate) async fn ask_lock_passkey(asked: &PasskeyAsked, chance: [u8; 32]) -> Option<Vec<u8>> {
    #[cfg(target_arch = "wasm32")]
    {
        js::answer(&js::get_credential(asked, chance).await?)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (asked, chance);
        None
    }
}

/// The browser's own calls.
#[cfg(target_arch = "wasm32")]
mod js {
    use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
    use replica::PasskeyAsked;
    use wasm_bindgen::{JsCast as _, JsValue};

    use leptos::prelude::window;

    pub(super) fn get(of: &JsValue, name: &str) -> Option<JsValue> {
        Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
    }

    fn object(parts: &[(&str, JsValue)]) -> JsValue {
        let object = Object::new();
        for (name, value) in parts {
            // A plain object takes any key.
            let _ = Reflect::set(&object, &JsValue::from_str(name), value);
        }
        object.into()
    }

    fn bytes(from: &[u8]) -> JsValue {
        Uint8Array::from(from).into()
    }

    fn salted(salt: &[u8]) -> JsValue {
        object(&[("prf", object(&[("eval", object(&[("first", bytes(salt))]))]))])
    }

    async fn asked(verb: &str, options: JsValue) -> Option<JsValue> {
        let keys = get(&window().navigator(), "credentials")?;
        let ask: Function = get(&keys, verb)?.dyn_into().ok()?;
        let coming: Promise = ask.call1(&keys, &object(&[("publicKey", options)])).ok()?.dyn_into().ok()?;
        wasm_bindgen_futures::JsFuture::from(coming).await.ok().filter(|made| !made.is_null())
    }

    /// Elliptic curve P-256 and RSA: what every device has one of.
    const KINDS: [i32; 2] = [-7, -257];

    pub(super) async fn create(name: &str, salt: [u8; 32], chance: [u8; 32]) -> Option<JsValue> {
        let host = window().location().hostname().ok()?;
        let kind = |alg: i32| object(&[("type", "public-key".into()), ("alg", alg.into())]);
        let kinds: Array = KINDS.into_iter().map(kind).collect();
        let name = JsValue::from_str(name);
        let user = object(&[
            ("id", bytes(chance.first_chunk::<16>()?)),
            ("name", name.clone()),
            ("displayName", name.clone()),
        ]);
        let how = object(&[
            ("authenticatorAttachment", "platform".into()),
            ("residentKey", "required".into()),
            ("requireResidentKey", true.into()),
            ("userVerification", "required".into()),
        ]);
        let options = object(&[
            ("challenge", bytes(&chance)),
            ("rp", object(&[("id", JsValue::from_str(&host)), ("name", name)])),
            ("user", user),
            ("pubKeyCredParams", kinds.into()),
            ("authenticatorSelection", how),
            ("attestation", "none".into()),
            ("extensions", salted(&salt)),
        ]);
        asked("create", options).await
    }

    pub(super) async fn get_credential(which: &PasskeyAsked, chance: [u8; 32]) -> Option<JsValue> {
        let id = get(&window(), "atob")?.dyn_into::<Function>().ok()?;
        let plain = which.id.replace('-', "+").replace('_', "/");
        let id = id.call1(&window(), &plain.into()).ok()?.as_string()?;
        let id: Vec<u8> = id.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or_default()).collect();
        let known = object(&[("type", "public-key".into()), ("id", bytes(&id))]);
        let options = object(&[
            ("challenge", bytes(&chance)),
            ("rpId", JsValue::from_str(&window().location().hostname().ok()?)),
            ("allowCredentials", Array::of1(&known).into()),
            ("userVerification", "required".into()),
            ("extensions", salted(&which.salt)),
        ]);
        asked("get", options).await
    }

    pub(super) fn id(made: &JsValue) -> Option<String> {
        get(made, "id")?.as_string()
    }

    fn of_salts(made: &JsValue) -> Option<JsValue> {
        let tell: Function = get(made, "getClientExtensionResults")?.dyn_into().ok()?;
        get(&tell.call0(made).ok()?, "prf")
    }

    pub(super) fn answers_salts(made: &JsValue) -> bool {
        of_salts(made).and_then(|prf| get(&prf, "enabled")).is_some_and(|enabled| enabled.is_truthy())
    }

    pub(super) fn answer(made: &JsValue) -> Option<Vec<u8>> {
        let first = get(&get(&of_salts(made)?, "results")?, "first")?;
        Some(Uint8Array::new(&first).to_vec())
    }
}
