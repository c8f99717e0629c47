//! A whole new entry at one tap, with "Ångra"; a coordinator's is a proposal at once.

use domain::body::{FieldWrite, Propose, Remove, Write};
use domain::rules::Form;
use domain::{Body, Field, Value};
use leptos::prelude::*;
use replica::Draft;

use crate::editor::Editor;

/// Adds the editor's entry, which must not exist yet.
pub(super) fn add(editor: Editor, fields: Vec<(Field, Value)>, said: String) {
    let fields = fields.into_iter().map(|(field, value)| (field, FieldWrite { over: Vec::new(), value })).collect();
    let entry_kind = editor.kind;
    let body = match untrack(move || editor.form()) {
        Form::Direct => Body::Write(Write { entry_kind, fields }),
        Form::Proposal => Body::Propose(Propose { entry_kind, fields, remove: false }),
        Form::Never => return,
    };
    let undoes = matches!(body, Body::Write(_));
    // Made before anything is awaited: the page may be gone by then.
    let back = editor.draft(Body::Remove(Remove { over: Vec::new() })).filter(|_| undoes);
    let (Some(binder), Some(draft), Some(replica)) =
        (editor.binder.get_untracked(), editor.draft(body), editor.app.replica())
    else {
        return;
    };
    crate::browser::spawn(async move {
        match replica.commit(binder, vec![draft]).await {
            Ok(over) => {
                let back = back.map(|back| Draft { body: Body::Remove(Remove { over }), ..back });
                if let Some(back) = back {
                    editor.app.offer_undo(binder, said, vec![back]);
                }
            }
            Err(_) => editor.app.status.set(replica.status()),
        }
    });
}
