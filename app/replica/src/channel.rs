//! What the browser tabs of one device tell each other.

use domain::{BinderId, BinderTab, Timestamp};
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// One thing to tell.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(tag = "it", rename_all = "snake_case")]
pub(crate) enum Message {
    /// Something waits to be sent.
    Wrote { binder: BinderId },
    /// A tab of the binder reads differently.
    Tab { binder: BinderId, tab: BinderTab },
    /// Somebody else uses the device, or more is known of the binders.
    Me,
    /// The server took part, or refused to.
    Status {
        signed_out: bool,
        #[serde(default)]
        revoked: bool,
        #[serde(default)]
        erased: bool,
        contact: Option<Timestamp>,
    },
    /// Try now.
    Now,
    /// The lock was set or taken away.
    Lock,
}

/// The way to the other browser tabs.
pub(crate) struct Channel(BroadcastChannel);

impl Channel {
    /// Opens it; a browser without it has every tab read the store when it becomes visible.
    pub(crate) fn open() -> Option<Self> {
        BroadcastChannel::new("parmen").ok().map(Self)
    }

    pub(crate) fn say(&self, message: Message) {
        if let Ok(text) = serde_json::to_string(&message) {
            // The others read the store in any case when they are next looked at.
            let _ = self.0.post_message(&JsValue::from_str(&text));
        }
    }

    /// Calls `hear` for as long as the page lives. What another version of the app says and this one
    /// does not understand is left alone.
    pub(crate) fn listen(&self, hear: impl Fn(Message) + 'static) {
        let closure = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Ok(message) = serde_json::from_str(&text) {
                hear(message);
            }
        });
        self.0.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        closure.forget();
    }
}
