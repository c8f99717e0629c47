//! Design §2 and §5 as properties: whatever people do, in whatever order it arrives, and whatever is cut,
//! all readers of a tab see the same, and no word is lost. More cases: `PROPTEST_CASES=20000`.

use std::collections::BTreeSet;

use domain::entry::{Note, Presence, Proposal, Register, Stamp};
use domain::fact::Fact;
use domain::{Answer, Author, BinderTab, Body, Entry, EntryId, EntryKind, Field, Op, OpId, Role, TabState, Value};
use proptest::prelude::*;

use crate::model::{Edit, Replica, SLOTS, Server};
use crate::support::{ANNA, BO, OWNER};

/// What happens to one round of sync.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Arrives,
    RequestIsLost,
    AnswerIsLost,
    RequestArrivesTwice,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Sync(usize, Fate),
    Edit(usize, Edit),
    OpenEditor(usize),
    Restart(usize),
}

/// The owner's phone and tablet, Anna's phone and (later) desktop, and Bo, whom nobody has let in yet.
struct World {
    server: Server,
    replicas: Vec<Replica>,
    made: Vec<(usize, Op)>,
}

const DEVICES: [Author; 5] = [OWNER, OWNER, ANNA, ANNA, BO];

impl World {
    fn new() -> Self {
        let replicas = DEVICES.into_iter().map(Replica::of).collect();
        let mut world = Self { server: Server::default(), replicas, made: Vec::new() };
        for tab in 0..3 {
            world.step(Step::Edit(0, Edit::Consent { is_about_anna: true, tab, is_given: true }));
        }
        world.step(Step::Sync(0, Fate::Arrives));
        world
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Edit(device, edit) => {
                let n = self.made.len() as u64 + 1;
                if let Some(op) = edit.make(&self.replicas[device], n) {
                    self.made.push((device, op.clone()));
                    self.replicas[device].commit(op);
                }
            }
            Step::Sync(device, fate) => {
                self.sync(device, fate);
            }
            Step::OpenEditor(device) => self.replicas[device].look(),
            Step::Restart(device) => self.replicas[device].restart(),
        }
    }

    /// Whether there is more to fetch.
    fn sync(&mut self, device: usize, fate: Fate) -> bool {
        let Self { server, replicas, .. } = self;
        let replica = &mut replicas[device];
        let request = replica.request();
        if matches!(fate, Fate::RequestIsLost) {
            return false;
        }
        let mut answer = server.sync(replica.author, &request);
        if matches!(fate, Fate::RequestArrivesTwice) {
            answer = server.sync(replica.author, &request);
        }
        if matches!(fate, Fate::AnswerIsLost) {
            return false;
        }
        let more = if let Ok(answer) = answer {
            replica.receive(answer)
        } else {
            replica.forget();
            false
        };
        replica.assert_folds_the_same_from_scratch();
        self.assert_holds_only_what_is_covered(device);
        more
    }

    /// Everybody comes back into coverage, until nobody has anything to say.
    fn settle(&mut self) {
        for _ in 0..2 {
            for device in 0..self.replicas.len() {
                while self.sync(device, Fate::Arrives) {}
            }
        }
    }

    /// (e) Right after contact a device holds nothing that no consent covers.
    fn assert_holds_only_what_is_covered(&self, device: usize) {
        let replica = &self.replicas[device];
        let readable = self.server.readable(replica.author);
        for tab in BinderTab::ALL.into_iter().filter(|tab| !readable.contains(tab)) {
            assert_eq!(replica.folded(tab), TabState::empty(tab), "device {device} still holds {tab:?}");
            assert!(replica.log.values().all(|op| op.op.tab != tab), "device {device} still holds ops of {tab:?}");
        }
        let held = serde_json::to_string(replica).unwrap();
        for op in self.server.log.iter().filter(|op| !op.op.audience.includes(replica.author)) {
            assert!(!held.contains(&op.op.id.to_string()), "device {device} holds {:?}", op.op);
        }
    }

    fn assert_all(&self) {
        self.assert_everybody_sees_the_same();
        self.assert_nothing_is_lost();
        self.assert_nothing_is_doubled();
    }

    /// (a), (c) Each reader sees what the log folds to for that reader; the owner's devices hold all of it.
    fn assert_everybody_sees_the_same(&self) {
        for (device, replica) in self.replicas.iter().enumerate() {
            for tab in self.server.readable(replica.author) {
                let (expected, held) = (self.server.fold_for(Some(replica.author), tab), replica.folded(tab));
                assert_eq!(current(&expected), current(&held), "device {device} {tab:?}");
                assert_eq!(expected.decisions, held.decisions, "device {device} {tab:?}");
                if replica.author.role == Role::Owner {
                    assert_eq!(expected, held, "device {device} {tab:?}, history too");
                }
            }
        }
    }

    /// (b) Every op is in the log, or in the list of what did not get through, or still waits; and every
    /// word in the log is somewhere in what the owner holds.
    fn assert_nothing_is_lost(&self) {
        let accepted: BTreeSet<OpId> = self.server.log.iter().map(|op| op.op.id).collect();
        let hers: Vec<String> = BinderTab::ALL
            .iter()
            .map(|tab| serde_json::to_string(&self.replicas[0].folded(*tab)).unwrap())
            .collect();
        for (device, op) in &self.made {
            let replica = &self.replicas[*device];
            let is_refused = replica.refused.iter().any(|(refused, _)| refused == op);
            let waits = replica.queue.contains(op);
            // Whoever is no longer let in cannot be told that her last words arrived: they wait on her device.
            let is_shut_out = self.server.readable(replica.author).is_empty();
            assert!(!waits || is_shut_out, "{op:?} waits for nothing");
            let places = [accepted.contains(&op.id) && !waits, is_refused, waits];
            assert_eq!(places.iter().filter(|there| **there).count(), 1, "{places:?} {op:?}");
            let words = format!("words {}.", self.made.iter().position(|(_, made)| made.id == op.id).unwrap() + 1);
            let is_written = serde_json::to_string(op).unwrap().contains(&words);
            if accepted.contains(&op.id) && is_written {
                assert!(hers.iter().any(|tab| tab.contains(&words)), "{words} is lost: {op:?}");
                let told = format!("{:?}", self.replicas[0].folded(op.tab).history_of(op.entry));
                assert!(!is_told(op) || told.contains(&words), "{words} is not in the history: {op:?}");
            }
        }
    }

    /// (d) No op has two places in the log, and none has written two versions of one field.
    fn assert_nothing_is_doubled(&self) {
        let ids: BTreeSet<OpId> = self.server.log.iter().map(|op| op.op.id).collect();
        assert_eq!(ids.len(), self.server.log.len());
        let states = BinderTab::ALL.iter().flat_map(|tab| self.replicas.iter().map(|r| r.folded(*tab)));
        for entry in states.flat_map(|state| state.entries.into_values()) {
            for register in entry.fields.values() {
                let versions = register.current.iter().chain(&register.past);
                assert!(is_unique(versions.map(|version| version.stamp.op)), "{register:?}");
            }
            assert!(is_unique(entry.notes.iter().map(|note| note.stamp.op)));
            assert!(is_unique(entry.proposals.iter().map(|proposal| proposal.stamp.op)));
            assert!(is_unique(entry.facts.iter().map(|fact| fact.stamp.op)));
        }
    }
}

