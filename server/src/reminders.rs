//! Påminnelser: plans what phones are to be reminded of, and says it when its time comes.
//!
//! `parmen serve` calls [`remind`] every half minute, in every process; the store sees to it that each reminder is said
//! at most once. When is decided in [`domain::reminder`]. Each phone has a delay of its own of up to five minutes, so that
//! a thousand meetings at one o'clock are not a thousand messages in one second.

pub mod words;

use std::time::Duration;

use domain::consent::Access;
use domain::reminder::{Reminder, is_quiet, planned};
use domain::{BinderId, BinderTab, DeviceId, Timestamp, rating};
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;

use crate::state::AppState;
use crate::store::{DueReminder, StoreError};
use crate::web_push::Fate;

/// How often it is looked whether something is to be said.
const LOOKS: Duration = Duration::from_secs(30);

/// The longest delay of a phone's own.
const SPREAD_MS: u64 = 5 * 60_000;

/// What a push service did not take is tried again after so many minutes.
const AGAIN_MINUTES: i64 = 10;

/// So many are sent at once.
const AT_ONCE: usize = 16;

/// Reminds for as long as the server runs.
pub async fn run(state: AppState) {
    let mut looks = tokio::time::interval(LOOKS);
    loop {
        looks.tick().await;
        if let Err(error) = remind(&state).await {
            tracing::warn!(%error, "nobody was reminded; tried again soon");
        }
    }
}

/// Plans what has changed and says what is due. Gives how many push services took something.
///
/// # Errors
/// [`StoreError`] if the store cannot be read; what is wrong with one pärm keeps no other from being reminded.
pub async fn remind(state: &AppState) -> Result<usize, StoreError> {
    for binder in state.store().unplanned().await? {
        if let Err(error) = plan(state, binder).await {
            tracing::warn!(%error, "the reminders of a pärm were not planned; tried again soon");
        }
    }
    // What was due while the server was down may have come to lie in the night.
    if is_quiet(state.clock().now()) {
        return Ok(0);
    }
    let due = state.store().due_reminders().await?;
    let mut n_taken = 0;
    for some in due.chunks(AT_ONCE) {
        let mut sending = JoinSet::new();
        for one in some {
            let (state, one) = (state.clone(), *one);
            sending.spawn(async move { say(&state, &one).await });
        }
        while let Some(said) = sending.join_next().await {
            match said {
                Ok(Ok(taken)) => n_taken += usize::from(taken),
                Ok(Err(error)) => tracing::warn!(%error, "a reminder was not said"),
                Err(_) => tracing::warn!("a reminder broke off"),
            }
        }
    }
    Ok(n_taken)
}

/// Plans the reminders of a pärm from its log as it stands.
async fn plan(state: &AppState, binder: BinderId) -> Result<(), StoreError> {
    let store = state.store();
    let Some(access) = store.job_access(binder).await? else { return Ok(()) };
    let head = store.read_head(binder).await?.seq;
    let meetings = store.tab_state(&access, BinderTab::Meetings, head).await?;
    let ratings = store.tab_state(&access, BinderTab::Ratings, head).await?;
    let done: Vec<_> = rating::all(&ratings).iter().map(|rating| rating.occasion).collect();
    let begun = store.binder(&access).await?.started_at;
    for phone in store.subscriptions(&access).await? {
        let all = planned(phone.wishes, &meetings, &done, begun, state.clock().now());
        let all: Vec<_> = all.into_iter().map(|one| delayed(one, phone.device)).collect();
        store.plan_reminders(&access, phone.device, &all, head).await?;
    }
    Ok(())
}

/// A little later, always by the same for one phone, and never into the night or beyond the time that is left.
fn delayed(reminder: Reminder, device: DeviceId) -> Reminder {
    let digest = Sha256::digest(device.as_uuid().as_bytes());
    let number = digest.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes)).unwrap_or_default();
    let delay = i64::try_from(number % SPREAD_MS).unwrap_or_default();
    let later = Timestamp::from_millis(reminder.due.as_millis().saturating_add(delay));
    let is_good = !is_quiet(later) && later < reminder.until;
    Reminder { due: if is_good { later } else { reminder.due }, ..reminder }
}

/// Says one, if it is for this process to say. Gives whether it was taken.
async fn say(state: &AppState, due: &DueReminder) -> Result<bool, StoreError> {
    let store = state.store();
    let Some(access) = store.job_access(due.binder).await? else { return Ok(false) };
    if !store.claim_reminder(due).await? {
        return Ok(false);
    }
    let seconds = (due.reminder.until.as_millis() - state.clock().now().as_millis()) / 1_000;
    match send(state, &access, due.device, Some(due.reminder), seconds).await? {
        Fate::Taken => Ok(true),
        Fate::Later => {
            store.put_off_reminder(due, state.clock().now().plus_minutes(AGAIN_MINUTES)).await?;
            Ok(false)
        }
        Fate::Gone | Fate::Lost => Ok(false),
    }
}

/// Sends a reminder to one phone, or shows what one looks like if none is given. A subscription that has ended is
/// forgotten.
pub(crate) async fn send(
    state: &AppState,
    access: &Access,
    device: DeviceId,
    reminder: Option<Reminder>,
    seconds: i64,
) -> Result<Fate, StoreError> {
    let store = state.store();
    let phones = store.subscriptions(access).await?;
    let Some(phone) = phones.into_iter().find(|phone| phone.device == device) else { return Ok(Fate::Gone) };
    let said = words::said(phone.locale, reminder, state.clock().now());
    let vapid = store.keys().vapid()?;
    let fate = state.web_push().send(&vapid, &phone.target, &serde_json::to_vec(&said)?, seconds).await?;
    if fate == Fate::Gone {
        store.forget_subscription(device).await?;
    }
    Ok(fate)
}
