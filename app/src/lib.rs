//! What a person sees: the pärm on her phone, and the coordinator's desk (Leptos).
//!
//! Two builds of one crate: `ssr` renders shells without care data, `csr` takes their place in the browser.
//! Every page reads and writes only the replica; nothing here waits for the network.

// Pages are deep types: each nested view is a type parameter of the one around it.
#![recursion_limit = "512"]
#![expect(unreachable_pub, reason = "the component macro makes its functions pub inside private modules")]

#[macro_use]
mod words;

mod aloud;
mod app;
mod browser;
mod components;
mod dates;
mod editor;
mod feedback;
mod later;
mod lean;
mod pages;
pub mod paths;
mod reminders;
mod shell;
mod state;
mod ways_in;

pub use app::App;
pub use shell::{Assets, shell};
pub use words::crisis_words;

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

/// Fetches what the page at this address needs beside the app itself, and begins to open the device's copy meanwhile.
/// What does not come is said on the page.
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn fetch_for(address: String) {
    state::begin_opening();
    later::fetch_for(&address).await;
}

/// Starts the app in place of the shell. Both are made by the same pages, so nothing moves on the
/// screen: the shell is taken away and the app put there in one task, between two paints.
#[cfg(all(feature = "csr", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start() {
    use leptos::prelude::document;

    console_error_panic_hook::set_once();
    words::take_language_from_page();
    if let Some(body) = document().body() {
        body.replace_children_with_node_0();
    }
    leptos::mount::mount_to_body(App);
}
