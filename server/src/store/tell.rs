//! Telling everybody what is durable: first this process's memory, then those who listen here, then the
//! other processes.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::api::Reached;
use domain::{BinderId, Body, PersonId};

use super::memory::Memory;
use super::neighbours::{Moved, Neighbours, Said};
use super::push::{Push, Pushed};
use crate::live::{Heard, Live, LogMoved, NewOp, OP_BYTES_MAX};

/// Whom to tell.
pub(super) struct Tell {
    pub(super) live: Live,
    pub(super) memory: Arc<Memory>,
    pub(super) neighbours: Option<Neighbours>,
}

impl Tell {
    /// A push is durable. Called before anybody is answered, whether or not the asker is still there.
    pub(super) fn durable(&self, push: &Push, pushed: &Pushed) {
        let binder = push.access.binder();
        if let Some(seq) = push.reached {
            let (person, seq) = (push.access.reader().person, seq.min(pushed.head));
            self.reached(binder, Reached { person, seq, at: push.received_at });
        }
        self.memory.heads.moved(binder, pushed.head, pushed.generation);
        if pushed.fresh.is_empty() {
            return;
        }
        let consent_changed = pushed.generation != push.access.generation();
        let mut people = if consent_changed { named(push, pushed) } else { BTreeSet::new() };
        people.extend(&pushed.people);
        let (head, generation) = (pushed.head, pushed.generation);
        self.neighbours(Said::Moved(Moved { binder, head, generation, people: people.clone() }));
        if self.live.is_followed(binder) {
            self.live.tell_binder(binder, &Heard::Log(Arc::new(log_moved(push, pushed))));
        }
        if consent_changed {
            let changed = Heard::Consent { binder };
            self.live.tell_binder(binder, &changed);
            for person in people {
                self.live.tell_person(person, &changed);
            }
        }
    }

    /// Sentences about these people have begun or ended by themselves.
    pub(super) fn turned(&self, moved: Moved) {
        self.memory.heads.moved(moved.binder, moved.head, moved.generation);
        let changed = Heard::Consent { binder: moved.binder };
        self.live.tell_binder(moved.binder, &changed);
        for person in &moved.people {
            self.live.tell_person(*person, &changed);
        }
        self.neighbours(Said::Moved(moved));
    }

    /// Somebody's copy has come to a place.
    pub(super) fn reached(&self, binder: BinderId, reached: Reached) {
        if self.memory.heads.reached(binder, reached) {
            self.live.tell_binder(binder, &Heard::Reached { binder, reached });
            self.neighbours(Said::Reached { binder, reached });
        }
    }

    /// A picture has come: whoever has its op asks for it.
    pub(super) fn picture(&self, binder: BinderId) {
        self.live.tell_binder(binder, &Heard::Picture { binder });
        self.neighbours(Said::Picture { binder });
    }

    /// Tells the other processes, if there can be any.
    pub(super) fn neighbours(&self, said: Said) {
        if let Some(neighbours) = &self.neighbours {
            neighbours.tell(said);
        }
    }
}

fn log_moved(push: &Push, pushed: &Pushed) -> LogMoved {
    let binder = push.access.binder();
    let told = |(seq, index): &(u64, usize)| {
        let sealed = push.ops().get(*index)?;
        // Written as `LiveEvent::Op` is, around the op's own JSON.
        let event = (sealed.json.len() <= OP_BYTES_MAX).then(|| {
            format!(
                r#"{{"event":"op","binder":"{binder}","op":{{"seq":{seq},"received_at":{},"op":{}}}}}"#,
                push.received_at.as_millis(),
                sealed.json
            )
        });
        Some(NewOp { seq: *seq, tab: sealed.op.tab, audience: sealed.op.audience.clone(), event })
    };
    let ops = pushed.fresh.iter().filter_map(told).collect();
    LogMoved { binder, head: pushed.head, generation: pushed.generation, ops }
}

/// Whom the new grants and withdrawals name.
fn named(push: &Push, pushed: &Pushed) -> BTreeSet<PersonId> {
    let fresh = pushed.fresh.iter().filter_map(|(_, index)| push.ops().get(*index));
    fresh
        .filter_map(|sealed| match &sealed.op.body {
            Body::Grant(grant) => Some(grant.person),
            Body::Withdraw(gone) => Some(gone.person),
            _ => None,
        })
        .collect()
}
