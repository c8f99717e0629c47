//! One at a time: a sync, or a change of who is signed in, waits for the one before it to end.
//!
//! Only on this page; other browser tabs are kept apart by transactions that check where the copy
//! stands. A lock of our own in thirty lines, instead of a crate of futures.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};

#[derive(Default)]
pub(crate) struct Turn {
    taken: Cell<bool>,
    waiting: RefCell<VecDeque<Waker>>,
}

/// The turn is over when this is dropped.
pub(crate) struct Taken<'a>(&'a Turn);

impl Turn {
    pub(crate) async fn take(&self) -> Taken<'_> {
        poll_fn(|ctx| {
            if self.taken.replace(true) {
                self.waiting.borrow_mut().push_back(ctx.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(Taken(self))
            }
        })
        .await
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.taken.set(false);
        // All are woken: one that was given up must not keep the others waiting.
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }
}