/// Whether an op writes words that an entry's history tells. What only a newer app can read is told without
/// words; what is shown of a rating is a copy of her own.
fn is_told(op: &Op) -> bool {
    matches!(op.body, Body::Write(_) | Body::Append(_) | Body::Propose(_))
}

fn is_unique(ops: impl Iterator<Item = OpId>) -> bool {
    let ops: Vec<OpId> = ops.collect();
    ops.iter().collect::<BTreeSet<_>>().len() == ops.len()
}

/// What a person can see of an entry: everything but history.
#[derive(PartialEq, Debug)]
struct Current {
    id: EntryId,
    kind: EntryKind,
    presence: Presence,
    changed: OpId,
    fields: Vec<(Field, Vec<(Stamp, Value)>)>,
    notes: Vec<Note>,
    proposals: Vec<Proposal>,
    facts: Vec<Fact>,
    sealed: bool,
}

fn current(state: &TabState) -> Vec<Current> {
    let says = |register: &Register| {
        register.current.iter().map(|version| (version.stamp.clone(), version.value.clone())).collect()
    };
    let see = |entry: &Entry| Current {
        id: entry.id,
        kind: entry.kind,
        presence: entry.presence.clone(),
        changed: entry.changed.op,
        fields: entry.fields.iter().map(|(field, register)| (*field, says(register))).collect(),
        notes: entry.notes.clone(),
        proposals: entry.open_proposals().cloned().collect(),
        facts: entry.facts.clone(),
        sealed: entry.sealed,
    };
    state.entries.values().filter(|entry| !matches!(entry.presence, Presence::Removed { .. })).map(see).collect()
}

