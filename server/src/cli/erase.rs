//! `parmen erase`: the organisation takes a pärm away as the law demands, or lets it stay. The owner's own "Ta
//! bort min pärm" is an op of hers; nobody else who is signed in can ask for it.

use std::io::{self, Write as _};

use anyhow::{Context as _, bail};
use domain::erasure::Erase;
use domain::{BinderId, Body, Timestamp};
use server::AppState;
use server::store::Erasure;

use super::Arguments;

/// Does what the words ask for.
pub(super) async fn run(state: &AppState, binder: Option<BinderId>, given: &Arguments) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match (binder, given.has("list"), given.has("due"), given.has("cancel")) {
        (None, true, false, false) => list(state, &mut out).await,
        (None, false, true, false) => {
            let n_ended = state.store().end_due().await?;
            writeln!(out, "{n_ended} taken away")?;
            Ok(())
        }
        (Some(binder), false, false, true) => {
            state.store().cancel_erasure(binder).await?;
            writeln!(out, "{binder} stays; everybody whom its owner has let in reaches it again")?;
            Ok(())
        }
        (Some(binder), false, false, false) => begin(state, binder, given, &mut out).await,
        _ => bail!("`parmen help` says how it is called"),
    }
}

async fn begin(
    state: &AppState,
    binder: BinderId,
    given: &Arguments,
    out: &mut impl io::Write,
) -> anyhow::Result<()> {
    let reason = given.required("reason")?.trim().to_owned();
    let by = given.optional("by").unwrap_or_default().trim().to_owned();
    let erasure = state.store().begin_erasure(binder, Erase { reason, by }).await?;
    let day = day(erasure.due_at);
    writeln!(
        out,
        "{binder} is taken away on {day}; its owner reads that and why, and can take it along until then"
    )?;
    writeln!(out, "until then `parmen erase --cancel {binder}` lets it stay")?;
    Ok(())
}

async fn list(state: &AppState, out: &mut impl io::Write) -> anyhow::Result<()> {
    for erasure in state.store().erasures().await? {
        writeln!(out, "{}  {}  {}", erasure.binder, day(erasure.due_at), who(state, &erasure).await?)?;
    }
    Ok(())
}

/// Who asked for it, and why if that is not hers to say.
async fn who(state: &AppState, erasure: &Erasure) -> anyhow::Result<String> {
    if erasure.is_hers {
        return Ok("the owner".to_owned());
    }
    let access = state.store().job_access(erasure.binder).await?.context("it has been taken away just now")?;
    let said = state.store().erase_op(&access, erasure).await?.map(|op| op.body);
    Ok(match said {
        Some(Body::Erase(Erase { reason, by })) if by.is_empty() => format!("the organisation: {reason}"),
        Some(Body::Erase(Erase { reason, by })) => format!("{by}: {reason}"),
        _ => "the organisation".to_owned(),
    })
}

fn day(at: Timestamp) -> String {
    let day = at.local();
    format!("{}-{:02}-{:02}", day.year, day.month, day.day)
}
