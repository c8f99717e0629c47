//! What was drawn, as sentences with the time and the pärm's id; on paper and as a file for another program, too.

use domain::Role;
use domain::api::{AuditAction, ReviewedAct};
use leptos::prelude::*;

use super::Open;
use crate::components::Icon;
use crate::lean::handler;
use crate::pages::sharing::{names, tab_name, who};
use crate::words::locale;
use crate::{browser, dates};

/// The list.
#[component]
pub(super) fn Acts(open: Open) -> impl IntoView {
    let said = RwSignal::new("");
    let review = &open.drawn.review;
    let drawn = say!(reviews.drawn, picked = review.n_picked, all = review.n_acts);
    let rows: Vec<_> = open.drawn.acts.iter().map(|act| row(act, &open.unit)).collect();
    let is_empty = rows.is_empty();
    let save = move |_| {
        let day = dates::date_value(open.drawn.review.made_at);
        let is_taken = browser::offer_file(&say!(reviews.file_name, day = day), "text/csv", &csv(&open));
        said.set(if is_taken { say!(settings.save_file_done) } else { say!(settings.save_file_failed) });
    };
    view! {
        <p class="page__lede">{drawn}</p>
        {is_empty.then(|| view! { <div class="empty-note"><p class="empty-note__text">{say!(reviews.none)}</p></div> })}
        {(!is_empty).then(|| view! {
            <ul class="log-list sheet">{rows}</ul>
            <div class="button-stack no-print">
                <button class="button button--quiet" type="button" on:click=handler(|_| browser::print())>
                    <Icon name="printer"/>{say!(reviews.print)}
                </button>
                <button class="button button--quiet" type="button" on:click=handler(save)>
                    <Icon name="file-text"/>{say!(reviews.save)}
                </button>
            </div>
            <p class="small" role="status">{said}</p>
        })}
    }
}

fn row(act: &ReviewedAct, unit: &str) -> impl IntoView + use<> {
    let when = say!(dates.day_clock, day = locale().day_and_year(act.at), clock = locale().clock(act.at));
    let binder = say!(reviews.binder, id = act.binder.to_string());
    view! {
        <li class="log-list__item">
            <p>{sentence(act, unit)}</p>
            <time class="log-list__when" datetime=dates::machine(act.at)>{dates::capital(&when)}</time>
            <p class="small">{binder}</p>
            {act.own.then(|| view! { <p class="waiting">{say!(reviews.own)}</p> })}
        </li>
    }
}

fn sentence(act: &ReviewedAct, unit: &str) -> String {
    let name = if act.name.is_empty() { say!(common.somebody) } else { act.name.as_str() };
    let who = who(name, unit);
    let tabs = names(&act.tabs.iter().map(|tab| tab_name(*tab).to_owned()).collect::<Vec<_>>());
    match act.action {
        AuditAction::Opened => say!(reviews.act_opened, who = who, tabs = tabs),
        AuditAction::Wrote => say!(reviews.act_wrote, who = who, tabs = tabs),
        AuditAction::Fetched => say!(reviews.act_fetched, who = who),
        AuditAction::Denied if act.tabs.is_empty() => say!(reviews.act_denied, who = who),
        AuditAction::Denied => say!(reviews.act_denied_tabs, who = who, tabs = tabs),
        AuditAction::LetIn => say!(reviews.act_let_in, who = who),
        AuditAction::Lifted => say!(reviews.act_lifted, who = who),
        AuditAction::ReadLifted => say!(reviews.act_read_lifted, who = who),
        AuditAction::Other => say!(reviews.act_other, who = who),
    }
}

/// The columns of `parmen audit --csv`, with names as on the wire.
fn csv(open: &Open) -> String {
    let mut text = "heard_at,done_at,person,name,organization,role,action,tabs,binder\r\n".to_owned();
    for act in &open.drawn.acts {
        let tabs: Vec<&str> = act.tabs.iter().map(|tab| tab.as_str()).collect();
        let fields = [
            dates::machine(act.heard_at),
            dates::machine(act.at),
            act.person.to_string(),
            act.name.clone(),
            open.unit.clone(),
            role(act.role).to_owned(),
            action(act.action).to_owned(),
            tabs.join(" "),
            act.binder.to_string(),
        ];
        text += &fields.map(|field| quoted(&field)).join(",");
        text += "\r\n";
    }
    text
}

/// A field as RFC 4180 has it. A leading sign that a spreadsheet would calculate with is kept from that.
fn quoted(field: &str) -> String {
    let guard = if field.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    if field.contains([',', '"', '\n', '\r']) || !guard.is_empty() {
        format!("\"{guard}{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Coordinator => "coordinator",
        Role::Server => "server",
    }
}

const fn action(action: AuditAction) -> &'static str {
    match action {
        AuditAction::Wrote => "wrote",
        AuditAction::Fetched => "fetched",
        AuditAction::Opened => "opened",
        AuditAction::Denied => "denied",
        AuditAction::LetIn => "let in a phone",
        AuditAction::Lifted => "took up with the owner's consent",
        AuditAction::ReadLifted => "read what was taken up",
        AuditAction::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_field_is_one_field_whatever_stands_in_it() {
        assert_eq!(quoted("Anna Berg"), "Anna Berg");
        assert_eq!(quoted("Berg, \"Anna\""), "\"Berg, \"\"Anna\"\"\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
