//! The end of a meeting. What was tapped and typed in the moment before may still be on its way into the copy: the
//! decision is made from what stands here when all of it has come, so the meeting and what it decided say the same.

use domain::body::{FieldWrite, Write};
use domain::decision::Decision;
use domain::{Audience, BinderId, BinderTab, Body, Entry, EntryId, Field, Reference, TabState, Value, meeting};
use leptos::prelude::*;
use replica::{Draft, Replica, StoreError, TabRead};

use super::deciding::Deciding;
use super::meeting::status_change;
use super::starting::{move_here, to_the_minute};
use crate::editor::Editor;

/// What is known of a decision before its words are read.
pub(super) struct Terms {
    /// The tabs it may decide: those that whoever ends the meeting may write in.
    pub(super) tabs: Vec<BinderTab>,
    /// Who was to come.
    pub(super) expected: Vec<Reference>,
}

/// Who was there: as it was said, else those who were to come; nothing if neither was said.
pub(super) fn present(entry: &Entry) -> Option<Vec<Reference>> {
    let said = [Field::Present, Field::People].into_iter().find(|field| entry.value(*field).is_some());
    said.map(|field| entry.people(field).to_vec())
}

impl Terms {
    /// The drafts that decide; none for a meeting that does not decide, and none in a tab where there has never been
    /// anything to decide.
    async fn drafts(self, replica: &Replica, binder: BinderId, entry: &Entry) -> Result<Vec<Draft>, StoreError> {
        let mut drafts = Vec::new();
        if !meeting::is_care_team(entry) {
            return Ok(drafts);
        }
        let act = Some(replica.new_act());
        let said = |state: &TabState| Decision {
            base: state.latest_decision().map(|version| version.stamp.op),
            held_at: entry.instant(Field::Starts).unwrap_or_else(|| replica.now()),
            present: present(entry).unwrap_or_else(|| self.expected.clone()),
            alternatives: entry.text(Field::Alternatives).trim().to_owned(),
            chosen: entry.text(Field::Chosen).trim().to_owned(),
            texts: state.to_decide(),
        };
        for tab in &self.tabs {
            let TabRead::Open(state) = replica.tab(binder, *tab).await? else { continue };
            let decision = said(&state);
            if decision.base.is_some() || !decision.texts.is_empty() {
                drafts.push(Draft {
                    tab: *tab,
                    entry: replica.new_entry(),
                    audience: Audience::Tab,
                    meeting: Some(entry.id),
                    act,
                    body: Body::Decision(decision),
                });
            }
        }
        Ok(drafts)
    }
}

/// The meeting as it stands when everything that was begun is saved; nothing if it is not open, as when the button
/// is pressed twice.
async fn still_open(replica: &Replica, binder: BinderId, id: EntryId) -> Result<Option<Entry>, StoreError> {
    replica.settled().await;
    let TabRead::Open(tab) = replica.tab(binder, BinderTab::Meetings).await? else { return Ok(None) };
    Ok(tab.entries.get(&id).filter(|entry| meeting::is_open(entry)).cloned())
}

/// The draft that writes down that new copies are sent, where nobody has turned it off (design §2): with a meeting
/// that decides the warning plan, her own device then hands it on.
fn sends_copies(editor: Editor) -> Option<Draft> {
    let value = FieldWrite { over: Vec::new(), value: Value::Flag(true) };
    editor.draft(Body::Write(Write { entry_kind: editor.kind, fields: [(Field::SendCopies, value)].into() }))
}

/// Closes a meeting, with what it decides. One that lies ahead was begun early: it was held now, and does not stay
/// in the calendar of somebody who thinks that it is still to come. "Ångra" opens it again; what was decided stands
/// until it is closed anew.
pub(super) fn end(editor: Editor, deciding: &Deciding) {
    let (app, terms, sends) = (editor.app, deciding.terms(), sends_copies(editor));
    let (Some(shown), Some(replica)) = (untrack(move || editor.current()), app.replica()) else { return };
    let now = to_the_minute(app.now());
    let ahead = shown.instant(Field::Starts).is_some_and(|starts| now.days_until(starts) > 0);
    let change = if ahead {
        move_here(editor, "held", "open", say!(meetings.ended))
    } else {
        status_change(editor, "held", say!(meetings.ended))
    };
    let Some(mut change) = change else { return };
    crate::browser::spawn(async move {
        let made = async {
            let Some(entry) = still_open(&replica, change.binder, shown.id).await? else { return Ok(None) };
            let mut drafts = terms.drafts(&replica, change.binder, &entry).await?;
            let tells = drafts.iter().any(|draft| draft.tab == BinderTab::WarningPlan);
            drafts.extend(sends.filter(|_| tells && entry.value(Field::SendCopies).is_none()));
            Ok::<_, StoreError>(Some(drafts))
        };
        match made.await {
            Ok(Some(drafts)) => {
                // While the meeting is open: the server takes a decision of an open meeting only.
                change.drafts.splice(0..0, drafts);
                change.commit(app);
            }
            Ok(None) => {}
            Err(_) => app.status.set(replica.status()),
        }
    });
}
