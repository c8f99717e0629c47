//! A server in this process: the rules and the fold of `domain`, a log in memory, and faults on order.

use std::collections::{BTreeMap, BTreeSet};

use domain::api::{
    Accepted, BinderCard, ErrorBody, ErrorCode, Me, PersonCard, Reached, RefusalClass, RefusalCode, Refused,
    StartBinderRequest, SyncRequest, SyncResponse, TabRight,
};
use domain::consent::{self, Access, LiveConsent, Standing};
use domain::redaction::{emptied, telling};
use domain::room::{emptied_by, without_words};
use domain::rules::{self, Circumstances};
use domain::{
    Author, BinderId, BinderTab, Body, Checkpoint, EntryId, EntryKind, FOLD_VERSION, Op, OpId, PersonId,
    Provenance, Role, Seq, SequencedOp, TabState, Timestamp, fold, meeting,
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
    /// The organisation wants staff's copies locked.
    pub(crate) lock_required: bool,
    /// Pictures, by their entries.
    pub(crate) pictures: BTreeMap<EntryId, Vec<u8>>,
    /// Entries whose pictures are refused, whatever they are.
    pub(crate) spoils: BTreeSet<EntryId>,
    /// How often one was handed in, or asked for.
    pub(crate) n_carried: usize,
}

impl Default for FakeServer {
    fn default() -> Self {
        Self {
            binders: BTreeMap::new(),
            page: 500,
            dislikes: BTreeMap::new(),
            opened: Vec::new(),
            clock: 0,
            lock_required: false,
            pictures: BTreeMap::new(),
            spoils: BTreeSet::new(),
            n_carried: 0,
        }
    }
}

fn error(code: ErrorCode) -> ErrorBody {
    ErrorBody { code, field: None, retry_after: None, identity: None }
}

pub(crate) fn author(person: PersonId) -> Author {
    Author { person, role: if person == BO { Role::Owner } else { Role::Coordinator } }
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
            let consents =
                mine.map(|s| LiveConsent { tab: s.grant.tab, right: s.grant.right, since: 0 }).collect();
            Standing::Practitioner { consents, starting: !self.paired }
        };
        consent::decide(id, reader, standing, self.generation).ok()
    }

    fn judge(&self, op: &Op, access: &Access) -> Result<(), RefusalCode> {
        let meeting_is_open = match op.provenance {
            Provenance::Together { meeting: entry } => {
                let meetings = self.tab(BinderTab::Meetings);
                meetings.entries.get(&entry).is_some_and(|entry| {
                    meeting::is_open(entry) || meeting::was_closed_apart(entry, op.author, op.made_at)
                })
            }
            _ => false,
        };
        let tab = self.tab(op.tab);
        let existing = tab.entries.get(&op.entry).map(|entry| entry.kind);
        let may_be_told = domain::interview::covers(&tab, op);
        rules::check(op, access, Circumstances { meeting_is_open, existing, may_be_told })
    }

    fn push(
        &mut self,
        access: &Access,
        ops: Vec<Op>,
        dislikes: &BTreeMap<OpId, (RefusalCode, RefusalClass)>,
        now: Timestamp,
        response: &mut SyncResponse,
    ) {
        let mut refused: BTreeMap<EntryId, RefusalClass> = BTreeMap::new();
        for op in ops {
            let id = op.id;
            if let Some(known) = self.log.iter().find(|known| known.op.id == id) {
                response.accepted.push(Accepted { id, seq: known.seq });
                continue;
            }
            let verdict = match (refused.get(&op.entry), dislikes.get(&id)) {
                (Some(class), _) => Err((RefusalCode::AfterRefused, *class)),
                (None, Some(dislike)) => Err(*dislike),
                (None, None) => self.judge(&op, access).map_err(|code| (code, code.class())),
            };
            if let Err((code, class)) = verdict {
                refused.insert(op.entry, class);
                response.refused.push(Refused { id, code, class });
                continue;
            }
            let seq = self.head() + 1;
            if let Some(over) = emptied_by(&op) {
                for known in self.log.iter_mut().filter(|known| over.contains(&known.op.id)) {
                    known.op = without_words(&known.op).unwrap_or_else(|| known.op.clone());
                }
            }
            if matches!(op.body, Body::Grant(_) | Body::Withdraw(_)) {
                self.generation += 1;
            }
            response.accepted.push(Accepted { id, seq });
            let received_at = now;
            self.log.push(SequencedOp { seq, received_at, op });
        }
    }

    fn pull(&self, access: &Access, after: Seq, generation: u64, page: usize, response: &mut SyncResponse) {
        let reader = access.reader();
        let reset = reader.role != Role::Owner && generation != self.generation;
        response.generation = self.generation;
        response.cursor = self.head();
        if reset {
            response.reset = BinderTab::ALL.to_vec();
        }
        if reset || after == 0 {
            response.binder = Some(self.card(access.binder(), access));
            response.checkpoints = access.readable().into_iter().map(|tab| self.checkpoint(tab, reader)).collect();
            return;
        }
        let later: Vec<&SequencedOp> = self.log.iter().filter(|op| op.seq > after).collect();
        if let Some(last) = later.get(page.saturating_sub(1)) {
            response.cursor = last.seq;
            response.more = later.len() > page;
        }
        let brought: Vec<Seq> = response.accepted.iter().map(|op| op.seq).collect();
        let readable = |op: &&SequencedOp| {
            access.right(op.op.tab).is_some() && op.op.audience.includes(reader) && !brought.contains(&op.seq)
        };
        let ops = later.into_iter().take(page).filter(readable);
        response.ops = ops.cloned().collect();
    }

    fn checkpoint(&self, tab: BinderTab, reader: Author) -> Checkpoint {
        let readable = |op: &&SequencedOp| op.op.tab == tab && op.op.audience.includes(reader);
        let state = fold(tab, self.log.iter().filter(readable));
        let state = match reader.role {
            Role::Owner => state,
            Role::Coordinator | Role::Server => state.for_new_reader(Seq::MAX),
        };
        Checkpoint { fold_version: FOLD_VERSION, state }
    }

    fn head(&self) -> Seq {
        self.log.last().map_or(0, |last| last.seq)
    }

    fn card(&self, id: BinderId, access: &Access) -> BinderCard {
        let right = |tab: &BinderTab| access.right(*tab).map(|right| TabRight { tab: *tab, right });
        let person = |person, name: &str| {
            let role = author(person).role;
            PersonCard { person, name: name.to_owned(), role, organization: String::new() }
        };
        BinderCard {
            id,
            owner_name: self.owner_name.clone(),
            owner: BO,
            started_at: Timestamp::from_millis(1),
            paired: self.paired,
            newest_phone_at: None,
            rights: access.readable().iter().filter_map(right).collect(),
            turns_at: None,
            people: vec![person(BO, "Bo"), person(ANNA, "Anna")],
            erasing: None,
        }
    }
}

