//! Who uses this device: sign-in, pairing, sign-out, and what the server says of it.

use domain::api::{
    BeginSignInRequest, BinderCard, FeedbackRequest, FinishSignInRequest, Me, PairingResponse, PersonCard,
    PractitionerCard, ProviderAddress, RedeemPairingRequest, SignInRequest, StartBinderRequest,
};
use domain::{BinderId, PersonId, Role};

use crate::replica::Notice;
use crate::{Change, Replica, StoreError, SyncError};

impl Replica {
    /// Who uses this device, as far as is known here; works without network.
    pub async fn me(&self) -> Result<Option<Me>, StoreError> {
        self.reading(self.inner.store.me().await)
    }

    /// Says that a page was hard to use. Who says it does not come along.
    pub async fn send_feedback(&self, request: &FeedbackRequest) -> Result<(), SyncError> {
        self.inner.server.feedback(request).await
    }

    /// Asks the server who the session belongs to. `None` is signed out; the local copy stays.
    pub async fn refresh_me(&self) -> Result<Option<Me>, SyncError> {
        let _turn = self.inner.turn.take().await;
        match self.ask_who().await? {
            Some(_) => self.me().await.map_err(SyncError::from),
            None => Ok(None),
        }
    }

    /// The same for whoever has the turn already; gives what the server said, word for word.
    pub(crate) async fn ask_who(&self) -> Result<Option<Me>, SyncError> {
        match self.inner.server.me().await {
            Ok(me) => {
                let lost = self.me().await?.is_none();
                self.adopt(&me, lost).await?;
                Ok(Some(me))
            }
            Err(SyncError::SignedOut) => {
                self.session_ended().await?;
                Ok(None)
            }
            Err(SyncError::Revoked) => {
                self.revoked().await?;
                Ok(None)
            }
            Err(SyncError::Erased) => {
                self.erased().await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// This phone's pairing was ended: what was fetched goes, what was not sent is put aside.
    pub(crate) async fn revoked(&self) -> Result<(), StoreError> {
        if self.status().revoked && self.me().await?.is_none() {
            return Ok(());
        }
        self.writing(self.inner.store.revoked().await)?;
        self.change_status(|status| {
            status.signed_out = false;
            status.revoked = true;
        });
        self.me_changed().await?;
        self.notice(Notice::Status);
        Ok(())
    }

    /// The pärm has been taken away for good. Nothing goes from this phone before its owner has been told.
    pub(crate) async fn erased(&self) -> Result<(), StoreError> {
        if self.status().erased {
            return Ok(());
        }
        self.writing(self.inner.store.note_erased().await)?;
        self.change_status(|status| {
            status.signed_out = false;
            status.erased = true;
        });
        self.notice(Notice::Status);
        Ok(())
    }

    /// She has been told that her pärm has been taken away, and empties her phone: all that was fetched goes,
    /// and what was never sent. Nothing happens on a phone whose pärm is still there.
    pub async fn empty_erased(&self) -> Result<(), StoreError> {
        let _turn = self.inner.turn.take().await;
        self.writing(self.inner.store.empty_erased().await)?;
        if self.me().await?.is_none() {
            self.end_lock().await?;
        }
        self.me_changed().await
    }

    /// Signs a coordinator in.
    pub async fn sign_in(&self, request: SignInRequest) -> Result<Me, SyncError> {
        let _turn = self.inner.turn.take().await;
        let me = self.inner.server.sign_in(&request).await?;
        self.begun(me).await
    }

    /// Where a coordinator's browser goes to be identified by the organisation.
    pub async fn begin_sign_in(&self, request: BeginSignInRequest) -> Result<ProviderAddress, SyncError> {
        self.inner.server.begin_sign_in(request).await
    }

    /// Signs a coordinator in with what the organisation's provider answered. What is on this device goes on as
    /// after any sign-in.
    pub async fn finish_sign_in(&self, request: FinishSignInRequest) -> Result<Me, SyncError> {
        let _turn = self.inner.turn.take().await;
        let me = self.inner.server.finish_sign_in(&request).await?;
        self.begun(me).await
    }

    /// Pairs this phone with a pärm.
    pub async fn redeem_pairing(&self, request: RedeemPairingRequest) -> Result<Me, SyncError> {
        let _turn = self.inner.turn.take().await;
        let me = self.inner.server.redeem_pairing(&request).await?;
        self.begun(me).await
    }

    /// A session has just begun: the copy is this person's, and open.
    pub(crate) async fn begun(&self, me: Me) -> Result<Me, SyncError> {
        self.open_for(&me).await?;
        // Staff give their code, too; until then nothing of the copy can be read or written.
        if self.status().shut {
            self.notice(Notice::Session);
            return Ok(me);
        }
        self.writing(self.inner.store.set_ended(false).await)?;
        self.adopt(&me, false).await?;
        self.notice(Notice::Session);
        Ok(self.me().await?.unwrap_or(me))
    }

    /// Signs out and removes what was fetched. What waits is sent first; if it cannot be, the answer is
    /// [`SyncError::Unsent`] and nothing has changed. Whoever signed in at the organisation's provider goes on to
    /// the address that comes back, to sign out there too.
    pub async fn sign_out(&self) -> Result<Option<ProviderAddress>, SyncError> {
        // The count decides, not how the sending went.
        let _ = self.sync_all().await;
        let _turn = self.inner.turn.take().await;
        self.recount().await?;
        if self.status().waiting > 0 {
            return Err(SyncError::Unsent);
        }
        let further = self.inner.server.sign_out().await?;
        self.writing(self.inner.store.sign_out().await)?;
        self.end_lock().await?;
        self.me_changed().await?;
        self.notice(Notice::Session);
        Ok(further)
    }

    /// Staff who cannot sign out now put the copy away: it is shown to nobody before they have signed in, and what
    /// waits is sent meanwhile.
    pub async fn put_away(&self) -> Result<(), StoreError> {
        self.writing(self.inner.store.set_ended(true).await)?;
        self.drop_part().await?;
        self.change_status(|status| status.signed_out = true);
        self.notice(Notice::Status);
        Ok(())
    }

    /// The server knows the session no more. Staff are shown nothing before somebody has signed in.
    pub(crate) async fn session_ended(&self) -> Result<(), StoreError> {
        let known = self.me().await?;
        if known.as_ref().is_some_and(|me| me.role != Role::Owner) {
            self.writing(self.inner.store.set_ended(true).await)?;
            self.drop_part().await?;
        }
        self.change_status(|status| status.signed_out = known.is_some());
        Ok(())
    }

    /// The server knows the session. What was put away stays so: for that somebody signs in.
    pub(crate) async fn session_lives(&self) -> Result<(), StoreError> {
        let is_ended = self.reading(self.inner.store.is_ended().await)?;
        self.note_heard().await?;
        self.change_status(|status| status.signed_out = is_ended);
        Ok(())
    }

    /// Starts a pärm. Without network it is begun on this device, and the server is told at the next
    /// sync.
    pub async fn start_binder(&self, request: StartBinderRequest) -> Result<BinderCard, SyncError> {
        let _turn = self.inner.turn.take().await;
        let card = match self.inner.server.start_binder(&request).await {
            Ok(card) => {
                self.writing(self.inner.store.started(&card).await)?;
                card
            }
            Err(SyncError::Offline) => {
                let card = self.provisional(&request).await?;
                self.writing(self.inner.store.keep_start(&request, &card).await)?;
                card
            }
            Err(error) => return Err(error),
        };
        self.me_changed().await?;
        self.notice(Notice::Wrote(card.id));
        Ok(card)
    }

    /// A way in for the owner's phone.
    pub async fn start_pairing(&self, binder: BinderId) -> Result<PairingResponse, SyncError> {
        // The server must know the binder, and the consent that goes with it, before a phone comes.
        self.sync(binder).await?;
        self.inner.server.start_pairing(binder).await
    }

    /// Everybody who may be named in a consent sentence; without network as last heard.
    pub async fn practitioners(&self) -> Result<Vec<PractitionerCard>, SyncError> {
        match self.inner.server.practitioners().await {
            Ok(cards) => {
                self.writing(self.inner.store.keep_practitioners(&cards).await)?;
                Ok(cards)
            }
            Err(SyncError::Offline) => {
                let known = self.reading(self.inner.store.practitioners().await)?;
                if known.is_empty() { Err(SyncError::Offline) } else { Ok(known) }
            }
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn adopt(&self, me: &Me, lost: bool) -> Result<(), StoreError> {
        let before = self.me().await?;
        self.writing(self.inner.store.adopt(me, lost).await)?;
        if before.as_ref().is_some_and(|before| before.person != me.person) {
            self.end_lock().await?;
        }
        self.session_lives().await?;
        self.change_status(|status| {
            status.revoked = false;
            status.erased = false;
        });
        if before == self.me().await? { Ok(()) } else { self.me_changed().await }
    }

    pub(crate) async fn me_changed(&self) -> Result<(), StoreError> {
        self.inner.cache.clear();
        self.inner.opened.clear();
        self.recount().await?;
        self.tell(Change::Me);
        self.notice(Notice::Me);
        Ok(())
    }

    /// What stands for a binder until the server has it. Who owns it is the server's to say.
    async fn provisional(&self, request: &StartBinderRequest) -> Result<BinderCard, StoreError> {
        let me = self.me().await?.ok_or(StoreError::Gone)?;
        let me = PersonCard { person: me.person, name: me.name, role: me.role, organization: me.organization };
        Ok(BinderCard {
            id: request.id,
            owner_name: request.owner_name.clone(),
            owner: PersonId::from_uuid(request.id.as_uuid()),
            started_at: self.now(),
            paired: false,
            newest_phone_at: None,
            rights: Vec::new(),
            turns_at: None,
            people: vec![me],
            erasing: None,
        })
    }
}
