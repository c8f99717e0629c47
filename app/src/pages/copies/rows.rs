//! One row per person: what she or he has, in words, and the way to hand over another.

use crate::lean::{For, attribute, memo, part};
use domain::copies::{LedgerLine, Recipient};
use domain::{EntryId, Timestamp};
use leptos::prelude::*;

use crate::components::Icon;
use crate::pages::hand_over::way_to;
use crate::state::AppState;
use crate::{dates, paths};

/// Those the plan names, or the others who hold a copy.
#[component]
pub(super) fn Rows(
    /// The whole ledger.
    lines: Memo<Vec<LedgerLine>>,
    /// Which of them.
    named: bool,
) -> impl IntoView {
    let app = AppState::get();
    let ids = memo(move |_| {
        lines.with(|lines| {
            let these = lines.iter().filter(|line| line.is_named == named);
            these.map(|line| line.recipient.id).collect::<Vec<_>>()
        })
    });
    let of = move |id: EntryId, say: fn(&LedgerLine, Timestamp) -> String| {
        lines.with(|lines| lines.iter().find(|line| line.recipient.id == id).map(|line| say(line, app.now())))
    };
    view! {
        <ul class="row-list" aria-label=say!(copies.title) hidden=attribute(move || ids.with(Vec::is_empty))>
            <For each=move || ids.get() key=|id| *id let:id>
                <li>
                    <a class="row-link" href=attribute(move || of(id, way).unwrap_or_default())>
                        <span class="icon-tile icon-tile--dusk"><Icon name="user"/></span>
                        <span class="row-link__text">
                            <span class="row-link__title">{part(move || of(id, name))}</span>
                            <span class="row-link__note">{part(move || of(id, told))}</span>
                        </span>
                        <Icon name="chevron-right" class="row-link__go"/>
                    </a>
                </li>
            </For>
        </ul>
    }
}

/// To hand over another; somebody she has taken out everywhere has only a link to end.
fn way(line: &LedgerLine, _now: Timestamp) -> String {
    let Recipient { id, person, has_lines } = &line.recipient;
    if *has_lines || person.entry == Some(*id) { way_to(*id) } else { paths::SHARING.to_owned() }
}

fn name(line: &LedgerLine, _now: Timestamp) -> String {
    line.recipient.person.name.clone()
}

/// What somebody has, one short sentence after the other.
fn told(line: &LedgerLine, now: Timestamp) -> String {
    let mut told = Vec::new();
    if line.reads_it {
        told.push(say!(copies.reads).to_owned());
    }
    if let Some(link) = &line.link {
        told.push(if link.given.is_older {
            say!(copies.older, when = dates::day(now, link.given.made_at))
        } else {
            say!(copies.latest).to_owned()
        });
        let opened = link.opened_at.map_or_else(
            || say!(sharing.copy_not_opened).to_owned(),
            |at| say!(sharing.copy_opened, when = dates::day_short_clock(now, at)),
        );
        told.push(format!("{opened}."));
    }
    if let Some(paper) = &line.paper {
        let when = dates::day(now, paper.made_at);
        let is_older = paper.is_older;
        told.push(if is_older { say!(copies.paper_older, when = when) } else { say!(copies.paper, when = when) });
    }
    if told.is_empty() {
        told.push(say!(copies.none).to_owned());
    }
    told.join(" ")
}
