//! "De här slutar snart" (R30): with a new decided plan she sees which sentences about it end soon, and renews those
//! she wants with one tap. What she leaves out, or never answers, ends on its day.

use domain::consent::{self, Withdraw};
use domain::{BinderTab, Body, EntryId, TabState, Timestamp};
use leptos::prelude::*;

use crate::components::Change;
use crate::lean::{For, Show, attribute, handler, memo, part};
use crate::pages::sharing::{Line, about, lines, sentence_of};
use crate::state::{AppState, use_binder, use_tab_unnoted};
use crate::words::locale;

/// A sentence as it would be renewed.
#[derive(Clone, PartialEq)]
struct Ending {
    entry: EntryId,
    sentence: String,
    now: String,
}

fn ending(sharing: &TabState, tab: BinderTab, now: Timestamp) -> Vec<Line> {
    let mut all = lines(sharing, now);
    all.retain(|line| {
        line.grant.tab == tab && line.unconfirmed.is_empty() && consent::ends_soon(&line.grant, now)
    });
    all
}

/// The question; nothing while none of the sentences ends soon.
#[component]
pub(super) fn Renew(tab: BinderTab) -> impl IntoView {
    let app = AppState::get();
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let left_out = RwSignal::new(Vec::<EntryId>::new());
    let ends = memo(move |_| {
        let now = app.clock();
        let told = |sharing: &TabState, line: &Line| Ending {
            entry: line.entry,
            sentence: sentence_of(&consent::renewed(&line.grant, sharing, consent::renewed_until(now))),
            now: line.grant.period.until.map(last_day).unwrap_or_default(),
        };
        sharing.with(|view| {
            let open = view.open()?;
            Some(ending(open, tab, now).iter().map(|line| told(open, line)).collect::<Vec<_>>())
        })
    });
    let ends = memo(move |_| ends.get().unwrap_or_default());
    let is_ticked = move |entry: EntryId| left_out.with(|out| !out.contains(&entry));
    let tick = move |entry: EntryId, on: bool| {
        left_out.update(|out| {
            out.retain(|known| *known != entry);
            if !on {
                out.push(entry);
            }
        });
    };
    let nobody = memo(move |_| ends.with(|ends| !ends.iter().any(|end| is_ticked(end.entry))));
    let renew = move |_| {
        let out = left_out.get_untracked();
        let renewal = sharing.with_untracked(|view| view.open().map(|open| renewal(app, open, tab, &out)));
        if let Some(change) = renewal.flatten() {
            change.commit(app);
        }
    };
    view! {
        <Show when=move || !ends.with(Vec::is_empty)>
            <section class="sheet" aria-labelledby="slutar-snart">
                <h2 class="sheet__title" id="slutar-snart">{say!(decided.ends_soon)}</h2>
                <p class="sheet__text" id="slutar-snart-vad">{say!(decided.ends_soon_text)}</p>
                <fieldset class="choice-group" aria-describedby="slutar-snart-vad">
                    <legend class="choice-group__legend">{say!(decided.renew_which)}</legend>
                    <For each=move || ends.get() key=|end| (end.entry, end.sentence.clone()) let:end>
                        {
                            let entry = end.entry;
                            view! {
                                <label class="choice">
                                    <input class="choice__input" type="checkbox" prop:checked=attribute(move || is_ticked(entry))
                                        on:change=handler(move |event| tick(entry, event_target_checked(&event)))/>
                                    <span class="choice__text">
                                        <span class="choice__title">{end.sentence}</span>
                                        <span class="choice__note">{say!(decided.ends_now, day = end.now)}</span>
                                    </span>
                                </label>
                            }
                        }
                    </For>
                </fieldset>
                <div class="button-stack">
                    <button class="button" type="button" disabled=attribute(move || nobody.get()) on:click=handler(renew)>
                        {part(move || say!(decided.renew, day = last_day(consent::renewed_until(app.clock()))))}
                    </button>
                </div>
            </section>
        </Show>
    }
}

/// The last day that a sentence holds, in words.
fn last_day(until: Timestamp) -> String {
    locale().day_and_year(until.plus_minutes(-1))
}

/// One act: every sentence that is not left out, with a day further on. "Ångra" gives each the last day it had, so
/// that nothing begins anew.
fn renewal(app: AppState, sharing: &TabState, tab: BinderTab, left_out: &[EntryId]) -> Option<Change> {
    let (binder, replica, now) = (use_binder().get_untracked()?, app.replica()?, app.clock());
    let until = consent::renewed_until(now);
    let act = Some(replica.new_act());
    let mut ends = ending(sharing, tab, now);
    ends.retain(|line| !left_out.contains(&line.entry));
    let (mut drafts, mut back) = (Vec::new(), Vec::new());
    for line in &ends {
        let person = line.grant.person;
        let longer = consent::renewed(&line.grant, sharing, until);
        drafts.push(about(person, replica.new_entry(), act, Body::Grant(longer)));
        let again = Withdraw { person, tab, at: line.grant.period.until };
        back.push(about(person, line.entry, None, Body::Withdraw(again)));
    }
    (!drafts.is_empty()).then(|| Change {
        binder,
        drafts,
        back,
        said: say!(decided.renewed, day = last_day(until)),
    })
}
