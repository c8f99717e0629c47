//! Bjud in: she invites those she has chosen to a meeting of the resource group, in her own words (R94, R99), and
//! sees calmly what they answer.
//!
//! Everything is written on this phone at once; a link opens when the server has it. A coordinator suggests words
//! and never sends them.

mod answers;
mod on_paper;
mod one;
mod send;
mod suggest;

use domain::invitation::{Coming, InvitationState, InvitationView, group, reply_to, to_meeting};
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, Reference, TabState, Timestamp, meeting};
use leptos::prelude::*;

use crate::components::{EntryNotes, Page, TextField, WhenRead, WhenThere};
use crate::editor::{Editor, use_editor};
use crate::lean::{For, Show, attribute, derived, memo, part};
use crate::pages::contact::use_entry_id;
use crate::pages::meeting_words as words;
use crate::paths;
use crate::state::{AppState, TabView, contact_name, use_binder, use_card, use_links, use_tab, use_tab_unnoted};

pub(super) use answers::answers;
use on_paper::OnPaper;
use one::OnePerson;
use suggest::Suggest;

/// Whether there is anything to invite to: a meeting of the resource group with a time, still to come.
pub(super) fn can_be_invited_to(entry: &Entry, now: Timestamp) -> bool {
    meeting::is_care_team(entry)
        && entry.is_shown()
        && matches!(entry.choice(Field::Status), None | Some("planned"))
        && meeting::ends(entry).is_some_and(|end| end > now)
}

/// Somebody of her resource group, and how the invitation stands.
#[derive(Clone, PartialEq)]
struct Person {
    who: Reference,
    phone: String,
    sent: Option<Sent>,
}

/// An invitation that has not been taken back.
#[derive(Clone, PartialEq)]
struct Sent {
    entry: EntryId,
    token: String,
    words: String,
    at: Timestamp,
    arrived: bool,
    state: InvitationState,
    answer: Option<Coming>,
}

impl Sent {
    fn new(view: &InvitationView<'_>, meeting: &Entry, now: Timestamp) -> Self {
        Self {
            entry: view.entry,
            token: view.latest.token.clone(),
            words: view.latest.words.clone(),
            at: view.sent_at,
            arrived: view.arrived,
            state: view.latest.state(Some(meeting), now),
            answer: reply_to(meeting, view.entry),
        }
    }
}

/// What the page works with.
#[derive(Clone, Copy)]
struct Inviting {
    /// Beside the others: an editor is large.
    editor: StoredValue<Editor>,
    people: Memo<Vec<Person>>,
    /// What is sent: her words, or those that stand there until she writes.
    words: Signal<String>,
    /// What she is called in it.
    from: Signal<String>,
    /// Whose invitation is shown as it is printed.
    on_paper: RwSignal<Option<EntryId>>,
}

/// Her group, and whoever else still holds an invitation.
fn people(contacts: &TabState, sharing: &TabState, meeting: &Entry, now: Timestamp) -> Vec<Person> {
    let mut open = to_meeting(sharing, meeting.id);
    open.retain(|invitation| !invitation.revoked);
    let sent = |who: &Reference| {
        let theirs = open.iter().rev().find(|one| domain::copies::is_same(&one.latest.person, who));
        theirs.map(|one| Sent::new(one, meeting, now))
    };
    let mut people: Vec<Person> = group(contacts)
        .into_iter()
        .map(|contact| {
            let who = Reference { entry: Some(contact.id), name: contact_name(contact), phone: None };
            Person { sent: sent(&who), phone: contact.text(Field::Phone).trim().to_owned(), who }
        })
        .collect();
    for other in &open {
        let who = other.latest.person.clone();
        if !people.iter().any(|known| domain::copies::is_same(&known.who, &who)) {
            people.push(Person { sent: sent(&who), phone: String::new(), who });
        }
    }
    people
}

