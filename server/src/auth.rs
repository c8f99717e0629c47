//! Who is asking, and how far that person reaches: session → [`Access`]. The only caller of
//! `domain::consent::decide`, and so the only way for a person to any pärm.
//!
//! The store believes a session for ten seconds; an access is believed here for as long as the binder's
//! consent generation stands, and the store compares that again inside its transaction.

pub(crate) mod known_browser;
pub(crate) mod one_time;
mod pace;
pub(crate) mod passkey;
pub mod password;
pub mod provider;
pub(crate) mod second_step;
pub(crate) mod throttle;

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use domain::api::ErrorCode;
use domain::consent::{Access, Denied, Standing, decide};
use domain::{Author, BinderId, DeviceId, OrganizationId, PersonId, Role, Timestamp};

use crate::error::{ApiError, ApiResult};
use crate::live::Heard;
use crate::recent::Recent;
use crate::state::AppState;
use crate::store::{DeviceRow, NewDevice, StoreError};
pub(crate) use pace::Pace;

/// Takes the place of an owner until her pairing says who she is.
pub(crate) const NOBODY: PersonId = PersonId::from_uuid(uuid::Uuid::nil());

/// The session cookie.
pub const COOKIE_NAME: &str = "__Host-parmen";

/// Staff: this long without use ends the session.
const STAFF_IDLE_MINUTES: i64 = 12 * 60;
/// Staff: no session is longer.
const STAFF_LONGEST_MINUTES: i64 = 7 * 24 * 60;
/// Whoever has yet to set up the second step has this long to do so.
const AWAITS_MINUTES: i64 = 30;
/// Use is written down this often.
const TOUCH_MINUTES: i64 = 5;
/// The longest a browser keeps a cookie; an owner's is sent anew while it is used.
const OWNER_COOKIE_DAYS: i64 = 400;

/// A live session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Session {
    /// Which.
    pub device: DeviceId,
    /// Whose, and in which capacity.
    pub author: Author,
    /// The binder of an owner's phone.
    pub binder: Option<BinderId>,
    /// Where a practitioner works.
    pub organization: Option<OrganizationId>,
    /// When it began: nothing that its device tells of is older.
    pub created_at: Timestamp,
    last_seen_at: Timestamp,
    /// The password was right, the organisation demands a second step, and none is set up.
    awaits_factor: bool,
}

/// Decisions, each good for the consent generation it names.
pub(crate) type Decided = Recent<(BinderId, PersonId), Access>;

impl From<DeviceRow> for Session {
    fn from(row: DeviceRow) -> Self {
        Self {
            device: row.id,
            author: Author { person: row.person, role: row.role },
            binder: row.binder,
            organization: row.organization,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            awaits_factor: row.awaits_factor,
        }
    }
}

impl Session {
    /// Begins a practitioner's session and gives the cookie that carries it.
    ///
    /// # Errors
    /// [`ApiError`] if it cannot be written.
    pub async fn begin(state: &AppState, person: PersonId) -> ApiResult<(Self, HeaderValue)> {
        Self::begin_with(state, person, false).await
    }

    /// Begins one that can do nothing but set up the second step, and gives its cookie.
    ///
    /// # Errors
    /// [`ApiError`] if it cannot be written.
    pub(crate) async fn begin_at_the_door(state: &AppState, person: PersonId) -> ApiResult<HeaderValue> {
        Ok(Self::begin_with(state, person, true).await?.1)
    }

    async fn begin_with(
        state: &AppState,
        person: PersonId,
        awaits_factor: bool,
    ) -> ApiResult<(Self, HeaderValue)> {
        let token = state.clock().token()?;
        let id = DeviceId::from_uuid(state.clock().uuid()?);
        let role = Role::Coordinator;
        let device = NewDevice { id, token: token.clone(), person, role, binder: None, awaits_factor };
        state.store().begin_session(&device).await?;
        Ok((Self::at_the_door(state, &token).await?, cookie(&token, role)?))
    }

