//! What a meeting decided goes to those who have a copy, if it was ticked there (design §2). Only her own devices know
//! who has one, so the first of them that has seen the decision hands it on, also without network; it says so, and
//! "Ångra" puts back what was there and unticks it.

use domain::body::{FieldWrite, Write};
use domain::copies::{HandedOn, decided_to_send, handed_on};
use domain::share::HandOver;
use domain::{ActId, Audience, BinderTab, Body, EntryId, EntryKind, Field, Value, called};
use leptos::prelude::*;
use replica::Draft;

use super::{Books, Opened};
use crate::pages::sharing::names;
use crate::state::{AppState, Undo, use_binder};

/// Looks, wherever her own pärm is open, whether something decided is to be handed on.
pub(crate) fn use_handing_on() {
    let app = AppState::get();
    let binder = use_binder();
    let books = Books::of_this_binder();
    // The decision that has been handed on here: the copy on this device says so a moment later.
    let done = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(binder) = binder.get().filter(|_| app.me().is_some() && !app.is_staff()) else { return };
        let Some((version, meeting, all)) = to_hand_on(app, books) else { return };
        if all.is_empty() || done.get_value() == Some(version) {
            return;
        }
        done.set_value(Some(version));
        let Some(replica) = app.replica() else { return };
        let (new, mut back) = drafts(&all, replica.new_act());
        back.push(untick(meeting));
        let said = match whose(&all).as_slice() {
            [one] => say!(copies.sent_one, name = one.clone()),
            several => say!(copies.sent_many, names = names(several)),
        };
        app.commit(binder, new);
        app.offer_undo(app.turn(), Undo::new(binder, said, back));
    });
}

fn to_hand_on(app: AppState, books: Books) -> Option<(domain::OpId, EntryId, Vec<HandedOn>)> {
    let opened: Opened = books.opened(app)?;
    let version = books.meetings.with(|view| decided_to_send(&opened.plan, view.open()?).cloned())?;
    let decided = opened.plan.as_decided(&version)?;
    let source = domain::copies::CopySource { plan: &decided, ..opened.source() };
    Some((version.stamp.op, version.meeting()?, handed_on(source, &version, &opened.sharing, app.now())))
}

fn untick(meeting: EntryId) -> Draft {
    let off = FieldWrite { over: Vec::new(), value: Value::Flag(false) };
    let body = Body::Write(Write { entry_kind: EntryKind::Meeting, fields: [(Field::SendCopies, off)].into() });
    Draft { tab: BinderTab::Meetings, entry: meeting, audience: Audience::Tab, meeting: None, act: None, body }
}

/// What each link is to show, as one act, and what shows again what it showed.
pub(super) fn drafts(all: &[HandedOn], act: ActId) -> (Vec<Draft>, Vec<Draft>) {
    let draft = |share, copy: &HandOver| Draft {
        tab: BinderTab::Sharing,
        entry: share,
        audience: Audience::Private,
        meeting: None,
        act: Some(act),
        body: Body::HandOver(copy.clone()),
    };
    all.iter().map(|one| (draft(one.share, &one.copy), draft(one.share, &one.before))).unzip()
}

/// Those who hold them, as they are called beside each other.
pub(super) fn whose(all: &[HandedOn]) -> Vec<String> {
    called::each(all.iter().map(|one| one.copy.person.name.as_str())).into_iter().map(str::to_owned).collect()
}
