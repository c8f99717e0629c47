//! Asking for it and taking it back: each is saved on this phone at once and counts when the server has it.

use domain::erasure::{Erase, Keep};
use domain::{Audience, BinderId, BinderTab, Body, OpId};
use replica::{Draft, Replica};

use crate::state::AppState;

/// She wants it gone.
pub(super) fn erase(app: AppState, binder: BinderId) {
    let Some(replica) = app.replica() else { return };
    app.commit(binder, vec![said(&replica, Body::Erase(Erase::default()))]);
}

/// She wants to keep it after all.
pub(super) fn keep(app: AppState, binder: BinderId, erase: OpId) {
    let Some(replica) = app.replica() else { return };
    app.commit(binder, vec![said(&replica, Body::Keep(Keep { erase }))]);
}

/// In Samtycke, for her own devices alone.
fn said(replica: &Replica, body: Body) -> Draft {
    let (tab, audience) = (BinderTab::Sharing, Audience::Private);
    Draft { tab, entry: replica.new_entry(), audience, meeting: None, act: None, body }
}
