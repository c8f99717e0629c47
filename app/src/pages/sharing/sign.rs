//! "Skriv under": her name under what holds, on her own phone. Nobody has to: a yes on the screen is a yes.

use domain::{EntryId, PersonId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::lines::Line;
use super::sentence::sentence_of;
use super::signing::{signatures, unsigned};
use crate::components::{Drawing, SigningField, WorkingButton};
use crate::lean::{Show, memo, part};
use crate::state::{AppState, TabView, use_binder};
use crate::{browser, paths};

/// The sentences, the field, and one button.
#[component]
pub(super) fn Sign(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let go = use_navigate();
    let drawing = Drawing::new();
    let working = RwSignal::new(false);
    let lines =
        memo(move |_| view.with(|view| view.open().map(|tab| unsigned(tab, app.clock())).unwrap_or_default()));
    // She signs what she has read, and nothing that came while she drew.
    Effect::new(move |before: Option<Vec<EntryId>>| {
        let now: Vec<EntryId> = lines.with(|lines| lines.iter().map(|line| line.entry).collect());
        if before.is_some_and(|before| before != now) && !working.get_untracked() {
            drawing.void();
        }
        now
    });
    let sign = move |()| {
        let (Some(replica), Some(binder)) = (app.replica(), binder.get_untracked()) else { return };
        let Some(made) = drawing.taken() else { return };
        let under = |line: &Line| -> (PersonId, EntryId) { (line.grant.person, line.entry) };
        let under: Vec<_> = lines.with_untracked(|lines| lines.iter().map(under).collect());
        let drafts = signatures(&replica, Some(replica.new_act()), made, &under);
        working.set(true);
        let go = go.clone();
        browser::spawn(async move {
            let saved = replica.commit(binder, drafts).await;
            let _ = working.try_set(false);
            app.status.set(replica.status());
            if saved.is_ok() {
                go(paths::RECEIPT, NavigateOptions { replace: true, ..Default::default() });
            }
        });
    };
    let sign = Callback::new(sign);
    view! {
        <Show when=move || lines.with(Vec::is_empty)>
            <div class="empty-note"><p class="empty-note__text">{say!(signature.nothing)}</p></div>
        </Show>
        <Show when=move || !lines.with(Vec::is_empty)>
            <p class="page__lede">{say!(signature.lede)}</p>
            <section class="sheet">
                <ul class="plain-list">
                    {part(move || lines.get().iter().map(|line| view! { <li>{sentence_of(&line.grant)}</li> }).collect_view())}
                </ul>
            </section>
            <SigningField drawing legend=Signal::stored(say!(signature.yours).to_owned())/>
            <p class="small">{say!(signature.again)}</p>
            <div class="button-stack">
                <WorkingButton label=say!(signature.save) working on_press=sign/>
            </div>
        </Show>
    }
}
