//! Pairing the owner's phone: a link with a secret as a QR code, or eight digits to read out.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue};
use domain::api::{ErrorCode, Me, PairingResponse, RedeemPairingRequest};
use domain::consent::Right;
use domain::{BinderId, BinderTab, DeviceId, Role};
use fast_qr::QRBuilder;

use super::cards;
use crate::auth::throttle::{self, ADDRESS, ALL_CODES, CODE_ADDRESS, Caller};
use crate::auth::{self, Session};
use crate::error::{ApiError, ApiResult, Body};
use crate::keys::hash_token;
use crate::live::Heard;
use crate::state::AppState;
use crate::store::NewDevice;
use crate::way_in::{WayIn, code_hash, way_in};

/// `POST /api/v1/binders/{id}/pairings`, for staff who reach the binder.
pub(crate) async fn start(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<BinderId>, PathRejection>,
) -> ApiResult<Json<PairingResponse>> {
    let Path(binder) = id?;
    session.staff()?;
    let access = session.decide_again(&state, binder).await?;
    // Whoever lets a phone in lets it see everything: not for somebody who may only read a part of it.
    let may_suggest = BinderTab::ALL.iter().any(|tab| access.right(*tab) == Some(Right::Suggest));
    if !may_suggest && state.store().binder(&access).await?.paired {
        return Err(ApiError::new(ErrorCode::NotFound));
    }
    let WayIn { link, code, expires_at } = way_in(&state, &access).await?;
    let qr_svg = qr_svg(&link)?;
    Ok(Json(PairingResponse { link, qr_svg, code, expires_at }))
}

/// `POST /api/v1/pairings/redeem`: pairs the phone that asks.
pub(crate) async fn redeem(
    State(state): State<AppState>,
    caller: Caller,
    Body(request): Body<RedeemPairingRequest>,
) -> ApiResult<([(HeaderName, HeaderValue); 1], Json<Me>)> {
    let (hash, gates) = match (request.secret, request.code) {
        // Nobody guesses 256 bits: this gate only keeps the database from being kept busy.
        (Some(secret), None) => (hash_token(&secret), vec![(caller.gate(&state, "pairing-secret"), ADDRESS)]),
        (None, Some(code)) => {
            let digits: String = code.chars().filter(char::is_ascii_digit).collect();
            let gates =
                vec![(caller.gate(&state, "pairing-code"), CODE_ADDRESS), ("pairing-codes".to_owned(), ALL_CODES)];
            (code_hash(&state, &digits), gates)
        }
        _ => return Err(ApiError::field(ErrorCode::BadRequest, "secret")),
    };
    let gates: Vec<_> = gates.iter().map(|(gate, policy)| (gate.as_str(), *policy)).collect();
    throttle::guess(&state, &gates).await?;
    let token = state.clock().token()?;
    let id = DeviceId::from_uuid(state.clock().uuid()?);
    // Whose it becomes is read from the pairing, in its transaction.
    let (person, role) = (auth::NOBODY, Role::Owner);
    let device = NewDevice { id, token: token.clone(), role, binder: None, person, awaits_factor: false };
    let redeemed = state.store().redeem_pairing(&hash, device).await?;
    let redeemed = redeemed.ok_or(ApiError::new(ErrorCode::PairingGone))?;
    for (gate, _) in &gates {
        state.store().give_back(gate).await?;
    }
    let binder = redeemed.binder;
    // After the first, staff who only began the binder are out; of a later one her other phones tell her.
    let heard = if redeemed.first { Heard::Consent { binder } } else { Heard::Phone { binder } };
    state.live().tell_binder(binder, &heard);
    let session = Session::of_token(&state, &token).await?;
    let me = cards::me(&state, &session).await?;
    Ok(([(SET_COOKIE, auth::cookie(&token, Role::Owner)?)], Json(me)))
}

/// The link as an SVG image without a single style attribute, which the content security policy forbids.
fn qr_svg(link: &str) -> ApiResult<String> {
    use std::fmt::Write as _;

    const QUIET: usize = 4;
    let code = QRBuilder::new(link).build().map_err(ApiError::internal)?;
    let mut path = String::new();
    for (y, row) in (0..code.size).map(|y| (y, &code[y])) {
        for (x, module) in row.iter().take(code.size).enumerate() {
            if module.value() {
                write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET).map_err(ApiError::internal)?;
            }
        }
    }
    let side = code.size + 2 * QUIET;
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}"
shape-rendering="crispEdges" class="pairing__qr" aria-hidden="true"><path fill="#fff" class="pairing__ground"
d="M0 0h{side}v{side}H0z"/><path class="pairing__modules" d="{path}"/></svg>"##
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_has_no_style_attribute() {
        let svg = qr_svg("http://localhost:8080/para#abc").unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("style") && svg.contains("pairing__modules"));
    }
}
