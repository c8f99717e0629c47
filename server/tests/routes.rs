//! One file per thing that is asked for; the same names as in `src/routes`.

mod account;
mod authorities;
mod bad_input;
mod consent;
mod decided;
mod feedback;
mod history;
mod issues;
mod late;
mod let_in;
mod lift;
mod live;
mod lock;
mod pace;
mod pairing;
mod periods;
mod proposed_consent;
mod refusals;
mod reopened;
mod session;
mod shown;
mod signature;
mod succession;
mod sync;
mod trail;
mod unread;
