//! The device's copy is not there at once; what is tapped before it is open waits for it and is not lost.

use std::future::poll_fn;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use replica::Replica;

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
