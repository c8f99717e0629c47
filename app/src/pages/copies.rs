//! Kopior: who should have a copy of "Tidiga tecken", who has one, and who has an old one (R84).

mod colleagues;
mod handing_on;
mod rows;
mod send_anew;
mod taken_out;

use std::sync::Arc;

use crate::lean::{Show, derived, memo, part};
use domain::api::BinderCard;
use domain::copies::{self, CopySource, LedgerLine};
use domain::share::SharedMeeting;
use domain::{BinderTab, TabState, called};
use leptos::prelude::*;

use crate::components::{Icon, Page, WhenRead};
use crate::pages::contacts::{LeftOut, use_left_out};
use crate::pages::hand_over::{first_name, next_meeting};
use crate::pages::sharing::names;
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_card, use_tab_unnoted};

pub(crate) use colleagues::ColleaguesLink;
use colleagues::TellColleagues;
pub(crate) use handing_on::use_handing_on;
use rows::Rows;
use send_anew::SendAnew;
pub(crate) use taken_out::use_taken_out;

/// What the ledger is read from.
#[derive(Clone, Copy)]
pub(super) struct Books {
    plan: Signal<TabView>,
    contacts: Signal<TabView>,
    sharing: Signal<TabView>,
    meetings: Signal<TabView>,
    card: Signal<Option<BinderCard>>,
}

/// The four tabs at one moment.
struct Opened {
    plan: Arc<TabState>,
    contacts: Arc<TabState>,
    sharing: Arc<TabState>,
    owner_name: String,
    next_meeting: Option<SharedMeeting>,
}

impl Opened {
    fn source(&self) -> CopySource<'_> {
        CopySource {
            plan: &self.plan,
            contacts: &self.contacts,
            owner_name: &self.owner_name,
            next_meeting: self.next_meeting.as_ref(),
        }
    }
}

impl Books {
    fn of_this_binder() -> Self {
        let tab = |tab| use_tab_unnoted(use_binder(), tab);
        Self {
            plan: tab(BinderTab::WarningPlan),
            contacts: tab(BinderTab::Contacts),
            sharing: tab(BinderTab::Sharing),
            meetings: tab(BinderTab::Meetings),
            card: use_card(),
        }
    }

    fn opened(self, app: AppState) -> Option<Opened> {
        let open = |view: Signal<TabView>| view.with(|view| view.open().map(Arc::clone));
        Some(Opened {
            plan: open(self.plan)?,
            contacts: open(self.contacts)?,
            sharing: open(self.sharing)?,
            owner_name: self.card.with(|card| Some(first_name(&card.as_ref()?.owner_name)))?,
            next_meeting: self.meetings.with(|view| next_meeting(view.open()?, app.now())),
        })
    }
}

/// The ledger as it stands. Only her own devices have what it is made from.
fn use_ledger(books: Books) -> Memo<Vec<LedgerLine>> {
    let app = AppState::get();
    memo(move |_| {
        let opened = books.opened(app).filter(|_| !app.is_staff());
        opened.map(|opened| copies::ledger(opened.source(), &opened.sharing, app.clock())).unwrap_or_default()
    })
}

/// Those who hold an older copy and nothing newer.
fn outdated(lines: &[LedgerLine]) -> Vec<&LedgerLine> {
    lines.iter().filter(|line| line.is_outdated() && !line.reads_it).collect()
}

/// "Eva har en äldre kopia." or "Eva och Sara har äldre kopior."
fn who_has_older(lines: &[&LedgerLine]) -> String {
    match called_in(lines).as_slice() {
        [one] => say!(copies.older_one, name = one.clone()),
        several => say!(copies.older_many, names = names(several)),
    }
}

/// What they are called beside each other.
fn called_in(lines: &[&LedgerLine]) -> Vec<String> {
    let names = lines.iter().map(|line| line.recipient.person.name.as_str());
    called::each(names).into_iter().map(str::to_owned).collect()
}

/// The page. Only the owner knows who holds what.
#[component]
pub(crate) fn CopiesPage() -> impl IntoView {
    use_taken_out();
    let app = AppState::get();
    let books = Books::of_this_binder();
    let left_out = use_left_out();
    let back = derived(move || Some((paths::SIGNS.to_owned(), say!(signs.title).to_owned())));
    view! {
        <Page title=say!(copies.title).to_owned() back aloud=true>
            <WhenRead view=books.plan>
                <TellColleagues view=books.plan/>
                <WhenRead view=books.sharing>
                    {part(move || if app.is_staff() {
                        view! { <p class="page__lede">{say!(hand_over.owner_only)}</p> }.into_any()
                    } else if left_out.get() {
                        view! { <LeftOut/> }.into_any()
                    } else {
                        view! { <Ledger books/> }.into_any()
                    })}
                </WhenRead>
            </WhenRead>
        </Page>
    }
}

#[component]
fn Ledger(books: Books) -> impl IntoView {
    let lines = use_ledger(books);
    let lede = move || {
        lines.with(|lines| match () {
            () if !lines.iter().any(|line| line.is_named) => say!(copies.nobody),
            () if lines.iter().all(has_the_latest) => say!(copies.all_have),
            () => say!(copies.lede),
        })
    };
    view! {
        <p class="page__lede">{part(lede)}</p>
        <SendAnew books lines/>
        <Rows lines named=true/>
        <Show when=move || lines.with(|lines| lines.iter().any(|line| !line.is_named))>
            <h2 class="section-title" id="andra">{say!(copies.others)}</h2>
            <Rows lines named=false/>
        </Show>
        <div class="button-stack">
            <a class="button button--quiet" href=paths::HAND_OVER><Icon name="share"/>{say!(hand_over.title)}</a>
        </div>
    }
}

/// Holds what is written now, or reads it where it is written.
fn has_the_latest(line: &LedgerLine) -> bool {
    let held = [line.link.as_ref().map(|link| link.given), line.paper];
    line.reads_it || held.into_iter().flatten().any(|given| !given.is_older)
}

/// On "Tidiga tecken": the way to the ledger. It stands first when somebody has an older copy, and says who; else last.
#[component]
pub(crate) fn CopiesLink(
    /// This is the place at the top.
    first: bool,
) -> impl IntoView {
    let lines = use_ledger(Books::of_this_binder());
    let older = memo(move |_| {
        lines.with(|lines| Some(outdated(lines)).filter(|old| !old.is_empty()).map(|old| who_has_older(&old)))
    });
    let left_out = use_left_out();
    let is_here =
        memo(move |_| older.with(Option::is_some) == first && !lines.with(Vec::is_empty) && !left_out.get());
    view! {
        <Show when=move || is_here.get()>
            <a class="row-link" href=paths::COPIES>
                <span class="icon-tile"><Icon name="users"/></span>
                <span class="row-link__text">
                    <span class="row-link__title">{say!(copies.who)}</span>
                    <span class="row-link__note">{part(move || older.get())}</span>
                </span>
                <Icon name="chevron-right" class="row-link__go"/>
            </a>
        </Show>
    }
}
