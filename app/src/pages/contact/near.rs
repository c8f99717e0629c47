//! On the page of somebody close to her: the talk that the coordinator may have with that person alone (R35,
//! R101–R103). First how much she wants to be told of it, then that it was had, then what is told her. What was said
//! stands in the organisation's own record, and that is said on both screens.

mod agreement;
mod held;
mod tell;
mod told;

use domain::rules::Form;
use domain::{Entry, EntryId, Field};
use leptos::prelude::*;

use crate::editor::Editor;
use crate::lean::{Show, derived, memo, part};
use crate::pages::contacts::use_left_out;
use crate::state::{AppState, contact_name};

use agreement::Agreement;
use held::Held;
use tell::Tell;
use told::Told;

/// The part of the page; nothing for anybody else, nor while she wants no related people in this. In her own room
/// stands only what was told her before.
#[component]
pub(super) fn Near(editor: Editor) -> impl IntoView {
    let app = AppState::get();
    let left_out = use_left_out();
    let owner = Editor::owner_name();
    let contact = memo(move |_| {
        let entry = editor.current().filter(Entry::is_shown)?;
        (entry.choice(Field::Group) == Some("close")).then_some((entry.id, entry.private))
    });
    let talk = move || contact.get().filter(|_| !left_out.get());
    view! {
        <Show when=move || talk().is_some()>
            {part(move || talk().map(|(contact, own)| if own {
                view! { <Told editor contact staff=false/> }.into_any()
            } else {
                view! { <Talk editor contact staff=app.is_staff()/> }.into_any()
            }))}
        </Show>
        <Show when=move || app.is_staff() && left_out.get() && contact.get().is_some()>
            <p class="small">{part(move || say!(near.none_staff, owner = owner.get()))}</p>
        </Show>
    }
}

#[component]
fn Talk(editor: Editor, contact: EntryId, staff: bool) -> impl IntoView {
    let name = use_name(editor);
    let owner = Editor::owner_name();
    let title = move || say!(near.title, name = name.get());
    let (what, notes) = if staff {
        let what = move || say!(near.what_staff, owner = owner.get(), name = name.get());
        (derived(what), derived(|| say!(near.notes_staff).to_owned()))
    } else {
        (derived(move || say!(near.what, name = name.get())), derived(move || say!(near.notes, name = name.get())))
    };
    view! {
        <h2 class="section-title" id="samtal">{part(title)}</h2>
        <p class="small">{part(move || what.get())}</p>
        <Agreement editor staff/>
        <p class="small">{part(move || notes.get())}</p>
        <Held editor contact staff/>
        <Told editor contact staff/>
        <Show when=move || staff && editor.form() != Form::Never><Tell editor contact/></Show>
    }
}

/// What the contact is called.
fn use_name(editor: Editor) -> Memo<String> {
    memo(move |_| editor.current().as_ref().map(contact_name).unwrap_or_default())
}
