//! What the three stories have in common: contacts, consents, meetings and warning signs.

use domain::consent::Right;
use domain::{BinderTab, Body, EntryId, EntryKind, Field, Reference, Timestamp, Value};

use super::story::{Fields, Hand, How, Story, person};

/// The tabs a coordinator usually reads.
pub(super) const SHARED: [BinderTab; 4] =
    [BinderTab::Contacts, BinderTab::WarningPlan, BinderTab::Plan, BinderTab::Meetings];

/// Anna's and Johan's numbers, from the series that are reserved for fiction.
pub(super) const ANNA: &str = "070-174 06 11";
pub(super) const JOHAN: &str = "070-174 06 12";

/// One meeting that has been or is to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting<'w> {
    /// `coordinator` or `care_team`.
    pub(super) kind: &'w str,
    /// `home`, `elsewhere` or `remote`.
    pub(super) place_kind: &'w str,
    pub(super) place: &'w str,
    pub(super) people: &'w [Reference],
    /// What it is about; what was agreed, if it has been.
    pub(super) words: &'w str,
}

/// Who does what when, and who answers for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'w> {
    pub(super) what: &'w str,
    pub(super) who: &'w Reference,
    pub(super) when: &'w str,
    /// `region`, `municipality` or `me`.
    pub(super) authority: &'w str,
}

