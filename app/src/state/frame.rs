//! Whose frame stands around the page: her bar at the bottom, or a coordinator's menu.
//!
//! Who uses the device is known when its store has answered. Until then a device that was a coordinator's last time
//! shows an empty page and not the owner's bar and words: `boot.js` says so before the first paint, from what is
//! kept here (`style/components/shell.css`).

use domain::Role;

use super::Who;
use crate::browser;

/// Where the device keeps whose frame it had, and what it has then until it is known again.
const KEPT: &str = "parmen.frame";
const OPENING: &str = "desk-opening";

/// Whether a coordinator used the device last.
pub(crate) fn was_desk() -> bool {
    browser::wish(KEPT).as_deref() == Some(OPENING)
}

/// Where the device notes that its copy is locked: until that has been asked, it shows no page (`boot.js`).
const LOCKED: &str = "parmen.locked";

/// Notes whether the copy has a lock.
pub(super) fn note_lock(has_lock: bool) {
    browser::keep_wish(LOCKED, has_lock.then_some("yes"));
}

/// It is known now whether the copy is open.
pub(super) fn is_asked() {
    browser::set_root_attribute("data-locked", None);
}

/// The copy is locked: the frame of whoever had the device last, around nothing of hers.
pub(super) fn put_up_shut() {
    browser::set_root_attribute("data-frame", Some(if was_desk() { "desk" } else { "own" }));
}

/// Puts up the frame of whoever uses the device now, and remembers it.
pub(super) fn put_up(who: &Who) {
    let is_desk = who.role() == Some(Role::Coordinator);
    browser::set_root_attribute("data-frame", Some(if is_desk { "desk" } else { "own" }));
    let kept = is_desk.then_some(OPENING);
    if browser::wish(KEPT).as_deref() != kept {
        browser::keep_wish(KEPT, kept);
    }
}
