//! What the server's tests share: a server in process with a clock that stands still, people who ask it
//! things, and ops in few words.
#![expect(dead_code, unreachable_pub, reason = "each test binary has its own copy and uses a part of it")]

pub mod client;
pub mod ops;
pub mod postgres;
pub mod reader;
pub mod scene;
pub mod server;
