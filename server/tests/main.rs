//! The server from outside: each file is named after what it holds to account. One binary, so that they
//! share their builders and link once.
#![cfg(test)]

mod asvs;
mod calendars;
mod cli;
mod emptying;
mod erasure;
mod garbled;
mod headers;
mod importing;
mod invitation;
mod matrix;
mod openapi;
mod organization_audit;
mod pages;
mod provider;
mod redaction;
mod related;
mod reminders;
mod room;
mod room_emptying;
mod rotation;
mod routes;
mod sealed;
mod store_contract;
mod support;
mod sync;
