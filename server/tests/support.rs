//! What the server's tests share: a server in process with a clock that stands still, people who ask it
//! things, and ops in few words.

pub(crate) mod answer;
pub(crate) mod app_of_codes;
pub(crate) mod both;
pub(crate) mod client;
pub(crate) mod dump;
pub(crate) mod log;
pub(crate) mod ops;
pub(crate) mod postgres;
pub(crate) mod provider;
pub(crate) mod push_service;
pub(crate) mod reader;
pub(crate) mod scene;
pub(crate) mod server;
pub(crate) mod stage;
