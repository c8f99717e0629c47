//! The server of the model: judge, number, and hand out what each reader may have.

use std::collections::{BTreeMap, BTreeSet};

use domain::api::{Accepted, RefusalCode, Refused};
use domain::consent::{Access, Denied, LiveConsent, Standing, decide, live};
use domain::interview::covers;
use domain::meeting::{is_open, was_closed_apart};
use domain::rules::{Circumstances, check};
use domain::{
    Author, BinderTab, Body, Checkpoint, EntryId, EntryKind, FOLD_VERSION, Op, OpId, Provenance, Role, Seq,
    SequencedOp, TabState, Timestamp, brings_back_for_anybody, fold,
};

use super::{Request, Response};
use crate::support::binder;

/// The most ops in one answer.
const PAGE: usize = 4;
/// Further behind than this, a device gets checkpoints.
const FAR_BEHIND: usize = 12;

#[derive(Default)]
pub(crate) struct Server {
    pub(crate) log: Vec<SequencedOp>,
    places: BTreeMap<OpId, Seq>,
    kinds: BTreeMap<EntryId, EntryKind>,
    changes_of_consent: u64,
}

impl Server {
    fn generation(&self) -> u64 {
        self.changes_of_consent + 1
    }

    fn head(&self) -> Seq {
        self.log.len() as Seq
    }

    fn access(&self, reader: Author) -> Result<Access, Denied> {
        if reader.role == Role::Owner {
            return decide(binder(), reader, Standing::Owner, self.generation());
        }
        let sharing = self.fold_for(None, BinderTab::Sharing);
        let named = live(&sharing).into_iter().filter(|sentence| sentence.grant.person == reader.person);
        let consents = named.map(|s| LiveConsent { tab: s.grant.tab, right: s.grant.right, since: 0 }).collect();
        decide(binder(), reader, Standing::Practitioner { consents, starting: false }, self.generation())
    }

    /// What one reader may be served of one tab, folded from scratch; everything if nobody is named.
    pub(crate) fn fold_for(&self, reader: Option<Author>, tab: BinderTab) -> TabState {
        let may = |op: &&SequencedOp| reader.is_none_or(|reader| op.op.audience.includes(reader));
        fold(tab, self.log.iter().filter(|op| op.op.tab == tab).filter(may))
    }

    /// The tabs a reader may read now.
    pub(crate) fn readable(&self, reader: Author) -> Vec<BinderTab> {
        self.access(reader).map(|access| access.readable()).unwrap_or_default()
    }

    pub(crate) fn sync(&mut self, reader: Author, request: &Request) -> Result<Response, Denied> {
        let access = self.access(reader)?;
        let mut response = Response::default();
        let mut brought: BTreeSet<OpId> = BTreeSet::new();
        let mut stuck: BTreeSet<EntryId> = BTreeSet::new();
        for op in &request.ops {
            // Idempotent by id, before any question of permission.
            if let Some(seq) = self.places.get(&op.id) {
                response.accepted.push(Accepted { id: op.id, seq: *seq });
                continue;
            }
            let judged = if stuck.contains(&op.entry) {
                Err(RefusalCode::AfterRefused)
            } else {
                check(op, &access, self.around(op))
            };
            match judged {
                Ok(()) => {
                    brought.insert(op.id);
                    response.accepted.push(Accepted { id: op.id, seq: self.append(op.clone()) });
                }
                Err(code) => {
                    stuck.insert(op.entry);
                    response.refused.push(Refused { id: op.id, code, class: code.class() });
                }
            }
        }
        self.hand_out(&access, request, &brought, response)
    }

    fn hand_out(
        &self,
        access: &Access,
        request: &Request,
        brought: &BTreeSet<OpId>,
        mut response: Response,
    ) -> Result<Response, Denied> {
        let reader = access.reader();
        // What this very request changed about the reader's own rights counts already.
        let readable = self.access(reader)?.readable();
        let news: Vec<&SequencedOp> = self
            .log
            .iter()
            .filter(|op| op.seq > request.after && readable.contains(&op.op.tab))
            .filter(|op| op.op.audience.includes(reader) && !brought.contains(&op.op.id))
            .collect();
        let owner = reader.role == Role::Owner;
        response.generation = self.generation();
        response.cursor = self.head();
        if !owner && request.generation != self.generation() {
            response.reset = BinderTab::ALL.to_vec();
        }
        if !response.reset.is_empty() || request.after == 0 || news.len() > FAR_BEHIND {
            for tab in readable {
                let whole = self.fold_for(Some(reader), tab);
                let state = if owner { whole } else { whole.for_new_reader(self.head() / 2) };
                response.checkpoints.push(Checkpoint { fold_version: FOLD_VERSION, state });
            }
            return Ok(response);
        }
        if let Some(first_left) = news.get(PAGE) {
            response.more = true;
            response.cursor = first_left.seq - 1;
        }
        response.ops = news.into_iter().take(PAGE).cloned().collect();
        Ok(response)
    }

    fn around(&self, op: &Op) -> Circumstances {
        let meeting_is_open = match op.provenance {
            Provenance::Together { meeting } => {
                let meetings = self.fold_for(None, BinderTab::Meetings);
                meetings
                    .entries
                    .get(&meeting)
                    .is_some_and(|entry| is_open(entry) || was_closed_apart(entry, op.author, op.made_at))
            }
            _ => false,
        };
        let may_be_told = covers(&self.fold_for(None, BinderTab::Contacts), op);
        Circumstances { meeting_is_open, existing: self.kinds.get(&op.entry).copied(), may_be_told }
    }

    fn append(&mut self, op: Op) -> Seq {
        let changes_consent = matches!(op.body, Body::Grant(_) | Body::Withdraw(_));
        let about_it = |known: &&SequencedOp| {
            let is_decision = matches!(known.op.body, Body::Decision(_));
            known.op.tab == op.tab && (known.op.entry == op.entry || is_decision)
        };
        let entry_log: Vec<SequencedOp> = self.log.iter().filter(about_it).cloned().collect();
        let brings_back = brings_back_for_anybody(&entry_log, &op);
        if changes_consent || brings_back {
            self.changes_of_consent += 1;
        }
        let seq = self.head() + 1;
        self.places.insert(op.id, seq);
        self.log.push(SequencedOp { seq, received_at: Timestamp::from_millis(0), op });
        if let Some(last) = self.log.last() {
            let mut state = TabState::empty(last.op.tab);
            state.apply(last);
            for (id, entry) in state.entries {
                self.kinds.entry(id).or_insert(entry.kind);
            }
        }
        seq
    }
}
