//! Saying yes and no: each is saved on this device at once and counts when the server has it (R29).

use domain::consent::{self, Evidence, Grant, Period, Right, Withdraw};
use domain::{ActId, Audience, BinderId, BinderTab, Body, EntryId, OpId, PersonId, TabState, Timestamp};
use leptos::prelude::Set;
use replica::{Draft, Replica};

use super::lines::{Known, Line, Rights, TABS, rights_of};
use super::sentence::{tab_name, who};
use super::until::{Until, ends_sooner};
use crate::browser;
use crate::state::{AppState, Undo};

/// A change to a sentence: for the owner and for the person it names, nobody else.
pub(crate) fn about(person: PersonId, entry: EntryId, act: Option<ActId>, body: Body) -> Draft {
    let audience = Audience::People { people: vec![person] };
    Draft { tab: BinderTab::Sharing, entry, audience, meeting: None, act, body }
}

/// "Säg nej": ends what one person may do with one tab, with "Ångra". No reason is asked.
pub(crate) fn say_no(app: AppState, binder: BinderId, line: &Line, sharing: &TabState) {
    let Some(replica) = app.replica() else { return };
    let (grant, entry) = (line.grant.clone(), line.entry);
    let mut seen = consent::withdrawals(sharing, grant.person, grant.tab);
    let turn = app.turn();
    browser::spawn(async move {
        let gone = Withdraw::now(grant.person, grant.tab);
        let Ok(ids) = replica.commit(binder, vec![about(grant.person, entry, None, Body::Withdraw(gone))]).await
        else {
            app.status.set(replica.status());
            return;
        };
        let said = say!(sharing.no_longer, who = who(&grant.name, &grant.organization), tab = tab_name(grant.tab));
        // A "nej" stands in the log for good: taking it back is a new yes that has seen it.
        seen.extend(ids);
        let person = grant.person;
        let again = Grant { evidence: Evidence::OnScreen, over: seen, ..grant };
        let back = vec![about(person, replica.new_entry(), None, Body::Grant(again))];
        app.offer_undo(turn, Undo::new(binder, said, back));
    });
}

/// "Ja, det stämmer" to one line.
pub(super) fn confirm(app: AppState, binder: BinderId, line: &Line) {
    if let Some(replica) = app.replica() {
        app.commit(binder, confirming(&replica, [line]));
    }
}

/// "Ja, det stämmer", for every given line as one act.
pub(crate) fn confirming<'a>(replica: &Replica, lines: impl IntoIterator<Item = &'a Line>) -> Vec<Draft> {
    let act = Some(replica.new_act());
    let each = |line: &'a Line| {
        let person = line.grant.person;
        line.unconfirmed.iter().map(move |entry| about(person, *entry, act, Body::Confirm))
    };
    lines.into_iter().flat_map(each).collect()
}

/// Ends the link that somebody holds to a copy.
pub(crate) fn revoke(app: AppState, binder: BinderId, entry: EntryId) {
    let audience = Audience::Private;
    let draft = Draft { tab: BinderTab::Sharing, entry, audience, meeting: None, act: None, body: Body::Revoke };
    app.commit(binder, vec![draft]);
}

/// What has to be said so that one person may do exactly this: where less is wanted, first a "nej".
pub(crate) struct Wanted {
    who: Known,
    no: Vec<(EntryId, BinderTab)>,
    last_days: Vec<(EntryId, BinderTab, Timestamp)>,
    yes: Vec<(BinderTab, Right, Period, Vec<OpId>)>,
}

impl Wanted {
    /// Compares what is wanted with what holds. Nothing while a day is to be said and is not.
    pub(crate) fn new(
        who: Known,
        wanted: Rights,
        until: Until,
        sharing: &TabState,
        at: Timestamp,
    ) -> Option<Self> {
        let now = rights_of(sharing, who.person, at);
        let lines = super::lines::lines(sharing, at);
        let line_of = |tab: BinderTab| {
            let of = |line: &&Line| line.grant.person == who.person && line.grant.tab == tab;
            lines.iter().find(of)
        };
        let (mut no, mut last_days, mut yes) = (Vec::new(), Vec::new(), Vec::new());
        for ((tab, wanted), now) in TABS.into_iter().zip(wanted).zip(now) {
            let line = line_of(tab);
            let lasts = line.map(|line| line.grant.period);
            let Some(right) = wanted else {
                no.extend(line.map(|line| (line.entry, tab)));
                continue;
            };
            let period = until.period(lasts)?;
            // As much as now for a shorter time: what holds gets a last day, and nothing begins anew.
            if let (true, Some(line), Some(until)) = (wanted == now, line, period.until)
                && ends_sooner(period, line.grant.period)
            {
                last_days.push((line.entry, tab, until));
                continue;
            }
            // What is to reach less far, or end sooner, has to end first.
            if wanted < now || lasts.is_some_and(|lasts| ends_sooner(period, lasts)) {
                no.extend(line.map(|line| (line.entry, tab)));
            }
            if wanted != now || lasts.is_some_and(|lasts| lasts.until != period.until) {
                yes.push((tab, right, period, consent::withdrawals(sharing, who.person, tab)));
            }
        }
        Some(Self { who, no, last_days, yes })
    }

    /// Nothing would change.
    pub(crate) fn is_nothing(&self) -> bool {
        self.no.is_empty() && self.last_days.is_empty() && self.yes.is_empty()
    }

    /// Saves it. The "nej" come first: should the phone stop in between, less is open and never more.
    pub(crate) async fn save(self, replica: &Replica, binder: BinderId) -> Result<(), replica::StoreError> {
        let act = Some(replica.new_act());
        let Known { person, name, organization } = self.who;
        let no = self
            .no
            .iter()
            .map(|(entry, tab)| about(person, *entry, act, Body::Withdraw(Withdraw::now(person, *tab))));
        let last_days = self.last_days.iter().map(|(entry, tab, at)| {
            let gone = Withdraw { person, tab: *tab, at: Some(*at) };
            about(person, *entry, act, Body::Withdraw(gone))
        });
        let no: Vec<Draft> = no.chain(last_days).collect();
        let said = if no.is_empty() { Vec::new() } else { replica.commit(binder, no).await? };
        let new_no: Vec<(BinderTab, OpId)> = self.no.iter().map(|(_, tab)| *tab).zip(said).collect();
        let yes = self.yes.into_iter().map(|(tab, right, period, mut over)| {
            over.extend(new_no.iter().filter(|(of, _)| *of == tab).map(|(_, op)| *op));
            let (name, organization) = (name.clone(), organization.clone());
            let evidence = Evidence::OnScreen;
            let grant = Grant { person, name, organization, tab, right, evidence, period, over };
            about(person, replica.new_entry(), act, Body::Grant(grant))
        });
        let yes: Vec<Draft> = yes.collect();
        if !yes.is_empty() {
            replica.commit(binder, yes).await?;
        }
        Ok(())
    }
}
