//! Påminnelser on this phone: what she wants is kept here, and told to the server when there is network.
//!
//! The phone's own wish decides. The server may have lost where messages go (a push service ended it, a phone was paired
//! anew), and the browser may have given itself another address meanwhile: so once a day both are looked at, and what
//! does not agree is handed in again. Turning off works without network, too: the browser takes nothing any more at once.

use domain::api::{ErrorCode, RemindRequest};
use domain::reminder::ReminderWishes;
use domain::{BinderId, Role};
use leptos::prelude::*;
use replica::{Replica, SyncError};
use serde::{Deserialize, Serialize};

use crate::browser;
use crate::state::{AppState, Who};
use crate::words::locale;

/// Where the device keeps it.
const KEPT: &str = "parmen.reminders";

/// What the device keeps.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
struct Kept {
    wishes: ReminderWishes,
    /// What the server was told last, and on which day.
    #[serde(default)]
    told: Option<Told>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Told {
    what: RemindRequest,
    /// The server's key at the time.
    key: String,
    day: String,
}

/// How it stands with what she wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stands {
    /// The server knows it.
    Told,
    /// It waits for network.
    Waits,
    /// The browser does not let the app remind her.
    Refused,
}

fn kept() -> Option<Kept> {
    serde_json::from_str(&browser::wish(KEPT)?).ok()
}

fn keep(kept: &Kept) {
    browser::keep_wish(KEPT, serde_json::to_string(kept).ok().as_deref());
}

/// What she wants.
pub(crate) fn wishes() -> ReminderWishes {
    kept().unwrap_or_default().wishes
}

/// She wants this from now on.
pub(crate) fn choose(wishes: ReminderWishes) {
    keep(&Kept { wishes, ..kept().unwrap_or_default() });
}

/// Nobody is reminded on this phone any more: it is somebody else's, or nobody's.
pub(crate) fn forget() {
    if kept().is_some() {
        browser::keep_wish(KEPT, None);
        browser::spawn(browser::end_subscription());
    }
}

/// Whether the server has yet to hear something.
fn is_waiting(app: AppState) -> bool {
    kept().is_some_and(|kept| match kept.told {
        None => kept.wishes.any(),
        Some(told) => {
            told.what.wishes != kept.wishes || told.what.locale != locale() || told.day != app.now().iso_day()
        }
    })
}

/// Tells the server if there is anything to tell.
pub(crate) async fn tell_if_waiting(app: AppState) {
    if is_waiting(app) {
        tell(app).await;
    }
}

/// Tells the server if the browser has given itself another address while the app was closed.
pub(crate) async fn tell_if_moved(app: AppState) {
    let Some(told) = kept().and_then(|kept| kept.told) else { return };
    let there = browser::subscription().await;
    if browser::may_remind() && there.is_none_or(|handle| handle.endpoint != told.what.endpoint) {
        tell(app).await;
    }
}

/// Tells the server what she wants.
pub(crate) async fn tell(app: AppState) -> Stands {
    let Some((replica, binder)) = hers(app) else { return Stands::Waits };
    let Some(before) = kept() else { return Stands::Told };
    if !before.wishes.any() {
        browser::end_subscription().await;
        return match replica.stop_reminding(binder).await {
            Ok(()) => {
                browser::keep_wish(KEPT, None);
                Stands::Told
            }
            Err(_) => Stands::Waits,
        };
    }
    if !browser::may_remind() {
        return Stands::Refused;
    }
    match hand_in(&replica, binder, &before).await {
        Ok((what, key)) => {
            // She may have changed her mind meanwhile.
            keep(&Kept { wishes: wishes(), told: Some(Told { what, key, day: app.now().iso_day() }) });
            Stands::Told
        }
        Err(stands) => stands,
    }
}

async fn hand_in(replica: &Replica, binder: BinderId, before: &Kept) -> Result<(RemindRequest, String), Stands> {
    let card = replica.reminders(binder).await.map_err(|_| Stands::Waits)?;
    // An address that the server has given up, or that listens to another server, is none any more.
    let is_old = before.told.as_ref().is_some_and(|told| told.key != card.key || card.wishes.is_none());
    if is_old {
        browser::end_subscription().await;
    }
    let there = browser::subscription().await;
    let handle = match there {
        Some(handle) => Some(handle),
        None => browser::subscribe(&card.key).await,
    };
    let handle = handle.ok_or(Stands::Refused)?;
    let what = RemindRequest {
        endpoint: handle.endpoint,
        p256dh: handle.keys.p256dh,
        auth: handle.keys.auth,
        locale: locale(),
        wishes: before.wishes,
    };
    match replica.remind(binder, &what).await {
        Ok(()) => Ok((what, card.key)),
        // A push service of the browser's that this server does not write to.
        Err(SyncError::Refused(body)) if body.code == ErrorCode::BadRequest => Err(Stands::Refused),
        Err(_) => Err(Stands::Waits),
    }
}

/// Sends a sample. `None` while there is no network.
pub(crate) async fn sample(app: AppState) -> Option<bool> {
    let (replica, binder) = hers(app)?;
    match replica.sample_reminder(binder).await {
        Ok(()) => Some(true),
        Err(SyncError::Refused(_)) => Some(false),
        Err(_) => None,
    }
}

/// Her pärm, on her phone.
fn hers(app: AppState) -> Option<(Replica, BinderId)> {
    let binder = app.who.with_untracked(|who| match who {
        Who::Somebody(me) if me.role == Role::Owner => me.binders.first().map(|binder| binder.id),
        _ => None,
    });
    Some((app.replica()?, binder?))
}
