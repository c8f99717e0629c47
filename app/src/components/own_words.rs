//! What is said of her own room beside an entry: who reads it now, and what a move does.

use domain::{BinderTab, EntryKind};

use crate::pages::tab_name;

/// Who can read what she writes.
pub(super) fn seen_by(names: &str, tab: BinderTab) -> String {
    if names.is_empty() {
        say!(room.seen_by_nobody, tab = tab_name(tab))
    } else {
        say!(room.seen_by, names = names)
    }
}

/// What becomes of words that others could read, before they go into the room.
pub(crate) fn lock_words(readers: &str, copies: &str, decided: bool) -> String {
    let read = if readers.is_empty() {
        say!(room.lock_ask_nobody).to_owned()
    } else {
        say!(room.lock_ask, names = readers)
    };
    let kept = if copies.is_empty() { String::new() } else { say!(room.lock_copies, names = copies) };
    let decided = if decided { say!(room.lock_decided) } else { "" };
    in_a_text([read, decided.to_owned(), kept])
}

/// What moves with an entry of this kind.
pub(super) fn goes_along(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Goal => say!(room.with_goal),
        EntryKind::Sign => say!(room.with_sign),
        _ => "",
    }
}

/// Sentences one after the other, without those that are not said.
pub(super) fn in_a_text<const N: usize>(sentences: [String; N]) -> String {
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}
