//! What an entry's fields say, each as what it is.

use super::Entry;
use crate::{EntryId, Field, Reference, Timestamp, Value};

impl Entry {
    /// The value of a field that is shown first.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.fields.get(&field)?.shown().map(|version| &version.value)
    }

    /// A text field's words, or nothing.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match self.value(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// A choice field's answer.
    #[must_use]
    pub fn choice(&self, field: Field) -> Option<&str> {
        match self.value(field)? {
            Value::Choice(name) => Some(name),
            _ => None,
        }
    }

    /// A moment.
    #[must_use]
    pub fn instant(&self, field: Field) -> Option<Timestamp> {
        match self.value(field)? {
            Value::Instant(at) => Some(*at),
            _ => None,
        }
    }

    /// The entry this one belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<EntryId> {
        match self.value(Field::Parent)? {
            Value::Entry(id) => Some(*id),
            _ => None,
        }
    }

    /// One named person.
    #[must_use]
    pub fn person(&self, field: Field) -> Option<&Reference> {
        match self.value(field)? {
            Value::Person(person) => Some(person),
            _ => None,
        }
    }

    /// Several named people.
    #[must_use]
    pub fn people(&self, field: Field) -> &[Reference] {
        match self.value(field) {
            Some(Value::People(people)) => people,
            _ => &[],
        }
    }

    /// A tick; not ticked if nobody has said.
    #[must_use]
    pub fn flag(&self, field: Field) -> bool {
        matches!(self.value(field), Some(Value::Flag(true)))
    }

    /// Where it stands in a hand-ordered list; entries without a place come last.
    #[must_use]
    pub fn position(&self) -> &str {
        match self.text(Field::Position) {
            "" => "~",
            position => position,
        }
    }
}
