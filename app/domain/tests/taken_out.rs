//! Removing a name revokes (design §2): whoever she has taken out of "Tidiga tecken" keeps no copy of it.

use domain::copies::{CopySource, HandedOn, taken_out};
use domain::share::{self, HandOver, SharedMeeting};
use domain::{BinderTab, Body, EntryKind, Field, Reference, TabState, Timestamp, Value};

use crate::sheet::{action, call, sign, somebody};
use crate::support::{Log, NOW, OWNER, entry_id, removes, writes};

const MOTHER: u64 = 50;
const LINK: u64 = 70;

fn mother() -> Reference {
    somebody("Mamma", Some(MOTHER), None)
}

fn contacts() -> TabState {
    let mut log = Log::of(BinderTab::Contacts);
    log.set(entry_id(MOTHER), EntryKind::Contact, Field::Name, Value::text("Mamma"));
    log.set(entry_id(MOTHER), EntryKind::Contact, Field::Phone, Value::text("070-174 06 22"));
    log.fold()
}

/// Her pärm: a sign with a line for Mamma, and what she has handed out.
struct Binder {
    plan: Log,
    contacts: TabState,
    sharing: Log,
}

impl Binder {
    fn new() -> Self {
        let mut plan = Log::of(BinderTab::WarningPlan);
        sign(&mut plan, 1, "Jag sover inte", "b");
        action(&mut plan, 10, 1, "Ring mig", Some(mother()));
        Self { plan, contacts: contacts(), sharing: Log::of(BinderTab::Sharing) }
    }

    /// Hands Mamma what she would see now, with her own line among the contacts or without.
    fn hand_over(&mut self, with_contacts: bool) {
        let plan = self.plan.fold();
        let meeting = SharedMeeting { starts: NOW.plus_days(7), place: "hemma".to_owned() };
        let read = domain::warning::WarningPlan::read(&plan);
        let mut snapshot = share::snapshot_for(&mother(), &read, "Kim", Some(meeting), NOW);
        if with_contacts {
            snapshot.contacts = share::shared_contacts(&self.contacts, &[entry_id(MOTHER)]);
        }
        let expires_at = NOW.plus_days(30);
        self.put(HandOver { person: mother(), token: "t".to_owned(), code: None, expires_at, snapshot });
    }

    fn put(&mut self, copy: HandOver) {
        self.sharing.add(OWNER, entry_id(LINK), Body::HandOver(copy));
    }

    fn remove(&mut self, n: u64) {
        let entry = self.plan.entry(entry_id(n));
        let seen: Vec<_> = entry.fields.keys().flat_map(|field| entry.heads(*field)).collect();
        self.plan.add(OWNER, entry_id(n), removes(&seen));
    }

    fn taken_out(&self) -> Vec<HandedOn> {
        let plan = self.plan.fold();
        let source = CopySource { plan: &plan, contacts: &self.contacts, owner_name: "Kim", next_meeting: None };
        taken_out(source, &self.sharing.fold(), NOW)
    }

    fn opens(&self, now: Timestamp) -> bool {
        share::all(&self.sharing.fold())[0].opens(now)
    }
}

#[test]
fn whoever_still_stands_there_keeps_the_copy() {
    let mut binder = Binder::new();
    binder.hand_over(false);
    assert_eq!(binder.taken_out(), []);
    // One of two lines, or every line while the person is still one to call.
    action(&mut binder.plan, 11, 1, "Kom hit", Some(mother()));
    binder.remove(10);
    assert_eq!(binder.taken_out(), []);
    call(&mut binder.plan, 20, mother(), "b");
    binder.remove(11);
    assert_eq!(binder.taken_out(), []);
    binder.remove(20);
    assert_eq!(binder.taken_out().len(), 1);
}

#[test]
fn the_link_shuts_by_any_clock_and_opens_again_when_she_takes_it_back() {
    let mut binder = Binder::new();
    binder.hand_over(false);
    binder.remove(10);
    let [gone] = binder.taken_out().try_into().unwrap();
    assert_eq!(gone.share, entry_id(LINK));
    assert!(gone.copy.is_shut() && !gone.before.is_shut());
    assert!(gone.copy.snapshot.is_empty() && gone.copy.snapshot.next_meeting.is_none());
    assert_eq!(gone.copy.token, gone.before.token);
    binder.put(gone.copy);
    // A server whose clock is a year behind this phone's.
    assert!(!binder.opens(NOW.plus_days(-365)));
    assert_eq!(binder.taken_out(), [], "once");

    binder.put(gone.before);
    assert!(binder.opens(NOW));
    assert_eq!(binder.taken_out(), [], "she has said that it stays");

    // Named and handed over anew, and taken out anew: what she said then was about the other copy.
    action(&mut binder.plan, 12, 1, "Laga mat", Some(mother()));
    binder.hand_over(false);
    binder.remove(12);
    assert_eq!(binder.taken_out().len(), 1);
}

#[test]
fn contacts_that_she_shares_besides_go_on_being_read() {
    let mut binder = Binder::new();
    binder.hand_over(true);
    binder.remove(10);
    let [gone] = binder.taken_out().try_into().unwrap();
    assert!(!gone.copy.snapshot.has_plan() && gone.copy.snapshot.contacts.len() == 1);
    assert_eq!(gone.copy.expires_at, gone.before.expires_at);
    binder.put(gone.copy);
    assert!(binder.opens(NOW));
    assert_eq!(binder.taken_out(), []);
}

#[test]
fn a_whole_sign_that_is_removed_takes_its_names_with_it() {
    let mut binder = Binder::new();
    binder.hand_over(false);
    binder.remove(1);
    assert_eq!(binder.taken_out().len(), 1);
}

#[test]
fn a_line_that_names_somebody_else_now_and_two_versions_of_who() {
    let mut binder = Binder::new();
    binder.hand_over(false);
    let sara = || Value::Person(Reference::named("Sara"));
    // From her other device, which had not seen that the line names Mamma.
    binder.plan.add(OWNER, entry_id(10), writes(EntryKind::SignAction, Field::Person, sara(), &[]));
    let versions = binder.plan.entry(entry_id(10)).heads(Field::Person).len();
    assert_eq!((versions, binder.taken_out()), (2, vec![]), "one of the two names her");
    binder.plan.set(entry_id(10), EntryKind::SignAction, Field::Person, sara());
    assert_eq!(binder.taken_out().len(), 1);
}

#[test]
fn a_plan_that_has_not_come_yet_and_a_person_who_never_stood_there_shut_nothing() {
    let mut binder = Binder::new();
    binder.hand_over(false);
    binder.plan = Log::of(BinderTab::WarningPlan);
    assert_eq!(binder.taken_out(), []);

    // Given how she is when she is well, and named in no line.
    let mut binder = Binder::new();
    binder.remove(10);
    binder.hand_over(false);
    assert_eq!(binder.taken_out(), []);
}