impl Story<'_> {
    /// Consent for one coordinator to these tabs.
    pub(super) fn consents(&mut self, at: Timestamp, to: Hand, tabs: &[BinderTab]) -> Vec<EntryId> {
        tabs.iter().map(|tab| self.grant(at, to, *tab, Right::Suggest)).collect()
    }

    /// "Stämmer det?" – yes.
    pub(super) fn confirm(&mut self, at: Timestamp, consents: &[EntryId]) {
        for entry in consents {
            self.op(Hand::Hers, at, *entry, How::tab(BinderTab::Sharing), Body::Confirm);
        }
    }

    /// A coordinator's own card.
    pub(super) fn own_card(
        &mut self,
        at: Timestamp,
        hand: Hand,
        role: &str,
        phone: &str,
        about: &str,
    ) -> Reference {
        let Some(who) = self.coordinator(hand).cloned() else {
            return Reference::named("");
        };
        let entry = EntryId::card_of(who.person);
        let fields = [
            (Field::Name, Value::text(who.name.as_str())),
            (Field::Role, Value::text(role)),
            (Field::Organization, Value::text(who.organization)),
            (Field::Phone, Value::text(phone)),
            (Field::Hours, Value::text("Vardagar 8–16")),
            (Field::CallAbout, Value::text(about)),
            (Field::Group, Value::choice("professional")),
        ];
        self.put(hand, at, EntryKind::Contact, entry, How::tab(BinderTab::Contacts), &fields);
        person(entry, &who.name, phone)
    }

    /// Somebody close to her.
    pub(super) fn close(&mut self, at: Timestamp, name: &str, role: &str, phone: &str, about: &str) -> Reference {
        let fields = [
            (Field::Name, Value::text(name)),
            (Field::Role, Value::text(role)),
            (Field::Phone, Value::text(phone)),
            (Field::CallAbout, Value::text(about)),
            (Field::Group, Value::choice("close")),
        ];
        let entry = self.add(Hand::Hers, at, EntryKind::Contact, &fields);
        person(entry, name, phone)
    }

    /// Whom she takes into the resource group.
    pub(super) fn resource_group(&mut self, at: Timestamp, people: &[&Reference]) {
        for entry in people.iter().filter_map(|person| person.entry) {
            self.set(Hand::Hers, at, EntryKind::Contact, entry, Field::InGroup, Value::Flag(true));
        }
    }

    /// A meeting in the calendar, put there by Anna.
    pub(super) fn book(&mut self, made: Timestamp, starts: Timestamp, meeting: Meeting<'_>) -> EntryId {
        let words = if self.is_past(starts) { Field::Agreed } else { Field::Note };
        let fields = [
            (Field::MeetingKind, Value::choice(meeting.kind)),
            (Field::Starts, Value::Instant(starts)),
            (Field::Minutes, Value::Number(60)),
            (Field::PlaceKind, Value::choice(meeting.place_kind)),
            (Field::Place, Value::text(meeting.place)),
            (Field::People, Value::People(meeting.people.to_vec())),
            (Field::Status, Value::choice("planned")),
            (words, Value::text(meeting.words)),
        ];
        self.add(Hand::Anna, made, EntryKind::Meeting, &fields)
    }

    /// The meeting opens: what Anna writes now is written together.
    pub(super) fn open(&mut self, at: Timestamp, meeting: EntryId) {
        self.set(Hand::Anna, at, EntryKind::Meeting, meeting, Field::Status, Value::choice("open"));
    }

    /// The meeting is over.
    pub(super) fn held(&mut self, at: Timestamp, meeting: EntryId) {
        self.set(Hand::Anna, at, EntryKind::Meeting, meeting, Field::Status, Value::choice("held"));
    }

    /// At a meeting the group reads the warning plan through.
    pub(super) fn read_through(&mut self, at: Timestamp, meeting: EntryId, outcome: &str) {
        let entry = self.entry();
        let how = How::together(BinderTab::WarningPlan, meeting);
        let fields = [(Field::Outcome, Value::choice(outcome))];
        self.put(Hand::Anna, at, EntryKind::ReadThrough, entry, how, &fields);
    }

    /// A sign with what she does, and what she wants named others to do.
    pub(super) fn sign(
        &mut self,
        at: Timestamp,
        area: &str,
        words: &str,
        mine: &[&str],
        others: &[(&Reference, &str)],
    ) -> EntryId {
        let sign = self.add(
            Hand::Hers,
            at,
            EntryKind::Sign,
            &[(Field::Text, Value::text(words)), (Field::Area, Value::choice(area))],
        );
        for words in mine {
            self.action(at, sign, &[(Field::Doer, Value::choice("me")), (Field::Text, Value::text(*words))]);
        }
        for (who, words) in others {
            let who = Value::Person((*who).clone());
            self.action(
                at,
                sign,
                &[(Field::Doer, Value::choice("other")), (Field::Person, who), (Field::Text, Value::text(*words))],
            );
        }
        sign
    }

    fn action(&mut self, at: Timestamp, sign: EntryId, fields: Fields<'_>) {
        let mut fields = fields.to_vec();
        fields.push((Field::Parent, Value::Entry(sign)));
        self.add(Hand::Hers, at, EntryKind::SignAction, &fields);
    }

    /// Whom to call, in order.
    pub(super) fn call_order(&mut self, at: Timestamp, people: &[&Reference]) {
        for who in people {
            self.add(Hand::Hers, at, EntryKind::CallFirst, &[(Field::Person, Value::Person((*who).clone()))]);
        }
    }

    /// "Så är jag när jag mår bra" and "Det här brukar hjälpa mig".
    pub(super) fn wellness(&mut self, at: Timestamp, well: &str, helps: &str) {
        let fields = [(Field::Well, Value::text(well)), (Field::Helps, Value::text(helps))];
        self.put(
            Hand::Hers,
            at,
            EntryKind::Wellness,
            EntryId::WELLNESS,
            How::tab(BinderTab::WarningPlan),
            &fields,
        );
    }

    /// A goal, or a part of one, written together in a meeting.
    pub(super) fn goal(
        &mut self,
        at: Timestamp,
        meeting: EntryId,
        words: &str,
        part_of: Option<EntryId>,
    ) -> EntryId {
        let entry = self.entry();
        let mut fields = vec![(Field::Text, Value::text(words)), (Field::Wanted, Value::Flag(true))];
        fields.extend(part_of.map(|goal| (Field::Parent, Value::Entry(goal))));
        self.put(Hand::Anna, at, EntryKind::Goal, entry, How::together(BinderTab::Plan, meeting), &fields);
        entry
    }

    /// Who does what when, written together in a meeting.
    pub(super) fn activity(&mut self, at: Timestamp, meeting: EntryId, goal: EntryId, step: Step<'_>) -> EntryId {
        let entry = self.entry();
        let fields = [
            (Field::Text, Value::text(step.what)),
            (Field::Parent, Value::Entry(goal)),
            (Field::Who, Value::Person(step.who.clone())),
            (Field::When, Value::text(step.when)),
            (Field::Authority, Value::choice(step.authority)),
        ];
        self.put(Hand::Anna, at, EntryKind::Activity, entry, How::together(BinderTab::Plan, meeting), &fields);
        entry
    }
}
