//! A new pärm in the making: whose it is, and the consent that is read aloud and recorded with it.
//!
//! Nothing is begun until all of it is saved, so "Avbryt" needs no undoing; and the pärm's id is made
//! once, so trying again never makes two.

use domain::api::{BinderCard, Me, StartBinderRequest};
use domain::consent::{Evidence, Grant, Right};
use domain::{BinderId, BinderTab, Body, EntryId, PersonId};
use leptos::prelude::*;
use replica::{Draft, Picture, Replica, SyncError};

use crate::components::{Drawing, Taking};
use crate::pages::sharing::{Known, Rights, TABS, Until, about, photos, set_right, signatures};

/// The name and the strokes of a signature, if there is one.
pub(super) type Signing = Option<(String, Vec<Vec<u16>>)>;

/// One person and what she or he would get.
#[derive(Clone, PartialEq)]
pub(super) struct Person {
    pub(super) known: Known,
    pub(super) rights: Rights,
}

/// How she says yes at the table.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Yes {
    /// She signs on this screen. The sentences were read to her, so what is under the name is a spoken yes.
    Signed,
    /// On a paper that lies somewhere else.
    OnPaper,
    /// In words: weaker, and said so.
    Spoken,
}

impl Yes {
    const fn evidence(self) -> Evidence {
        match self {
            Self::OnPaper => Evidence::Paper,
            Self::Signed | Self::Spoken => Evidence::Spoken,
        }
    }
}

/// What has been chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Recording {
    pub(super) name: RwSignal<String>,
    pub(super) people: RwSignal<Vec<Person>>,
    pub(super) yes: RwSignal<Yes>,
    pub(super) drawing: Drawing,
    pub(super) taking: Taking,
    pub(super) until: RwSignal<Until>,
    begun: StoredValue<Option<BinderId>>,
    saved: StoredValue<bool>,
}

impl Recording {
    pub(super) fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            people: RwSignal::new(Vec::new()),
            yes: RwSignal::new(Yes::Spoken),
            drawing: Drawing::new(),
            taking: Taking::new(),
            until: RwSignal::new(Until::Kept),
            begun: StoredValue::new(None),
            saved: StoredValue::new(false),
        }
    }

    /// Suggests what is usual: whoever sits at the table reads and suggests in every tab.
    pub(super) fn begin_with(self, me: &Me) {
        if self.people.with_untracked(Vec::is_empty) {
            let (person, name, organization) = (me.person, me.name.clone(), me.organization.clone());
            self.add(Known { person, name, organization }, Some(Right::Suggest));
        }
    }

    /// Adds somebody once.
    pub(super) fn add(self, known: Known, right: Option<Right>) {
        self.people.update(|people| {
            if people.iter().all(|other| other.known.person != known.person) {
                people.push(Person { known, rights: TABS.map(|_| right) });
            }
        });
    }

    pub(super) fn remove(self, person: PersonId) {
        self.people.update(|people| people.retain(|other| other.known.person != person));
    }

    pub(super) fn rights(self, person: PersonId) -> Rights {
        self.people.with(|people| {
            people.iter().find(|other| other.known.person == person).map(|other| other.rights).unwrap_or_default()
        })
    }

    pub(super) fn choose(self, person: PersonId, tab: BinderTab, right: Option<Right>) {
        self.people.update(|people| {
            if let Some(other) = people.iter_mut().find(|other| other.known.person == person) {
                set_right(&mut other.rights, tab, right);
            }
        });
    }

    /// Whether nobody would get anything.
    pub(super) fn is_for_nobody(self) -> bool {
        self.people.with(|people| people.iter().all(|person| person.rights.iter().all(Option::is_none)))
    }

    /// What was signed, if she signs here; nothing while a name is missing, and the field says so.
    pub(super) fn signature(self) -> Option<Signing> {
        if self.yes.get_untracked() != Yes::Signed || untrack(move || self.is_for_nobody()) {
            return Some(None);
        }
        self.drawing.taken().map(Some)
    }

    /// Saves the pärm, if it is new, and the sentences with the name under them as one act.
    pub(super) async fn save(
        self,
        replica: &Replica,
        existing: Option<BinderCard>,
        signature: Signing,
    ) -> Result<BinderId, SyncError> {
        let id = if let Some(card) = existing {
            card.id
        } else {
            let id = self.begun.get_value().unwrap_or_else(|| replica.new_binder());
            self.begun.set_value(Some(id));
            let owner_name = self.name.get_untracked().trim().to_owned();
            replica.start_binder(StartBinderRequest { id, owner_name }).await?.id
        };
        if !self.saved.get_value() {
            let mut drafts = self.drafts(replica, signature);
            let (photos, pictures) = self.photographed(replica, &drafts).await?;
            drafts.extend(photos);
            if !drafts.is_empty() {
                replica.commit_with(id, drafts, &pictures).await?;
            }
            self.saved.set_value(true);
        }
        Ok(id)
    }

    /// The picture of the paper, for those of the recorder's own organisation: a paper goes to one.
    async fn photographed(
        self,
        replica: &Replica,
        sentences: &[Draft],
    ) -> Result<(Vec<Draft>, Vec<Picture>), SyncError> {
        let bytes = self.taking.bytes().filter(|_| self.yes.get_untracked() == Yes::OnPaper);
        let Some(bytes) = bytes else { return Ok((Vec::new(), Vec::new())) };
        let own = replica.me().await?.map(|me| me.organization).unwrap_or_default();
        let of = |draft: &Draft| match &draft.body {
            Body::Grant(grant) if grant.organization.trim() == own.trim() => Some((grant.person, draft.entry)),
            _ => None,
        };
        let of: Vec<(PersonId, EntryId)> = sentences.iter().filter_map(of).collect();
        let act = sentences.first().and_then(|draft| draft.act);
        Ok(photos(replica, act, &bytes, &of).await?)
    }

    fn drafts(self, replica: &Replica, signature: Signing) -> Vec<Draft> {
        let act = Some(replica.new_act());
        let evidence = self.yes.get_untracked().evidence();
        let period = self.until.get_untracked().period(None).unwrap_or_default();
        let of = |person: Person| {
            let Person { known: Known { person, name, organization }, rights } = person;
            TABS.into_iter().zip(rights).filter_map(move |(tab, right)| {
                let (name, organization) = (name.clone(), organization.clone());
                let over = Vec::new();
                let grant = Grant { person, name, organization, tab, right: right?, evidence, period, over };
                Some(about(person, replica.new_entry(), act, Body::Grant(grant)))
            })
        };
        let mut drafts: Vec<Draft> = self.people.get_untracked().into_iter().flat_map(of).collect();
        if let Some(made) = signature {
            let under = |draft: &Draft| match &draft.body {
                Body::Grant(grant) => Some((grant.person, draft.entry)),
                _ => None,
            };
            let under: Vec<(PersonId, EntryId)> = drafts.iter().filter_map(under).collect();
            drafts.extend(signatures(replica, act, made, &under));
        }
        drafts
    }
}
