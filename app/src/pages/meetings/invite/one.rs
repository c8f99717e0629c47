//! One person of her group: invited or not, what was answered, and what she can do.

use domain::invitation::{Coming, InvitationState, Invite, Reply};
use domain::{Audience, BinderTab, Body, EntryId, Field, called};
use leptos::prelude::*;
use replica::Draft;

use super::answers::answer;
use super::send::Ways;
use super::{Inviting, Person};
use crate::browser;
use crate::components::Icon;
use crate::dates;
use crate::lean::{Show, handler, memo, part};
use crate::state::{AppState, Undo};

/// The card.
#[component]
pub(super) fn OnePerson(
    /// What the page works with.
    inviting: Inviting,
    /// Who, as the list was made; what has become of it since is looked up.
    person: Person,
    /// The meeting can be invited to.
    can: Memo<bool>,
) -> impl IntoView {
    let app = AppState::get();
    let who = StoredValue::new(person.who.clone());
    let name = StoredValue::new(called::short(&person.who.name).to_owned());
    let now = memo(move |_| {
        inviting
            .people
            .with(|people| people.iter().find(|person| who.with_value(|who| person.who == *who)).cloned())
    });
    let sent = memo(move |_| now.get()?.sent);
    let is_sent = memo(move |_| sent.with(Option::is_some));
    let is_open = memo(move |_| sent.with(|sent| sent.as_ref().is_some_and(|s| s.state == InvitationState::Open)));
    let moved = memo(move |_| sent.with(|sent| sent.as_ref().is_some_and(|s| s.state == InvitationState::Moved)));
    let stands = move || {
        let Some(sent) = sent.get() else { return say!(invite.not_invited).to_owned() };
        let name = name.get_value();
        match (sent.state, sent.answer) {
            (InvitationState::Cancelled | InvitationState::Over, _) => say!(invite.no_longer).to_owned(),
            (InvitationState::Moved, _) => say!(invite.moved, name = name),
            (InvitationState::Open, Some(coming)) => answer(coming, &name),
            (InvitationState::Open, None) => {
                let day = say!(invite.invited_on, when = dates::day_short_clock(app.now(), sent.at));
                format!("{day} {}", say!(invite.no_answer))
            }
        }
    };
    let id = format!("bjuden-{}", person.who.entry.map(|entry| entry.to_string()).unwrap_or_default());
    view! {
        <li class="consent">
            <p class="consent__sentence" id=id.clone()>{person.who.name.clone()}</p>
            <p class="consent__period" role="status">{part(stands)}</p>
            <Show when=move || can.get() && (!is_sent.get() || moved.get())>
                <p class="consequence"><Icon name="users"/>{say!(invite.consequence, name = name.get_value())}</p>
                <div class="consent__actions">
                    <button class="button button--small" type="button" aria-describedby=id.clone()
                        on:click=handler(move |_| send(inviting, now, name.get_value()))>
                        {part(move || if moved.get() { say!(invite.again) } else { say!(invite.invite) })}
                    </button>
                </div>
            </Show>
            <Show when=move || is_open.get()>
                <Ways inviting sent phone=person.phone.clone() name=name.get_value()/>
            </Show>
            <Show when=move || is_sent.get()>
                <TakeBack inviting sent name=name.get_value()/>
            </Show>
        </li>
    }
}

/// Asked for twice: what somebody has been sent cannot be sent unsent.
#[component]
fn TakeBack(inviting: Inviting, sent: Memo<Option<super::Sent>>, name: String) -> impl IntoView {
    let asking = RwSignal::new(false);
    let take_back = move |_| {
        if let Some(sent) = sent.get_untracked() {
            revoke(inviting, sent.entry);
        }
    };
    view! {
        <Show when=move || !asking.get()>
            <div class="consent__actions">
                <button class="button button--text button--small" type="button"
                    on:click=handler(move |_| asking.set(true))>{say!(invite.take_back)}</button>
            </div>
        </Show>
        <Show when=move || asking.get()>
            <p role="status">{say!(invite.take_back_ask, name = name.clone())}</p>
            <div class="consent__actions">
                <button class="button button--small" type="button" on:click=take_back>{say!(invite.take_back_yes)}</button>
                <button class="button button--quiet button--small" type="button"
                    on:click=handler(move |_| asking.set(false))>{say!(common.cancel)}</button>
            </div>
        </Show>
    }
}

fn share(entry: EntryId, body: Body) -> Draft {
    Draft { tab: BinderTab::Sharing, entry, audience: Audience::Private, meeting: None, act: None, body }
}

/// "Bjud in": the words on the screen, to the meeting as it is booked. Sent anew, it is the same link.
fn send(inviting: Inviting, now: Memo<Option<Person>>, name: String) {
    let Inviting { words, from, .. } = inviting;
    let editor = inviting.editor.get_value();
    let (app, turn) = (editor.app, editor.app.turn());
    let (Some(binder), Some(replica), Some(meeting), Some(person)) =
        (editor.binder.get_untracked(), app.replica(), untrack(move || editor.current()), now.get_untracked())
    else {
        return;
    };
    let known = person.sent.map(|sent| (sent.entry, sent.token));
    let is_new = known.is_none();
    let (entry, token) = known.unwrap_or_else(|| (replica.new_entry(), replica.new_token()));
    let invite = Invite::to(
        &meeting,
        person.who,
        token,
        from.get_untracked(),
        untrack(move || words.get()).trim().to_owned(),
    );
    let Some(invite) = invite else { return };
    app.commit(binder, vec![share(entry, Body::Invite(Box::new(invite)))]);
    if is_new {
        let undo = Undo::new(binder, say!(invite.done, name = name), vec![share(entry, Body::Revoke)]);
        app.offer_undo(turn, undo);
    }
}

/// The link ends, and what was answered is about nothing, for whoever reads the meeting.
fn revoke(inviting: Inviting, invitation: EntryId) {
    let editor = inviting.editor.get_value();
    let (Some(binder), Some(meeting)) = (editor.binder.get_untracked(), untrack(move || editor.current())) else {
        return;
    };
    let person = inviting.people.with_untracked(|people| {
        let theirs = |person: &&Person| person.sent.as_ref().is_some_and(|sent| sent.entry == invitation);
        people.iter().find(theirs).map(|person| person.who.clone())
    });
    let (Some(person), Some(starts)) = (person, meeting.instant(Field::Starts)) else { return };
    let back = Reply { invitation, person, starts, coming: Coming::TakenBack };
    let back = Draft {
        tab: BinderTab::Meetings,
        entry: meeting.id,
        audience: Audience::Tab,
        meeting: None,
        act: None,
        body: Body::Reply(Box::new(back)),
    };
    editor.app.commit(binder, vec![share(invitation, Body::Revoke), back]);
    inviting.on_paper.set(None);
    browser::focus_soon("vilka");
}
