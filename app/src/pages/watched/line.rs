//! One line of the access log as a sentence.

use domain::Timestamp;
use domain::api::{AuditAction, AuditLine};
use leptos::prelude::*;

use super::day::{Act, is_told_later};
use crate::dates;
use crate::pages::sharing::{names, tab_name, who};

/// "Anna Berg (Psykosvård Öster) läste Mål och plan." and when: "Kl. 13.00", "3 gånger, senast kl. 13.00",
/// "21 november 13.00, utan nät".
pub(super) fn row(now: Timestamp, act: &Act) -> impl IntoView + use<> {
    let line = &act.line;
    view! {
        <li class="log-list__item">
            <p>{sentence(line)}</p>
            <time class="log-list__when" datetime=dates::machine(line.at)>{when(now, act)}</time>
        </li>
    }
}

fn when(now: Timestamp, act: &Act) -> String {
    let at = act.line.at;
    let when = if is_told_later(&act.line) {
        say!(watched.without_net, when = dates::day_short_clock(now, at))
    } else {
        dates::at_clock(at)
    };
    let when = if act.times > 1 { say!(watched.times, count = act.times, when = when) } else { when };
    dates::capital(&when)
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
        AuditAction::Lifted => say!(watched.lifted, who = who),
        AuditAction::ReadLifted => say!(watched.read_lifted, who = who),
        AuditAction::Other => say!(watched.other, who = who),
    }
}
