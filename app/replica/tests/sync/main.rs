//! Replicas on stores in memory against a server in this process: the whole road of an edit, cut at
//! every step.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

mod convergence;
mod cuts;
mod erased;
mod export;
mod line;
mod lock_passkey;
mod locked;
mod overview;
mod people;
mod pictures;
mod ratings;
mod refusals;
mod revoked;
mod room;
mod room_emptying;
mod room_moving;
mod server;
mod several;
mod two_parts;
mod world;