fn edit() -> impl Strategy<Value = Edit> {
    let slot = 0..SLOTS;
    let answer = prop_oneof![Just(Answer::Accept), Just(Answer::Decline), Just(Answer::Later)];
    prop_oneof![
        6 => (slot.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(slot, is_stale, is_together)| Edit::Text { slot, is_stale, is_together }),
        1 => slot.clone().prop_map(|slot| Edit::Place { slot }),
        2 => slot.clone().prop_map(|slot| Edit::Note { slot }),
        3 => slot.clone().prop_map(|slot| Edit::Remove { slot }),
        2 => slot.clone().prop_map(|slot| Edit::Restore { slot }),
        2 => (slot.clone(), any::<bool>()).prop_map(|(slot, is_removal)| Edit::Suggest { slot, is_removal }),
        4 => (slot.clone(), 0..4_u8, answer).prop_map(|(slot, nth, answer)| Edit::Answer { slot, nth, answer }),
        3 => (slot.clone(), 0..4_u8).prop_map(|(slot, nth)| Edit::Reopen { slot, nth }),
        1 => (slot.clone(), any::<bool>()).prop_map(|(slot, is_for_anna)| Edit::Secret { slot, is_for_anna }),
        2 => any::<bool>().prop_map(|is_open| Edit::Meeting { is_open }),
        3 => any::<bool>().prop_map(|is_stale| Edit::Decide { is_stale }),
        1 => Just(Edit::Agree),
        1 => any::<bool>().prop_map(|is_shown| Edit::Rate { is_shown }),
        2 => (any::<bool>(), 0..3_u8, any::<bool>())
            .prop_map(|(is_about_anna, tab, is_given)| Edit::Consent { is_about_anna, tab, is_given }),
        2 => (0..3_u8).prop_map(|tab| Edit::AskConsent { tab }),
        2 => any::<bool>().prop_map(|is_yes| Edit::AnswerConsent { is_yes }),
        1 => slot.clone().prop_map(|slot| Edit::Unknown { slot }),
        1 => slot.clone().prop_map(|slot| Edit::TooLong { slot }),
        1 => slot.prop_map(|slot| Edit::Forbidden { slot }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let device = 0..DEVICES.len();
    let fate = prop_oneof![
        5 => Just(Fate::Arrives),
        1 => Just(Fate::RequestIsLost),
        1 => Just(Fate::AnswerIsLost),
        1 => Just(Fate::RequestArrivesTwice),
    ];
    prop_oneof![
        4 => (device.clone(), fate).prop_map(|(device, fate)| Step::Sync(device, fate)),
        8 => (device.clone(), edit()).prop_map(|(device, edit)| Step::Edit(device, edit)),
        1 => device.clone().prop_map(Step::OpenEditor),
        1 => device.prop_map(Step::Restart),
    ]
}

proptest! {
    #[test]
    fn everybody_ends_up_with_the_same_and_no_word_is_lost(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        world.settle();
        world.assert_all();
    }
}
