//! Serves the pärm: sync, sessions, shares, storage, and the shells of the app.
//!
//! [`app()`] makes the whole service without a socket, so a test can ask it in process. Time and chance come
//! from [`clock::Clock`]; nothing else reads them. Nothing personal is written to logs, errors or addresses.

// The app's pages are deep types, and their shells are rendered here.
#![recursion_limit = "512"]

pub mod auth;
pub mod backup;
pub mod clock;
pub mod config;
pub mod error;
pub mod keys;
pub mod limits;
pub mod live;
pub mod log;
pub mod openapi;
pub mod pages;
mod recent;
pub mod reminders;
mod router;
mod routes;
mod site;
pub mod state;
pub mod store;
pub mod way_in;
pub mod web_push;
pub mod whole_binder;

pub use router::app;
pub use site::site;
pub use state::AppState;
