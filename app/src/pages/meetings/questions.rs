//! What the plan has left open, listed at the meeting: nobody answers for it (R130), or nobody has said
//! who does it and when (R62).

use crate::lean::{For, Show, attribute, memo};
use domain::plan::{self, Lack};
use domain::{BinderTab, Entry, EntryId, TabState, Timestamp};
use leptos::prelude::*;

use crate::components::Icon;
use crate::pages::plan::{Outline, Reading};
use crate::paths;
use crate::state::{note_shown, use_binder, use_links, use_tab_unnoted};

#[derive(Clone, PartialEq, Eq, Hash)]
struct Question {
    entry: EntryId,
    what: String,
    asks: &'static str,
}

fn questions(tab: &TabState) -> Vec<Question> {
    let asks = |entry: &Entry| match plan::lack(entry)? {
        Lack::Responsible => Some(say!(meetings.ask_authority)),
        Lack::WhoOrWhen => Some(say!(meetings.ask_who)),
    };
    let outline = Outline::of(tab, Reading { now: Timestamp::default(), owner: None, at_meeting: false });
    let open = outline.steps().filter_map(|step| {
        let asks = tab.entries.get(&step.id).and_then(asks)?;
        Some(Question { entry: step.id, what: step.what.clone(), asks })
    });
    open.collect()
}

/// The open questions of the plan, each with the way to its place.
#[component]
pub(crate) fn OpenQuestions() -> impl IntoView {
    let links = use_links();
    let plan = use_tab_unnoted(use_binder(), BinderTab::Plan);
    let open = memo(move |_| plan.with(|view| view.open().map(|tab| questions(tab)).unwrap_or_default()));
    let read = memo(move |_| [!open.with(Vec::is_empty)]);
    note_shown(use_binder(), [BinderTab::Plan], read);
    view! {
        <Show when=move || !open.with(Vec::is_empty)>
            <h2 class="section-title">{say!(meetings.questions)}</h2>
            <ul class="row-list">
                <For each=move || open.get() key=Clone::clone let:question>
                    <li>
                        <a class="row-link row-link--waiting"
                            href=attribute(move || links.get().entry(paths::GOAL, question.entry))>
                            <span class="row-link__text">
                                <span class="row-link__title">{question.what.clone()}</span>
                                <span class="row-link__note">{question.asks}</span>
                            </span>
                            <span class="row-link__go"><Icon name="chevron-right"/></span>
                        </a>
                    </li>
                </For>
            </ul>
        </Show>
    }
}
