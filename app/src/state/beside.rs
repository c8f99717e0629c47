//! What stands beside the device's copy for a moment, in the browser's own store: sealed as the copy is, if that is
//! locked.

use super::AppState;
use crate::browser;

/// What stands beside the copy begins so.
const NAMES: [&str; 2] = ["parmen.typed.", "parmen.unsent."];

/// Keeps words under a name.
pub(super) fn keep(app: AppState, name: &str, words: &str) {
    let kept = match app.replica() {
        Some(replica) => replica.sealed_beside(name, words),
        None => Some(words.to_owned()),
    };
    if let Some(kept) = kept {
        browser::keep_wish(name, Some(&kept));
    }
}

/// The words that were kept under a name, if this page can open them.
pub(super) fn read(app: AppState, name: &str) -> Option<String> {
    opened(app, name, &browser::wish(name)?)
}

/// The words in what stands under a name.
pub(super) fn opened(app: AppState, name: &str, kept: &str) -> Option<String> {
    app.replica()?.opened_beside(name, kept)
}

/// The lock was set, made anew or taken away here: the words are kept as the copy is.
pub(super) fn keep_anew(app: AppState) {
    for name in NAMES.into_iter().flat_map(browser::wishes) {
        if let Some(words) = read(app, &name) {
            keep(app, &name, &words);
        }
    }
}

/// The lock has gone, and what opened it goes with this page: the words wait without it.
pub(super) fn unseal(app: AppState) {
    for name in NAMES.into_iter().flat_map(browser::wishes) {
        if let Some(words) = read(app, &name) {
            browser::keep_wish(&name, Some(&words));
        }
    }
}
