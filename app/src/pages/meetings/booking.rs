//! What belongs to booking a time: a booked meeting is complete, and a reason why none is booked has
//! had its day.

use std::collections::BTreeMap;

use domain::api::BinderCard;
use domain::body::{FieldWrite, Remove, Write};
use domain::{Body, Entry, EntryId, EntryKind, Field, PersonId, Reference, Role, TabState, Timestamp, Value};
use leptos::prelude::*;
use replica::Draft;

use crate::components::{Beside, Change};
use crate::editor::Editor;

/// Who is expected: both coordinators at a meeting of the resource group (R93); at another the only
/// one there is, or the one who writes.
pub(crate) fn expected(card: Option<&BinderCard>, me: Option<PersonId>, care_team: bool) -> Vec<Reference> {
    let people = card.map(|card| card.people.as_slice()).unwrap_or_default();
    let all: Vec<_> = people.iter().filter(|person| person.role == Role::Coordinator).collect();
    let alone = all.len() == 1;
    all.into_iter()
        .filter(|person| care_team || alone || Some(person.person) == me)
        .map(|person| Reference {
            entry: Some(EntryId::card_of(person.person)),
            name: person.name.clone(),
            phone: None,
        })
        .collect()
}

/// Whether two references mean the same person: the same card, or the same name.
pub(crate) fn same(a: &Reference, b: &Reference) -> bool {
    match (a.entry, b.entry) {
        (Some(a), Some(b)) => a == b,
        _ => a.name.trim().to_lowercase() == b.name.trim().to_lowercase(),
    }
}

/// Where there are two coordinators: those of them who do not come to a meeting of the resource group (R93).
pub(crate) fn absent(card: Option<&BinderCard>, comes: &[Reference]) -> Vec<String> {
    let both = expected(card, None, true);
    let stays_away = |one: &&Reference| !comes.iter().any(|other| same(other, one));
    let absent = both.iter().filter(stays_away).map(|one| one.name.clone());
    if both.len() > 1 { absent.collect() } else { Vec::new() }
}

/// The empty reason and the one that stood there, if a time that comes makes it untrue.
fn reason_is_past(tab: &TabState, now: Timestamp, starts: Timestamp) -> Option<(FieldWrite, FieldWrite)> {
    let entry = tab.entries.get(&EntryId::NO_MEETING).filter(|entry| entry.is_shown() && starts > now)?;
    // Several versions wait for somebody to choose; that is not decided here.
    let reason =
        Some(entry.text(Field::Text)).filter(|text| !text.trim().is_empty() && entry.split_fields().is_empty())?;
    let back = FieldWrite { over: Vec::new(), value: Value::text(reason) };
    Some((FieldWrite { over: entry.heads(Field::Text), value: Value::text("") }, back))
}

/// The reason taken away, and put back by "Ångra", in a draft like `like`.
pub(super) fn reason_drafts(editor: Editor, starts: Timestamp, like: &Draft) -> Option<(Draft, Draft)> {
    let now = editor.app.now();
    let (gone, back) =
        editor.tab.with_untracked(|view| view.open().and_then(|tab| reason_is_past(tab, now, starts)))?;
    let draft = |write| Draft {
        entry: EntryId::NO_MEETING,
        body: Body::Write(Write {
            entry_kind: EntryKind::NoMeeting,
            fields: BTreeMap::from([(Field::Text, write)]),
        }),
        ..like.clone()
    };
    Some((draft(gone), draft(back)))
}

/// What is written together with a time: what the meeting lacks, and that no reason is needed.
pub(crate) fn beside(editor: Editor, starts: Timestamp, people: Option<Vec<Reference>>) -> Beside {
    let mut fields = vec![
        (Field::MeetingKind, Value::choice("coordinator")),
        (Field::PlaceKind, Value::choice("home")),
        (Field::Status, Value::choice("planned")),
    ];
    fields.extend(people.filter(|people| !people.is_empty()).map(|people| (Field::People, Value::People(people))));
    let reason = editor.draft(Body::Restore).and_then(|like| reason_drafts(editor, starts, &like));
    let (drafts, back) = reason.unzip();
    Beside { fields, drafts: drafts.into_iter().collect(), back: back.into_iter().collect() }
}

/// The draft of a meeting like another one, at a new time.
pub(crate) fn draft_like(model: &Entry, editor: Editor, starts: Timestamp, status: &'static str) -> Option<Draft> {
    let same = [Field::MeetingKind, Field::Minutes, Field::PlaceKind, Field::Place, Field::People];
    let mut fields: BTreeMap<Field, FieldWrite> = same
        .into_iter()
        .filter_map(|field| Some((field, FieldWrite { over: Vec::new(), value: model.value(field)?.clone() })))
        .collect();
    for (field, value) in [(Field::Starts, Value::Instant(starts)), (Field::Status, Value::choice(status))] {
        fields.insert(field, FieldWrite { over: Vec::new(), value });
    }
    editor.draft(Body::Write(Write { entry_kind: EntryKind::Meeting, fields }))
}

/// A meeting like another one, at a new time: same kind, length, place and people (R90).
pub(crate) fn book_like(model: &Entry, editor: Editor, starts: Timestamp, status: &'static str) -> Option<Change> {
    let meeting = draft_like(model, editor, starts, status)?;
    let mut drafts = vec![meeting.clone()];
    let mut back = vec![Draft { body: Body::Remove(Remove { over: Vec::new() }), ..meeting.clone() }];
    if let Some((gone, put_back)) = reason_drafts(editor, starts, &meeting) {
        drafts.push(gone);
        back.push(put_back);
    }
    Some(Change { binder: editor.binder.get_untracked()?, drafts, back, said: say!(meetings.booked).to_owned() })
}

#[cfg(test)]
mod tests {
    use domain::api::PersonCard;
    use domain::{BinderId, PersonId};
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(n))
    }

    fn card(coordinators: &[(u128, &str)]) -> BinderCard {
        let people = coordinators.iter().map(|(n, name)| PersonCard {
            person: person(*n),
            name: (*name).to_owned(),
            role: Role::Coordinator,
            organization: String::new(),
        });
        BinderCard {
            id: BinderId::from_uuid(Uuid::nil()),
            owner_name: "Maja".to_owned(),
            owner: person(9),
            started_at: Timestamp::default(),
            paired: true,
            newest_phone_at: None,
            rights: Vec::new(),
            turns_at: None,
            people: people.collect(),
            erasing: None,
        }
    }

    #[test]
    fn of_two_coordinators_the_one_who_does_not_come_is_named() {
        let both = card(&[(1, "Anna Berg"), (2, "Johan Ek")]);
        let anna = Reference { entry: Some(EntryId::card_of(person(1))), name: "Anna".to_owned(), phone: None };
        assert_eq!(absent(Some(&both), &[anna.clone(), Reference::named("Eva")]), ["Johan Ek"]);
        assert_eq!(absent(Some(&both), &[anna, Reference::named(" johan ek ")]), Vec::<String>::new());
    }

    #[test]
    fn where_there_is_one_coordinator_nobody_is_missed() {
        assert_eq!(absent(Some(&card(&[(1, "Anna Berg")])), &[]), Vec::<String>::new());
    }
}