    /// Ends the session; its streams end too.
    ///
    /// # Errors
    /// [`ApiError`] if it cannot be written.
    pub async fn end(&self, state: &AppState) -> ApiResult<()> {
        Self::end_device(state, self.device, self.author.person).await
    }

    /// Ends the session of one of a person's devices.
    ///
    /// # Errors
    /// [`ApiError`] if it cannot be written.
    pub async fn end_device(state: &AppState, device: DeviceId, person: PersonId) -> ApiResult<()> {
        state.store().end_session(device, person).await?;
        state.live().tell_person(person, &Heard::Session { device });
        Ok(())
    }

    /// Ends the sessions of a practitioner, but one.
    ///
    /// # Errors
    /// [`ApiError`] if it cannot be written.
    pub async fn end_others(state: &AppState, person: PersonId, but: Option<DeviceId>) -> ApiResult<()> {
        for other in state.store().sessions_of(person).await? {
            if Some(other.id) != but {
                Self::end_device(state, other.id, person).await?;
            }
        }
        Ok(())
    }

    /// Access to a binder for a phone of its owner. For anybody else it is not there.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for anybody else.
    pub async fn owner_access(&self, state: &AppState, binder: BinderId) -> ApiResult<Access> {
        let access = self.access(state, binder).await?;
        match access.reader().role {
            Role::Owner => Ok(access),
            Role::Coordinator | Role::Server => Err(ApiError::new(ErrorCode::NotFound)),
        }
    }

    /// The live session of a token.
    ///
    /// # Errors
    /// [`ErrorCode::SignedOut`] if there is none, [`ErrorCode::Revoked`] if it was a phone's and was ended,
    /// [`ErrorCode::Erased`] if it was a phone's and its binder has been taken away.
    pub async fn of_token(state: &AppState, token: &str) -> ApiResult<Self> {
        let session = Self::at_the_door(state, token).await?;
        if session.awaits_factor { Err(ApiError::new(ErrorCode::SignedOut)) } else { Ok(session) }
    }

    /// The live session of a token, be it one that has yet to set up the second step. Only what sets it up may ask
    /// so.
    ///
    /// # Errors
    /// As [`Session::of_token`].
    pub(crate) async fn at_the_door(state: &AppState, token: &str) -> ApiResult<Self> {
        let now = state.clock().now();
        let Some(row) = state.store().session(token).await? else {
            if state.store().was_erased(token).await? {
                return Err(ApiError::new(ErrorCode::Erased));
            }
            let was_revoked = state.store().was_revoked(token).await?;
            return Err(ApiError::new(if was_revoked { ErrorCode::Revoked } else { ErrorCode::SignedOut }));
        };
        let session = Self::from(row);
        if session.has_expired(now) {
            return Err(ApiError::new(ErrorCode::SignedOut));
        }
        if session.last_seen_at.plus_minutes(TOUCH_MINUTES) <= now {
            state.store().touch_session(token, row).await?;
            return Ok(Self { last_seen_at: now, ..session });
        }
        Ok(session)
    }

    fn has_expired(&self, now: Timestamp) -> bool {
        if self.awaits_factor {
            return self.created_at.plus_minutes(AWAITS_MINUTES) <= now;
        }
        self.author.role != Role::Owner && Self::is_over(self.created_at, self.last_seen_at, now)
    }

    /// Whether a session of staff has run out.
    pub(crate) fn is_over(created_at: Timestamp, last_seen_at: Timestamp, now: Timestamp) -> bool {
        last_seen_at.plus_minutes(STAFF_IDLE_MINUTES) <= now
            || created_at.plus_minutes(STAFF_LONGEST_MINUTES) <= now
    }

    /// Access to a binder. Whoever is not let in cannot tell that from a binder that is not there, and
    /// that somebody tried is written down.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] if the session does not reach it.
    pub async fn access(&self, state: &AppState, binder: BinderId) -> ApiResult<Access> {
        let head = state.store().head(binder).await?;
        if let Some(access) = state.decided().get(&(binder, self.author.person))
            && access.generation() == head.generation
            && access.reader() == self.author
            && access.is_fresh(state.clock().now())
        {
            return Ok(access);
        }
        self.decide_again(state, binder).await
    }

