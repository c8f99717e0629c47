//! `parmen audit`: what a unit's staff have read and written, for the checks that the unit must make again and
//! again (HSLF-FS 2016:40), and that a check was made.
//!
//! Never what was read, and never whose pärm it is: only its id, with which the unit can ask further.

mod accounts;
mod write;

use std::io;

use anyhow::{Context as _, bail, ensure};
use domain::{OrganizationId, ReviewId};
use server::AppState;
use server::store::{Authority, Review};

use super::Arguments;
use super::period::Period;

/// Does what the arguments ask for.
pub(super) async fn run(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let (unit, name) = organization(state, arguments).await?;
    let mut out = io::stdout().lock();
    if arguments.has("checks") {
        return write::reviews(&mut out, &state.store().reviews(unit).await?);
    }
    let period = Period::read(arguments.required("from")?, arguments.required("to")?)?;
    if arguments.has("accounts") {
        let events = state.store().account_events(unit, period.from, period.until).await?;
        if arguments.has("csv") {
            return accounts::csv(&mut out, &name, &events);
        }
        return accounts::text(&mut out, &name, &period, &events);
    }
    let spot_check = match arguments.optional("spot-check") {
        Some(n) => Some((n_wanted(n)?, arguments.required("by")?.trim())),
        None => None,
    };
    let acts = state.store().staff_acts(unit, period.from, period.until).await?;
    let n_acts = acts.len();
    let shown = match spot_check {
        Some((n, _)) => state.store().pick(acts, n)?,
        None => acts,
    };
    if arguments.has("csv") {
        write::csv(&mut out, &name, &shown)?;
    } else {
        write::text(&mut out, &name, &period, n_acts, &shown)?;
    }
    if let Some((_, by)) = spot_check {
        let review = Review {
            id: ReviewId::from_uuid(state.clock().uuid()?),
            made_at: state.clock().now(),
            made_by: by.to_owned(),
            from: period.from,
            until: period.until,
            n_acts: u64::try_from(n_acts)?,
            picked: shown.into_iter().map(|act| (act.binder, act.key)).collect(),
            finding: None,
        };
        state.store().record_review(unit, &review).await.context("the check was not written down")?;
        // Beside the list, so that a file of it holds the list alone.
        eprintln!("written down: {} of {n_acts} looked through by {by}", review.picked.len());
    }
    Ok(())
}

/// The unit that is meant, and its name.
pub(super) async fn organization(
    state: &AppState,
    arguments: &Arguments,
) -> anyhow::Result<(OrganizationId, String)> {
    let name = arguments.required("organization")?;
    let authority = match arguments.optional("authority") {
        None => None,
        Some("region") => Some(Authority::Region),
        Some("municipality") => Some(Authority::Municipality),
        Some(_) => bail!("--authority is region or municipality"),
    };
    let all = state.store().organizations().await?;
    let is_it = |unit: &&(OrganizationId, String, Authority)| {
        unit.1 == name && authority.is_none_or(|authority| unit.2 == authority)
    };
    let found: Vec<_> = all.iter().filter(is_it).collect();
    match found.as_slice() {
        [(id, name, _)] => Ok((*id, name.clone())),
        [] => {
            let names: Vec<&str> = all.iter().map(|unit| unit.1.as_str()).collect();
            bail!("there is no organization named {name}; there is: {}", names.join(", "))
        }
        _ => bail!("both a region and a municipality have a {name}; say which with --authority"),
    }
}

fn n_wanted(text: &str) -> anyhow::Result<usize> {
    let n = text.parse().context("--spot-check is a number")?;
    ensure!(n > 0, "--spot-check is at least 1");
    Ok(n)
}
