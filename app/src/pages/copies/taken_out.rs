//! Whoever she has taken out of "Tidiga tecken" keeps no copy of it (design §2). The link is shut from the next page she
//! opens, when the "Ångra" of what she removed has had its time; it says so there, and "Ångra" opens it again.

use std::time::Duration;

use domain::copies::taken_out;
use leptos::prelude::*;

use super::Books;
use super::handing_on::{drafts, whose};
use crate::pages::sharing::names;
use crate::state::{AppState, Undo, use_binder};

/// As long as it takes until a page that was opened says what led to it.
const SETTLES_AFTER: Duration = Duration::from_secs(1);

/// Looks once, on a page of her own pärm, whether somebody has been taken out.
pub(crate) fn use_taken_out() {
    let app = AppState::get();
    let binder = use_binder();
    let books = Books::of_this_binder();
    let is_settled = RwSignal::new(false);
    // In the browser alone: a server that renders the page waits for nothing.
    Effect::new(move |_| {
        let settle = move || {
            let _ = is_settled.try_set(true);
        };
        set_timeout(settle, SETTLES_AFTER);
    });
    let has_looked = StoredValue::new(false);
    Effect::new(move |_| {
        let is_hers = app.me().is_some() && !app.is_staff();
        let Some(binder) = binder.get().filter(|_| is_hers && is_settled.get() && !has_looked.get_value()) else {
            return;
        };
        let Some(opened) = books.opened(app) else { return };
        has_looked.set_value(true);
        // What she has just removed can still be taken back.
        if app.undo.with_untracked(Option::is_some) {
            return;
        }
        let gone = taken_out(opened.source(), &opened.sharing, app.now());
        let (Some(replica), false) = (app.replica(), gone.is_empty()) else { return };
        let (new, back) = drafts(&gone, replica.new_act());
        let said = match whose(&gone).as_slice() {
            [one] => say!(copies.shut_one, name = one.clone()),
            several => say!(copies.shut_many, names = names(several)),
        };
        app.commit(binder, new);
        app.offer_undo(app.turn(), Undo::new(binder, said, back));
    });
}
