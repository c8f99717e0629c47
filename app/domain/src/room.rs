//! The own room (sv: eget rum): what is for her alone, and leaves her device only locked (design §6).
//!
//! An op of the room says nothing but that there is one: entry, kind and words stand in the ciphertext, which
//! only a device with her key opens (`replica::room`). Every op names an entry of its own in the envelope, so
//! nobody without the key can tell which of them belong together. The fold carries them as they came; a device
//! that opens one folds it in here. An entry of the room is begun there and never leaves it: showing it to
//! others writes the words anew, in another entry.
//!
//! A whole tab can be hers alone: then what she begins there is begun in the room. That is said in a sentence of
//! its own among the sentences of Samtycke, which the server can read and nobody else is told: a phone of hers
//! without the key must know it, too.

mod carrying;
mod emptying;
mod moving;

use serde::{Deserialize, Serialize};

use crate::{Audience, BinderTab, Body, EntryId, EntryKind, Field, Op, RefusalCode, Role, Seq, TabState, rules};
pub use carrying::Carry;
pub use emptying::{Emptying, emptied_by, emptying_due, telling_emptied, without_words};
pub use moving::{Step, can_be_own, hers_in, into_room, out_of_room, stands_decided, waits_in, with_all_below};

/// The most signs a locked text takes: room for the longest text of every field, in any script.
const SEALED_MAX: usize = 128 * 1024;

/// The longest name of a key, and the longest nonce, in signs.
const NAME_MAX: usize = 32;

/// Something locked: AES-GCM under a key that only her devices have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sealed {
    /// Which key opens it; says nothing of the key.
    pub key: String,
    /// Used once under that key, in base64.
    pub nonce: String,
    /// The op that it stands for, locked, in base64.
    pub sealed: String,
}

/// An op of the room that has not been opened here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InRoom {
    /// Its place in the log; none while it waits on this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<Seq>,
    /// The op as it came.
    pub op: Op,
}

impl Sealed {
    /// Whether it is of a size that a log takes.
    pub(crate) fn check_size(&self) -> Result<(), RefusalCode> {
        let Self { key, nonce, sealed } = self;
        if key.is_empty() || key.len() > NAME_MAX || nonce.is_empty() || nonce.len() > NAME_MAX {
            return Err(RefusalCode::BadValue);
        }
        if sealed.len() > SEALED_MAX { Err(RefusalCode::TooLong) } else { Ok(()) }
    }
}

/// Whether entries of this tab can be for her alone. Ratings, sentences and shares have rules of their own
/// about who is told.
#[must_use]
pub const fn has_room(tab: BinderTab) -> bool {
    matches!(tab, BinderTab::Contacts | BinderTab::WarningPlan | BinderTab::Plan)
}

/// Whether a change can be made inside the room: there is nobody there who could suggest or answer.
#[must_use]
pub const fn is_of_room(body: &Body) -> bool {
    matches!(
        body,
        Body::Write(_) | Body::Append(_) | Body::Remove(_) | Body::Restore | Body::Carry(_) | Body::Redact(_)
    )
}

/// Whether an app addresses this change to her own room: for her alone, and of a kind the room has. (What the
/// server must read, such as a rating's marks, is for her alone, too, and no part of the room.)
#[must_use]
pub fn is_for_room(audience: &Audience, tab: BinderTab, body: &Body) -> bool {
    let is_rating = matches!(body, Body::Write(write) if write.entry_kind == EntryKind::Rating);
    *audience == Audience::Private && has_room(tab) && is_of_room(body) && !is_rating
}

/// Whether she has said that what she begins in `tab` is for her alone. `sharing` is the tab where that stands.
#[must_use]
pub fn is_own_tab(sharing: &TabState, tab: BinderTab) -> bool {
    let said = sharing.entries.get(&EntryId::own_tab(tab)).filter(|entry| entry.is_shown());
    has_room(tab) && said.is_some_and(|entry| entry.flag(Field::Wanted))
}

impl TabState {
    /// Folds in what a device could open of the room. `opened` is what stood inside `outer`; one that says to
    /// be something else than what carried it is passed over.
    pub fn apply_opened(&mut self, outer: &InRoom, opened: &Op) {
        let carried = (outer.op.id, outer.op.tab, outer.op.author);
        let is_right = (opened.id, opened.tab, opened.author) == carried
            && opened.author.role == Role::Owner
            && is_for_room(&opened.audience, opened.tab, &opened.body);
        if !is_right {
            return;
        }
        if let Body::Redact(redact) = &opened.body {
            return self.note_emptied(opened.entry, redact.entry_kind);
        }
        if !rules::stands(opened) {
            return;
        }
        if let Body::Carry(carry) = &opened.body {
            if carry.entry.id == opened.entry {
                self.carry_in(carry, outer.seq);
            }
            return;
        }
        let is_new = !self.entries.contains_key(&opened.entry);
        self.fold_opened(opened, outer.seq);
        if is_new && let Some(entry) = self.entries.get_mut(&opened.entry) {
            entry.private = true;
        }
    }
}
