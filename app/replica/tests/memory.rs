//! The store's contract in memory.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

#[macro_use]
#[path = "../src/store/contract.rs"]
mod contract;

mod stores {
    use replica::LocalStore;

    async fn empty(_name: &str) -> LocalStore {
        LocalStore::memory()
    }

    store_contract! { #[tokio::test] empty }
}
