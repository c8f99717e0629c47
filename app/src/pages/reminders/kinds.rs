//! Each kind by itself, and none on from the start.

use domain::reminder::ReminderWishes;
use leptos::prelude::*;

use crate::browser;
use crate::lean::{attribute, handler};
use crate::reminders::{self, Stands};
use crate::state::AppState;

/// One kind, as a box to tick.
struct Kind {
    title: &'static str,
    note: &'static str,
    read: fn(&ReminderWishes) -> bool,
    set: fn(&mut ReminderWishes, bool),
}

/// The boxes.
#[component]
pub(super) fn Kinds(wishes: RwSignal<ReminderWishes>, said: RwSignal<&'static str>) -> impl IntoView {
    let meetings = vec![
        Kind {
            title: say!(reminders.day_before),
            note: "",
            read: |wishes| wishes.day_before,
            set: |wishes, on| wishes.day_before = on,
        },
        Kind {
            title: say!(reminders.hour_before),
            note: "",
            read: |wishes| wishes.hour_before,
            set: |wishes, on| wishes.hour_before = on,
        },
    ];
    let ratings = vec![Kind {
        title: say!(reminders.rating),
        note: say!(reminders.rating_note),
        read: |wishes| wishes.rating,
        set: |wishes, on| wishes.rating = on,
    }];
    view! {
        <p>{say!(reminders.asks)}</p>
        <Group legend=say!(reminders.meetings) kinds=meetings wishes said/>
        <Group legend=say!(reminders.ratings) kinds=ratings wishes said/>
    }
}

#[component]
fn Group(
    legend: &'static str,
    kinds: Vec<Kind>,
    wishes: RwSignal<ReminderWishes>,
    said: RwSignal<&'static str>,
) -> impl IntoView {
    let app = AppState::get();
    let choose = move |set: fn(&mut ReminderWishes, bool), on: bool| {
        let before = wishes.get_untracked();
        wishes.update(|wishes| set(wishes, on));
        let now = wishes.get_untracked();
        browser::spawn(async move {
            if on && !browser::ask_to_remind().await {
                let _ = wishes.try_set(before);
                let _ = said.try_set(say!(reminders.refused));
                return;
            }
            reminders::choose(now);
            let _ = said.try_set(match reminders::tell(app).await {
                Stands::Told if now.any() => say!(reminders.on),
                Stands::Told => say!(reminders.off),
                Stands::Waits => say!(reminders.waits),
                Stands::Refused => say!(reminders.refused),
            });
        });
    };
    view! {
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{legend}</legend>
            {kinds.into_iter().map(|Kind { title, note, read, set }| view! {
                <label class="choice">
                    <input class="choice__input" type="checkbox"
                        prop:checked=attribute(move || wishes.with(read))
                        on:change=handler(move |event| choose(set, event_target_checked(&event)))/>
                    <span class="choice__text">
                        <span class="choice__title">{title}</span>
                        {(!note.is_empty()).then(|| view! { <span class="choice__note">{note}</span> })}
                    </span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}
