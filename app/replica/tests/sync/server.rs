//! A server in this process: the rules and the fold of `domain`, a log in memory, and faults on order.

use std::collections::BTreeMap;

use domain::api::{
    Accepted, BinderCard, ErrorBody, ErrorCode, Me, PersonCard, Reached, RefusalClass, RefusalCode,
    Refused, StartBinderRequest, SyncRequest, SyncResponse, TabRight,
};
use domain::consent::{self, Access, LiveConsent, Standing};
use domain::rules::{self, Circumstances};
use domain::{
    Author, BinderId, BinderTab, Body, Checkpoint, FOLD_VERSION, OpId, PersonId, Provenance, Role,
    Seq, SequencedOp, TabState, Timestamp, fold, meeting,
};
use uuid::Uuid;

pub(crate) const BO: PersonId = PersonId::from_uuid(Uuid::from_u128(0xB0));
pub(crate) const ANNA: PersonId = PersonId::from_uuid(Uuid::from_u128(0xA1));
pub(crate) const KARIN: PersonId = PersonId::from_uuid(Uuid::from_u128(0xCA));

pub(crate) struct Binder {
    pub(crate) log: Vec<SequencedOp>,
    pub(crate) generation: u64,
    owner_name: String,
    paired: bool,
    reached: BTreeMap<PersonId, Reached>,
}

/// The server. `page` is how many ops one answer carries.
pub(crate) struct FakeServer {
    pub(crate) binders: BTreeMap<BinderId, Binder>,
    pub(crate) page: usize,
    /// Ops that are refused whatever the rules say.
    pub(crate) dislikes: BTreeMap<OpId, (RefusalCode, RefusalClass)>,
    /// Everything that was opened.
    pub(crate) opened: Vec<(PersonId, BinderTab)>,
    pub(crate) clock: i64,
}

impl Default for FakeServer {
    fn default() -> Self {
        Self {
            binders: BTreeMap::new(),
            page: 500,
            dislikes: BTreeMap::new(),
            opened: Vec::new(),
            clock: 0,
        }
    }
}

fn error(code: ErrorCode) -> ErrorBody {
    ErrorBody {
        code,
        field: None,
        retry_after: None,
    }
}

pub(crate) fn author(person: PersonId) -> Author {
    Author {
        person,
        role: if person == BO {
            Role::Owner
        } else {
            Role::Coordinator
        },
    }
}

impl Binder {
    pub(crate) fn tab(&self, tab: BinderTab) -> TabState {
        fold(tab, self.log.iter().filter(|op| op.op.tab == tab))
    }

    fn access(&self, id: BinderId, reader: Author) -> Option<Access> {
        let standing = if reader.role == Role::Owner {
            Standing::Owner
        } else {
            let live = consent::live(&self.tab(BinderTab::Sharing)).into_iter();
            let mine = live.filter(|sentence| sentence.grant.person == reader.person);
            let consents = mine
                .map(|s| LiveConsent {
                    tab: s.grant.tab,
                    right: s.grant.right,
                })
                .collect();
            Standing::Practitioner {
                consents,
                starting: !self.paired,
            }
        };
        consent::decide(id, reader, standing, self.generation).ok()
    }

    fn judge(&self, op: &domain::Op, access: &Access) -> Result<(), RefusalCode> {
        let meeting_is_open = match op.provenance {
            Provenance::Together { meeting: entry } => self
                .tab(BinderTab::Meetings)
                .entries
                .get(&entry)
                .is_some_and(meeting::is_open),
            _ => false,
        };
        let existing = self
            .tab(op.tab)
            .entries
            .get(&op.entry)
            .map(|entry| entry.kind);
        rules::check(
            op,
            access,
            Circumstances {
                meeting_is_open,
                existing,
            },
        )
    }

    fn card(&self, id: BinderId, access: &Access) -> BinderCard {
        let right = |tab: &BinderTab| {
            access
                .right(*tab)
                .map(|right| TabRight { tab: *tab, right })
        };
        let person = |person, name: &str| {
            let role = author(person).role;
            PersonCard {
                person,
                name: name.to_owned(),
                role,
                organization: String::new(),
            }
        };
        BinderCard {
            id,
            owner_name: self.owner_name.clone(),
            owner: BO,
            started_at: Timestamp::from_millis(1),
            paired: self.paired,
            rights: access.readable().iter().filter_map(right).collect(),
            people: vec![person(BO, "Bo"), person(ANNA, "Anna")],
        }
    }
}

impl FakeServer {
    pub(crate) fn start(&mut self, request: &StartBinderRequest) -> BinderId {
        self.binders.entry(request.id).or_insert_with(|| Binder {
            log: Vec::new(),
            generation: 1,
            owner_name: request.owner_name.clone(),
            paired: false,
            reached: BTreeMap::new(),
        });
        request.id
    }

