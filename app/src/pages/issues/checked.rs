//! The way from words to the server: what must be put right first, what she may judge herself, and what went wrong.

use domain::api::ErrorCode;
use domain::identifying::Finding;
use leptos::prelude::*;
use replica::SyncError;

use super::words_field::Words;
use crate::browser;
use crate::lean::{handler, part};

/// What is said above the buttons.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notice {
    Nothing,
    MustMend,
    MayBeName,
    Failed(&'static str),
}

/// Whether words may go, and what is said of it.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Checked {
    notice: RwSignal<Notice>,
    /// What she has said is no name.
    accepted: RwSignal<Vec<Finding>>,
    pub(in crate::pages) working: RwSignal<bool>,
}

impl Checked {
    pub(in crate::pages) fn new() -> Self {
        let (notice, accepted) = (RwSignal::new(Notice::Nothing), RwSignal::new(Vec::new()));
        Self { notice, accepted, working: RwSignal::new(false) }
    }

    /// Whether these fields may go as they stand; else says why, at the first that may not. Each with its id.
    pub(in crate::pages) fn may_go(self, fields: &[(&str, Words)], needed: &[&str]) -> bool {
        self.notice.set(Notice::Nothing);
        for (id, words) in fields {
            if needed.contains(id) && untrack(|| words.is_empty()) {
                words.missing.set(true);
                browser::focus(id);
                return false;
            }
        }
        let found = |words: Words| untrack(move || words.findings());
        if let Some((id, _)) = fields.iter().find(|(_, words)| found(*words).iter().any(|one| one.what.must_go()))
        {
            self.notice.set(Notice::MustMend);
            browser::focus(id);
            return false;
        }
        let is_known = |one: &Finding| self.accepted.with_untracked(|accepted| accepted.contains(one));
        if fields.iter().any(|(_, words)| !found(*words).iter().all(is_known)) {
            self.notice.set(Notice::MayBeName);
            browser::focus_soon("inget-namn");
            return false;
        }
        true
    }

    /// What looked like names was none, she says; a name that she writes afterwards is asked about anew.
    fn accept(self, fields: &[Words]) {
        let all = untrack(|| fields.iter().flat_map(|words| words.findings()).collect());
        self.accepted.set(all);
        self.notice.set(Notice::Nothing);
    }

    /// The server answered; whether it has the words now.
    pub(in crate::pages) fn answered(self, answer: &Result<(), SyncError>) -> bool {
        let _ = self.working.try_set(false);
        let notice = match answer {
            Ok(()) => return true,
            Err(SyncError::Refused(body)) if body.code == ErrorCode::Identifies => Notice::MustMend,
            Err(SyncError::Offline) => Notice::Failed(say!(issues.failed_offline)),
            Err(SyncError::SignedOut) => Notice::Failed(say!(desk.start_signed_out)),
            Err(_) => Notice::Failed(say!(issues.failed)),
        };
        let _ = self.notice.try_set(notice);
        false
    }
}

/// What is said, and the way on where she is the judge.
#[component]
pub(in crate::pages) fn CheckedNotice(
    checked: Checked,
    /// The fields it is about.
    fields: Vec<Words>,
    /// Goes on.
    #[prop(into)]
    on_go: Callback<()>,
) -> impl IntoView {
    let fields = StoredValue::new(fields);
    let go = move |_| {
        fields.with_value(|fields| checked.accept(fields));
        on_go.run(());
    };
    let notice = move || {
        match checked.notice.get() {
        Notice::Nothing => None,
        Notice::MustMend => Some(view! { <p class="notice notice__text">{say!(issues.must_mend)}</p> }.into_any()),
        Notice::Failed(words) => Some(view! { <p class="notice notice__text">{words}</p> }.into_any()),
        Notice::MayBeName => Some(
            view! {
                <div class="notice">
                    <p class="notice__text">{say!(issues.may_be_name)}</p>
                    <div class="notice__actions">
                        <button class="button button--quiet button--small" id="inget-namn" type="button" on:click=handler(go)>
                            {say!(issues.no_name)}
                        </button>
                    </div>
                </div>
            }
            .into_any(),
        ),
    }
    };
    view! { <div role="status">{part(notice)}</div> }
}
