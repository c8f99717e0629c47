//! A whole new entry at one tap, with "Ångra"; a coordinator's is a proposal at once.

use domain::body::{FieldWrite, Propose, Remove, Write};
use domain::rules::Form;
use domain::{Body, Field, Value};
use leptos::prelude::*;

use crate::components::Change;
use crate::editor::Editor;

/// Adds the editor's entry, which must not exist yet.
pub(super) fn add(editor: Editor, fields: Vec<(Field, Value)>, said: String) {
    let fields =
        fields.into_iter().map(|(field, value)| (field, FieldWrite { over: Vec::new(), value })).collect();
    let entry_kind = editor.kind;
    let (body, back) = match untrack(move || editor.form()) {
        Form::Direct => {
            let back = editor.draft(Body::Remove(Remove { over: Vec::new() }));
            (Body::Write(Write { entry_kind, fields }), back)
        }
        // What is only suggested changes nothing yet, so there is nothing to take back.
        Form::Proposal => (Body::Propose(Propose { entry_kind, fields, remove: false, urgent: false }), None),
        Form::Never => return,
    };
    let (Some(binder), Some(draft)) = (editor.binder.get_untracked(), editor.draft(body)) else { return };
    Change { binder, drafts: vec![draft], back: back.into_iter().collect(), said }.commit(editor.app);
}
