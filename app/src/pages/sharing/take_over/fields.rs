//! The places to fill in when somebody takes over: who, from which day, and which is the last.

use domain::Timestamp;
use domain::api::PractitionerCard;
use leptos::prelude::*;

use crate::dates;
use crate::lean::{Show, attribute, handler, memo, part};
use crate::pages::sharing::until::after;
use crate::pages::sharing::who;

/// What has been chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub(super) whom: RwSignal<String>,
    pub(super) from: RwSignal<String>,
    pub(super) last: RwSignal<String>,
    /// Somebody has gone on; what is missing is said.
    pub(super) tried: RwSignal<bool>,
}

/// The colleagues on this server, as last heard.
#[derive(Clone, Copy)]
pub(super) struct Colleagues(pub(super) RwSignal<Option<Vec<PractitionerCard>>>);

impl Chosen {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            whom: RwSignal::new(String::new()),
            from: RwSignal::new(String::new()),
            last: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
        }
    }

    /// Whoever was chosen.
    pub(super) fn coming(self, colleagues: Colleagues) -> Option<PractitionerCard> {
        let id = self.whom.get();
        let Colleagues(known) = colleagues;
        known.with(|known| known.as_ref()?.iter().find(|card| card.person.to_string() == id).cloned())
    }

    /// The first moment of the first day, which is today or later.
    pub(super) fn begins(self, now: Timestamp) -> Option<Timestamp> {
        let from = dates::parse(&self.from.get(), "00:00")?;
        (after(from)? > now).then_some(from)
    }

    /// The first moment after the last day, which both share at least one day of.
    pub(super) fn ends(self, now: Timestamp) -> Option<Timestamp> {
        let until = dates::parse(&self.last.get(), "12:00").and_then(after)?;
        self.begins(now).is_none_or(|from| after(from).is_some_and(|next| next < until)).then_some(until)
    }
}

/// Who: the colleagues by name.
#[component]
pub(super) fn Whom(chosen: Chosen, colleagues: Colleagues) -> impl IntoView {
    let Colleagues(known) = colleagues;
    let missing = memo(move |_| chosen.tried.get() && chosen.coming(colleagues).is_none());
    let options = move || {
        let each = known.get().unwrap_or_default().into_iter().map(|card| {
            let id = card.person.to_string();
            let value = id.clone();
            view! {
                <option value=value prop:selected=attribute(move || chosen.whom.get() == id)>
                    {who(&card.name, &card.organization_name)}
                </option>
            }
        });
        each.collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for="vem-tar-over">{say!(takeover.whom)}</label>
            <select class="field__input" id="vem-tar-over" aria-describedby="vem-tar-over-fel"
                aria-invalid=attribute(move || missing.get().then_some("true"))
                on:change=handler(move |event| chosen.whom.set(event_target_value(&event)))>
                <option value="" prop:selected=attribute(move || chosen.whom.with(String::is_empty))>{say!(takeover.choose)}</option>
                {part(options)}
            </select>
            <p class="field__error" id="vem-tar-over-fel" role="status">
                {part(move || missing.get().then(|| say!(takeover.whom_missing)))}
            </p>
            <Show when=move || known.with(|known| known.as_ref().is_some_and(Vec::is_empty))>
                <p class="small">{say!(takeover.need_network)}</p>
            </Show>
        </div>
    }
}

/// A day, with what is wrong about it.
#[component]
pub(super) fn Day(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    wrong: Memo<Option<String>>,
) -> impl IntoView {
    let error = format!("{id}-fel");
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input class="field__input" id=id type="date" autocomplete="off" prop:value=attribute(move || value.get())
                aria-describedby=error.clone()
                aria-invalid=attribute(move || wrong.with(Option::is_some).then_some("true"))
                on:input=handler(move |event| value.set(event_target_value(&event)))/>
            <p class="field__error" id=error role="status">{part(move || wrong.get())}</p>
        </div>
    }
}
