//! Cards: a binder and its people as one reader may know them.

use std::collections::BTreeSet;

use domain::api::{BinderCard, ClosedBinderCard, ErasingCard, Me, PersonCard, TabRight};
use domain::consent::Access;
use domain::{PersonId, Role};

use crate::auth::Session;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::{Erasure, StoreError};

/// A binder as a reader's list shows it.
pub(crate) async fn binder(state: &AppState, access: &Access) -> ApiResult<BinderCard> {
    let facts = state.store().binder(access).await?;
    let mut known = state.store().people_of(access).await?;
    known.insert(facts.started_by);
    if access.reader().role == Role::Coordinator {
        known.insert(access.reader().person);
    }
    let owner = PersonCard {
        person: facts.owner,
        name: facts.owner_name.clone(),
        role: Role::Owner,
        organization: String::new(),
    };
    let staff = state.store().cards(&known).await?.into_values().map(|card| PersonCard {
        person: card.person,
        name: card.name,
        role: Role::Coordinator,
        organization: card.organization_name,
    });
    let newest_phone_at = if access.reader().role == Role::Owner {
        state.store().devices(access).await?.first().map(|device| device.begun_at)
    } else {
        None
    };
    let erasing = if access.reader().role == Role::Owner { state.store().erasure(facts.id).await? } else { None };
    let erasing = erasing.and_then(|erasure| {
        let Erasure { erase, begun_at, due_at, .. } = erasure;
        Some(ErasingCard { erase: erase?, begun_at, due_at })
    });
    let right = |tab| Some(TabRight { tab, right: access.right(tab)? });
    Ok(BinderCard {
        id: facts.id,
        owner_name: facts.owner_name,
        owner: facts.owner,
        started_at: facts.started_at,
        paired: facts.paired,
        newest_phone_at,
        rights: access.readable().into_iter().filter_map(right).collect(),
        turns_at: access.turns_at(),
        people: std::iter::once(owner).chain(staff).collect(),
        erasing,
    })
}

/// Who a session belongs to, with every binder it reaches.
pub(crate) async fn me(state: &AppState, session: &Session) -> ApiResult<Me> {
    let person: PersonId = session.author.person;
    let ids = match session.binder {
        Some(binder) => vec![binder],
        None => state.store().binders_naming(person).await?,
    };
    let mut binders = Vec::with_capacity(ids.len());
    for id in ids {
        let access = session.decide_again(state, id).await?;
        match binder(state, &access).await {
            Ok(card) => binders.push(card),
            // One binder that cannot be opened must not hide the others.
            Err(error) if session.binder.is_none() => {
                tracing::error!(?error, "a binder's card could not be made");
            }
            Err(error) => return Err(error),
        }
    }
    let role = session.author.role;
    let (name, organization) = if let (Role::Owner, Some(card)) = (role, binders.first()) {
        (card.owner_name.clone(), String::new())
    } else {
        let mut cards = state.store().cards(&BTreeSet::from([person])).await?;
        let card = cards.remove(&person).ok_or(ApiError::from(StoreError::Missing))?;
        (card.name, card.organization_name)
    };
    let mut closed = Vec::new();
    if role == Role::Coordinator {
        for (erasure, owner_name) in state.store().closed_to(person).await? {
            closed.push(ClosedBinderCard { id: erasure.binder, owner_name, due_at: erasure.due_at });
        }
    }
    let lock_required = role == Role::Coordinator && state.config().staff_lock_required;
    Ok(Me { person, name, role, organization, binders, closed, lock_required })
}
