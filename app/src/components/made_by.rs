//! How something came to be, and where it has reached (R17).

use crate::lean::part;
use domain::entry::Stamp;
use domain::{Entry, Policy, Provenance, Role};
use leptos::prelude::*;

use super::sync_badge::other_side;
use crate::dates;
use crate::state::{AppState, name_of, use_binder, use_card};

/// "Skrev du själv, 12 maj. Framme hos Anna."
#[component]
pub(crate) fn MadeBy(
    /// The last change.
    stamp: Stamp,
    /// It stands in her own room: nobody else has it, however far the rest has come.
    #[prop(optional)]
    own: bool,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let binder = use_binder();
    let reached = RwSignal::new(None);
    let (seq, author) = (stamp.seq, stamp.author.person);
    Effect::new(move |_| {
        // Asked again whenever the state of sync has moved.
        app.status.track();
        let (Some(binder), Some(replica), Some(seq)) = (binder.get(), app.replica(), seq) else { return };
        let Some((other, name)) = card.get().and_then(|card| other_side(&card, app.me().map(|me| me.person)))
        else {
            return;
        };
        // Whoever wrote it has it.
        if own || other == author {
            return;
        }
        crate::browser::spawn(async move {
            let all = replica.reached(binder).await.unwrap_or_default();
            let at = all.into_iter().find(|r| r.person == other && r.seq >= seq).map(|r| r.at);
            reached.set(at.map(|at| (name, at)));
        });
    });
    let words = move || {
        let when = dates::day(app.now(), stamp.made_at);
        let me = app.me();
        match stamp.provenance {
            Provenance::Together { .. } => say!(common.by_together, when = when),
            _ if me.as_ref().is_some_and(|me| me.person == stamp.author.person && me.role == Role::Owner) => {
                say!(common.by_you, when = when)
            }
            _ => {
                let name = card.with(|card| name_of(card.as_ref(), me.map(|me| me.person), stamp.author.person));
                say!(common.by_other, name = name, when = when)
            }
        }
    };
    view! {
        <p class="made-by">
            {words}
            {part(move || reached.get().map(|(name, at)| view! {
                <span class="made-by__reached">
                    {say!(common.reached_at, name = name, when = dates::day_short_clock(app.now(), at))}
                </span>
            }))}
        </p>
    }
}

/// Who wrote the words of an entry last. Its latest change may be only a new place in a list, or a tick.
pub(crate) fn written(entry: &Entry) -> Stamp {
    let words = entry.fields.iter().filter(|(field, _)| field.policy() == Policy::KeepAll);
    let stamps = words.filter_map(|(_, register)| register.shown()).map(|version| &version.stamp);
    // What waits on this device is newer than anything in the log.
    stamps.max_by_key(|stamp| (stamp.seq.is_none(), stamp.seq, stamp.made_at)).unwrap_or(&entry.created).clone()
}
