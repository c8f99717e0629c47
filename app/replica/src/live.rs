//! The live stream: what others do, told while this page is open.
//!
//! The browser's own reconnecting would ask again from where the stream once began; so a stream that
//! breaks is closed, and a new one begins where the copy stands by then.

use std::cell::Cell;
use std::rc::Rc;

use domain::api::LiveEvent;
use domain::{BinderId, Seq};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

type Listeners = (Closure<dyn Fn(MessageEvent)>, Closure<dyn Fn(Event)>, Closure<dyn FnMut(Event)>);

/// A stream. It ends when this is dropped.
pub(crate) struct Live {
    source: EventSource,
    binders: Vec<BinderId>,
    is_open: Rc<Cell<bool>>,
    /// Kept alive as long as the stream.
    _listeners: Listeners,
}

impl Live {
    /// Opens a stream for these binders, each from where its copy stands. `ended` is called once, if
    /// the stream breaks or cannot be had, and told whether it ever was open.
    pub(crate) fn open(
        after: Vec<(BinderId, Seq)>,
        told: impl Fn(LiveEvent) + 'static,
        ended: impl Fn(bool) + 'static,
    ) -> Option<Self> {
        let cursors: Vec<String> = after.iter().map(|(binder, seq)| format!("{binder}:{seq}")).collect();
        let source = EventSource::new(&format!("/api/v1/live?after={}", cursors.join(","))).ok()?;
        let is_open = Rc::new(Cell::new(false));

        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            // An event of a later server is not understood; the next poll fetches what it was about.
            if let Ok(event) = serde_json::from_str(&text) {
                told(event);
            }
        });
        source.add_event_listener_with_callback("live", message.as_ref().unchecked_ref()).ok()?;
        let opened = is_open.clone();
        let open = Closure::<dyn Fn(Event)>::new(move |_: Event| opened.set(true));
        source.set_onopen(Some(open.as_ref().unchecked_ref()));
        let closed = is_open.clone();
        let broken = source.clone();
        let mut ended = Some(ended);
        let error = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
            broken.close();
            let was_open = closed.replace(false);
            if let Some(ended) = ended.take() {
                ended(was_open);
            }
        });
        source.set_onerror(Some(error.as_ref().unchecked_ref()));
        let binders = after.into_iter().map(|(binder, _)| binder).collect();
        Some(Self { source, binders, is_open, _listeners: (message, open, error) })
    }

    /// Whether it is open now.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open.get()
    }

    /// Whether it is about these binders.
    pub(crate) fn follows(&self, binders: &[BinderId]) -> bool {
        self.binders == binders
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}
