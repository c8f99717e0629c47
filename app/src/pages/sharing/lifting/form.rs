//! The form of her written consent to one case being taken up with her name: whom, what about, until when, and her name.

use domain::consent::{AllowLift, Evidence, Period, Signature, lift_endings};
use domain::recurrence::days_later;
use domain::{Body, Timestamp};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::super::acts::about;
use super::super::lines::{Known, known};
use super::super::sentence::who;
use super::super::until::after;
use crate::components::{ChoiceCards, Drawing, SigningField, WorkingButton};
use crate::lean::{For, Show, derived, handler, memo, part};
use crate::state::{AppState, TabView, use_binder, use_card};
use crate::{browser, dates, paths, words};

/// As long as it holds unless she says otherwise, in days.
const USUAL: i64 = 90;

/// The longest it may hold.
const LONGEST: i64 = 366;

/// What is being given.
#[derive(Clone, Copy)]
struct Form {
    person: RwSignal<Option<Known>>,
    about: RwSignal<String>,
    day: RwSignal<String>,
    on_paper: RwSignal<bool>,
    /// What is missing, by the id of its field.
    missing: RwSignal<&'static str>,
}

impl Form {
    /// From now to the end of the day that is chosen.
    fn period(self, now: Timestamp) -> Option<Period> {
        let until = dates::parse(&self.day.get(), "12:00").and_then(after)?;
        let fits = until > now && until <= days_later(now, LONGEST);
        fits.then_some(Period { from: None, until: Some(until) })
    }

    fn check(self, now: Timestamp) -> bool {
        let missing = if self.person.with_untracked(Option::is_none) {
            "lyft-vem"
        } else if self.about.with_untracked(|about| about.trim().is_empty()) {
            "lyft-vad"
        } else if untrack(move || self.period(now)).is_none() {
            "lyft-dag"
        } else {
            ""
        };
        self.missing.set(missing);
        browser::focus_soon(missing);
        missing.is_empty()
    }
}

/// The form: whom, what about in her words, until when, and her name.
#[component]
pub(in super::super) fn LetLift(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let (binder, card, go) = (use_binder(), use_card(), use_navigate());
    let usual = dates::date_value(days_later(app.now(), USUAL));
    let form = Form {
        person: RwSignal::new(None),
        about: RwSignal::new(String::new()),
        day: RwSignal::new(usual),
        on_paper: RwSignal::new(false),
        missing: RwSignal::new(""),
    };
    let drawing = Drawing::new();
    let working = RwSignal::new(false);
    let people = memo(move |_| {
        view.with(|view| card.with(|card| view.open().map(|tab| known(card.as_ref(), tab)).unwrap_or_default()))
    });
    // She signs what stands there, and nothing that was changed after it.
    Effect::new(move |before: Option<(Option<Known>, String, String)>| {
        let now = (form.person.get(), form.about.get(), form.day.get());
        if before.is_some_and(|before| before != now) {
            drawing.void();
        }
        now
    });
    let save = Callback::new(move |()| {
        let (Some(replica), Some(binder)) = (app.replica(), binder.get_untracked()) else { return };
        if working.get_untracked() || !form.check(app.now()) {
            return;
        }
        let on_paper = form.on_paper.get_untracked();
        let signed = if on_paper { None } else { drawing.taken() };
        if !on_paper && signed.is_none() {
            return;
        }
        let (Some(person), Some(period)) = (form.person.get_untracked(), untrack(move || form.period(app.now())))
        else {
            return;
        };
        let entry = replica.new_entry();
        let under = |(name, strokes)| Signature { person: person.person, sentences: vec![entry], name, strokes };
        let over = view.with_untracked(|view| view.open().map(|tab| lift_endings(tab, person.person)));
        let allowed = AllowLift {
            person: person.person,
            name: person.name.clone(),
            organization: person.organization.clone(),
            about: form.about.get_untracked().trim().to_owned(),
            evidence: if on_paper { Evidence::Paper } else { Evidence::OnScreen },
            signature: signed.map(under),
            period,
            over: over.unwrap_or_default(),
        };
        let draft = about(person.person, entry, None, Body::AllowLift(Box::new(allowed)));
        working.set(true);
        let go = go.clone();
        browser::spawn(async move {
            let saved = replica.commit(binder, vec![draft]).await;
            let _ = working.try_set(false);
            app.status.set(replica.status());
            if saved.is_ok() {
                go(paths::SHARING, NavigateOptions { replace: true, ..Default::default() });
            }
        });
    });
    let said = derived(move || {
        let person = form.person.get()?;
        let last = form.period(app.now())?.until?.plus_minutes(-1);
        let who = who(&person.name, &person.organization);
        Some(say!(lifting.sentence, who = who, day = words::locale().day_and_year(last)))
    });
    view! {
        <p class="page__lede">{say!(lifting.lede)}</p>
        <p>{say!(lifting.what_group)}</p>
        <Whom form people/>
        <What form/>
        <ChoiceCards legend=say!(lifting.how) name="lyft-hur"
            choices=vec![("here", say!(lifting.how_here).to_owned()), ("paper", say!(lifting.how_paper).to_owned())]
            chosen=derived(move || Some(if form.on_paper.get() { "paper" } else { "here" }))
            on_choose=move |how: &'static str| form.on_paper.set(how == "paper")/>
        {part(move || said.get().map(|words| view! { <p class="consequence">{words}</p> }))}
        <Show when=move || !form.on_paper.get()>
            <SigningField drawing legend=Signal::stored(say!(signature.yours).to_owned())/>
        </Show>
        <div class="button-stack">
            <WorkingButton label=say!(lifting.save) working on_press=save/>
            <a class="button button--text" href=paths::SHARING>{say!(common.cancel)}</a>
        </div>
    }
}

