//! What a device's visit leaves behind: how far its copy has come, and lines in the access log.

use std::collections::BTreeSet;

use domain::api::OpenedTab;
use domain::consent::Access;
use domain::{BinderId, BinderTab, PersonId, Role, Seq, Timestamp};

use crate::auth::Session;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::store::{AuditRow, Visit};

/// A visit.
#[derive(Debug)]
pub(crate) struct Note<'a> {
    /// How far the copy has come, if that is further than was known.
    pub(crate) reached: Option<Seq>,
    /// Something of what is in the binder was sent.
    pub(crate) got_something: bool,
    /// Tabs that were opened and read.
    pub(crate) opened: &'a [OpenedTab],
}

/// Whether a reader may know how far a person has come: the owner about everybody, a coordinator about the
/// owner and herself; who else is let in is nobody else's business.
pub(crate) fn may_know_reached(access: &Access, owner: Option<PersonId>, person: PersonId) -> bool {
    let reader = access.reader();
    reader.role == Role::Owner || person == reader.person || Some(person) == owner
}

/// Writes a visit down. The access log is about others than the owner.
pub(crate) async fn note(state: &AppState, session: &Session, access: &Access, visit: Note<'_>) -> ApiResult<()> {
    let at = state.clock().now();
    let key = (access.binder(), access.reader().person);
    let fetch = (day(at), access.readable());
    let mut audit = Vec::new();
    let mut fetched = false;
    if access.reader().role == Role::Coordinator {
        audit = told(state, session, access.binder(), &access.readable(), visit.opened).await?;
        fetched = visit.got_something && state.fetched().get(&key).as_ref() != Some(&fetch);
        if fetched {
            audit.push(AuditRow::fetched(access, session.organization, at));
        }
    }
    if visit.reached.is_none() && audit.is_empty() {
        return Ok(());
    }
    let visit = Visit { access: access.clone(), at, reached: visit.reached, audit };
    state.store().visit(visit).await?;
    if fetched {
        state.fetched().put(key, fetch);
    }
    Ok(())
}

/// Writes down what somebody tells who reaches the binder no more: tabs that were opened from the copy that she had
/// until now. The answer is the one for strangers all the same.
pub(crate) async fn note_parting(
    state: &AppState,
    session: &Session,
    binder: BinderId,
    opened: &[OpenedTab],
) -> ApiResult<()> {
    if session.author.role != Role::Coordinator {
        return Ok(());
    }
    let lines = told(state, session, binder, &[], opened).await?;
    if !lines.is_empty() {
        state.store().audit_parting(binder, session.author.person, &lines).await?;
    }
    Ok(())
}

/// Lines for the tabs that a device tells were opened, of those its reader has now or ever had a copy of: what
/// was read without network after a withdrawal is told at the next contact, when nothing is open any more.
async fn told(
    state: &AppState,
    session: &Session,
    binder: BinderId,
    readable: &[BinderTab],
    opened: &[OpenedTab],
) -> ApiResult<Vec<AuditRow>> {
    let person = session.author.person;
    let may_all_be_read = opened.iter().all(|opened| readable.contains(&opened.tab));
    let had = if may_all_be_read { BTreeSet::new() } else { state.store().tabs_fetched(binder, person).await? };
    let at = state.clock().now();
    let tabs = opened.iter().filter(|opened| readable.contains(&opened.tab) || had.contains(&opened.tab));
    let line =
        |opened: &OpenedTab| AuditRow::opened(person, session.organization, *opened, at, session.created_at);
    Ok(tabs.map(line).collect())
}

/// A Swedish day as one number.
fn day(at: Timestamp) -> i64 {
    let local = at.local();
    (i64::from(local.year) * 100 + i64::from(local.month)) * 100 + i64::from(local.day)
}
