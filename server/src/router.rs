//! Every route, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{delete, get, post, put};

use crate::error::log_faults;
use crate::openapi;
use crate::routes::{
    account, attachments, audit, binders, devices, feedback, health, history, issues, live, lock, pairings,
    passkey, people, provider, reminders, reviews, session, sync,
};
use crate::state::AppState;

/// The whole API as a service, without a socket.
pub fn app(state: AppState) -> Router {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi::serve))
        .route("/api/v1/health", get(health::read))
        .route("/api/v1/session", post(session::begin).delete(session::end))
        .route("/api/v1/session/passkey", post(passkey::begin))
        .route("/api/v1/session/passkey/finish", post(passkey::finish))
        .route("/api/v1/sign-in", post(provider::begin))
        .route("/api/v1/sign-in/finish", post(provider::finish))
        .route("/api/v1/me", get(session::me))
        .route("/api/v1/lock", post(lock::seal))
        .route("/api/v1/lock/open", post(lock::open))
        .route("/api/v1/account", get(account::read))
        .route("/api/v1/account/password", post(account::change_password))
        .route("/api/v1/account/second-factor", post(account::second_factor::propose))
        .route("/api/v1/account/second-factor/confirm", post(account::second_factor::confirm))
        .route("/api/v1/account/second-factor/remove", post(account::second_factor::remove))
        .route("/api/v1/account/recovery-codes", post(account::second_factor::renew_recovery_codes))
        .route("/api/v1/account/passkeys", post(account::passkeys::begin))
        .route("/api/v1/account/passkeys/finish", post(account::passkeys::finish))
        .route("/api/v1/account/passkeys/{passkey}", delete(account::passkeys::remove))
        .route("/api/v1/account/sessions/{device}", delete(account::end_session))
        .route("/api/v1/practitioners", get(people::practitioners))
        .route("/api/v1/binders", post(binders::start))
        .route("/api/v1/binders/{id}/pairings", post(pairings::start))
        .route("/api/v1/pairings/redeem", post(pairings::redeem))
        .route("/api/v1/binders/{id}/sync", post(sync::sync))
        .route("/api/v1/binders/{id}/history", get(history::read))
        .route("/api/v1/binders/{id}/audit", get(audit::read))
        .route("/api/v1/binders/{id}/devices", get(devices::list))
        .route("/api/v1/binders/{id}/devices/{device}", delete(devices::revoke))
        .route("/api/v1/binders/{id}/attachments/{attachment}", get(attachments::read))
        .route("/api/v1/binders/{id}/attachments/{attachment}", put(attachments::hand_in).layer(picture()))
        .route("/api/v1/binders/{id}/reminders", get(reminders::read).put(reminders::subscribe))
        .route("/api/v1/binders/{id}/reminders", delete(reminders::unsubscribe))
        .route("/api/v1/binders/{id}/reminders/sample", post(reminders::sample))
        .route("/api/v1/feedback", post(feedback::tap))
        .route("/api/v1/binders/{id}/issues", post(issues::take_up_named))
        .route("/api/v1/issues", get(issues::list))
        .route("/api/v1/issues", post(issues::take_up))
        .route("/api/v1/issues/{issue}/lift", post(issues::lift))
        .route("/api/v1/issues/{issue}/decision", post(issues::decide))
        .route("/api/v1/reviews", get(reviews::list))
        .route("/api/v1/reviews/{organization}", post(reviews::draw))
        .route("/api/v1/reviews/{organization}/{review}", get(reviews::read))
        .route("/api/v1/reviews/{organization}/{review}/finding", post(reviews::find))
        .route("/api/v1/live", get(live::listen))
        .layer(from_fn(log_faults))
        .with_state(state)
}

/// A picture is no larger than what is kept.
fn picture() -> DefaultBodyLimit {
    DefaultBodyLimit::max(attachments::BYTES_MAX)
}
