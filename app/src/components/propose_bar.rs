//! A coordinator's changes are sent together, as one proposal.

use std::time::Duration;

use crate::lean::{derived, handler, memo, part};
use domain::rules::Form;
use leptos::prelude::*;

use super::{Icon, Urgency, UrgentTick};
use crate::browser;
use crate::editor::Editor;

/// "Skicka förslag" for one entry, shown while something is changed and not sent.
#[component]
pub(crate) fn ProposeBar(
    /// The entry.
    editor: Editor,
    /// What the button says where it applies at once.
    #[prop(default = say!(common.save))]
    save: &'static str,
    /// Nothing of this sort is urgent.
    #[prop(optional)]
    never_urgent: bool,
) -> impl IntoView {
    let set = Callback::new(move |urgent| editor.set_urgent(urgent));
    let urgency = (!never_urgent).then(|| Urgency { is: derived(move || editor.is_urgent()), set });
    let direct = derived(move || editor.form() == Form::Direct);
    let id =
        format!("skickat-{}", editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default());
    view! {
        <SendBar id save urgency waits=derived(move || editor.has_unsent()) direct
            send=move |()| editor.send_proposal() throw_away=move |()| editor.throw_away()/>
    }
}

/// The button, and, in the same place once it is sent, that it is.
#[component]
pub(crate) fn SendBar(
    /// Where focus goes when the button is no longer there.
    id: String,
    /// Something is not sent.
    waits: Signal<bool>,
    /// A meeting is open: it applies at once.
    direct: Signal<bool>,
    /// What the button says then.
    #[prop(default = say!(common.save))]
    save: &'static str,
    /// Sends it.
    #[prop(into)]
    send: Callback<()>,
    /// Throws it away.
    #[prop(into)]
    throw_away: Callback<()>,
    /// Whether it is urgent, where it can be.
    urgency: Option<Urgency>,
) -> impl IntoView {
    let name = Editor::owner_name();
    let waits = memo(move |_| waits.get());
    // What was done last: sent, or thrown away.
    let done = RwSignal::new(None::<bool>);
    let asking = RwSignal::new(false);
    let spot = StoredValue::new(id.clone());
    let end = move |sent: bool, work: Callback<()>| {
        done.set(Some(sent));
        asking.set(false);
        work.run(());
    };
    let receipt = move || {
        let words = match done.get()? {
            true if direct.get() => say!(common.saved).to_owned(),
            true => say!(common.proposal_sent, name = name.get()),
            false => say!(common.thrown_away).to_owned(),
        };
        (!waits.get()).then_some(words)
    };
    // The button that had the focus is gone: it goes to what took its place.
    let told = memo(move |_| receipt().is_some());
    Effect::new(move |_| {
        if told.get() {
            set_timeout(move || spot.with_value(|id| browser::focus(id)), Duration::ZERO);
        }
    });
    view! {
        <div class="send-bar" role="status" tabindex="-1" id=id>
            {part(move || receipt().map(|words| view! {
                <p class="receipt"><Icon name="check"/>{words}</p>
            }))}
        </div>
        {part(move || waits.get().then(|| part(move || if asking.get() {
            view! {
                <div class="send-bar__buttons">
                    <p class="small" role="status">{say!(common.throw_away_ask)}</p>
                    <div class="button-row">
                        <button class="button button--quiet" type="button" on:click=handler(move |_| end(false, throw_away))>
                            {say!(common.throw_away_yes)}
                        </button>
                        <button class="button button--quiet" type="button" on:click=handler(move |_| asking.set(false))>
                            {say!(common.throw_away_no)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="send-bar__about">
                    {urgency.filter(|_| !direct.get()).map(|urgency| view! { <UrgentTick urgency/> })}
                    <p class="small">{say!(common.not_sent_note, name = name.get())}</p>
                </div>
                <div class="send-bar__buttons">
                    <div class="button-row">
                        <button class="button" type="button" on:click=handler(move |_| end(true, send))>
                            {part(move || if direct.get() { save } else { say!(common.send_proposal) })}
                        </button>
                        <button class="button button--text" type="button" on:click=handler(move |_| asking.set(true))>
                            {say!(common.throw_away)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        })))}
    }
}
