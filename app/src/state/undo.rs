//! "Ångra": what was just done, in words, and the drafts that take it back.

use std::sync::Arc;
use std::time::Duration;

use domain::BinderId;
use leptos::prelude::*;
use replica::Draft;

use super::AppState;

/// Longer than a press.
const BAR_COMES_AFTER: Duration = Duration::from_millis(300);

/// Something that can be taken back.
#[derive(Clone)]
pub(crate) struct Undo {
    /// What was done: "Johan är borttagen."
    pub(crate) said: String,
    /// Changes that take it back.
    pub(crate) back: Arc<Vec<Draft>>,
    /// Where.
    pub(crate) binder: BinderId,
}

impl AppState {
    /// Offers to take something back until the next such thing, or until it is closed. The bar comes
    /// after a moment: a field is left by pressing a button, and the bar must not get in between.
    pub(crate) fn offer_undo(self, binder: BinderId, said: String, back: Vec<Draft>) {
        let undo = Undo { said, back: Arc::new(back), binder };
        set_timeout(move || self.undo.set(Some(undo)), BAR_COMES_AFTER);
    }

    /// Takes back what was done last.
    pub(crate) fn take_back(self) {
        let Some(undo) = self.undo.get_untracked() else { return };
        self.undo.set(None);
        self.commit(undo.binder, undo.back.as_ref().clone());
    }

    /// Saves changes on this device. A fault is shown; what was typed stays on the screen.
    pub(crate) fn commit(self, binder: BinderId, drafts: Vec<Draft>) {
        let Some(replica) = self.replica() else { return };
        crate::browser::spawn(async move {
            if replica.commit(binder, drafts).await.is_err() {
                self.status.set(replica.status());
            }
        });
    }
}
