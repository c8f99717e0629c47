//! One stretch of editing in a field: what is known at each key of what will be written.

use domain::{BinderId, Body, Field, OpId, Reference, Value};
use replica::Draft;

use crate::state::{AppState, Keys, Place, Turn};

/// One stretch of editing, from the first key until the field is left.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that are true or not, each on its own")]
pub(super) struct Session {
    pub(super) over: Vec<OpId>,
    pub(super) before: Option<Value>,
    /// The write of what has been typed, in its pärm.
    pub(super) typed: Option<(BinderId, Draft)>,
    pub(super) dirty: bool,
    pub(super) saving: bool,
    /// Asked to be written while another write was under way.
    pub(super) asked: bool,
    pub(super) left: bool,
    pub(super) keys: u64,
    pub(super) writes: u64,
    /// Every write of this stretch.
    pub(super) wrote: Vec<OpId>,
    /// What "Ångra" calls it.
    pub(super) said: String,
    /// Where each key is kept until it is written.
    pub(super) kept: Option<Place>,
    /// What is being written just now.
    pub(super) under_way: Option<Value>,
    /// The entry stood there at the last key.
    pub(super) stood: bool,
    pub(super) turn: Turn,
}

impl Session {
    /// Keeps what has been typed and is not written.
    pub(super) fn keep(&self, app: AppState, field: Field) {
        if let (Some(place), Some((_, draft))) = (&self.kept, &self.typed) {
            let under_way = self.under_way.clone();
            app.keep_typing(place, Keys { draft, field, over: &self.over, under_way, stood: self.stood });
        }
    }

    /// Something stood there and nothing does.
    pub(super) fn took_away(&self, field: Field) -> bool {
        let value = self.typed.as_ref().and_then(|(_, draft)| value_in(draft, field));
        let nothing = value_of(field, "");
        value.as_ref() == Some(&nothing) && self.before.as_ref().is_some_and(|before| *before != nothing)
    }
}

/// What a draft writes in a field.
pub(super) fn value_in(draft: &Draft, field: Field) -> Option<Value> {
    match &draft.body {
        Body::Write(write) => write.fields.get(&field).map(|write| write.value.clone()),
        _ => None,
    }
}

/// The words of a field as a value.
pub(super) fn value_of(field: Field, text: &str) -> Value {
    match field {
        Field::Who | Field::Person => Value::Person(Reference::named(text)),
        _ => Value::text(text),
    }
}

/// The draft as a write over these versions. What a new entry begins with is written once.
pub(super) fn over(mut draft: Draft, field: Field, versions: &[OpId], begun: bool) -> Draft {
    if let Body::Write(write) = &mut draft.body {
        write.fields.retain(|other, _| !begun || *other == field);
        if let Some(write) = write.fields.get_mut(&field) {
            write.over = versions.to_vec();
        }
    }
    draft
}
