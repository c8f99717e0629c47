//! Ta upp i handläggargruppen: what it is about, what chafes, and what has been tried. It has no way to any pärm.

use domain::IssueId;
use domain::api::TakeUpIssueRequest;
use domain::issue::{IssueCategory, IssueLevel};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::checked::{Checked, CheckedNotice};
use super::words_field::{Words, WordsField};
use super::{Issues, Readers};
use crate::components::{ChoiceCards, Page, WorkingButton};
use crate::lean::{derived, handler, part};
use crate::pages::desk::StaffOnly;
use crate::{browser, paths};

/// The page.
#[component]
pub(crate) fn TakeUpPage() -> impl IntoView {
    let issues = Issues::new();
    let back = derived(|| Some((paths::ISSUES.to_owned(), say!(issues.title).to_owned())));
    view! {
        <Page title=say!(issues.take_up).to_owned() back>
            <StaffOnly><Form issues/></StaffOnly>
        </Page>
    }
}

/// The words of a category.
pub(super) fn category_words(category: IssueCategory) -> &'static str {
    match category {
        IssueCategory::Responsibility => say!(issues.responsibility),
        IssueCategory::Waiting => say!(issues.waiting),
        IssueCategory::Information => say!(issues.information),
        IssueCategory::Meetings => say!(issues.meetings),
        IssueCategory::Transition => say!(issues.transition),
        IssueCategory::Other => say!(issues.other),
    }
}

#[component]
fn Form(issues: Issues) -> impl IntoView {
    let go = use_navigate();
    let category = RwSignal::new(None::<IssueCategory>);
    let none_chosen = RwSignal::new(false);
    let (text, tried) = (Words::new(issues.names), Words::new(issues.names));
    let checked = Checked::new();
    // What was handed in last: the same words again are the same issue, other words are another.
    let handed_in = StoredValue::new(None::<TakeUpIssueRequest>);
    let wanted = RwSignal::new(IssueLevel::Group);
    let save = Callback::new(move |()| {
        let Some(replica) = issues.app.replica().filter(|_| !checked.working.get_untracked()) else { return };
        let level = wanted.get_untracked();
        let Some(category) = category.get_untracked() else {
            none_chosen.set(true);
            browser::focus("arende-om");
            return;
        };
        let needed: &[&str] = if level.is_lifted() { &["arende-text", "arende-provat"] } else { &["arende-text"] };
        if !checked.may_go(&[("arende-text", text), ("arende-provat", tried)], needed) {
            return;
        }
        let request = |id: IssueId| TakeUpIssueRequest {
            id,
            category,
            level,
            text: text.text.get_untracked().trim().to_owned(),
            tried: tried.text.get_untracked().trim().to_owned(),
        };
        let before = handed_in.get_value().filter(|before| *before == request(before.id));
        let request = before.unwrap_or_else(|| request(replica.new_issue()));
        handed_in.set_value(Some(request.clone()));
        checked.working.set(true);
        let go = go.clone();
        browser::spawn(async move {
            if checked.answered(&replica.take_up_issue(request).await) {
                go(paths::ISSUES, NavigateOptions::default());
            }
        });
    });
    let choices = IssueCategory::ALL.map(|one| (one.as_str(), category_words(one).to_owned())).to_vec();
    let chosen = derived(move || category.get().map(IssueCategory::as_str));
    let choose = move |name: &'static str| {
        none_chosen.set(false);
        category.set(IssueCategory::ALL.into_iter().find(|one| one.as_str() == name));
    };
    let to = move |level| {
        wanted.set(level);
        save.run(());
    };
    view! {
        <form class="issue-form" on:submit=handler(|event: leptos::ev::SubmitEvent| event.prevent_default())>
            <p class="page__lede">{say!(issues.take_up_lede)}</p>
            <div id="arende-om" tabindex="-1">
                <ChoiceCards legend=say!(issues.category) name="arende" choices chosen on_choose=choose/>
                <p class="field__error" role="status">
                    {part(move || none_chosen.get().then(|| say!(issues.category_missing)))}
                </p>
            </div>
            <WordsField words=text id="arende-text" label=say!(issues.text) hint=say!(issues.text_hint)
                missing=say!(issues.text_missing)/>
            <WordsField words=tried id="arende-provat" label=say!(issues.tried) hint=say!(issues.tried_hint)
                missing=say!(issues.tried_missing)/>
            <Readers issues/>
            <CheckedNotice checked fields=vec![text, tried] on_go=save/>
            <div class="button-stack">
                <WorkingButton label=say!(issues.lift_now) working=checked.working
                    on_press=Callback::new(move |()| to(IssueLevel::Group))/>
                <button class="button button--quiet" type="button" on:click=handler(move |_| to(IssueLevel::Coordinator))>
                    {say!(issues.keep)}
                </button>
                <a class="button button--text" href=paths::ISSUES>{say!(common.cancel)}</a>
            </div>
            <p class="small">{say!(issues.kept_here)}</p>
        </form>
    }
}
