//! A change in words: who did what, and what its fields are called.

use domain::history::{Change, Told};
use domain::{Answer, Author, EntryKind, Field, PersonId, Provenance, Value};
use leptos::prelude::*;

use crate::components::in_words;
use crate::state::{AppState, name_of, use_card, use_owner_name};

/// Who is reading, and what people are called on this screen.
#[derive(Clone)]
pub(super) struct Names {
    me: Option<PersonId>,
    card: Signal<Option<domain::api::BinderCard>>,
    owner: Option<String>,
}

impl Names {
    /// Called where a part is made.
    pub(super) fn here() -> Self {
        let me = AppState::get().me().map(|me| me.person);
        Self { me, card: use_card(), owner: use_owner_name().get_untracked() }
    }

    fn of(&self, author: Author) -> String {
        self.card.with_untracked(|card| name_of(card.as_ref(), self.me, author.person))
    }

    fn is_me(&self, author: Author) -> bool {
        self.me == Some(author.person)
    }

    /// "Anna sa ja till ditt förslag".
    fn answered(&self, name: String, by: Option<Author>, answer: Answer) -> String {
        let mine = by.is_some_and(|by| self.is_me(by));
        let by = by.map_or_else(|| say!(common.somebody).to_owned(), |by| self.of(by));
        match (answer, mine) {
            (Answer::Accept, true) => say!(history.said_yes_mine, name = name),
            (Answer::Accept, false) => say!(history.said_yes, name = name, by = by),
            (Answer::Decline, true) => say!(history.said_no_mine, name = name),
            (Answer::Decline, false) => say!(history.said_no, name = name, by = by),
            (Answer::Later, true) => say!(history.said_later_mine, name = name),
            (Answer::Later, false) => say!(history.said_later, name = name, by = by),
        }
    }

    fn reopened(&self, author: Author, by: Option<Author>) -> String {
        let name = self.of(author);
        match by {
            Some(by) if self.is_me(by) => say!(history.reopened_mine, name = name),
            by => {
                let by = by.map_or_else(|| say!(common.somebody).to_owned(), |by| self.of(by));
                if self.is_me(author) {
                    say!(history.reopened_you, by = by)
                } else {
                    say!(history.reopened, name = name, by = by)
                }
            }
        }
    }

    /// What a change did in one line: "Du skrev", "Anna föreslog".
    pub(super) fn headline(&self, change: &Change) -> String {
        let name = || self.of(change.stamp.author);
        let has = |is: fn(&Told) -> bool| change.told.iter().any(is);
        for told in &change.told {
            return match told {
                Told::Answered { by, answer } => self.answered(name(), *by, *answer),
                Told::Reopened { by } => self.reopened(change.stamp.author, *by),
                // With a yes to a suggested removal, that she said yes comes first.
                Told::Removed if has(|told| matches!(told, Told::Answered { .. })) => continue,
                Told::Removed => say!(history.removed, name = name()),
                Told::Restored => say!(history.restored, name = name()),
                Told::Suggested { remove: true, .. } => say!(history.wants_removed, name = name()),
                Told::Suggested { fields, .. } if fields.is_empty() => say!(history.wanted_back, name = name()),
                Told::Suggested { urgent: true, .. } => say!(history.suggested_urgent, name = name()),
                Told::Suggested { .. } => say!(history.suggested, name = name()),
                Told::Unread => say!(history.unread, name = name()),
                Told::Began if change.kind == EntryKind::Rating => say!(history.rated, name = name()),
                Told::Began if !is_together(change) => say!(history.wrote_first, name = name()),
                Told::Began => continue,
                Told::Wrote { .. } | Told::Added { .. } if is_together(change) => {
                    say!(history.together).to_owned()
                }
                Told::Wrote { .. } if !has(is_text) => say!(history.changed, name = name()),
                Told::Wrote { .. } | Told::Added { .. } => say!(history.wrote, name = name()),
            };
        }
        say!(history.wrote_first, name = name())
    }

    /// A value in the words of the screen; nothing is said to be nothing.
    pub(super) fn value(&self, field: Field, value: &Value) -> String {
        let words = in_words(field, value, self.owner.as_deref());
        if words.trim().is_empty() { say!(fields.empty).to_owned() } else { words }
    }
}

/// Somebody's words, not a tick or a choice.
fn is_text(told: &Told) -> bool {
    matches!(told, Told::Wrote { after: Value::Text(_) | Value::Person(_), .. })
}

fn is_together(change: &Change) -> bool {
    matches!(change.stamp.provenance, Provenance::Together { .. })
}