impl FakeServer {
    /// Takes a picture that an op in the log names.
    pub(crate) fn hand_in(&mut self, binder: BinderId, entry: EntryId, bytes: &[u8]) -> Result<(), ErrorBody> {
        self.n_carried += 1;
        let named = self.binders[&binder].log.iter().any(|op| op.op.entry == entry);
        if !named {
            return Err(error(ErrorCode::NotFound));
        }
        if self.spoils.contains(&entry) {
            return Err(error(ErrorCode::BadRequest));
        }
        self.pictures.entry(entry).or_insert_with(|| bytes.to_vec());
        Ok(())
    }

    /// Empties what stands in an entry, and its picture with it.
    pub(crate) fn redact(&mut self, binder: BinderId, entry: EntryId) {
        self.pictures.remove(&entry);
        let binder = self.binders.get_mut(&binder).unwrap();
        let server = Author { person: PersonId::from_uuid(Uuid::nil()), role: Role::Server };
        for known in binder.log.iter_mut().filter(|known| known.op.entry == entry) {
            known.op = emptied(&known.op, entry, server, EntryKind::Photo);
        }
        binder.generation += 1;
        let known = binder.log.iter().rfind(|known| known.op.entry == entry).unwrap().clone();
        let (seq, id) = (binder.log.len() as Seq + 1, OpId::from_uuid(Uuid::from_u128(0xE0)));
        binder.log.push(SequencedOp { seq, op: telling(known.op, id, known.received_at), ..known });
    }

    /// Gives a picture.
    pub(crate) fn picture(&mut self, entry: EntryId) -> Result<Vec<u8>, ErrorBody> {
        self.n_carried += 1;
        self.pictures.get(&entry).cloned().ok_or(error(ErrorCode::NotFound))
    }

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
        self.binders.values_mut().for_each(|binder| binder.paired = true);
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
            binders: self.binders.keys().filter_map(|id| self.card(*id, person)).collect(),
            closed: Vec::new(),
            lock_required: self.lock_required && person != BO,
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
        let nothing = || error(ErrorCode::NotFound);
        let binder = self.binders.get_mut(&id).ok_or_else(nothing)?;
        let access = binder.access(id, author(who)).ok_or_else(nothing)?;
        let mut response = SyncResponse::default();
        binder.push(&access, req.ops, &self.dislikes, now, &mut response);
        self.opened.extend(req.opened.iter().map(|opened| (who, opened.tab)));
        // What was just written may have changed what may be read.
        let access = binder.access(id, author(who)).ok_or_else(nothing)?;
        binder.pull(&access, req.after, req.generation, self.page, &mut response);
        response.reached = binder.reached.values().copied().collect();
        let fresh = Reached { person: who, seq: req.after, at: now };
        let reached = binder.reached.entry(who).or_insert(fresh);
        if req.after >= reached.seq {
            *reached = fresh;
        }
        Ok(response)
    }
}