    pub(crate) fn pair(&mut self) {
        self.binders
            .values_mut()
            .for_each(|binder| binder.paired = true);
    }

    pub(crate) fn card(&self, id: BinderId, person: PersonId) -> Option<BinderCard> {
        let binder = self.binders.get(&id)?;
        Some(binder.card(id, &binder.access(id, author(person))?))
    }

    pub(crate) fn me(&self, person: PersonId) -> Me {
        let name = if person == BO { "Bo" } else { "Anna" };
        Me {
            person,
            name: name.to_owned(),
            role: author(person).role,
            organization: String::new(),
            binders: self
                .binders
                .keys()
                .filter_map(|id| self.card(*id, person))
                .collect(),
        }
    }

    pub(crate) fn sync(
        &mut self,
        who: PersonId,
        id: BinderId,
        req: SyncRequest,
    ) -> Result<SyncResponse, ErrorBody> {
        self.clock += 1;
        let now = Timestamp::from_millis(self.clock);
        let binder = self
            .binders
            .get_mut(&id)
            .ok_or(error(ErrorCode::NotFound))?;
        let reader = author(who);
        let access = binder
            .access(id, reader)
            .ok_or(error(ErrorCode::NotFound))?;
        let mut response = SyncResponse::default();
        let mut refused: BTreeMap<_, RefusalClass> = BTreeMap::new();
        let mut fresh: Vec<Seq> = Vec::new();
        for op in req.ops {
            if let Some(known) = binder.log.iter().find(|known| known.op.id == op.id) {
                response.accepted.push(Accepted {
                    id: op.id,
                    seq: known.seq,
                });
                continue;
            }
            let verdict = match (refused.get(&op.entry), self.dislikes.get(&op.id)) {
                (Some(class), _) => Err((RefusalCode::AfterRefused, *class)),
                (None, Some(dislike)) => Err(*dislike),
                (None, None) => binder
                    .judge(&op, &access)
                    .map_err(|code| (code, code.class())),
            };
            if let Err((code, class)) = verdict {
                refused.insert(op.entry, class);
                response.refused.push(Refused {
                    id: op.id,
                    code,
                    class,
                });
                continue;
            }
            let seq = binder.log.last().map_or(1, |last| last.seq + 1);
            if matches!(op.body, Body::Grant(_) | Body::Withdraw(_)) {
                binder.generation += 1;
            }
            response.accepted.push(Accepted { id: op.id, seq });
            fresh.push(seq);
            binder.log.push(SequencedOp {
                seq,
                received_at: now,
                op,
            });
        }
        self.opened
            .extend(req.opened.iter().map(|opened| (who, opened.tab)));

        // What was just written may have changed what may be read.
        let access = binder
            .access(id, reader)
            .ok_or(error(ErrorCode::NotFound))?;
        let head = binder.log.last().map_or(0, |last| last.seq);
        let reset = reader.role != Role::Owner && req.generation != binder.generation;
        response.generation = binder.generation;
        response.cursor = head;
        if reset || req.after == 0 {
            response.binder = Some(binder.card(id, &access));
            if reset {
                response.reset = BinderTab::ALL.to_vec();
            }
            for tab in access.readable() {
                let ops = binder
                    .log
                    .iter()
                    .filter(|op| op.op.tab == tab && op.op.audience.includes(reader));
                let state = fold(tab, ops);
                let state = if reader.role == Role::Owner {
                    state
                } else {
                    state.for_new_reader()
                };
                response.checkpoints.push(Checkpoint {
                    fold_version: FOLD_VERSION,
                    state,
                });
            }
        } else {
            let after: Vec<&SequencedOp> =
                binder.log.iter().filter(|op| op.seq > req.after).collect();
            if let Some(last) = after.get(self.page.saturating_sub(1)) {
                response.cursor = last.seq;
                response.more = after.len() > self.page;
            }
            let readable = |op: &&&SequencedOp| {
                access.right(op.op.tab).is_some()
                    && op.op.audience.includes(reader)
                    && !fresh.contains(&op.seq)
            };
            response.ops = after
                .iter()
                .take(self.page)
                .filter(readable)
                .map(|op| (*op).clone())
                .collect();
        }
        response.reached = binder.reached.values().copied().collect();
        let reached = binder.reached.entry(who).or_insert(Reached {
            person: who,
            seq: 0,
            at: now,
        });
        if req.after >= reached.seq {
            *reached = Reached {
                person: who,
                seq: req.after,
                at: now,
            };
        }
        Ok(response)
    }
}
