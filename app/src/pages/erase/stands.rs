//! How it stands with taking the pärm away, as far as this phone knows: what was asked for is in the pärm, the
//! day is the server's and stands on the card.

use domain::{BinderTab, OpId, Timestamp};
use leptos::prelude::*;

use crate::lean::memo;
use crate::state::{AppState, use_binder, use_card, use_tab_unnoted};

/// For how many minutes it is said that it stays after all.
const SAID_FOR: i64 = 10;

/// How it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Stands {
    /// It stays.
    Stays,
    /// She has asked for it then, and the server has not heard.
    Asked(OpId, Timestamp),
    /// She has asked for it, and it is taken away then, if the day has come here.
    Due(OpId, Option<Timestamp>),
    /// The organisation takes it away: when, if the server has said, why, and who decided it.
    Lawful { at: Option<Timestamp>, reason: String, by: String },
    /// She has had a change of mind then, and the server has not heard.
    Kept(Timestamp),
    /// It stays after all, since a moment ago.
    StaysAgain,
}

/// How it stands with the binder of this page.
pub(super) fn use_stands() -> Memo<Stands> {
    let app = AppState::get();
    let (card, sharing) = (use_card(), use_tab_unnoted(use_binder(), BinderTab::Sharing));
    memo(move |_| {
        let told = card.with(|card| card.as_ref().and_then(|card| card.erasing));
        sharing.with(|view| {
            let Some(tab) = view.open() else { return Stands::Stays };
            let Some(erasing) = &tab.erasing else { return Stands::Stays };
            if let Some(kept) = &erasing.kept {
                let is_new = app.now() < kept.made_at.plus_minutes(SAID_FOR);
                return match kept.seq {
                    None => Stands::Kept(kept.made_at),
                    Some(_) if is_new => Stands::StaysAgain,
                    Some(_) => Stands::Stays,
                };
            }
            let op = erasing.stamp.op;
            let at = told.filter(|told| told.erase == op).map(|told| told.due_at);
            if !erasing.is_hers() {
                let (reason, by) = (erasing.erase.reason.clone(), erasing.erase.by.clone());
                return Stands::Lawful { at, reason, by };
            }
            if erasing.stamp.seq.is_none() {
                Stands::Asked(op, erasing.stamp.made_at)
            } else {
                Stands::Due(op, at)
            }
        })
    })
}
