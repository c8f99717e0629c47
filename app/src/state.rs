//! What every page shares: the replica, who uses this device, and what the screen must say by itself.

mod beside;
mod frame;
mod here;
mod journal;
mod minutes;
mod opening;
mod overviews;
mod start;
mod tabs;
mod turned;
mod undo;
mod unsent;
pub(crate) mod visit;
mod who;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use domain::api::Me;
use domain::{Author, BinderId, BinderTab, PersonId, Role, Timestamp};
use leptos::prelude::*;
use replica::{LockChoice, Replica, SyncStatus};

pub(crate) use frame::was_desk;
pub(crate) use here::{
    provide_here, use_binder, use_card, use_links, use_open_meeting, use_right, use_way_to_binder,
};
pub(crate) use journal::{Keys, NotBack, Place};
use opening::Opening;
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
pub(crate) use opening::begin as begin_opening;
pub(crate) use overviews::use_overviews;
pub(crate) use start::{open_replica, take_me};
pub(crate) use tabs::{TabView, note_shown, use_earlier_ratings, use_tab, use_tab_unnoted, use_tab_with_room};
pub(crate) use undo::{Turn, Undo};
pub(crate) use unsent::Unsent;
pub(crate) use who::{contact_name, name_of, use_owner_name};

/// Who uses this device, as far as is known.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Who {
    /// The local store has not answered yet.
    Asking,
    /// Nobody: not paired, not signed in.
    Nobody,
    /// This person.
    Somebody(Me),
}

impl Who {
    /// Who writes, if somebody uses it.
    pub(crate) fn author(&self) -> Option<Author> {
        match self {
            Self::Somebody(me) => Some(Author { person: me.person, role: me.role }),
            Self::Asking | Self::Nobody => None,
        }
    }

    /// As what, if somebody uses it.
    pub(crate) fn role(&self) -> Option<Role> {
        self.author().map(|author| author.role)
    }
}

/// The local copy was empty and has been fetched anew.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Restored {
    /// What was written without network after this may be missing.
    pub(crate) since: Option<Timestamp>,
}

thread_local! {
    /// A page has opened. Beside the state, which is handed around by value.
    static OPENED: Cell<bool> = const { Cell::new(false) };
}

/// Shared by all pages through a context.
#[derive(Clone, Copy)]
pub(crate) struct AppState {
    opening: StoredValue<Opening, LocalStorage>,
    /// Who uses this device.
    pub(crate) who: RwSignal<Who>,
    /// How far what was written has come.
    pub(crate) status: RwSignal<SyncStatus>,
    /// What a coordinator has changed and not sent.
    pub(crate) unsent: Unsent,
    /// What can be undone just now.
    pub(crate) undo: RwSignal<Option<Undo>>,
    /// The local copy was empty and has been fetched anew, and what is said about it.
    pub(crate) restored: RwSignal<Option<Restored>>,
    /// The local store cannot be opened.
    pub(crate) broken: RwSignal<bool>,
    /// What was chosen with the lock of this device's copy, if it has one.
    pub(crate) lock: RwSignal<Option<LockChoice>>,
    /// No bar at the bottom: a rating is in progress.
    pub(crate) quiet: RwSignal<bool>,
    turns: StoredValue<Turn>,
    /// How often something has been offered to be taken back.
    offers: StoredValue<u32>,
    /// Whose unfinished typing has been put back.
    put_back: StoredValue<Option<PersonId>>,
    /// What was typed and could not be put back yet.
    pub(crate) not_back: RwSignal<Vec<NotBack>>,
    pulses: tabs::Pulses,
    asked_for: StoredValue<BTreeMap<BinderId, bool>>,
    here: StoredValue<BTreeSet<(PersonId, BinderId)>>,
    /// Moments when a consent may run out.
    pub(crate) turned: turned::Turned,
    minutes: minutes::Minutes,
}

impl AppState {
    /// Makes the state and gives it to the pages below.
    pub(crate) fn provide() -> Self {
        let state = Self {
            opening: StoredValue::new_local(Opening::default()),
            who: RwSignal::new(Who::Asking),
            status: RwSignal::new(SyncStatus::default()),
            unsent: Unsent::new(),
            undo: RwSignal::new(None),
            restored: RwSignal::new(None),
            broken: RwSignal::new(false),
            lock: RwSignal::new(None),
            quiet: RwSignal::new(false),
            turns: StoredValue::new(Turn::default()),
            offers: StoredValue::new(0),
            put_back: StoredValue::new(None),
            not_back: RwSignal::new(Vec::new()),
            pulses: tabs::Pulses::default(),
            asked_for: StoredValue::default(),
            here: StoredValue::default(),
            turned: turned::Turned::default(),
            minutes: minutes::Minutes::default(),
        };
        provide_context(state);
        state
    }

    /// The state of this page.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// The clock of this device; the start of time on the server, which shows no care data.
    pub(crate) fn now(self) -> Timestamp {
        self.opening.with_value(|opening| opening.replica.as_ref().map_or_else(Timestamp::default, Replica::now))
    }

    /// Who uses this device, if somebody does.
    pub(crate) fn me(self) -> Option<Me> {
        self.who.with(|who| match who {
            Who::Somebody(me) => Some(me.clone()),
            Who::Asking | Who::Nobody => None,
        })
    }

    /// Whether a pärm was ever fetched to this device, or begun on it; asked of the store until it was.
    async fn is_here(self, replica: &Replica, binder: BinderId) -> bool {
        let Some(me) = untrack(move || self.me()) else { return true };
        let known = (me.person, binder);
        if self.here.with_value(|here| here.contains(&known)) {
            return true;
        }
        let is_here = replica.is_fetched(binder).await.unwrap_or(true);
        if is_here {
            self.here.update_value(|here| {
                here.insert(known);
            });
        }
        is_here
    }

    /// Whether a pärm that somebody looks at, and that is not here, has been asked for in vain. The first who
    /// wants to know has it fetched before the others in the list.
    fn was_asked_in_vain(self, binder: BinderId) -> bool {
        if let Some(has_ended) = self.asked_for.with_value(|asked| asked.get(&binder).copied()) {
            return has_ended;
        }
        self.asked_for.update_value(|asked| {
            asked.insert(binder, false);
        });
        let Some(replica) = self.replica() else { return false };
        crate::browser::spawn(async move {
            // If it cannot be fetched now, the sync that goes on by itself does it later.
            let _ = replica.sync(binder).await;
            self.asked_for.update_value(|asked| {
                asked.insert(binder, true);
            });
            self.status.set(replica.status());
        });
        false
    }

    /// Whether a coordinator uses this device.
    pub(crate) fn is_staff(self) -> bool {
        self.who.with(|who| who.role() == Some(Role::Coordinator))
    }

    /// Notes that a page opens; whether there was one before it. The browser takes care of focus on the
    /// first page, the app on the others.
    pub(crate) fn opens_page(self) -> bool {
        let _ = self;
        OPENED.replace(true)
    }

    /// Tells every page that shows a tab to read it again.
    pub(crate) fn pulse(self, binder: BinderId, tab: BinderTab) {
        self.pulses.beat(binder, tab);
    }
}
