//! A coordinator's changes to a sign and to its lines are sent with one "Skicka förslag".

use crate::lean::derived;
use domain::rules::Form;
use domain::{EntryId, EntryKind, Field, TabState, Value};
use leptos::prelude::*;
use replica::UnsentProposal;

use super::lines::{Doer, sign_of};
use crate::components::{SendBar, Urgency};
use crate::editor::Editor;
use crate::state::{AppState, use_binder};

/// The editors on the page; each is there while its part of the page is.
#[derive(Clone, Copy)]
pub(super) struct Unsent(RwSignal<Vec<(EntryId, Editor)>>);

impl Unsent {
    /// Begins to collect, for the page below.
    pub(super) fn provide() -> Self {
        let unsent = Self(RwSignal::new(Vec::new()));
        provide_context(unsent);
        unsent
    }

    /// Adds an editor for as long as the calling component lives.
    pub(super) fn join(editor: Editor) {
        let (Some(Self(all)), Some(id)) = (use_context::<Self>(), editor.entry.get_untracked()) else { return };
        all.update(|all| all.push((id, editor)));
        on_cleanup(move || {
            let _ = all.try_update(|all| all.retain(|(other, _)| *other != id));
        });
    }
}

/// "Skicka förslag" for everything on the page, shown while something is changed and not sent.
#[component]
pub(super) fn ProposeAll(unsent: Unsent) -> impl IntoView {
    let editors = move || unsent.0.with(|all| all.iter().map(|(_, editor)| *editor).collect::<Vec<_>>());
    // An editor whose part of the page is going away has nothing to send any more. All are asked, so that
    // each is followed.
    let waits = derived(move || editors().into_iter().filter(|editor| editor.has_unsent()).count() > 0);
    let direct = derived(move || editors().first().is_some_and(|editor| editor.form() == Form::Direct));
    // One tick for the page: what is changed after it is as urgent as the rest.
    let is = derived(move || editors().into_iter().filter(|editor| editor.is_urgent()).count() > 0);
    let set =
        Callback::new(move |urgent| untrack(editors).into_iter().for_each(|editor| editor.set_urgent(urgent)));
    let send = move |()| {
        let urgent = untrack(move || is.get());
        for editor in untrack(editors) {
            editor.set_urgent(urgent);
            editor.send_proposal();
        }
    };
    let throw_away = move |()| untrack(editors).into_iter().for_each(Editor::throw_away);
    let urgency = Some(Urgency { is, set });
    view! {
        <SendBar id="skickat".to_owned() waits direct send throw_away urgency/>
    }
}

/// What a coordinator has written of a sign's lines and not sent, new lines too.
fn of_sign(sign: EntryId, is_line: impl Fn(&UnsentProposal) -> bool) -> Vec<EntryId> {
    let (app, binder) = (AppState::get(), use_binder());
    let all = untrack(|| binder.get().map(|binder| app.unsent.within(binder))).unwrap_or_default();
    let under = |one: &UnsentProposal| match one.fields.get(&Field::Parent).map(|write| &write.value) {
        Some(Value::Entry(parent)) => *parent == sign,
        _ => false,
    };
    let lines = all.into_iter().filter(|one| one.kind == EntryKind::SignAction && under(one) && is_line(one));
    lines.map(|one| one.entry).collect()
}

/// The new lines in one list of a sign that are not sent.
pub(super) fn unsent_lines(sign: EntryId, doer: Doer) -> Vec<EntryId> {
    let said = Value::choice(doer.name());
    of_sign(sign, |one| one.fields.get(&Field::Doer).is_some_and(|write| write.value == said))
}

/// Whether something in a sign, or in a line of it, is not sent.
pub(super) fn is_unsent(editor: Editor, tab: &TabState, sign: EntryId) -> bool {
    let binder = editor.binder.get_untracked();
    let changed = |id: EntryId| binder.is_some_and(|binder| editor.app.unsent.of(binder, id, |_| ()).is_some());
    let lines =
        tab.entries.values().filter(|line| line.kind == EntryKind::SignAction && sign_of(line) == Some(sign));
    untrack(|| changed(sign) || lines.map(|line| line.id).any(changed)) || !of_sign(sign, |_| true).is_empty()
}
