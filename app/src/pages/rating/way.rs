//! The way through a rating: one question after the other, each a step of the browser's history.

use crate::lean::memo;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use replica::RatingDraft;

use crate::{browser, paths};

/// The step after the four questions.
pub(super) const SUMMARY: u8 = 4;

/// The query key that names the question, from 1; 5 is the summary.
const QUESTION: &str = "fraga";

/// Goes to an address; in place of this one, if so.
type Go = Box<dyn Fn(&str, bool) + Send + Sync>;

/// Where she is, and the ways on and back.
#[derive(Clone, Copy)]
pub(super) struct Way {
    /// The question on the screen, from 0; nothing until the rating is read.
    pub(super) step: Memo<Option<u8>>,
    /// The step that this visit began with: those after it lie in the browser's history.
    began: StoredValue<Option<u8>>,
    /// It is saved, and the page is being left.
    leaving: RwSignal<bool>,
    go: StoredValue<Go>,
}

impl Way {
    /// The way through this rating; called where the page is made.
    pub(super) fn new(draft: RwSignal<Option<RatingDraft>>) -> Self {
        let query = use_query_map();
        let began = StoredValue::new(None::<u8>);
        let step = memo(move |_| {
            let kept = draft.with(|draft| draft.as_ref().map(|draft| draft.step))?;
            let named = query.with(|query| query.get(QUESTION)).and_then(|text| text.parse::<u8>().ok());
            let named = named.and_then(|number| number.checked_sub(1));
            let began_at = began.get_value().unwrap_or_else(|| named.unwrap_or(kept));
            began.set_value(Some(began_at));
            Some(named.unwrap_or(began_at).min(SUMMARY))
        });
        let navigate = use_navigate();
        let go: Go =
            Box::new(move |to, replace| navigate(to, NavigateOptions { replace, ..NavigateOptions::default() }));
        let way = Self { step, began, leaving: RwSignal::new(false), go: StoredValue::new(go) };
        Effect::new(move |_| {
            let is_at_beginning = step.get() == began.get_value();
            if way.leaving.get() && is_at_beginning {
                way.go.with_value(|go| go(paths::RATINGS, true));
            }
        });
        way
    }

    /// To another question, or to the summary.
    pub(super) fn to(self, step: u8) {
        let (Some(now), Some(began)) = (self.step.get_untracked(), self.began.get_value()) else { return };
        let address = format!("{}?{QUESTION}={}", paths::RATING_NEW, step + 1);
        if step > now {
            self.go.with_value(|go| go(&address, false));
        } else if step >= began {
            browser::go_back(now - step);
        } else {
            // It was answered another time: its place is taken, and nothing piles up.
            self.began.set_value(Some(step));
            self.go.with_value(|go| go(&address, true));
        }
    }

    /// Whether the rating is saved and on its way off the screen.
    pub(super) fn is_leaving(self) -> bool {
        self.leaving.get()
    }

    /// Leaves a rating that is saved. Its questions go out of the way of "back".
    pub(super) fn leave(self) {
        let steps = self.step.get_untracked().zip(self.began.get_value()).map(|(now, began)| now - began);
        self.leaving.set(true);
        browser::go_back(steps.unwrap_or_default());
    }
}
