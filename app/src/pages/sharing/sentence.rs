//! A consent in words: the same sentence on the coordinator's screen, read aloud, and on the owner's.

use domain::BinderTab;
use domain::consent::{Grant, Right};

use super::until::lasting;
use crate::pages::binder::tab_face;

/// "Anna Berg (Psykosvård Öster)".
pub(crate) fn who(name: &str, organization: &str) -> String {
    match organization.trim() {
        "" => name.to_owned(),
        organization => say!(sharing.who, name = name.to_owned(), organization = organization.to_owned()),
    }
}

/// What a tab is called.
pub(crate) fn tab_name(tab: BinderTab) -> &'static str {
    tab_face(tab).map_or("", |(name, ..)| name)
}

/// "Anna Berg (Psykosvård Öster) får läsa och föreslå i Mål och plan."
pub(crate) fn sentence(who: String, tab: BinderTab, right: Option<Right>) -> String {
    let tab = tab_name(tab);
    match right {
        Some(Right::Suggest) => say!(sharing.may_suggest, who = who, tab = tab),
        Some(Right::Read) => say!(sharing.may_read, who = who, tab = tab),
        None => say!(sharing.may_not, who = who, tab = tab),
    }
}

/// The sentence of a consent that was given.
pub(crate) fn sentence_of(grant: &Grant) -> String {
    let said = sentence(who(&grant.name, &grant.organization), grant.tab, Some(grant.right));
    lasting(&said, Some(grant.period))
}

/// What goes on when the last day of another sentence has passed, or begins while it holds.
pub(super) fn then_words(then: Option<&Grant>) -> Option<String> {
    // One that has a first day names it itself.
    then.map(|grant| match sentence_of(grant) {
        sentence if grant.period.from.is_some() => sentence,
        sentence => say!(sharing.then, sentence = sentence),
    })
}

/// "Anna Berg, Johan Ek och mamma".
pub(crate) fn names(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => say!(sharing.and, first = first.join(", "), last = last.clone()),
    }
}
