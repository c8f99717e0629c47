//! One meeting: read it, take it into the calendar, change it, hold it.

use crate::lean::{Show, derived, handler, memo, part};
use domain::entry::Presence;
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field, Value, meeting};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::agenda::FixedPoints;
use super::form::MeetingForm;
use super::going_on::GoingOn;
use super::minutes::Minutes;
use super::mode::{self, MeetingMode, Step};
use super::next_time::NextTime;
use super::points::Points;
use super::reading::Reading;
use super::series::Series;
use super::series_line::SeriesLine;
use super::written_here::WrittenHere;
use crate::components::{
    Change, EntryNotes, HistoryLink, Icon, MadeBy, Page, Removed, WhenRead, WhenThere, chosen, written,
};
use crate::editor::{Editor, use_editor};
use crate::pages::contact::use_entry_id;
use crate::pages::copies::use_handing_on;
use crate::pages::decided::DecidedHere;
use crate::pages::meeting_words as words;
use crate::state::{AppState, TabView, use_binder, use_links, use_tab};
use crate::{browser, paths};

/// The page of one meeting, or of a new one.
#[component]
pub(crate) fn MeetingPage() -> impl IntoView {
    use_handing_on();
    let view = use_tab(use_binder(), BinderTab::Meetings);
    let links = use_links();
    let named = use_entry_id();
    let id = memo(move |_| named.get());
    Effect::new(move |before: Option<Option<EntryId>>| {
        let now = id.get();
        // From one meeting to another the page stays, so its title has to be said again.
        if before.flatten().is_some_and(|before| Some(before) != now) {
            browser::focus("rubrik");
        }
        now
    });
    let kind = memo(move |_| {
        let id = id.get()?;
        view.with(|view| Some(words::kind(view.open()?.entries.get(&id)?)))
    });
    let app = AppState::get();
    let query = use_query_map();
    let at = memo(move |_| {
        let step = query.with(|query| query.get(paths::STEP)).and_then(|slug| Step::parse(&slug))?;
        mode::is_shown(app, view, id.get()).then_some(step)
    });
    Effect::new(move |before: Option<Option<Step>>| {
        let now = at.get();
        // Each step is a screen of its own; so is what stands there when the meeting is over.
        if before.is_some_and(|before| before != now && before.or(now).is_some()) {
            browser::focus_soon("rubrik");
        }
        now
    });
    let on_paper = memo(move |_| {
        let named = query.with(|query| query.get(paths::STEP)).as_deref() == Some(paths::MINUTES);
        let is_held = |entry: &domain::Entry| entry.choice(Field::Status) == Some("held");
        named
            && id.get().is_some_and(|id| {
                view.with(|view| view.open().and_then(|tab| tab.entries.get(&id)).is_some_and(is_held))
            })
    });
    let title = derived(move || {
        if on_paper.get() {
            return say!(minutes.title).to_owned();
        }
        let words = at.get().map_or_else(|| kind.get().unwrap_or(say!(meetings.one)), Step::title);
        words.to_owned()
    });
    let over = derived(move || at.get().map(mode::over).unwrap_or_default());
    let back = derived(move || {
        Some(match (at.get(), id.get()) {
            (_, Some(id)) if on_paper.get() => {
                (links.get().entry(paths::MEETING, id), say!(meetings.one).to_owned())
            }
            (Some(_), Some(id)) => (links.get().entry(paths::MEETING, id), say!(mode.whole).to_owned()),
            _ => (links.get().to(paths::MEETINGS), say!(meetings.title).to_owned()),
        })
    });
    let in_steps = memo(move |_| at.get().is_some());
    view! {
        <Page title over back aloud=true>
            <WhenRead view>
                <WhenThere tab=BinderTab::Meetings view entry=named>
                    // Made anew for each meeting, so that nothing typed in one can end in another.
                    {part(move || id.get().map(|id| if on_paper.get() {
                        view! { <Minutes view id/> }.into_any()
                    } else if in_steps.get() {
                        view! { <MeetingMode view id at/> }.into_any()
                    } else {
                        view! { <OneMeeting view id/> }.into_any()
                    }))}
                </WhenThere>
            </WhenRead>
        </Page>
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Removed,
    Editing,
    Reading,
}

#[component]
fn OneMeeting(view: Signal<TabView>, id: EntryId) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Meeting, Signal::stored(Some(id)), Vec::new());
    let is_new = untrack(move || editor.current()).is_none();
    let editing = RwSignal::new(is_new);
    // Remembered: a change in the tab must not make the fields anew, under fingers that are typing.
    let mode = memo(move |_| {
        let removed = editor.current().is_some_and(|entry| matches!(entry.presence, Presence::Removed { .. }));
        match (removed, editing.get() && editor.form() == Form::Direct) {
            (true, _) => Mode::Removed,
            (false, true) => Mode::Editing,
            (false, false) => Mode::Reading,
        }
    });
    let app = editor.app;
    // Time alone does not take the fields away that are written in: something else has to change too.
    let open = memo(move |_| editor.current().is_some_and(|entry| meeting::goes_on(&entry, app.now())));
    let care_team = memo(move |_| editor.current().is_some_and(|entry| meeting::is_care_team(&entry)));
    let ahead = memo(move |_| {
        let entry =
            editor.current().filter(|entry| matches!(entry.choice(Field::Status), None | Some("planned")))?;
        meeting::ends(&entry).map(|end| end >= app.clock())
    });
    let stamp = memo(move |_| editor.current().as_ref().map(written));
    view! {
        <EntryNotes editor/>
        {part(move || match mode.get() {
            Mode::Removed => view! { <Removed editor said=say!(meetings.removed).to_owned()/> }.into_any(),
            Mode::Editing => view! { <Editing editor editing is_new/> }.into_any(),
            Mode::Reading => view! {
                <Reading editor editing>
                    <Show when=move || open.get()><GoingOn editor care_team/></Show>
                    <DecidedHere meeting=editor.entry/>
                    <ToMinutes editor/>
                    <WrittenHere meeting=editor.entry/>
                    <SeriesLine editor/>
                    <NextTime editor view/>
                </Reading>
                // Before the meeting below what can be done; while it goes on above, with the rest of it.
                <Show when=move || care_team.get() && ahead.get() == Some(true)>
                    <FixedPoints meeting=editor.entry/>
                    <Points view meeting=editor.entry/>
                </Show>
            }
            .into_any(),
        })}
        {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp/> }))}
        <HistoryLink view tab=BinderTab::Meetings entry=editor.entry/>
    }
}