#[component]
fn Whom(form: Form, people: Memo<Vec<Known>>) -> impl IntoView {
    view! {
        <fieldset class="choice-group" id="lyft-vem" tabindex="-1">
            <legend class="choice-group__legend">{say!(lifting.whom)}</legend>
            <For each=move || people.get() key=|known| known.person let:person>
                {
                    let (id, name, note) = (person.person, person.name.clone(), person.organization.clone());
                    let is_it = move || form.person.with(|chosen| chosen.as_ref().is_some_and(|known| known.person == id));
                    view! {
                        <label class="choice">
                            <input class="choice__input" type="radio" name="lyft-person" prop:checked=crate::lean::attribute(is_it)
                                on:change=handler(move |_| {
                                    form.missing.set("");
                                    form.person.set(Some(person.clone()));
                                })/>
                            <span class="choice__text">
                                <span class="choice__title">{name}</span>
                                <span class="choice__note">{note}</span>
                            </span>
                        </label>
                    }
                }
            </For>
            <Missing form field="lyft-vem" words=say!(lifting.whom_missing)/>
        </fieldset>
    }
}

#[component]
fn What(form: Form) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for="lyft-vad">{say!(lifting.about)}</label>
            <p class="field__hint" id="lyft-vad-hint">{say!(lifting.about_hint)}</p>
            <textarea class="field__input" id="lyft-vad" rows="3" maxlength="4000" aria-describedby="lyft-vad-hint lyft-vad-fel"
                prop:value=form.about
                on:input=handler(move |event| {
                    form.missing.set("");
                    form.about.set(event_target_value(&event));
                })></textarea>
            <Missing form field="lyft-vad" words=say!(lifting.about_missing)/>
        </div>
        <div class="field">
            <label class="field__label" for="lyft-dag">{say!(lifting.until)}</label>
            <input class="field__input field__input--short" id="lyft-dag" type="date" autocomplete="off"
                aria-describedby="lyft-dag-fel" prop:value=form.day
                on:input=handler(move |event| {
                    form.missing.set("");
                    form.day.set(event_target_value(&event));
                })/>
            <Missing form field="lyft-dag" words=say!(lifting.until_missing)/>
        </div>
    }
}

#[component]
fn Missing(form: Form, field: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <p class="field__error" id=format!("{field}-fel") role="status">
            {part(move || (form.missing.get() == field).then_some(words))}
        </p>
    }
}
