//! A tab on screen: read from the replica, read again whenever it changes there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use domain::{BinderId, BinderTab, TabState};
use leptos::prelude::*;
use replica::TabRead;

use super::AppState;

/// A browser's timer counts no further, in milliseconds: 24 days.
const TIMER_MAX_MS: u64 = 0x7fff_ffff;

/// A tab as a page sees it.
#[derive(Clone, Default, PartialEq, Debug)]
pub(crate) enum TabView {
    /// Not read yet.
    #[default]
    Reading,
    /// As it stands, with what waits on this device.
    Open(Arc<TabState>),
    /// A rating is in progress: earlier ones are not shown (R74).
    Blind,
    /// The binder is in the list, and nothing of it has been fetched to this device.
    Unfetched,
    /// A rating waits to be made: earlier ones are a page of their own (R74).
    Due,
}

impl TabView {
    /// The tab, if it is open.
    pub(crate) fn open(&self) -> Option<&Arc<TabState>> {
        match self {
            Self::Open(tab) => Some(tab),
            Self::Reading | Self::Blind | Self::Due | Self::Unfetched => None,
        }
    }
}

/// One beat per tab that some page shows.
#[derive(Clone, Copy, Default)]
pub(super) struct Pulses(StoredValue<BTreeMap<(BinderId, BinderTab), ArcTrigger>>);

impl Pulses {
    pub(super) fn beat(self, binder: BinderId, tab: BinderTab) {
        let trigger = self.0.with_value(|pulses| pulses.get(&(binder, tab)).cloned());
        if let Some(trigger) = trigger {
            trigger.notify();
        }
    }

    fn follow(self, binder: BinderId, tab: BinderTab) {
        let trigger = self.0.try_update_value(|pulses| pulses.entry((binder, tab)).or_default().clone());
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }
}

/// Why a page reads a tab.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// To show it. A coordinator's opening is noted for the access log.
    Showing,
    /// Because it needs something that stands there.
    Need,
    /// To show earlier ratings to an owner who has asked for them.
    LookingBack,
}

/// A tab of a binder, kept up to date while the page is open. A coordinator's opening is noted for
/// the access log.
pub(crate) fn use_tab(binder: Signal<Option<BinderId>>, tab: BinderTab) -> Signal<TabView> {
    follow(binder, tab, For::Showing)
}

/// The same for a tab that the page needs but does not show.
pub(crate) fn use_tab_unnoted(binder: Signal<Option<BinderId>>, tab: BinderTab) -> Signal<TabView> {
    follow(binder, tab, For::Need)
}

/// The ratings before the one that waits to be made, for the page that shows nothing else (R74).
pub(crate) fn use_earlier_ratings(binder: Signal<Option<BinderId>>) -> Signal<TabView> {
    follow(binder, BinderTab::Ratings, For::LookingBack)
}

fn follow(binder: Signal<Option<BinderId>>, tab: BinderTab, why: For) -> Signal<TabView> {
    let app = AppState::get();
    let view = RwSignal::new(TabView::Reading);
    let unfetched = RwSignal::new(false);
    Effect::new(move |noted: Option<Option<BinderId>>| {
        // Reading `who` makes this run again when the replica has opened.
        let staff = app.is_staff();
        let (Some(binder), Some(replica)) = (binder.get(), app.replica()) else { return None };
        // A consent may have ended by itself while nobody could be asked: nothing is shown until it is known.
        let card = app.me().and_then(|me| me.binders.into_iter().find(|card| card.id == binder));
        let turns_at = card.and_then(|card| card.turns_at).filter(|_| staff);
        let left = turns_at.map(|turns_at| turns_at.as_millis() - app.now().as_millis());
        if let Some(left) =
            left.and_then(|left| u64::try_from(left).ok()).filter(|left| (1..TIMER_MAX_MS).contains(left))
        {
            let turned = move || {
                let _ = unfetched.try_set(true);
            };
            set_timeout(turned, Duration::from_millis(left));
        }
        if left.is_some_and(|left| left <= 0) {
            view.set(TabView::Unfetched);
            unfetched.set(true);
            app.status.track();
            return None;
        }
        app.pulses.follow(binder, tab);
        if tab == BinderTab::Ratings {
            // Whether one waits to be made is for the meetings to say.
            app.pulses.follow(binder, BinderTab::Meetings);
        }
        // An empty tab that has been fetched is no change in the tab: whatever the sync does is looked at.
        if unfetched.get() {
            app.status.track();
        }
        let note = why != For::Need && staff && noted.flatten() != Some(binder);
        crate::browser::spawn(async move {
            if note {
                replica.note_opened(binder, tab).await;
            }
            let read = match why {
                For::LookingBack => replica.earlier_ratings(binder).await,
                For::Showing | For::Need => replica.tab(binder, tab).await,
            };
            match read {
                Ok(TabRead::Open(state)) => {
                    let is_here = !state.entries.is_empty() || replica.is_fetched(binder).await.unwrap_or(true);
                    view.set(if is_here { TabView::Open(state) } else { TabView::Unfetched });
                    // The page may be gone by now.
                    if unfetched.try_get_untracked() == Some(is_here) {
                        unfetched.set(!is_here);
                    }
                }
                Ok(TabRead::Blind) => view.set(TabView::Blind),
                Ok(TabRead::Due) => view.set(TabView::Due),
                Err(_) => app.broken.set(true),
            }
        });
        Some(binder)
    });
    view.into()
}