    /// Access decided from the database, whatever memory says.
    ///
    /// # Errors
    /// As [`Session::access`].
    pub async fn decide_again(&self, state: &AppState, binder: BinderId) -> ApiResult<Access> {
        if let Ok(access) = self.reaches(state, binder).await? {
            return Ok(access);
        }
        let Author { person, role } = self.author;
        state.store().audit_denied(binder, person, role, self.organization).await?;
        Err(ApiError::new(ErrorCode::NotFound))
    }

    /// As [`Session::decide_again`], for questions that nobody asked: a denial is not written down.
    ///
    /// # Errors
    /// [`ApiError`] if there is no such binder, or it cannot be read.
    pub async fn reaches(&self, state: &AppState, binder: BinderId) -> ApiResult<Result<Access, Denied>> {
        let row = state.store().standing(binder, self.author.person).await?.ok_or(StoreError::Missing)?;
        if row.erased && self.binder == Some(binder) {
            return Err(ApiError::new(ErrorCode::Erased));
        }
        let standing = match self.author.role {
            Role::Owner if self.binder == Some(binder) => Standing::Owner,
            _ => Standing::Practitioner { consents: row.consents, starting: row.starting },
        };
        let decided = decide(binder, self.author, standing, row.generation);
        let turns_at = row.turns_at.filter(|_| self.author.role != Role::Owner);
        let decided = decided.map(|access| access.turning_at(turns_at));
        if let Ok(access) = &decided {
            state.decided().put((binder, self.author.person), access.clone());
        }
        Ok(decided)
    }

    /// Staff only.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for anybody else.
    pub fn staff(&self) -> ApiResult<()> {
        match self.author.role {
            Role::Coordinator => Ok(()),
            Role::Owner | Role::Server => Err(ApiError::new(ErrorCode::NotFound)),
        }
    }
}

impl FromRequestParts<AppState> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = token_of(&parts.headers).ok_or(ApiError::new(ErrorCode::SignedOut))?;
        Self::of_token(state, &token).await
    }
}

/// Staff who may set up the second step: with a session of any kind. Every other extractor wants a whole one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SettingUp(pub(crate) Session);

impl SettingUp {
    /// The password was given a moment ago, and nothing else is open to this session.
    pub(crate) const fn is_at_the_door(self) -> bool {
        self.0.awaits_factor
    }
}

impl FromRequestParts<AppState> for SettingUp {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = token_of(&parts.headers).ok_or(ApiError::new(ErrorCode::SignedOut))?;
        let session = Session::at_the_door(state, &token).await?;
        session.staff()?;
        Ok(Self(session))
    }
}

/// The token in a request's cookie.
pub(crate) fn token_of(headers: &HeaderMap) -> Option<String> {
    cookie_of(headers, COOKIE_NAME)
}

/// What a browser sends under the name of a cookie.
pub(crate) fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).map(str::trim);
    let value = pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// The header that gives a browser its session.
///
/// # Errors
/// [`ApiError`] if the token cannot stand in a header, which a token of ours can.
pub(crate) fn cookie(token: &str, role: Role) -> ApiResult<HeaderValue> {
    let minutes = if role == Role::Owner { OWNER_COOKIE_DAYS * 24 * 60 } else { STAFF_LONGEST_MINUTES };
    set_cookie(token, minutes * 60)
}

/// The header that takes it away.
///
/// # Errors
/// Never; the text is our own.
pub(crate) fn no_cookie() -> ApiResult<HeaderValue> {
    set_cookie("", 0)
}

fn set_cookie(token: &str, seconds: i64) -> ApiResult<HeaderValue> {
    let text = format!("{COOKIE_NAME}={token}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::try_from(text).map_err(ApiError::internal)
}
