//! The device's copy is not there at once; what is tapped before it is open waits for it and is not lost.
//!
//! Its opening begins before the app stands: an old phone then reads its disk while it makes the page.

use std::future::poll_fn;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use replica::Replica;
#[cfg(target_arch = "wasm32")]
use {
    futures_channel::oneshot,
    replica::{Device, LocalStore, Server},
    std::cell::Cell,
};

use super::AppState;

/// The device's copy, and who waits for it.
#[derive(Default)]
pub(super) struct Opening {
    pub(super) replica: Option<Replica>,
    waiting: Vec<Waker>,
}

impl AppState {
    /// The device's copy, once it is open.
    pub(crate) fn replica(self) -> Option<Replica> {
        self.opening.with_value(|opening| opening.replica.clone())
    }

    /// The device's copy as soon as it is open; `None` if it cannot be opened.
    pub(crate) async fn when_open(self) -> Option<Replica> {
        poll_fn(move |context| match (self.replica(), self.broken.get_untracked()) {
            (None, false) => {
                self.opening.update_value(|opening| opening.waiting.push(context.waker().clone()));
                Poll::Pending
            }
            (replica, _) => Poll::Ready(replica),
        })
        .await
    }

    /// It is open, or cannot be; whoever waits goes on.
    pub(super) fn opened(self, replica: Option<Replica>) {
        let waiting = self.opening.try_update_value(|opening| {
            opening.replica = replica;
            std::mem::take(&mut opening.waiting)
        });
        for waiting in waiting.unwrap_or_default() {
            waiting.wake();
        }
    }
}

#[cfg(target_arch = "wasm32")]
thread_local! {
    static BEGUN: Cell<Option<oneshot::Receiver<Option<Replica>>>> = const { Cell::new(None) };
}

/// Begins to open the device's copy.
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
pub(crate) fn begin() {
    let (tell, told) = oneshot::channel();
    BEGUN.set(Some(told));
    // The framework runs nothing before the app stands.
    wasm_bindgen_futures::spawn_local(async move {
        // The page may have gone meanwhile.
        let _ = tell.send(open().await);
    });
}

/// The device's copy, of the opening that was begun; `None` if it cannot be opened.
#[cfg(target_arch = "wasm32")]
pub(super) async fn opened() -> Option<Replica> {
    if let Some(told) = BEGUN.take()
        && let Ok(replica) = told.await
    {
        return replica;
    }
    open().await
}

#[cfg(target_arch = "wasm32")]
async fn open() -> Option<Replica> {
    let store = LocalStore::indexed_db("parmen").await.ok()?;
    Replica::open(store, Server::Fetch, Device::browser()).await.ok()
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "the same shape as in the browser")]
pub(super) async fn opened() -> Option<Replica> {
    None
}
