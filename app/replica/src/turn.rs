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

    /// Until nobody has the turn and nobody asks for it: whoever ends may begin the next one at once.
    pub(crate) async fn quiet(&self) {
        loop {
            drop(self.take().await);
            let mut others_have_been = false;
            poll_fn(|ctx| {
                if std::mem::replace(&mut others_have_been, true) {
                    return Poll::Ready(());
                }
                ctx.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
            if !self.taken.get() && self.waiting.borrow().is_empty() {
                return;
            }
        }
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::cell::RefCell;

    use super::Turn;

    #[tokio::test]
    async fn the_second_begins_when_the_first_has_ended() {
        let (turn, seen) = (Turn::default(), RefCell::new(Vec::new()));
        let work = async |name| {
            let _turn = turn.take().await;
            seen.borrow_mut().push((name, "begins"));
            tokio::task::yield_now().await;
            seen.borrow_mut().push((name, "ends"));
        };
        tokio::join!(work(1), work(2), work(3));
        let begins = seen.borrow().iter().filter(|(_, what)| *what == "begins").count();
        let in_order = seen.borrow().chunks(2).all(|pair| pair[0].0 == pair[1].0);
        assert_eq!((begins, in_order), (3, true));
    }

    #[tokio::test]
    async fn it_is_quiet_when_what_an_ended_one_began_has_ended_too() {
        let (turn, seen) = (Turn::default(), RefCell::new(Vec::new()));
        let work = async |name| {
            let _turn = turn.take().await;
            tokio::task::yield_now().await;
            seen.borrow_mut().push(name);
        };
        let one_after_the_other = async {
            work("first").await;
            work("the last words").await;
        };
        let decide = async {
            turn.quiet().await;
            seen.borrow_mut().push("decided");
        };
        tokio::join!(one_after_the_other, work("beside"), decide);
        assert_eq!(seen.borrow().last(), Some(&"decided"));
        assert_eq!(seen.borrow().len(), 4);
    }

    #[tokio::test]
    async fn one_that_gave_up_waiting_does_not_keep_the_others() {
        let turn = Turn::default();
        let first = turn.take().await;
        let given_up = tokio::time::timeout(std::time::Duration::ZERO, turn.take()).await;
        assert!(given_up.is_err());
        drop(first);
        drop(turn.take().await);
    }
}
