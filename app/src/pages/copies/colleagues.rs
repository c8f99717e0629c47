//! "Informera kollegor" (R85): what is left to do for whoever coordinates, after each decided version of the warning
//! plan. It is staff's own matter: the owner is asked for nothing, and sees it nowhere as something left to do.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::consent::Right;
use domain::{Audience, BinderTab, Body, EntryId, EntryKind, Field, OpId, Timestamp, Value, colleagues};
use leptos::prelude::*;
use replica::Draft;

use crate::components::{Change, Icon};
use crate::dates;
use crate::lean::{attribute, handler, memo, part};
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_links, use_right};
use crate::words::locale;

/// How it stands for the coordinator who looks.
#[derive(Clone, PartialEq)]
struct Stands {
    version: OpId,
    held_at: Timestamp,
    /// Her note, what it is removed by, and its day.
    told: Option<(EntryId, Vec<OpId>, Timestamp)>,
}

fn use_stands(view: Signal<TabView>) -> Memo<Option<Stands>> {
    let app = AppState::get();
    memo(move |_| {
        let me = app.me().filter(|_| app.is_staff())?.person;
        view.with(|view| {
            let plan = view.open()?;
            let version = plan.latest_decision()?;
            let told = colleagues::told(plan, me);
            let told = told.map(|note| (note.id, note.all_heads(), note.created.made_at));
            Some(Stands { version: version.stamp.op, held_at: version.held_at, told })
        })
    })
}

/// The tick with its day, among the copies.
#[component]
pub(super) fn TellColleagues(
    /// The warning plan.
    view: Signal<TabView>,
) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let right = use_right(BinderTab::WarningPlan);
    let stands = use_stands(view);
    let turn = move |on: bool| {
        let (Some(binder), Some(replica), Some(stands)) =
            (binder.get_untracked(), app.replica(), stands.get_untracked())
        else {
            return;
        };
        let change = match (on, stands.told) {
            (true, None) => {
                let of = Value::Entry(EntryId::of_decision(stands.version));
                let fields = BTreeMap::from([(Field::Parent, FieldWrite { over: Vec::new(), value: of })]);
                let write = Write { entry_kind: EntryKind::ColleaguesTold, fields };
                let note = draft(replica.new_entry(), Body::Write(write));
                let back = vec![Draft { body: Body::Remove(Remove { over: Vec::new() }), ..note.clone() }];
                Change { binder, drafts: vec![note], back, said: say!(colleagues.told).to_owned() }
            }
            (false, Some((entry, over, _))) => {
                let drafts = vec![draft(entry, Body::Remove(Remove { over }))];
                let back = vec![draft(entry, Body::Restore)];
                Change { binder, drafts, back, said: say!(colleagues.untold).to_owned() }
            }
            _ => return,
        };
        change.commit(app);
    };
    part(move || {
        let Stands { held_at, told, .. } = stands.get()?;
        let day = locale().day_and_year(held_at);
        let note = match &told {
            Some((.., at)) => say!(colleagues.told_on, day = dates::day(app.now(), *at)),
            None => say!(colleagues.left).to_owned(),
        };
        let is_told = told.is_some();
        Some(view! {
            <section class="sheet">
                <h2 class="sheet__title">{say!(mode.colleagues)}</h2>
                <p class="sheet__text">{say!(colleagues.of, day = day)}</p>
                <label class="choice">
                    <input class="choice__input" type="checkbox" prop:checked=is_told
                        disabled=attribute(move || right.get() != Some(Right::Suggest))
                        on:change=handler(move |event| turn(event_target_checked(&event)))/>
                    <span class="choice__text">
                        <span class="choice__title">{say!(colleagues.tick)}</span>
                        <span class="choice__note">{note}</span>
                    </span>
                </label>
            </section>
        })
    })
}

/// On "Tidiga tecken", for a coordinator who has not told of the latest version: the way to the tick.
#[component]
pub(crate) fn ColleaguesLink(
    /// The warning plan.
    view: Signal<TabView>,
) -> impl IntoView {
    let links = use_links();
    let stands = use_stands(view);
    let left = memo(move |_| stands.get().is_some_and(|stands| stands.told.is_none()));
    part(move || {
        left.get().then(|| {
            view! {
                <a class="row-link row-link--waiting" href=attribute(move || links.get().to(paths::COPIES))>
                    <span class="icon-tile"><Icon name="users"/></span>
                    <span class="row-link__text">
                        <span class="row-link__title">{say!(mode.colleagues)}</span>
                        <span class="row-link__note">{say!(colleagues.left)}</span>
                    </span>
                    <Icon name="chevron-right" class="row-link__go"/>
                </a>
            }
        })
    })
}

fn draft(entry: EntryId, body: Body) -> Draft {
    Draft { tab: BinderTab::WarningPlan, entry, audience: Audience::Tab, meeting: None, act: None, body }
}
