//! Saving: what was written stands in the queue, durably, before the page is told that it is saved.

use domain::api::{Me, OpenedTab};
use domain::{Author, BinderId, BinderTab, Op, OpId, Provenance, Role};
use std::collections::BTreeSet;

use crate::replica::Notice;
use crate::room::Written;
use crate::{Draft, Picture, Replica, StoreError};

impl Replica {
    /// Saves changes, all of them or none, and sends them when that is possible. After an error nothing
    /// has been saved, and what was typed should stay on the screen.
    pub async fn commit(&self, binder: BinderId, drafts: Vec<Draft>) -> Result<Vec<OpId>, StoreError> {
        self.commit_with(binder, drafts, &[]).await
    }

    /// The same with the pictures that the changes name: all of it is saved, or nothing.
    pub async fn commit_with(
        &self,
        binder: BinderId,
        drafts: Vec<Draft>,
        pictures: &[Picture],
    ) -> Result<Vec<OpId>, StoreError> {
        let _turn = self.inner.writes.take().await;
        let written = self.enclose(binder, drafts).await?;
        self.keep_with(binder, written, pictures).await
    }

    /// Puts into the queue what is to be sent, all of it or none.
    pub(crate) async fn keep(&self, binder: BinderId, written: Vec<Written>) -> Result<Vec<OpId>, StoreError> {
        self.keep_with(binder, written, &[]).await
    }

    /// Waits until everything that this page has begun to save stands here: who reads a tab then reads what has just
    /// been tapped and typed too.
    pub async fn settled(&self) {
        self.inner.writes.quiet().await;
    }

    async fn keep_with(
        &self,
        binder: BinderId,
        written: Vec<Written>,
        pictures: &[Picture],
    ) -> Result<Vec<OpId>, StoreError> {
        let signed = |me: &Me, written| match written {
            Written::Draft(draft) => self.sign(me, draft),
            Written::AsOf(draft, at) => Op { made_at: at, ..self.sign(me, draft) },
            Written::Locked(op) => op,
        };
        let make = |me: &Me| written.into_iter().map(|written| signed(me, written)).collect();
        let ops = self.writing(self.inner.store.append_with(binder, pictures, make).await)?;
        let tabs: BTreeSet<BinderTab> = ops.iter().map(|op| op.tab).collect();
        for tab in tabs {
            self.tab_changed(binder, tab);
        }
        // It is saved: if the count cannot be read, that is shown as a fault and is not the page's concern.
        let _ = self.wrote(binder).await;
        Ok(ops.into_iter().map(|op| op.id).collect())
    }

    /// Something waits to be sent, or waits no longer.
    pub(crate) async fn wrote(&self, binder: BinderId) -> Result<(), StoreError> {
        self.recount().await?;
        self.notice(Notice::Wrote(binder));
        Ok(())
    }

    /// Notes that a tab was opened and read. Only for coordinators: what an owner reads in her own pärm
    /// is nobody's business.
    pub async fn note_opened(&self, binder: BinderId, tab: BinderTab) {
        let Ok(Some(me)) = self.me().await else {
            return;
        };
        if me.role == Role::Coordinator {
            let opened = OpenedTab { tab, at: self.now() };
            if self.writing(self.inner.store.note_opened(binder, opened).await).is_ok() {
                self.notice(Notice::Wrote(binder));
            }
        }
    }

    pub(crate) fn sign(&self, me: &Me, draft: Draft) -> Op {
        let provenance = match (draft.meeting, me.role) {
            (Some(meeting), _) => Provenance::Together { meeting },
            (None, Role::Owner) => Provenance::Own,
            (None, Role::Coordinator | Role::Server) => Provenance::Coordinator,
        };
        Op {
            id: OpId::from_uuid((self.inner.device.new_id)()),
            tab: draft.tab,
            entry: draft.entry,
            audience: draft.audience,
            author: Author { person: me.person, role: me.role },
            provenance,
            made_at: self.now(),
            act: draft.act,
            body: draft.body,
        }
    }
}
