//! What somebody suggests for an entry, with one tap for yes, no, or at the meeting.

use crate::lean::{attribute, derived, memo, part};
use domain::entry::{Proposal, Register};
use domain::{Answer, Field, Policy, Role};
use leptos::prelude::*;

use super::two_versions::by_line;
use super::{Icon, field_name, in_words};
use crate::editor::Editor;
use crate::state::{AppState, name_of, use_card, use_owner_name};
use crate::words::before_stop;

/// What is seen by where an entry stands, and not read.
const BEHIND: [Field; 3] = [Field::Position, Field::Parent, Field::Doer];

/// The open proposals of one entry.
#[component]
pub(crate) fn Proposals(
    /// The entry.
    editor: Editor,
    /// Whether its yes is the clear next step of the page.
    #[prop(into, default = Signal::stored(true))]
    strong: Signal<bool>,
) -> impl IntoView {
    let open = memo(move |_| {
        editor.current().map(|entry| entry.open_proposals().cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    // One clear next step, also where two people suggest something for the same entry.
    move || {
        let first = std::iter::once(true).chain(std::iter::repeat(false));
        let one = |(proposal, is_first)| {
            let strong = derived(move || is_first && strong.get());
            view! { <OneProposal editor proposal strong/> }
        };
        open.get().into_iter().zip(first).map(one).collect_view()
    }
}

#[component]
fn OneProposal(editor: Editor, proposal: Proposal, strong: Signal<bool>) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let me = app.me();
    let owner = me.as_ref().is_some_and(|me| me.role == Role::Owner);
    let mine = me.as_ref().is_some_and(|me| me.person == proposal.stamp.author.person);
    let name = card.with(|card| name_of(card.as_ref(), me.map(|me| me.person), proposal.stamp.author.person));
    let title =
        if mine { say!(common.your_proposal).to_owned() } else { say!(common.has_proposal, name = name.clone()) };
    let kept = proposal.answer == Some(Answer::Later);
    let owner_name = use_owner_name().get_untracked();
    let changes: Vec<(Field, String)> = proposal
        .fields
        .iter()
        .filter(|(field, _)| !BEHIND.contains(field))
        .map(|(field, value)| (*field, in_words(*field, value, owner_name.as_deref())))
        .collect();
    // One text says by itself what it is about; several, or a choice, have to be told apart.
    let named = changes.len() > 1 || changes.iter().any(|(field, _)| field.policy() == Policy::Latest);
    // A yes replaces exactly these.
    let stands = memo(move |_| editor.current());
    let change = {
        let name = name.clone();
        part(move || {
            let entry = stands.get();
            let fields = changes.iter().map(|(field, words)| {
                let now = entry.as_ref().and_then(|entry| entry.fields.get(field)).cloned().unwrap_or_default();
                let about = named.then(|| field_name(editor.kind, *field));
                view! { <OneField field=*field about now words=words.clone() name=name.clone()/> }
            });
            fields.collect_view()
        })
    };
    // Somebody wants back what the owner has removed: nothing is changed but that.
    let wants_back = proposal.fields.is_empty() && !proposal.remove;
    let (removal, urgent) = (proposal.remove, proposal.urgent);
    let proposal = StoredValue::new(proposal);
    let by = StoredValue::new(name.clone());
    let answer = move |answer| {
        move |_| {
            let said = by.with_value(|name| match answer {
                Answer::Accept => say!(common.said_yes, name = before_stop(name)),
                Answer::Decline => say!(common.said_no, name = before_stop(name)),
                Answer::Later => say!(common.said_later).to_owned(),
            });
            if let Some(entry) = stands.get_untracked() {
                proposal.with_value(|proposal| editor.answer(entry, proposal, answer, said));
            }
        }
    };
    view! {
        <section class="proposal">
            <h2 class="proposal__by"><Icon name="message"/>{title}</h2>
            {urgent.then(|| view! { <p class="proposal__urgent">{say!(common.urgent)}</p> })}
            {removal.then(|| view! {
                <p class="proposal__about">{say!(common.suggests_removal, name = name.clone())}</p>
            })}
            {wants_back.then(|| view! {
                <p class="proposal__about">{say!(common.wants_back, name = name.clone())}</p>
            })}
            {change}
            {kept.then(|| view! { <p class="small">{say!(common.saved_for_meeting)}</p> })}
            {owner.then(|| view! {
                <div class="proposal__actions">
                    <button class=attribute(move || if strong.get() { "button" } else { "button button--quiet" }) type="button"
                        on:click=answer(Answer::Accept)>{if wants_back { say!(common.restore) } else { say!(common.accept) }}</button>
                    <div class="button-row">
                        <button class="button button--quiet" type="button" on:click=answer(Answer::Decline)>
                            {if wants_back { say!(common.let_be) } else { say!(common.decline) }}
                        </button>
                        {(!kept).then(|| view! {
                            <button class="button button--quiet" type="button" on:click=answer(Answer::Later)>
                                {say!(common.later)}
                            </button>
                        })}
                    </div>
                </div>
            })}
        </section>
    }
}

/// What one field says now, every version of it, and what it would say.
#[component]
fn OneField(
    field: Field,
    about: Option<&'static str>,
    now: Register,
    words: String,
    name: String,
) -> impl IntoView {
    let owner_name = use_owner_name().get_untracked();
    let split = now.is_split();
    let shown = if split { now.current.clone() } else { now.shown().cloned().into_iter().collect() };
    let said = shown.iter().map(|version| in_words(field, &version.value, owner_name.as_deref()));
    let said: Vec<String> = said.collect();
    let title = match said.len() {
        0 | 1 => say!(common.now_it_says),
        2 => say!(common.now_they_say),
        _ => say!(common.now_it_says_many),
    };
    let before = said.iter().any(|words| !words.is_empty()).then(|| {
        let rows = shown.iter().zip(said.clone()).map(|(version, words)| {
            let by = split.then(|| view! { <span class="proposal__version">{by_line(version, &shown)}</span> });
            let words = if words.is_empty() { say!(fields.empty).to_owned() } else { words };
            view! { <dd class="proposal__words">{by}{words}</dd> }
        });
        view! {
            <div class="proposal__side">
                <dt class="proposal__term">{title}</dt>
                {rows.collect_view()}
            </div>
        }
    });
    let words = if words.is_empty() { say!(fields.empty).to_owned() } else { words };
    view! {
        <div class="proposal__field">
            {about.map(|about| view! { <h3 class="proposal__about">{about}</h3> })}
            <dl class="proposal__change">
                {before}
                <div class="proposal__side proposal__side--new">
                    <dt class="proposal__term">{say!(common.they_write, name = name)}</dt>
                    <dd class="proposal__words">{words}</dd>
                </div>
            </dl>
        </div>
    }
}
