//! The last step: what is there now, and the end of the meeting.

use domain::rules::Form;
use domain::{BinderTab, Field};
use leptos::prelude::*;

use super::super::deciding::{how_much, use_deciding};
use super::super::ending;
use super::super::questions::OpenQuestions;
use super::super::several::BookedNext;
use crate::components::Icon;
use crate::editor::Editor;
use crate::lean::{Show, handler, memo, part};
use crate::pages::sharing::names;
use crate::state::{TabView, use_binder, use_tab_unnoted};

/// What is decided, what is still open, when they meet next; and the button.
#[component]
pub(super) fn Closing(editor: Editor, view: Signal<TabView>) -> impl IntoView {
    let app = editor.app;
    let deciding = use_deciding(editor);
    let binder = use_binder();
    let tab = |tab| use_tab_unnoted(binder, tab);
    let (plan, signs) = (tab(BinderTab::Plan), tab(BinderTab::WarningPlan));
    let amount =
        |view: Signal<TabView>| move || view.with(|view| view.open().map(|tab| how_much(tab)).unwrap_or_default());
    let (goals, signs) = (amount(plan), amount(signs));
    let text =
        move |field: Field| editor.current().map(|entry| entry.text(field).trim().to_owned()).unwrap_or_default();
    let here = move || names(&deciding.who_is_here().iter().map(|person| person.name.clone()).collect::<Vec<_>>());
    let facts = move || {
        let facts = [
            (say!(decided.present), here()),
            (say!(meetings.agreed), text(Field::Agreed)),
            (say!(plan.title), goals()),
            (say!(signs.title), signs()),
            (say!(fields.chosen), text(Field::Chosen)),
        ];
        let rows = facts.into_iter().filter(|(_, words)| !words.is_empty()).map(|(term, words)| {
            view! {
                <div class="facts__row"><dt class="facts__term">{term}</dt><dd class="facts__value">{words}</dd></div>
            }
        });
        rows.collect_view()
    };
    let closes = memo(move |_| app.is_staff() && editor.form() == Form::Direct);
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(decided.to_decide)}</h2>
            <dl class="facts">{part(facts)}</dl>
            <p class="small">{say!(decided.to_decide_text)}</p>
        </section>
        <OpenQuestions/>
        {part(move || editor.entry.get().map(|meeting| view! { <BookedNext view meeting/> }))}
        <Show when=move || closes.get()
            fallback=|| view! { <p class="consequence"><Icon name="users"/>{say!(mode.staff_close)}</p> }>
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(move |_| ending::end(editor, &deciding))>
                    {say!(meetings.end)}
                </button>
            </div>
        </Show>
    }
}
