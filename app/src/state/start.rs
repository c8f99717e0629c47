//! Opening the device's copy, and listening to it for as long as the page lives.

use domain::{BinderTab, Role, Timestamp};
use replica::{Change, Replica, SyncStatus};

use super::{AppState, Restored, Who, opening, visit};
use leptos::prelude::*;

/// Opens the replica, tells who uses the device, and begins to sync. Runs in the browser only.
pub(crate) fn open_replica(app: AppState) {
    crate::browser::spawn(async move {
        start(app).await;
        crate::later::fetch_all(app).await;
    });
}

async fn start(app: AppState) {
    let Some(replica) = opening::opened().await else {
        super::frame::is_asked();
        app.broken.set(true);
        app.opened(None);
        super::frame::put_up(&Who::Nobody);
        return;
    };
    if replica.status().shut {
        visit::reopen(&replica).await;
    }
    if replica.status().shut {
        // Before anybody is told that the copy is open: nothing of it can be read.
        super::frame::put_up_shut();
        app.status.set(replica.status());
        app.who.set(Who::Nobody);
    }
    super::frame::is_asked();
    app.opened(Some(replica.clone()));
    let listener = replica.clone();
    let subscription = replica.subscribe(move |change| match change {
        Change::Tab(binder, tab) => {
            app.pulse(*binder, *tab);
            if matches!(tab, BinderTab::WarningPlan | BinderTab::Contacts) {
                crate::pages::crisis_copy::refresh(app, *binder);
            }
        }
        Change::Me => reload_me(app, listener.clone()),
        Change::Status => take_status(app, listener.status()),
        Change::Restored { since } => tell_restored(app, listener.clone(), *since),
        Change::Lock => reload_lock(app, listener.clone()),
        Change::LockElsewhere => {
            super::beside::unseal(app);
            visit::shut();
        }
    });
    // Nobody waits for the next page: what is typed is kept when the app goes to the background.
    window_event_listener(leptos::ev::visibilitychange, move |_| app.unsent.keep(app));
    app.follow_minutes();
    // The page listens until it is gone.
    std::mem::forget(subscription);
    app.follow_visit();
    if replica.status().shut {
        let asking = replica.clone();
        crate::browser::spawn(async move {
            // A server that does not answer is asked when the copy is open.
            let _ = asking.ask_while_shut().await;
        });
    } else {
        show(app, &replica).await;
    }
    take_status(app, replica.status());
    replica.start();
}

/// The copy is open: whose it is, and what goes with that.
async fn show(app: AppState, replica: &Replica) {
    read_lock(app, replica).await;
    read_me(app, replica).await;
    crate::pages::crisis_copy::refresh_if_old(replica).await;
    crate::reminders::tell_if_moved(app).await;
}

async fn read_lock(app: AppState, replica: &Replica) {
    app.lock.set(replica.lock_choice().await.ok().flatten());
    super::frame::note_lock(app.lock.with_untracked(Option::is_some));
    app.note_visit();
}

/// What was chosen decides what "Om jag mår sämre" shows.
fn reload_lock(app: AppState, replica: Replica) {
    super::beside::keep_anew(app);
    crate::browser::spawn(async move {
        read_lock(app, &replica).await;
        crate::pages::crisis_copy::refresh_in(&replica, crate::words::locale()).await;
    });
}

/// Takes note of who uses this device. Another person's crisis page goes when somebody else comes; it
/// stays when nobody is known, because then it may be all that is left.
pub(crate) fn take_me(app: AppState, me: Option<domain::api::Me>) {
    // Staff have signed in to a copy that is locked: their code is asked for first.
    if app.status.with_untracked(|status| status.shut) {
        return;
    }
    let who = me.map_or(Who::Nobody, Who::Somebody);
    super::frame::put_up(&who);
    let known = app.who.get_untracked();
    if known == who {
        return;
    }
    if let (Who::Somebody(before), Who::Somebody(now)) = (&known, &who)
        && before.person != now.person
    {
        forget_hers();
    }
    app.who.set(who);
}

/// Takes note of how the sync goes. A phone that was ended elsewhere keeps nothing of hers, and so not her
/// crisis page; the general one stays.
fn take_status(app: AppState, status: SyncStatus) {
    if status.revoked {
        forget_hers();
    }
    if status.shut && app.who.with_untracked(|who| who.author().is_some()) {
        return visit::shut();
    }
    let before = app.status.get_untracked();
    // The session of staff is over: nothing that was read stays in memory, and the code alone opens it no more.
    let has_ended = status.signed_out && !before.signed_out && !before.shut;
    if has_ended && app.is_staff() && app.lock.with_untracked(Option::is_some) {
        return visit::shut();
    }
    let was_shut = before.shut;
    app.status.set(status);
    if let (true, false, Some(replica)) = (was_shut, status.shut, app.replica()) {
        crate::browser::spawn(async move { show(app, &replica).await });
    }
    // The server may have been heard of: what waited for that goes now.
    crate::browser::spawn(crate::feedback::send(app));
    crate::browser::spawn(crate::reminders::tell_if_waiting(app));
}

/// What the phone keeps of her beside the replica: the crisis page, what she chose for her card, and her reminders.
fn forget_hers() {
    crate::browser::spawn(crate::pages::crisis_copy::forget());
    crate::pages::wallet_card::forget();
    crate::reminders::forget();
}

/// How long a phone may take from its pairing to its first opening, in minutes.
const FIRST_OPENING: i64 = 10;

/// An empty copy has been filled. Something may be missing only if this phone has been in contact since it was
/// paired: one that is opened for the first time had nothing to lose. Beside other phones of hers the server
/// cannot tell whose contact it was, so there the time since the pairing decides.
fn tell_restored(app: AppState, replica: Replica, since: Option<Timestamp>) {
    let Some(at) = since else { return };
    crate::browser::spawn(async move {
        let me = replica.me().await.ok().flatten();
        let binder = me.filter(|me| me.role == Role::Owner).and_then(|me| Some(me.binders.first()?.id));
        let phones = match binder {
            Some(binder) => replica.devices(binder).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let is_new = |paired_at: Timestamp| {
            at <= paired_at || (phones.len() > 1 && app.now() < paired_at.plus_minutes(FIRST_OPENING))
        };
        if phones.iter().any(|phone| phone.this && is_new(phone.paired_at)) {
            return;
        }
        app.restored.set(Some(Restored { since }));
    });
}

fn reload_me(app: AppState, replica: Replica) {
    if replica.status().shut {
        return;
    }
    crate::browser::spawn(async move { read_me(app, &replica).await });
}

/// What she has not sent, and what she was typing, is there before her pages are.
async fn read_me(app: AppState, replica: &Replica) {
    let me = replica.me().await.ok().flatten();
    if let Some(me) = &me {
        app.unsent.load(app, me, replica).await;
    }
    let person = me.as_ref().map(|me| me.person);
    let before = app.put_back.try_update_value(|whose| std::mem::replace(whose, person)).flatten();
    if before != person {
        // Nobody else is shown what she typed.
        app.not_back.set(Vec::new());
    }
    match (before, &me) {
        (Some(before), None) if !replica.status().revoked => {
            AppState::forget_all_typing(before);
            super::Unsent::forget(before);
        }
        (before, Some(me)) if before != Some(me.person) => app.put_back_typing(me, replica).await,
        _ => {}
    }
    take_me(app, me);
}
