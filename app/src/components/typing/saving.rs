//! Writing what has been typed into the device's copy, one write at a time, and offering to take it back.

use domain::Body;
use leptos::prelude::*;

use super::Typing;
use super::session::{Session, over, value_in, value_of};
use crate::components::change::take_back_beginning;
use crate::state::{AppState, Undo};

impl Typing {
    /// Ends a stretch that has been left and stored, and offers to take it back.
    pub(super) fn end(&self) {
        let done = |session: &Session| session.left && !session.dirty && !session.saving;
        let ended = self.with(|session| if session.as_ref().is_some_and(done) { session.take() } else { None });
        let Some(ended) = ended else { return };
        self.ended.notify();
        if !ended.wrote.is_empty() {
            self.offer_undo(ended);
        }
    }

    /// Writes what has been typed and not written.
    pub(in crate::components) fn save(&self) {
        let ready = self.with(|session| {
            let session = session.as_mut().filter(|session| session.dirty)?;
            if session.saving {
                session.asked = true;
                return None;
            }
            let (binder, draft) = session.typed.clone()?;
            session.saving = true;
            session.under_way = value_in(&draft, self.field);
            session.dirty = false;
            session.writes += 1;
            Some((binder, over(draft, self.field, &session.over, !session.wrote.is_empty())))
        });
        let (Some((binder, draft)), Some(replica)) = (ready, self.app.replica()) else { return };
        let typing = self.clone();
        crate::browser::spawn(async move {
            let saved = replica.commit(binder, vec![draft]).await;
            let (stored, again) = typing.with(|session| {
                let Some(session) = session else { return (saved.is_ok(), false) };
                session.saving = false;
                session.under_way = None;
                match &saved {
                    Ok(ids) => {
                        session.over.clone_from(ids);
                        session.wrote.extend(ids);
                    }
                    // Nothing was stored: the words stay on screen and are tried again with the next key.
                    Err(_) => session.dirty = true,
                }
                match &session.kept {
                    Some(_) if session.dirty => session.keep(typing.app, typing.field),
                    Some(place) => AppState::forget_typing(place),
                    None => {}
                }
                // Words that came meanwhile have their own time, unless somebody has asked for them.
                let asked = std::mem::take(&mut session.asked) || session.left;
                (!session.dirty, saved.is_ok() && session.dirty && asked)
            });
            typing.app.status.set(replica.status());
            let _ = typing.said.try_set(if stored { say!(common.saved) } else { say!(common.not_saved) });
            if again {
                typing.save();
            } else {
                typing.end();
            }
        });
    }

    fn offer_undo(&self, ended: Session) {
        let took_away = ended.took_away(self.field);
        let before = ended.before.unwrap_or_else(|| value_of(self.field, ""));
        let (Some((binder, draft)), Some(replica)) = (ended.typed, self.app.replica()) else { return };
        let mut back = over(draft, self.field, &ended.over, true);
        if let Body::Write(write) = &mut back.body
            && let Some(write) = write.fields.get_mut(&self.field)
        {
            write.value = before;
        }
        let (app, turn, said) = (self.app, ended.turn, ended.said);
        crate::browser::spawn(async move {
            take_back_beginning(&replica, binder, &mut back, &ended.wrote).await;
            app.offer_undo_of_words(turn, Undo { took_away, ..Undo::new(binder, said, vec![back]) });
        });
    }
}
