//! Changes in a list: what comes stands on Hem until its day has been, and all of it in Mål och plan.

use crate::lean::{For, Show, derived, memo};
use domain::consent::Right;
use domain::{BinderTab, Entry, EntryId, Field, TabState, Timestamp, changing};
use leptos::prelude::*;

use crate::components::{Icon, RowLink};
use crate::paths;
use crate::state::{AppState, TabView, use_links, use_right};
use crate::words::locale;

/// A change as its row shows it.
#[derive(Clone, PartialEq)]
struct Line {
    entry: EntryId,
    words: String,
}

fn lines<'a>(
    all: impl FnOnce(&'a TabState, Timestamp) -> Vec<&'a Entry>,
    plan: &'a TabState,
    now: Timestamp,
) -> Vec<Line> {
    let line = |notice: &Entry| {
        let text = notice.text(Field::Text).trim().to_owned();
        let day = locale().day_and_year(changing::day(notice));
        Line { entry: notice.id, words: say!(changing.row, text = text, day = day) }
    };
    all(plan, now).into_iter().map(line).collect()
}

/// What is about to change, for her first page.
#[component]
pub(crate) fn ComingChanges(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let coming = memo(move |_| {
        view.with(|view| view.open().map(|plan| lines(changing::coming, plan, app.clock())).unwrap_or_default())
    });
    view! { <Rows lines=coming/> }
}

#[component]
fn Rows(lines: Memo<Vec<Line>>) -> impl IntoView {
    let links = use_links();
    view! {
        <For each=move || lines.get() key=|line| (line.entry, line.words.clone()) let:line>
            {
                let entry = line.entry;
                let href = derived(move || links.get().entry(paths::CHANGING, entry));
                view! { <RowLink href icon="calendar" title=say!(changing.title) note=Signal::stored(line.words.clone())/> }
            }
        </For>
    }
}

/// What changes and has changed, and for a coordinator the way to tell of more.
#[component]
pub(crate) fn Changes(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let (links, right) = (use_links(), use_right(BinderTab::Plan));
    let listed = |all: fn(&TabState, Timestamp) -> Vec<&Entry>| {
        memo(move |_| view.with(|view| view.open().map(|plan| lines(all, plan, app.clock())).unwrap_or_default()))
    };
    let (coming, past) = (listed(changing::coming), listed(changing::past));
    let address = move || {
        let id = app.replica().map(|replica| replica.new_entry());
        id.map_or_else(String::new, |id| links.get().new_entry(paths::CHANGING, id))
    };
    view! {
        <Show when=move || !coming.with(Vec::is_empty)><ul class="row-list"><Rows lines=coming/></ul></Show>
        <Show when=move || !past.with(Vec::is_empty)>
            <details class="more">
                <summary class="more__summary">{say!(changing.past)}</summary>
                <ul class="row-list row-list--joined"><Rows lines=past/></ul>
            </details>
        </Show>
        <Show when=move || app.is_staff() && right.get() == Some(Right::Suggest)>
            <div class="button-stack">
                <a class="button button--text" href=address><Icon name="plus"/>{say!(changing.add)}</a>
            </div>
        </Show>
    }
}
