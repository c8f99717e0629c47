//! Tidiga tecken med åtgärder: the sheet as a whole, read from its entries (R78–R83).

use crate::{Entry, EntryKind, Field, Reference, TabState, called, phone};

/// One sign with what is done then.
#[derive(Clone, PartialEq, Debug)]
pub struct Sign<'a> {
    /// The sign.
    pub entry: &'a Entry,
    /// "Då gör jag".
    pub mine: Vec<&'a Entry>,
    /// "Då vill jag att andra gör", each with a named person.
    pub others: Vec<&'a Entry>,
}

/// The sheet as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct WarningPlan<'a> {
    /// "Så är jag när jag mår bra".
    pub well: &'a str,
    /// "Det här brukar hjälpa mig".
    pub helps: &'a str,
    /// The signs, in her order.
    pub signs: Vec<Sign<'a>>,
    /// Whom to call, in order, with the numbers that stand inside the plan (R81).
    pub call: Vec<&'a Reference>,
}

/// Whether anything is written in a line: some words, or at least who it is about.
fn says_something(entry: &Entry) -> bool {
    let name = entry.person(Field::Person).map_or("", called::person);
    !entry.text(Field::Text).trim().is_empty() || !name.is_empty()
}

/// The first of her contacts that have a number: whom to call while the plan names nobody.
#[must_use]
pub fn first_contacts(contacts: &TabState) -> Vec<Reference> {
    let listed = contacts.listed(EntryKind::Contact).into_iter();
    let callable = listed.filter(|contact| phone::dial(contact.text(Field::Phone)).is_some());
    let named = callable.take(FIRST).map(|contact| Reference {
        entry: Some(contact.id),
        name: called::contact(contact).to_owned(),
        phone: Some(contact.text(Field::Phone).to_owned()),
    });
    named.collect()
}

/// So many are few enough to choose among when it is hard.
const FIRST: usize = 3;

impl<'a> WarningPlan<'a> {
    /// Reads the sheet. Places to write where nothing stands are not part of it.
    #[must_use]
    pub fn read(tab: &'a TabState) -> Self {
        let wellness = tab.entries.get(&crate::EntryId::WELLNESS).filter(|entry| entry.is_shown());
        let written = |kind| tab.listed(kind).into_iter().filter(|entry| says_something(entry));
        let actions: Vec<&Entry> = written(EntryKind::SignAction).collect();
        let signs = tab.listed(EntryKind::Sign).into_iter().map(|entry| {
            let here = actions.iter().copied().filter(|action| action.parent() == Some(entry.id));
            let (others, mine): (Vec<_>, Vec<_>) =
                here.partition(|action| action.choice(Field::Doer) == Some("other"));
            Sign { entry, mine, others }
        });
        let signs =
            signs.filter(|sign| says_something(sign.entry) || !sign.mine.is_empty() || !sign.others.is_empty());
        let call = written(EntryKind::CallFirst);
        Self {
            well: wellness.map_or("", |entry| entry.text(Field::Well)),
            helps: wellness.map_or("", |entry| entry.text(Field::Helps)),
            signs: signs.collect(),
            call: call.filter_map(|entry| entry.person(Field::Person)).collect(),
        }
    }

