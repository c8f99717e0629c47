//! Ta upp i handläggargruppen: what it is about, what chafes, and what has been tried. It has no way to any pärm.

use domain::api::TakeUpIssueRequest;
use domain::consent::{AllowLift, Lift, lift_for};
use domain::issue::{IssueCategory, IssueLevel};
use domain::{BinderTab, IssueId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::checked::{Checked, CheckedNotice};
use super::words_field::{Words, WordsField};
use super::{Issues, Readers};
use crate::components::{ChoiceCards, Page, WorkingButton};
use crate::lean::{derived, handler, memo, part};
use crate::pages::desk::StaffOnly;
use crate::state::{AppState, use_binder, use_card, use_tab_unnoted};
use crate::{browser, paths, words};

/// The page.
#[component]
pub(crate) fn TakeUpPage() -> impl IntoView {
    let issues = Issues::new();
    let (card, named) = (use_card(), use_named());
    let title = derived(move || match named.get() {
        Whom::Nobody => say!(issues.take_up).to_owned(),
        Whom::Named(_) | Whom::NotAllowed => say!(lifting.desk_title).to_owned(),
    });
    let back = derived(move || {
        Some(match card.get() {
            Some(card) => (paths::Links(Some(card.id)).to(paths::BINDER), card.owner_name),
            None => (paths::ISSUES.to_owned(), say!(issues.title).to_owned()),
        })
    });
    view! {
        <Page title back>
            <StaffOnly>
                {part(move || match named.get() {
                    Whom::Named(lift) => view! { <Form issues lift=Some(*lift)/> }.into_any(),
                    Whom::NotAllowed => view! { <p class="page__lede">{say!(lifting.desk_none)}</p> }.into_any(),
                    Whom::Nobody => view! { <Form issues lift=None/> }.into_any(),
                })}
            </StaffOnly>
        </Page>
    }
}

/// Whom it is about.
#[derive(Clone, PartialEq)]
enum Whom {
    /// No pärm stands in the address.
    Nobody,
    /// Its owner, who has said yes to that in writing.
    Named(Box<Lift>),
    /// Its owner has not, or it does not hold now.
    NotAllowed,
}

/// What the address and Samtycke say.
fn use_named() -> Memo<Whom> {
    let app = AppState::get();
    let binder = use_binder();
    let sharing = use_tab_unnoted(binder, BinderTab::Sharing);
    memo(move |_| {
        if binder.get().is_none() {
            return Whom::Nobody;
        }
        let me = app.me().map(|me| me.person);
        let lift = sharing.with(|view| lift_for(view.open()?, me?, app.clock()));
        lift.map_or(Whom::NotAllowed, |lift| Whom::Named(Box::new(lift)))
    })
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
fn Form(issues: Issues, lift: Option<Lift>) -> impl IntoView {
    let go = use_navigate();
    let card = use_card();
    let owner = card.get_untracked().map(|card| card.owner_name).unwrap_or_default();
    let binder = use_binder().get_untracked().filter(|_| lift.is_some());
    let category = RwSignal::new(None::<IssueCategory>);
    let none_chosen = RwSignal::new(false);
    // With her name and her yes to it, names are no slip.
    let text_hint = if lift.is_some() { say!(lifting.text_hint) } else { say!(issues.text_hint) };
    let names = if lift.is_some() { RwSignal::new(Vec::new()) } else { issues.names };
    let (text, tried) = (Words::new(names), Words::new(names));
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
            let answer = match binder {
                Some(binder) => replica.take_up_named(binder, request).await,
                None => replica.take_up_issue(request).await,
            };
            if checked.answered(&answer) {
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
            {match lift {
                Some(Lift { allowed, .. }) => view! { <SaidYes allowed owner/> }.into_any(),
                None => view! { <p class="page__lede">{say!(issues.take_up_lede)}</p> }.into_any(),
            }}
            <div id="arende-om" tabindex="-1">
                <ChoiceCards legend=say!(issues.category) name="arende" choices chosen on_choose=choose/>
                <p class="field__error" role="status">
                    {part(move || none_chosen.get().then(|| say!(issues.category_missing)))}
                </p>
            </div>
            <WordsField words=text id="arende-text" label=say!(issues.text) hint=text_hint
                missing=say!(issues.text_missing)/>
            <WordsField words=tried id="arende-provat" label=say!(issues.tried) hint=say!(issues.tried_hint)
                missing=say!(issues.tried_missing)/>
            <Readers issues/>
            <CheckedNotice checked fields=vec![text, tried] on_go=save/>
            <div class="button-stack">
                <WorkingButton label=say!(issues.lift_now) working=checked.working
                    on_press=Callback::new(move |()| to(IssueLevel::Group))/>
                {binder.is_none().then(|| view! {
                    <button class="button button--quiet" type="button"
                        on:click=handler(move |_| to(IssueLevel::Coordinator))>
                        {say!(issues.keep)}
                    </button>
                })}
                <a class="button button--text" href=paths::ISSUES>{say!(common.cancel)}</a>
            </div>
            {binder.is_none().then(|| view! { <p class="small">{say!(issues.kept_here)}</p> })}
        </form>
    }
}

/// What she has said yes to, in her own words, and that she sees who reads.
#[component]
fn SaidYes(allowed: AllowLift, owner: String) -> impl IntoView {
    let last = allowed.period.until.map(|until| words::locale().day_and_year(until.plus_minutes(-1)));
    view! {
        <section class="sheet">
            <p class="sheet__text">{say!(lifting.desk_lede, name = owner.clone(), day = last.unwrap_or_default())}</p>
            <p class="sheet__text"><strong>{say!(lifting.words, about = allowed.about)}</strong></p>
            <p class="small">{say!(lifting.desk_only, name = owner)}</p>
        </section>
    }
}
