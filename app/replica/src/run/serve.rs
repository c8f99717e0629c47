//! The loop: what is due is done, then it waits for the bell or for its time.

use std::rc::Rc;

use domain::api::ErrorBody;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{Due, RETRY_FIRST_MS, RETRY_LAST_MS, Runner};
use crate::live::Live;
use crate::{Replica, SyncError, browser};

/// Several edits in a row are sent together.
const DEBOUNCE_MS: i32 = 150;
const POLL_FIRST_MS: i32 = 30_000;
const POLL_LAST_MS: i32 = 300_000;

impl Runner {
    /// Browsers without locks (iOS before 15.4) sync in every tab.
    pub(super) async fn wait_for_lock(self: Rc<Self>) {
        // Another browser tab that is open must not wait for one that is shut.
        while self.replica.status().shut {
            self.bell.wait(POLL_LAST_MS).await;
        }
        let serving = self.clone();
        let held = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_lock| {
            spawn_local(serving.clone().serve());
            // Held for as long as the page lives.
            Promise::new(&mut |_, _| {})
        });
        let request = browser::global("navigator")
            .and_then(|navigator| Reflect::get(&navigator, &JsValue::from_str("locks")).ok())
            .and_then(|locks| {
                let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?;
                let request: Function = request.dyn_into().ok()?;
                request.call2(&locks, &JsValue::from_str("parmen-sync"), held.as_ref()).ok()
            })
            .and_then(|promise| promise.dyn_into::<Promise>().ok());
        held.forget();
        let given = match request {
            // Settles only if the lock is refused.
            Some(request) => JsFuture::from(request).await.is_ok(),
            None => false,
        };
        if !given {
            self.serve().await;
        }
    }

    async fn serve(self: Rc<Self>) {
        if self.is_serving.replace(true) {
            return;
        }
        self.due.borrow_mut().all = true;
        let mut failures: u32 = 0;
        let mut quiet = 0;
        let mut was_asked = true;
        loop {
            let due = self.due.take();
            self.replica.drop_old_copy().await;
            let result = self.work(&due).await;
            if result.is_ok() && self.replica.status().waiting == 0 {
                failures = 0;
            } else {
                // Somebody who writes without network must not lengthen the wait for it.
                failures = if was_asked { failures.max(1) } else { failures + 1 };
                self.due.borrow_mut().all = true;
            }
            self.follow_live().await;
            let is_live = self.live.borrow().as_ref().is_some_and(Live::is_open);
            let pause = match &result {
                Err(error) if !error.is_retryable() => POLL_LAST_MS,
                Err(SyncError::Refused(ErrorBody { retry_after: Some(seconds), .. })) => {
                    i32::try_from(seconds.saturating_mul(1_000)).unwrap_or(POLL_LAST_MS)
                }
                _ if failures > 0 => self.replica.spread(RETRY_FIRST_MS, RETRY_LAST_MS, failures - 1),
                Ok(()) | Err(_) if is_live => POLL_LAST_MS,
                Ok(()) | Err(_) => self.replica.spread(POLL_FIRST_MS, POLL_LAST_MS, quiet),
            };
            was_asked = self.bell.wait(pause).await;
            if was_asked {
                quiet = 0;
                if !self.due.borrow().prompt {
                    browser::sleep(DEBOUNCE_MS).await;
                }
            } else {
                quiet += 1;
                self.due.borrow_mut().all = true;
            }
        }
    }

    async fn work(&self, due: &Due) -> Result<(), SyncError> {
        if due.all {
            return match self.replica.refresh_me().await? {
                Some(_) => self.replica.sync_all().await,
                None => Err(SyncError::SignedOut),
            };
        }
        let mut result = Ok(());
        for binder in &due.binders {
            result = result.and(self.replica.sync(*binder).await);
        }
        result
    }
}

impl Replica {
    /// Doubles with every try, and differs from device to device, so that a thousand phones that lost
    /// the server together do not come back together.
    pub(super) fn spread(&self, first: i32, last: i32, tries: u32) -> i32 {
        let full = first.saturating_mul(1 << tries.min(10)).min(last);
        let chance = (self.inner.device.new_id)().as_bytes().last().copied().unwrap_or_default();
        full / 2 + full / 2 / 255 * i32::from(chance)
    }
}
