//! `parmen audit --accounts`: sign-ins of a unit's staff, and what was changed in how they sign in.

use std::io::Write;

use domain::api::AccountAct;
use server::store::AccountEvent;

use super::write::moment;
use crate::cli::period::Period;

/// Readable lines, the earliest first.
pub(super) fn text(
    out: &mut impl Write,
    unit: &str,
    period: &Period,
    events: &[AccountEvent],
) -> anyhow::Result<()> {
    let (first, last) = &period.days;
    writeln!(out, "{unit}, {first} to {last}: {} in the log of accounts", events.len())?;
    for event in events {
        let by = if event.by.is_empty() { String::new() } else { format!("  by {}", event.by) };
        writeln!(out, "{}  {}  {}{by}", moment(event.at), event.name, words(event.act))?;
    }
    Ok(())
}

/// The same with a heading and one field for each fact.
pub(super) fn csv(out: &mut impl Write, unit: &str, events: &[AccountEvent]) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["at", "person", "name", "organization", "act", "by"])?;
    for event in events {
        let (at, person) = (moment(event.at), event.person.to_string());
        csv.write_record([&at, &person, &event.name, unit, words(event.act), &event.by])?;
    }
    csv.flush()?;
    Ok(())
}

const fn words(act: AccountAct) -> &'static str {
    match act {
        AccountAct::SignedIn => "signed in",
        AccountAct::SignedInAtProvider => "signed in at the provider",
        AccountAct::WrongPassword => "wrong password",
        AccountAct::WrongCode => "right password, wrong code",
        AccountAct::RecoveryUsed => "used a recovery code",
        AccountAct::FactorOn => "set up the second step",
        AccountAct::FactorOff => "switched off the second step",
        AccountAct::FactorReset => "second step taken away",
        AccountAct::RecoveryRenewed => "made new recovery codes",
        AccountAct::PasswordChanged => "changed the password",
        AccountAct::PasswordReset => "password replaced",
        AccountAct::PasskeyAdded => "made a passkey",
        AccountAct::PasskeyRemoved => "removed a passkey",
        AccountAct::SessionEnded => "ended a session",
        AccountAct::Closed => "account closed",
        AccountAct::JoinedGroup => "joined the group",
        AccountAct::LeftGroup => "left the group",
        AccountAct::NamedReviewer => "named to check the access log",
        AccountAct::ReviewerNoMore => "checks the access log no more",
    }
}
