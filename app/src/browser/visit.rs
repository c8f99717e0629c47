//! What one visit of a browser tab keeps: it goes when the tab is closed.

/// What is kept under a name.
pub(crate) fn kept_in_visit(name: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo_storage::Storage;
        gloo_storage::SessionStorage::get(name).ok()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = name;
        None
    }
}

/// Keeps something for this visit, or forgets it.
pub(crate) fn keep_in_visit(name: &str, value: Option<&str>) {
    #[cfg(target_arch = "wasm32")]
    {
        use gloo_storage::Storage;
        match value {
            // A browser that keeps nothing asks for the code again.
            Some(value) => drop(gloo_storage::SessionStorage::set(name, value)),
            None => gloo_storage::SessionStorage::delete(name),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (name, value);
}
