//! What chafes between those who are to help (sv: skav): a list for whoever took something up, and for the group it was
//! lifted to (R33, R119, R120). It needs the network, is kept nowhere on the device, and belongs to no pärm.

mod card;
pub(super) mod checked;
pub(super) mod names;
mod take_up;
pub(super) mod words_field;

use domain::api::{CollaborationIssue, GroupMember, IssueList};
use domain::issue::IssueLevel;
use leptos::prelude::*;

use crate::components::Page;
use crate::lean::{For, Show, handler, memo, part};
use crate::pages::desk::StaffOnly;
use crate::state::AppState;
use crate::{browser, paths};
use card::IssueCard;

pub(crate) use take_up::TakeUpPage;

/// What was heard of it.
#[derive(Clone, PartialEq)]
enum Heard {
    Asking,
    List(IssueList),
    Failed,
}

/// The list, and what is known around it.
#[derive(Clone, Copy)]
struct Issues {
    app: AppState,
    heard: RwSignal<Heard>,
    /// Names that the texts are compared with; they stay on the device.
    names: RwSignal<Vec<String>>,
}

impl Issues {
    fn new() -> Self {
        let issues =
            Self { app: AppState::get(), heard: RwSignal::new(Heard::Asking), names: RwSignal::new(Vec::new()) };
        Effect::new(move |_| {
            names::gather(issues.app, issues.names);
            if issues.app.is_staff() {
                issues.ask();
            }
        });
        issues
    }

    fn ask(self) {
        browser::spawn(async move {
            let Some(replica) = self.app.when_open().await else { return };
            let heard = replica.issues().await.map_or(Heard::Failed, Heard::List);
            let _ = self.heard.try_set(heard);
        });
    }

    fn members(self) -> Vec<GroupMember> {
        self.heard.with(|heard| if let Heard::List(list) = heard { list.members.clone() } else { Vec::new() })
    }

    fn all(self, mine: bool) -> Memo<Vec<CollaborationIssue>> {
        memo(move |_| {
            self.heard.with(|heard| match heard {
                Heard::List(list) => list.issues.iter().filter(|issue| issue.mine == mine).cloned().collect(),
                Heard::Asking | Heard::Failed => Vec::new(),
            })
        })
    }
}

/// Handläggargruppen: what she has taken up, and what others have lifted there.
#[component]
pub(crate) fn IssuesPage() -> impl IntoView {
    let issues = Issues::new();
    view! {
        <Page title=say!(issues.title).to_owned()>
            <StaffOnly>
                <p class="page__lede">{say!(issues.lede)}</p>
                <div class="button-stack">
                    <a class="button" href=paths::TAKE_UP>{say!(issues.take_up)}</a>
                </div>
                <Lists issues/>
            </StaffOnly>
        </Page>
    }
}

#[component]
fn Lists(issues: Issues) -> impl IntoView {
    let (mine, others) = (issues.all(true), issues.all(false));
    let heard = memo(move |_| issues.heard.with(|heard| matches!(heard, Heard::List(_))));
    let failed = memo(move |_| issues.heard.with(|heard| *heard == Heard::Failed));
    view! {
        {part(move || (!heard.get() && !failed.get()).then(|| view! { <p class="small" role="status">{say!(issues.asking)}</p> }))}
        <Show when=move || failed.get()>
            <p class="page__lede" role="status">{say!(issues.unheard)}</p>
            <div class="button-stack">
                <button class="button button--quiet" type="button" on:click=handler(move |_| issues.ask())>
                    {say!(account.again)}
                </button>
            </div>
        </Show>
        <Show when=move || heard.get()>
            <Show when=move || mine.with(Vec::is_empty) && others.with(Vec::is_empty)>
                <div class="empty-note"><p class="empty-note__text">{say!(issues.empty)}</p></div>
            </Show>
            <Show when=move || !mine.with(Vec::is_empty)>
                <h2 class="section-title">{say!(issues.mine)}</h2>
                <For each=move || mine.get() key=issue_key let:issue><IssueCard issues issue/></For>
            </Show>
            <Show when=move || !others.with(Vec::is_empty)>
                <h2 class="section-title">{say!(issues.others)}</h2>
                <p class="small">{say!(issues.others_lede)}</p>
                <For each=move || others.get() key=issue_key let:issue><IssueCard issues issue/></For>
            </Show>
        </Show>
    }
}

/// Who reads what is lifted, by name, so that nobody writes to a reader she does not know of.
#[component]
fn Readers(issues: Issues) -> impl IntoView {
    let members = memo(move |_| issues.members());
    let heard = memo(move |_| issues.heard.with(|heard| matches!(heard, Heard::List(_))));
    view! {
        <Show when=move || heard.get()>
            {part(move || if members.with(Vec::is_empty) {
                view! { <p class="small">{say!(issues.no_readers)}</p> }.into_any()
            } else {
                let rows = members.get().into_iter().map(|GroupMember { name, organization }| view! {
                    <li>{format!("{name}, {organization}")}</li>
                });
                view! {
                    <p class="small">{say!(issues.readers)}</p>
                    <ul class="plain-list small">{rows.collect_view()}</ul>
                }
                .into_any()
            })}
        </Show>
    }
}

/// A card is made anew when its issue has moved on.
fn issue_key(issue: &CollaborationIssue) -> (domain::IssueId, IssueLevel, bool) {
    (issue.id, issue.level, issue.decision.is_some())
}

/// A level, as whoever took it up and whoever reads it call it.
fn level_words(level: IssueLevel, mine: bool) -> &'static str {
    match level {
        IssueLevel::Coordinator if mine => say!(issues.level_coordinator),
        IssueLevel::Coordinator => say!(issues.level_coordinator_other),
        IssueLevel::Group => say!(issues.level_group),
        IssueLevel::Management => say!(issues.level_management),
    }
}
