//! What somebody suggests for an entry, with one tap for yes, no, or at the meeting.

use crate::lean::memo;
use domain::entry::Proposal;
use domain::{Answer, Field, Policy, Role};
use leptos::prelude::*;

use super::Icon;
use super::two_versions::said;
use crate::editor::Editor;
use crate::state::{AppState, name_of, use_card};

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
    let texts: Vec<(Field, String)> = proposal
        .fields
        .iter()
        .filter(|(field, _)| field.policy() == Policy::KeepAll)
        .map(|(field, value)| (*field, said(value)))
        .collect();
    let change = texts.into_iter().map({
        let name = name.clone();
        move |(field, words)| {
            let now = editor.current().and_then(|entry| entry.value(field).map(said)).unwrap_or_default();
            let before = (!now.is_empty()).then(|| {
                view! {
                    <div class="proposal__side">
                        <dt class="proposal__term">{say!(common.now_it_says)}</dt>
                        <dd class="proposal__words">{now}</dd>
                    </div>
                }
            });
            view! {
                {before}
                <div class="proposal__side proposal__side--new">
                    <dt class="proposal__term">{say!(common.they_write, name = name.clone())}</dt>
                    <dd class="proposal__words">{words}</dd>
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
            <dl class="proposal__change">{change.collect_view()}</dl>
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