/// The page of one meeting's invitations.
#[component]
pub(crate) fn InvitePage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab(use_binder(), BinderTab::Meetings);
    let (links, named) = (use_links(), use_entry_id());
    let back = derived(move || {
        let to = named
            .get()
            .map_or_else(|| links.get().to(paths::MEETINGS), |id| links.get().entry(paths::MEETING, id));
        Some((to, say!(meetings.one).to_owned()))
    });
    view! {
        <Page title=say!(invite.title).to_owned() back aloud=true class="page--invite">
            <WhenRead view>
                <WhenThere tab=BinderTab::Meetings view entry=named>
                    {part(move || named.get().map(|id| if app.is_staff() {
                        view! { <Suggest view id/> }.into_any()
                    } else {
                        view! { <Hers view id/> }.into_any()
                    }))}
                </WhenThere>
            </WhenRead>
        </Page>
    }
}

#[component]
fn Hers(view: Signal<TabView>, id: EntryId) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let sharing = use_tab_unnoted(binder, BinderTab::Sharing);
    let contacts = use_tab_unnoted(binder, BinderTab::Contacts);
    let editor = use_editor(view, EntryKind::Meeting, Signal::stored(Some(id)), Vec::new());
    let prefill = derived(move || editor.current().map(|entry| prefilled(&entry, app.now())).unwrap_or_default());
    let inviting = Inviting {
        editor: StoredValue::new(editor),
        people: memo(move |_| {
            let Some(meeting) = editor.current() else { return Vec::new() };
            contacts
                .with(|contacts| {
                    sharing.with(|sharing| Some(people(contacts.open()?, sharing.open()?, &meeting, app.clock())))
                })
                .unwrap_or_default()
        }),
        words: derived(move || match editor.value(Field::Invitation) {
            Some(_) => editor.text(Field::Invitation),
            None => prefill.get(),
        }),
        from: derived(move || {
            let name = card.with(|card| card.as_ref().map(|card| card.owner_name.clone()));
            name.as_deref().and_then(words::first_name).unwrap_or_default()
        }),
        on_paper: RwSignal::new(None),
    };
    let can = memo(move |_| editor.current().is_some_and(|entry| can_be_invited_to(&entry, app.clock())));
    let moved = memo(move |_| {
        let is_moved =
            |person: &Person| person.sent.as_ref().is_some_and(|sent| sent.state == InvitationState::Moved);
        inviting.people.with(|people| people.iter().any(is_moved))
    });
    let when = move || {
        let entry = editor.current()?;
        let at = entry.instant(Field::Starts)?;
        Some(format!("{}. {}", words::when(app.now(), at), words::place(&entry)))
    };
    let nobody = memo(move |_| inviting.people.with(Vec::is_empty));
    view! {
        <EntryNotes editor/>
        <p class="page__lede">{when}</p>
        <Show when=move || !can.get()><p>{say!(invite.not_now)}</p></Show>
        <Show when=move || can.get()>
            <TextField editor field=Field::Invitation long=true label=say!(invite.words).to_owned()
                hint=say!(invite.words_hint).to_owned() prefill/>
            <Show when=move || moved.get()>
                <div class="notice"><p class="notice__text">{say!(invite.moved_notice)}</p></div>
            </Show>
        </Show>
        <h2 class="section-title" id="vilka">{say!(invite.whom)}</h2>
        <Show when=move || nobody.get()>
            <div class="empty-note"><p class="empty-note__text">{say!(invite.nobody)}</p></div>
            <div class="button-stack"><a class="button" href=paths::CONTACTS>{say!(contacts.title)}</a></div>
        </Show>
        <ul class="consent-list" aria-labelledby="vilka" hidden=attribute(move || nobody.get())>
            <For each=move || inviting.people.get() key=|person| (person.who.entry, person.who.name.clone()) let:person>
                <OnePerson inviting person can/>
            </For>
        </ul>
        <p class="small">{say!(invite.when_moved)}</p>
        <OnPaper inviting/>
    }
}

/// What stands in the field until she writes: when and where, and that she would like it.
fn prefilled(meeting: &Entry, now: Timestamp) -> String {
    meeting.instant(Field::Starts).map_or_else(String::new, |at| {
        say!(invite.prefill, when = words::when_within(now, at), place = words::place(meeting))
    })
}