/// The way to the sheet of a meeting of the group that has been held.
#[component]
fn ToMinutes(editor: Editor) -> impl IntoView {
    let links = use_links();
    let is = memo(move |_| {
        let held =
            |entry: &domain::Entry| meeting::is_care_team(entry) && entry.choice(Field::Status) == Some("held");
        editor.current().filter(held).map(|entry| entry.id)
    });
    part(move || {
        is.get().map(|id| {
            view! {
                <a class="button button--quiet" href=move || paths::step(links.get(), id, paths::MINUTES)>
                    <Icon name="printer"/>{say!(minutes.title)}
                </a>
            }
        })
    })
}

#[component]
fn Editing(editor: Editor, editing: RwSignal<bool>, is_new: bool) -> impl IntoView {
    let links = use_links();
    let go = use_navigate();
    let status = memo(move |_| editor.current().and_then(|entry| entry.choice(Field::Status).map(str::to_owned)));
    let exists = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown()));
    let planned = move || exists.get() && matches!(status.get().as_deref(), None | Some("planned"));
    let removable = move || exists.get() && status.get().as_deref() != Some("open");
    let remove = move |_| {
        let list = links.get_untracked().to(paths::MEETINGS);
        editor.remove_and_go(say!(meetings.removed).to_owned(), Some(list.clone()));
        go(&list, leptos_router::NavigateOptions::default());
    };
    let remove = StoredValue::new(remove);
    let cancel = move |_| {
        set_status(editor, "cancelled", say!(meetings.cancelled));
        editing.set(false);
    };
    let done = move |_| {
        editor.app.fields_close();
        editing.set(false);
        browser::focus("rubrik");
    };
    view! {
        {is_new.then(|| view! { <p class="page__lede">{say!(meetings.new_lede)}</p> })}
        <MeetingForm editor/>
        <Show when=planned><Series editor/></Show>
        <div class="button-stack">
            <Show when=move || exists.get()>
                <button class="button" type="button" on:click=done>{say!(common.done)}</button>
            </Show>
            <Show when=planned>
                <button class="button button--quiet" type="button" on:click=cancel>{say!(meetings.cancel)}</button>
            </Show>
            <Show when=removable>
                <button class="button button--text" type="button" on:click=handler(move |e| remove.with_value(|f| f(e)))>
                    <Icon name="trash"/>{say!(meetings.remove)}
                </button>
            </Show>
        </div>
    }
}

/// Sets how far a meeting has come, with "Ångra". Times and their keeping are the meeting's own matter,
/// so this never counts as written in the meeting: it opens and closes it.
pub(crate) fn set_status(editor: Editor, status: &'static str, said: &'static str) {
    if let Some(change) = status_change(editor, status, said) {
        change.commit(editor.app);
    }
}

/// The change that does it.
pub(super) fn status_change(editor: Editor, status: &'static str, said: &'static str) -> Option<Change> {
    let change = chosen(editor, Field::Status, Value::choice(status))?;
    let outside = |mut draft: replica::Draft| {
        draft.meeting = None;
        draft
    };
    let drafts = change.drafts.into_iter().map(outside).collect();
    let back = change.back.into_iter().map(outside).collect();
    Some(Change { drafts, back, said: said.to_owned(), ..change })
}
