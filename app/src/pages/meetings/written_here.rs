//! "Det här skrev ni i pärmen": what was written together at one meeting, with the way to each place. What
//! a coordinator writes while a meeting goes on applies at once, so she can always see all of it here.

use crate::lean::{Show, attribute, memo, part};
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, Provenance};
use leptos::prelude::*;

use crate::components::{Icon, address_of, in_words, kind_name};
use crate::state::{note_shown, use_binder, use_links, use_tab_unnoted};

/// The tabs in which something is written together.
const TABS: [BinderTab; 3] = [BinderTab::Contacts, BinderTab::WarningPlan, BinderTab::Plan];

#[derive(Clone, PartialEq)]
struct Line {
    entry: EntryId,
    kind: EntryKind,
    parent: Option<EntryId>,
    words: String,
    removed: bool,
}

fn line(entry: &Entry, together: Provenance) -> Option<Line> {
    let is_words = |field: &Field| !matches!(field, Field::Position | Field::Parent | Field::Doer);
    let written = entry.fields.iter().filter(|(field, _)| is_words(field));
    let here = written.filter_map(|(field, register)| {
        let version = register.current.iter().find(|version| version.stamp.provenance == together)?;
        Some(in_words(*field, &version.value, None)).filter(|words| !words.trim().is_empty())
    });
    let mut words: Vec<String> = here.collect();
    let noted = entry.notes.iter().filter(|note| note.stamp.provenance == together);
    words.extend(noted.map(|note| crate::pages::plan::outcome(&note.value).to_owned()));
    let removed = !entry.is_shown() && entry.changed.provenance == together;
    (removed || !words.is_empty()).then(|| Line {
        entry: entry.id,
        kind: entry.kind,
        parent: entry.parent(),
        words: words.join(", "),
        removed,
    })
}

/// The list; nothing if nothing was written together.
#[component]
pub(crate) fn WrittenHere(
    /// The meeting.
    meeting: Signal<Option<EntryId>>,
) -> impl IntoView {
    let links = use_links();
    let binder = use_binder();
    let tabs = TABS.map(|tab| use_tab_unnoted(binder, tab));
    let written = memo(move |_| {
        let Some(meeting) = meeting.get() else { return Vec::new() };
        let together = Provenance::Together { meeting };
        let mut all = Vec::new();
        for view in tabs {
            view.with(|view| {
                let entries = view.open().into_iter().flat_map(|tab| tab.entries.values());
                let shown = entries.filter(|entry| entry.kind != EntryKind::ReadThrough);
                all.extend(shown.filter_map(|entry| line(entry, together)));
            });
        }
        all
    });
    // Words that are shown are read: a coordinator's opening stands in the owner's log.
    let read = memo(move |_| {
        let kinds = written.get().into_iter().map(|line| line.kind.tab());
        TABS.map(|tab| kinds.clone().any(|shown| shown == tab))
    });
    note_shown(binder, TABS, read);
    view! {
        <Show when=move || !written.with(Vec::is_empty)>
            <h2 class="section-title">{say!(meetings.written_here)}</h2>
            <ul class="row-list">
                {part(move || written.get().into_iter().map(|line| {
                    let (kind, entry, parent) = (line.kind, line.entry, line.parent);
                    let title = if line.removed { say!(meetings.removed_here, what = kind_name(kind)) } else { kind_name(kind).to_owned() };
                    view! {
                        <li>
                            <a class="row-link" href=attribute(move || address_of(links.get(), kind, entry, parent))>
                                <span class="row-link__text">
                                    <span class="row-link__title">{title}</span>
                                    <span class="row-link__note">{line.words}</span>
                                </span>
                                <Icon name="chevron-right" class="row-link__go"/>
                            </a>
                        </li>
                    }
                }).collect_view())}
            </ul>
        </Show>
    }
}