    /// Whom to call: those the plan names, else `contacts`.
    #[must_use]
    pub fn to_call<'b>(&self, contacts: &'b [Reference]) -> Vec<&'b Reference>
    where
        'a: 'b,
    {
        if self.call.is_empty() { contacts.iter().collect() } else { self.call.clone() }
    }

    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.well.is_empty() && self.helps.is_empty() && self.signs.is_empty() && self.call.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::body::{FieldWrite, Remove, Write};
    use crate::crisis_html::{CrisisWords, Looks, personal};
    use crate::share::snapshot_for;
    use crate::{
        Audience, Author, BinderTab, Body, EntryId, Op, OpId, PersonId, Provenance, Role, Timestamp, Value,
    };

    /// Her sheet, written one entry after the other.
    struct Sheet(TabState, u128);

    impl Sheet {
        fn new() -> Self {
            Self(TabState::empty(BinderTab::WarningPlan), 0)
        }

        fn op(&mut self, entry: EntryId, body: Body) {
            self.1 += 1;
            let author = Author { person: PersonId::from_uuid(uuid::Uuid::from_u128(1)), role: Role::Owner };
            self.0.apply_unsent(&Op {
                id: OpId::from_uuid(uuid::Uuid::from_u128(self.1)),
                tab: BinderTab::WarningPlan,
                entry,
                audience: Audience::Tab,
                author,
                provenance: Provenance::Own,
                made_at: Timestamp::from_millis(0),
                act: None,
                body,
            });
        }

        fn put(&mut self, kind: EntryKind, place: &str, fields: &[(Field, Value)]) -> EntryId {
            let entry = EntryId::from_uuid(uuid::Uuid::from_u128(1_000 - self.1));
            let place = (Field::Position, Value::text(place));
            let fields: BTreeMap<Field, FieldWrite> = fields
                .iter()
                .chain([&place])
                .map(|(field, value)| (*field, FieldWrite { over: Vec::new(), value: value.clone() }))
                .collect();
            self.op(entry, Body::Write(Write { entry_kind: kind, fields }));
            entry
        }

        fn sign(&mut self, place: &str, text: &str) -> EntryId {
            self.put(EntryKind::Sign, place, &[(Field::Text, Value::text(text))])
        }

        fn mine(&mut self, sign: EntryId, place: &str, text: &str) -> EntryId {
            let fields = [(Field::Text, Value::text(text)), (Field::Parent, Value::Entry(sign))];
            self.put(EntryKind::SignAction, place, &fields)
        }

        fn other(&mut self, sign: EntryId, place: &str, who: &str, text: &str) {
            let fields = [
                (Field::Text, Value::text(text)),
                (Field::Parent, Value::Entry(sign)),
                (Field::Doer, Value::choice("other")),
                (Field::Person, Value::Person(Reference::named(who))),
            ];
            self.put(EntryKind::SignAction, place, &fields);
        }
    }

    fn texts(entries: &[&Entry]) -> Vec<String> {
        entries.iter().map(|entry| entry.text(Field::Text).to_owned()).collect()
    }

    fn words() -> CrisisWords<'static> {
        CrisisWords {
            lang: "sv",
            title: "t",
            back: "b",
            well: "w",
            helps: "h",
            mine: "m",
            others: "o",
            somebody: "n",
            call: "Ring",
            general: "g",
            advice: "a",
            emergency: "e",
            signs: "s",
            nobody_reads: "n",
        }
    }

    #[test]
    fn signs_lines_and_calls_stand_in_her_order_on_the_sheet_and_on_the_crisis_page() {
        let mut sheet = Sheet::new();
        let late = sheet.sign("t", "Jag slutar rita");
        let early = sheet.sign("c", "Jag vänder på dygnet");
        sheet.mine(early, "k", "Ringer Anna");
        sheet.mine(early, "d", "Lägger mig tidigt");
        sheet.mine(late, "a", "Tar fram blocket");
        sheet.other(early, "b", "Eva", "Lagar mat");
        let person = |name: &str, phone: &str| {
            Value::Person(Reference { phone: Some(phone.into()), ..Reference::named(name) })
        };
        sheet.put(EntryKind::CallFirst, "m", &[(Field::Person, person("Anna", "08-1"))]);
        sheet.put(EntryKind::CallFirst, "e", &[(Field::Person, person("Eva", "08-2"))]);

        let plan = WarningPlan::read(&sheet.0);
        let [first, second] = plan.signs.as_slice() else { panic!("two signs") };
        assert_eq!(texts(&[first.entry, second.entry]), ["Jag vänder på dygnet", "Jag slutar rita"]);
        assert_eq!(texts(&first.mine), ["Lägger mig tidigt", "Ringer Anna"]);
        assert_eq!(texts(&first.others), ["Lagar mat"]);
        assert_eq!(texts(&second.mine), ["Tar fram blocket"]);

        let page = personal(&plan, &[], &words(), Looks::default());
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing"));
        let order =
            ["Lägger mig tidigt", "Ringer Anna", "Tar fram blocket", "<bdi>Eva", "<bdi>Anna", "Jag slutar rita"];
        assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{page}");
    }

    #[test]
    fn what_is_empty_or_removed_is_not_on_the_sheet() {
        let mut sheet = Sheet::new();
        let sign = sheet.sign("c", "Jag slutar rita");
        sheet.sign("d", " ");
        sheet.mine(sign, "a", "");
        let gone = sheet.mine(sign, "b", "Ringer Anna");
        sheet.op(gone, Body::Remove(Remove { over: sheet.0.entries[&gone].all_heads() }));
        sheet.other(sign, "c", "Eva", "");
        sheet.other(sign, "d", "", "");
        sheet.put(EntryKind::CallFirst, "e", &[(Field::Person, Value::Person(Reference::named(" ")))]);

        let plan = WarningPlan::read(&sheet.0);
        let [only] = plan.signs.as_slice() else { panic!("one sign") };
        assert_eq!((only.mine.len(), only.others.len(), plan.call.len()), (0, 1, 0));
        let snapshot = snapshot_for(&Reference::named("Eva"), &plan, "Maja", None, Timestamp::from_millis(0));
        assert_eq!(snapshot.signs, [], "an empty line tells Eva nothing");
    }
}
