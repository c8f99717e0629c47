//! A change as she reads it: what, from which day, and whom to ask.

use crate::lean::{memo, part};
use domain::{BinderTab, EntryId, Field, Value, changing};
use leptos::prelude::*;

use super::cause;
use crate::components::CallButton;
use crate::editor::Editor;
use crate::state::{AppState, name_of, use_binder, use_card, use_tab_unnoted};
use crate::words::locale;

/// The sheet, and the number of whoever told it.
#[component]
pub(super) fn Told(editor: Editor) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let shown = memo(move |_| {
        let notice = editor.current()?;
        let sort = match notice.value(Field::Cause) {
            Some(Value::Choice(name)) => Some(cause(name)),
            _ => None,
        };
        let from = say!(changing.from_day, day = locale().day_and_year(changing::day(&notice)));
        Some((sort, notice.text(Field::Text).to_owned(), from, notice.created.author.person))
    });
    let ask = memo(move |_| {
        let (.., person) = shown.get()?;
        let me = app.me().map(|me| me.person);
        let name = card.with(|card| name_of(card.as_ref(), me, person));
        let number = contacts.with(|view| {
            let own = view.open()?.entries.get(&EntryId::card_of(person)).filter(|own| own.is_shown())?;
            Some(own.text(Field::Phone).to_owned())
        });
        (me != Some(person)).then_some((name, number.unwrap_or_default()))
    });
    part(move || {
        shown.get().map(|(sort, text, from, _)| {
            view! {
                <section class="sheet">
                    {sort.map(|sort| view! { <p class="small">{sort}</p> })}
                    <p class="own-words">{text}</p>
                    <p>{from}</p>
                </section>
                {part(move || ask.get().map(|(name, number)| view! {
                    <p>{say!(changing.ask, name = name.clone())}</p>
                    <CallButton name number/>
                }))}
            }
        })
    })
}
