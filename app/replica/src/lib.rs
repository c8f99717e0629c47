//! One device's copy of a pärm: the local store, the sync loop and every call to the server.
//!
//! The page reads and writes only [`Replica`]; saving never waits for the network (invariant 3). What
//! is on the screen is `fold(log) + unsent`: the log's ops as the server numbered them, then this
//! device's own ops that still wait. Nothing typed here is ever dropped: an op leaves the queue only
//! when it stands in the log, or when the server has refused it for good, and then it is kept beside
//! for 14 days so that its words can be copied.
//!
//! ```text
//! commit ─► queue ─► plan::request ─► server ─► plan::answer ─► store.apply (one transaction)
//!                                                                    │
//! tab ◄── fold ◄── tabs + log + queue ◄──────────────────────────────┘
//! ```
//!
//! Everything that decides is a pure function (`plan`), everything that stores is one transaction per
//! call (`store`), and everything that runs by itself (`run`, `live`) can be taken away without a
//! change to the rest: the tests drive each step by hand, on a store in memory.

mod account;
mod api;
mod commit;
mod device;
mod digest;
mod draft;
mod error;
mod export;
mod issues;
mod lock;
mod overview;
mod pictures;
pub mod plan;
mod read;
mod reminders;
mod replica;
mod reviews;
mod room;
mod session;
mod status;
pub mod store;
mod sync;
mod trail;
mod turn;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod channel;
#[cfg(target_arch = "wasm32")]
mod live;
#[cfg(target_arch = "wasm32")]
mod run;

pub use api::{Answer, Call, Method, Payload, Server, Transport};
pub use device::Device;
pub use draft::{Draft, RatingDraft, RefusedOp, TabRead, UnsentProposal};
pub use error::{StoreError, SyncError};
pub use lock::{CODE_MIN, CodeTaken, LockChoice, LockWhen, PasskeyAsked};
pub use replica::Replica;
pub use room::{CardTaken, Moved, Room};
pub use status::{Change, Contact, StoreFault, Subscription, SyncStatus};
pub use store::{LocalStore, Picture};
pub use trail::Trail;
