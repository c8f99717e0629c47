//! The few things of a browser that the sync loop needs: timers, a bell to be woken by, global events.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, SubtleCrypto};

/// Calls a function later; the number takes it back.
pub(crate) fn set_timeout(call: &Function, after_ms: i32) -> Option<i32> {
    web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(call, after_ms).ok()
}

/// Takes a timer back.
pub(crate) fn clear_timeout(timer: Option<i32>) {
    if let (Some(window), Some(timer)) = (web_sys::window(), timer) {
        window.clear_timeout_with_handle(timer);
    }
}

/// A property of the page's global object, for instance `document`.
pub(crate) fn global(name: &str) -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined())
}

/// Calls `listener` at every such event for as long as the page lives.
pub(crate) fn listen(target: &EventTarget, event: &str, listener: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(listener);
    // A browser that cannot listen still has the timers.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Somebody waits, for a while at most, and anybody can wake her.
#[derive(Clone, Default)]
pub(crate) struct Bell(Rc<BellInner>);

#[derive(Default)]
struct BellInner {
    rung: Cell<bool>,
    wake: RefCell<Option<Function>>,
}

impl Bell {
    /// Wakes whoever waits, or the next who does.
    pub(crate) fn ring(&self) {
        self.0.rung.set(true);
        let wake = self.0.wake.take();
        if let Some(wake) = wake {
            // It only resolves a promise of our own.
            let _ = wake.call0(&JsValue::NULL);
        }
    }

    /// Returns when the bell rings, or after so many milliseconds. `true` if it rang.
    pub(crate) async fn wait(&self, at_most_ms: i32) -> bool {
        if !self.0.rung.replace(false) {
            let mut timer = None;
            let promise = Promise::new(&mut |resolve, _| {
                timer = set_timeout(&resolve, at_most_ms);
                self.0.wake.replace(Some(resolve));
            });
            let _ = JsFuture::from(promise).await;
            clear_timeout(timer);
            self.0.wake.replace(None);
            return self.0.rung.replace(false);
        }
        true
    }
}

/// Returns after so many milliseconds.
pub(crate) async fn sleep(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, ms);
    });
    let _ = JsFuture::from(promise).await;
}

/// The browser's own cryptography. There is none on a page that came over plain http.
pub(crate) fn crypto() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()
}

/// What a promise comes to, if it is kept.
pub(crate) async fn wait(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}
