//! One line of the access log as a sentence.

use domain::api::{AuditAction, AuditLine};
use leptos::prelude::*;

use crate::dates;
use crate::pages::sharing::{names, tab_name, who};

/// "Anna Berg (Psykosvård Öster) läste Mål och plan." and when.
pub(super) fn row(line: &AuditLine) -> impl IntoView + use<> {
    view! {
        <li class="log-list__item">
            <p>{sentence(line)}</p>
            <time class="log-list__when" datetime=dates::machine(line.at)>{dates::capital(&dates::at_clock(line.at))}</time>
        </li>
    }
}

fn sentence(line: &AuditLine) -> String {
    let name = if line.name.is_empty() { say!(common.somebody) } else { line.name.as_str() };
    let who = who(name, &line.organization);
    let tabs = names(&line.tabs.iter().map(|tab| tab_name(*tab).to_owned()).collect::<Vec<_>>());
    match line.action {
        AuditAction::Opened => say!(watched.opened, who = who, tabs = tabs),
        AuditAction::Wrote => say!(watched.wrote, who = who, tabs = tabs),
        AuditAction::Fetched => say!(watched.fetched, who = who),
        AuditAction::Denied if line.tabs.is_empty() => say!(watched.denied, who = who),
        AuditAction::Denied => say!(watched.denied_tabs, who = who, tabs = tabs),
        AuditAction::LetIn => say!(watched.let_in, who = who),
        AuditAction::Other => say!(watched.other, who = who),
    }
}
