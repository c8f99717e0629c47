//! When a coordinator's consent may have run out. A last day passes without anybody telling this device: the
//! server is asked then, and if it cannot be, nothing of that pärm is shown until it can.

use std::time::Duration;

use domain::BinderId;
use leptos::prelude::*;
use replica::Contact;

use super::AppState;

/// A browser's timer counts no further, in milliseconds: 24 days.
const TIMER_MAX_MS: i64 = 0x7fff_ffff;

/// The moments that are waited for, and a beat when one has passed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Turned {
    awaited: StoredValue<Vec<(BinderId, i64)>>,
    passed: RwSignal<u32>,
}

impl Turned {
    /// Whether what may be read in a binder may have changed since the server was last heard.
    pub(crate) fn may_be_over(self, app: AppState, binder: BinderId) -> bool {
        self.passed.track();
        if !app.is_staff() {
            return false;
        }
        let card = app.me().and_then(|me| me.binders.into_iter().find(|card| card.id == binder));
        let Some(turns_at) = card.and_then(|card| card.turns_at) else { return false };
        let left = turns_at.as_millis() - app.now().as_millis();
        if left > 0 {
            self.wait(app, binder, turns_at.as_millis(), left);
            return false;
        }
        // Both by this device's clock: one that is ahead is believed no longer than to the next answer.
        app.status.with(|status| match status.contact {
            Contact::Never => true,
            Contact::At(heard) => heard < turns_at,
        })
    }

    /// Asks the server when the moment comes, and looks again when it has answered or could not be reached.
    fn wait(self, app: AppState, binder: BinderId, moment: i64, left: i64) {
        let is_new = self.awaited.with_value(|awaited| !awaited.contains(&(binder, moment)));
        let Some(wait) = u64::try_from(left).ok().filter(|_| is_new && left < TIMER_MAX_MS) else { return };
        self.awaited.update_value(|awaited| awaited.push((binder, moment)));
        let ask = move || {
            let Some(replica) = app.replica() else { return };
            crate::browser::spawn(async move {
                // How it went shows in when the server was last heard.
                let _ = replica.sync(binder).await;
                app.status.set(replica.status());
                self.passed.update(|passed| *passed += 1);
            });
        };
        set_timeout(ask, Duration::from_millis(wait));
    }
}
