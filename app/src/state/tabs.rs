//! A tab on screen: read from the replica, read again whenever it changes there.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{BinderId, BinderTab, TabState};
use leptos::prelude::*;
use replica::TabRead;

use super::AppState;

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
    /// What is written in it meanwhile is saved, shown, and sent like everything else.
    Unfetched(Arc<TabState>),
    /// A rating waits to be made: earlier ones are a page of their own (R74).
    Due,
    /// A consent may have run out, and nobody could be asked.
    Turned,
}

impl TabView {
    /// The tab, if it is open.
    pub(crate) fn open(&self) -> Option<&Arc<TabState>> {
        match self {
            Self::Open(tab) | Self::Unfetched(tab) => Some(tab),
            Self::Reading | Self::Blind | Self::Due | Self::Turned => None,
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

    pub(super) fn follow(self, binder: BinderId, tab: BinderTab) {
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
    /// To show it to its owner, with her own room.
    ShowingRoom,
    /// To show earlier ratings to an owner who has asked for them.
    LookingBack,
}

/// A tab of a binder, kept up to date while the page is open. A coordinator's opening is noted for
/// the access log.
pub(crate) fn use_tab(binder: Signal<Option<BinderId>>, tab: BinderTab) -> Signal<TabView> {
    follow(binder, tab, For::Showing)
}

/// The same with what stands in her own room: for pages that are hers to look at, and are not handed on.
pub(crate) fn use_tab_with_room(binder: Signal<Option<BinderId>>, tab: BinderTab) -> Signal<TabView> {
    follow(binder, tab, For::ShowingRoom)
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
    let latest = StoredValue::new(0_u64);
    Effect::new(move |noted: Option<Option<BinderId>>| {
        // Reading `who` makes this run again when the replica has opened.
        let staff = app.is_staff();
        let (Some(binder), Some(replica)) = (binder.get(), app.replica()) else { return None };
        if app.turned.may_be_over(app, binder) {
            view.set(TabView::Turned);
            return noted.flatten();
        }
        app.pulses.follow(binder, tab);
        if tab == BinderTab::Ratings {
            // Whether one waits to be made is for the meetings to say, and for the day.
            app.pulses.follow(binder, BinderTab::Meetings);
            app.today();
        }
        // An empty tab that has been fetched is no change in the tab: whatever the sync does is looked at.
        if unfetched.get() {
            app.status.track();
        }
        let note = why != For::Need && staff && noted.flatten() != Some(binder);
        latest.update_value(|latest| *latest += 1);
        let this = latest.get_value();
        crate::browser::spawn(async move {
            if note {
                replica.note_opened(binder, tab).await;
            }
            let read = match why {
                For::LookingBack => replica.earlier_ratings(binder).await,
                For::ShowingRoom => replica.tab_with_room(binder, tab).await,
                For::Showing | For::Need => replica.tab(binder, tab).await,
            };
            let is_here = match &read {
                Ok(TabRead::Open(_)) => app.is_here(&replica, binder).await,
                _ => true,
            };
            // The page may be gone by now, or a reading begun after this one may have ended before it.
            if latest.try_get_value() != Some(this) {
                return;
            }
            match read {
                Ok(TabRead::Open(state)) => {
                    if is_here {
                        view.set(TabView::Open(state));
                    } else if app.was_asked_in_vain(binder) {
                        view.set(TabView::Unfetched(state));
                    }
                    if unfetched.get_untracked() == is_here {
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

/// Notes a coordinator's opening of tabs of which a page shows a part, once it does.
pub(crate) fn note_shown<const N: usize>(
    binder: Signal<Option<BinderId>>,
    tabs: [BinderTab; N],
    shown: Memo<[bool; N]>,
) {
    let app = AppState::get();
    let noted = StoredValue::new([false; N]);
    Effect::new(move |_| {
        let (Some(binder), Some(replica), true) = (binder.get(), app.replica(), app.is_staff()) else { return };
        let before = noted.get_value();
        for ((tab, is_shown), was_noted) in tabs.into_iter().zip(shown.get()).zip(before) {
            if is_shown && !was_noted {
                let replica = replica.clone();
                crate::browser::spawn(async move { replica.note_opened(binder, tab).await });
            }
        }
        noted.update_value(|noted| noted.iter_mut().zip(shown.get_untracked()).for_each(|(was, is)| *was |= is));
    });
}
