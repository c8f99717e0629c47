//! What a coordinator has changed and not yet sent as a proposal. It is on the screen at once and on this
//! device at each key, so that it outlives the page, the browser and a night; it reaches nobody until she
//! sends it.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::api::Me;
use domain::body::FieldWrite;
use domain::consent::Right;
use domain::{BinderId, BinderTab, EntryId, EntryKind, Field, PersonId, Value};
use leptos::prelude::*;
use replica::{Replica, UnsentProposal};

use super::AppState;

/// The first change is kept at once; those that come close after it are kept together.
const PAUSE: Duration = Duration::from_millis(300);

type Key = (BinderId, EntryId);

/// All of it, in all binders.
#[derive(Clone, Copy)]
pub(crate) struct Unsent {
    all: RwSignal<BTreeMap<Key, UnsentProposal>>,
    /// Changed since it was kept.
    dirty: StoredValue<BTreeMap<Key, EntryKind>>,
    /// Something has just been kept.
    resting: StoredValue<bool>,
    /// On its way out.
    going: StoredValue<BTreeSet<Key>>,
    /// Whose it is.
    whose: StoredValue<Option<PersonId>>,
}

impl Unsent {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(BTreeMap::new()),
            dirty: StoredValue::new(BTreeMap::new()),
            resting: StoredValue::new(false),
            going: StoredValue::new(BTreeSet::new()),
            whose: StoredValue::new(None),
        }
    }

    /// What is changed in one entry.
    pub(crate) fn of<R>(
        self,
        binder: BinderId,
        entry: EntryId,
        read: impl FnOnce(&UnsentProposal) -> R,
    ) -> Option<R> {
        self.all.with(|all| all.get(&(binder, entry)).map(read))
    }

    /// Everything in one binder.
    pub(crate) fn within(self, binder: BinderId) -> Vec<UnsentProposal> {
        self.all.with(|all| all.iter().filter(|((of, _), _)| *of == binder).map(|(_, one)| one.clone()).collect())
    }

    /// The binders where something is.
    pub(crate) fn binders(self) -> BTreeSet<BinderId> {
        self.all.with(|all| all.keys().map(|(binder, _)| *binder).collect())
    }

    /// Whether there is anything at all.
    pub(crate) fn is_empty(self) -> bool {
        self.all.with_untracked(BTreeMap::is_empty)
    }

    /// Takes a change in. `begins` is what a new entry begins with.
    pub(crate) fn hold(
        self,
        app: AppState,
        (binder, entry, kind): (BinderId, EntryId, EntryKind),
        (field, write): (Field, FieldWrite),
        begins: Vec<(Field, Value)>,
    ) {
        self.change(app, (binder, entry), |known| {
            let first = |value| FieldWrite { over: Vec::new(), value };
            let begins = begins.into_iter().map(|(field, value)| (field, first(value))).collect();
            let mut proposal = known.unwrap_or(UnsentProposal { entry, kind, fields: begins, urgent: false });
            proposal.fields.insert(field, write);
            Some(proposal)
        });
    }

    /// Keeps what is to be kept of what is changed in an entry; `None` lets all of it go.
    pub(crate) fn retain(
        self,
        app: AppState,
        key: Key,
        keep: impl FnOnce(UnsentProposal) -> Option<UnsentProposal>,
    ) {
        if self.all.with_untracked(|all| all.contains_key(&key)) {
            self.change(app, key, |known| keep(known?));
        }
    }

    fn change(self, app: AppState, key: Key, work: impl FnOnce(Option<UnsentProposal>) -> Option<UnsentProposal>) {
        let kind = self.all.try_update(|all| {
            let before = all.remove(&key);
            let kind = before.as_ref().map(|before| before.kind);
            let now = work(before);
            let kind = kind.or(now.as_ref().map(|now| now.kind));
            all.extend(now.map(|now| (key, now)));
            kind
        });
        let Some(kind) = kind.flatten() else { return };
        if let Some(person) = self.whose.get_value() {
            rows::keep(app, person, key, &self.row(key, kind));
        }
        self.dirty.update_value(|dirty| {
            dirty.insert(key, kind);
        });
        if !self.resting.get_value() {
            self.rest(app);
        }
    }

    fn rest(self, app: AppState) {
        let anything = self.dirty.with_value(|dirty| !dirty.is_empty());
        self.resting.set_value(anything);
        if anything {
            self.keep(app);
            set_timeout(move || self.rest(app), PAUSE);
        }
    }

    /// Keeps on the device what has changed; also called when the app goes to the background.
    pub(crate) fn keep(self, app: AppState) {
        let dirty = self.dirty.try_update_value(std::mem::take).unwrap_or_default();
        let Some(replica) = app.replica().filter(|_| !dirty.is_empty()) else { return };
        let changed: Vec<_> = dirty.into_iter().map(|(key, kind)| (key, self.row(key, kind))).collect();
        let person = self.whose.get_value();
        crate::browser::spawn(async move {
            for (key, row) in changed {
                // What could not be kept is on the screen still, and the badge says that it is not stored.
                match (replica.keep_unsent_proposal(key.0, &row).await, person) {
                    (Ok(()), Some(person)) => rows::is_stored(app, person, key, &row),
                    (Ok(()), None) => {}
                    (Err(_), _) => app.status.set(replica.status()),
                }
            }
        });
    }

    /// What is changed in one entry now; without fields if nothing is.
    fn row(self, key: Key, kind: EntryKind) -> UnsentProposal {
        let nothing = || UnsentProposal { entry: key.1, kind, fields: BTreeMap::new(), urgent: false };
        self.all.with_untracked(|all| all.get(&key).cloned()).unwrap_or_else(nothing)
    }

    /// Somebody has signed out.
    pub(super) fn forget(person: PersonId) {
        rows::forget(person);
    }

    /// Marks an entry as on its way out; `false` if it is already.
    pub(crate) fn set_out(self, key: Key) -> bool {
        self.going.try_update_value(|going| going.insert(key)).unwrap_or(false)
    }

    /// It has left, or come back.
    pub(crate) fn has_left(self, key: Key) {
        self.going.update_value(|going| {
            going.remove(&key);
        });
    }

    /// Reads what the device has kept, when somebody else has come; after that this page knows best.
    pub(super) async fn load(self, app: AppState, me: &Me, replica: &Replica) {
        let mut now = self.all.get_untracked();
        if self.whose.get_value() != Some(me.person) {
            let kept = replica.unsent_proposals().await.unwrap_or_default();
            now = kept.into_iter().map(|(binder, one)| ((binder, one.entry), one)).collect();
            let left = rows::left_by(app, me.person);
            self.dirty.set_value(left.iter().map(|(key, row)| (*key, row.kind)).collect());
            now.extend(left);
            now.retain(|_, one| !one.fields.is_empty());
            self.whose.set_value(Some(me.person));
        }
        // Words about somebody's binder go with the right to suggest there.
        now.retain(|(binder, _), one| may_suggest(me, *binder, one.kind.tab()));
        if self.all.with_untracked(|all| *all != now) {
            self.all.set(now);
        }
        self.keep(app);
    }
}

fn may_suggest(me: &Me, binder: BinderId, tab: BinderTab) -> bool {
    let card = me.binders.iter().find(|card| card.id == binder);
    card.is_some_and(|card| card.rights.iter().any(|given| given.tab == tab && given.right == Right::Suggest))
}
