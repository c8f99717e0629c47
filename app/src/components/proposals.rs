//! What somebody suggests for an entry, with one tap for yes, no, or at the meeting.

use crate::lean::memo;
use domain::entry::Proposal;
use domain::{Answer, Field, Policy, Role};
use leptos::prelude::*;

use super::{Icon, field_name, in_words};
use crate::editor::Editor;
use crate::state::{AppState, name_of, use_card, use_owner_name};

/// What is seen by where an entry stands, and not read.
const BEHIND: [Field; 3] = [Field::Position, Field::Parent, Field::Doer];

/// The open proposals of one entry.
#[component]
pub(crate) fn Proposals(
    /// The entry.
    editor: Editor,
) -> impl IntoView {
    let open = memo(move |_| {
        editor.current().map(|entry| entry.open_proposals().cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    move || open.get().into_iter().map(|proposal| view! { <OneProposal editor proposal/> }).collect_view()
}

#[component]
fn OneProposal(editor: Editor, proposal: Proposal) -> impl IntoView {
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
    let change = changes.into_iter().map({
        let name = name.clone();
        move |(field, words)| {
            let now = editor
                .current()
                .and_then(|entry| Some(in_words(field, entry.value(field)?, owner_name.as_deref())));
            let before = now.filter(|now| !now.is_empty()).map(|now| {
                view! {
                    <div class="proposal__side">
                        <dt class="proposal__term">{say!(common.now_it_says)}</dt>
                        <dd class="proposal__words">{now}</dd>
                    </div>
                }
            });
            let words = if words.is_empty() { say!(fields.empty).to_owned() } else { words };
            view! {
                <div class="proposal__field">
                    {named.then(|| view! { <h3 class="proposal__about">{field_name(editor.kind, field)}</h3> })}
                    <dl class="proposal__change">
                        {before}
                        <div class="proposal__side proposal__side--new">
                            <dt class="proposal__term">{say!(common.they_write, name = name.clone())}</dt>
                            <dd class="proposal__words">{words}</dd>
                        </div>
                    </dl>
                </div>
            }
        }
    });
    // Somebody wants back what the owner has removed: nothing is changed but that.
    let wants_back = proposal.fields.is_empty() && !proposal.remove;
    let removal = proposal.remove;
    let proposal = StoredValue::new(proposal);
    let answer = move |answer| move |_| proposal.with_value(|proposal| editor.answer(proposal, answer));
    view! {
        <section class="proposal">
            <h2 class="proposal__by"><Icon name="message"/>{title}</h2>
            {removal.then(|| view! {
                <p class="proposal__about">{say!(common.suggests_removal, name = name.clone())}</p>
            })}
            {wants_back.then(|| view! {
                <p class="proposal__about">{say!(common.wants_back, name = name.clone())}</p>
            })}
            {change.collect_view()}
            {kept.then(|| view! { <p class="small">{say!(common.saved_for_meeting)}</p> })}
            {owner.then(|| view! {
                <div class="proposal__actions">
                    <button class="button" type="button" on:click=answer(Answer::Accept)>{if wants_back { say!(common.restore) } else { say!(common.accept) }}</button>
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
