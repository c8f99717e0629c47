//! A check on paper: lines to read, or comma-separated for another program.

use std::io::Write;

use domain::api::{AuditAction, ReviewOutcome};
use domain::{Role, Timestamp};
use server::store::{Review, StaffAct};

use crate::cli::period::Period;

/// Readable lines, the earliest first.
pub(super) fn text(
    out: &mut impl Write,
    unit: &str,
    period: &Period,
    n_acts: usize,
    shown: &[StaffAct],
) -> anyhow::Result<()> {
    let (first, last) = &period.days;
    writeln!(out, "{unit}, {first} to {last}: {n_acts} in the access log, {} shown", shown.len())?;
    for act in shown {
        let told = if act.at == act.heard_at { String::new() } else { format!(" (done {})", moment(act.at)) };
        writeln!(
            out,
            "{}  {}  {}  {}  {}  {}{told}",
            moment(act.heard_at),
            name(act),
            role(act.role),
            action(act.action),
            tabs(act, "+"),
            act.binder
        )?;
    }
    Ok(())
}

/// The same with a heading and one field for each fact.
pub(super) fn csv(out: &mut impl Write, unit: &str, shown: &[StaffAct]) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "heard_at",
        "done_at",
        "person",
        "name",
        "organization",
        "role",
        "action",
        "tabs",
        "binder",
    ])?;
    for act in shown {
        csv.write_record([
            moment(act.heard_at),
            moment(act.at),
            act.person.to_string(),
            act.name.clone(),
            unit.to_owned(),
            role(act.role).to_owned(),
            action(act.action).to_owned(),
            tabs(act, " "),
            act.binder.to_string(),
        ])?;
    }
    csv.flush()?;
    Ok(())
}

/// The checks that were made, the latest first.
pub(super) fn reviews(out: &mut impl Write, reviews: &[Review]) -> anyhow::Result<()> {
    for review in reviews {
        let last = Timestamp::from_millis(review.until.as_millis() - 1);
        writeln!(
            out,
            "{}  {}  {} to {}: {} of {}",
            moment(review.made_at),
            review.made_by,
            review.from.iso_day(),
            last.iso_day(),
            review.picked.len(),
            review.n_acts
        )?;
        if let Some(finding) = &review.finding {
            let outcome = match finding.outcome {
                ReviewOutcome::Nothing => "nothing to remark",
                ReviewOutcome::FollowUp => "to follow up: ",
            };
            writeln!(out, "    {}  {}  {outcome}{}", moment(finding.made_at), finding.made_by, finding.words)?;
        }
        for (binder, key) in &review.picked {
            writeln!(out, "    {binder}  {key}")?;
        }
    }
    writeln!(out, "{} made", reviews.len())?;
    Ok(())
}

fn name(act: &StaffAct) -> String {
    if act.name.is_empty() { act.person.to_string() } else { act.name.clone() }
}

fn tabs(act: &StaffAct, between: &str) -> String {
    let names: Vec<&str> = act.tabs.iter().map(|tab| tab.as_str()).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(between) }
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

/// Swedish time.
pub(super) fn moment(at: Timestamp) -> String {
    let local = at.local();
    format!("{} {:02}:{:02}", at.iso_day(), local.hour, local.minute)
}
