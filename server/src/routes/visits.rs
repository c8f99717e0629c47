//! What a device's visit leaves behind: how far its copy has come, and lines in the access log.

use domain::api::OpenedTab;
use domain::consent::Access;
use domain::{PersonId, Role, Seq, Timestamp};

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
    let mut audit = Vec::new();
    let mut fetched = false;
    if access.reader().role == Role::Coordinator {
        let tabs = visit.opened.iter().filter(|opened| access.right(opened.tab).is_some());
        audit.extend(
            tabs.map(|opened| AuditRow::opened(access, session.organization, *opened, at, session.created_at)),
        );
        fetched = visit.got_something && state.fetched().get(&key) != Some(day(at));
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
        state.fetched().put(key, day(at));
    }
    Ok(())
}

/// A Swedish day as one number.
fn day(at: Timestamp) -> i64 {
    let local = at.local();
    (i64::from(local.year) * 100 + i64::from(local.month)) * 100 + i64::from(local.day)
}
