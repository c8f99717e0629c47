//! Every address once. Slugs are Swedish, for people; what varies stands in the query, so that each
//! page is one shell that the worker can keep.

use domain::{BinderId, BinderTab, EntryId, OpId};

/// Hem.
pub const HOME: &str = "/";
/// Ring.
pub const CALL: &str = "/ring";
/// Min pärm.
pub const BINDER: &str = "/parm";
/// Kontakter.
pub const CONTACTS: &str = "/kontakter";
/// One contact.
pub const CONTACT: &str = "/kontakt";
/// Tidiga tecken.
pub const SIGNS: &str = "/tecken";
/// One sign.
pub const SIGN: &str = "/tecken/ett";
/// The whole sheet in large text.
pub const SIGNS_READING: &str = "/tecken/las";
/// The card for the wallet.
pub const WALLET_CARD: &str = "/tecken/kort";
/// Mål och plan.
pub const PLAN: &str = "/plan";
/// One goal.
pub const GOAL: &str = "/plan/mal";
/// Det här ändras: one change that is told ahead.
pub const CHANGING: &str = "/plan/andras";
/// The query key that names the goal a new sub-goal belongs to.
pub(crate) const UNDER: &str = "under";
/// In the address of an entry that is written for the first time.
pub(crate) const NEW: &str = "ny";
/// Skattning.
pub const RATINGS: &str = "/skattning";
/// Earlier ratings, while a new one waits to be made.
pub const RATINGS_EARLIER: &str = "/skattning/tidigare";
/// A rating in progress.
pub const RATING_NEW: &str = "/skattning/ny";
/// Möten.
pub const MEETINGS: &str = "/moten";
/// Här är vi nu.
pub const WAY: &str = "/vagen";
/// One meeting.
pub const MEETING: &str = "/moten/ett";
/// The query key that names a step of a meeting that goes on.
pub(crate) const STEP: &str = "steg";
/// What the step is called under which a meeting that has been is shown as paper.
pub(crate) const MINUTES: &str = "papper";
/// Those of her resource group whom she invites to a meeting.
pub const INVITE: &str = "/moten/bjud-in";
/// The address that her own calendar reads.
pub const FEED: &str = "/moten/kalender";
/// How an entry has changed.
pub const HISTORY: &str = "/andrat";
/// The query key that names its tab.
pub(crate) const TAB: &str = "flik";
/// What a meeting has decided.
pub const DECIDED: &str = "/beslut";
/// The query key that names a decided version.
pub(crate) const VERSION: &str = "v";
/// The query key that names another version to see beside it.
pub(crate) const BESIDE: &str = "mot";
/// Samtycke.
pub const SHARING: &str = "/samtycke";
/// The receipt for each organisation, on paper.
pub const RECEIPT: &str = "/samtycke/kvitto";
/// The owner hands the warning plan to somebody.
pub const HAND_OVER: &str = "/dela-ut";
/// Who has a copy of the warning plan.
pub const COPIES: &str = "/kopior";
/// Vem har tittat?
pub const WATCHED: &str = "/vem-har-tittat";
/// Mina telefoner.
pub const PHONES: &str = "/telefoner";
/// Bara för mig: her own room, and the card to it.
pub const ROOM: &str = "/bara-for-mig";
/// Inställningar.
pub const SETTINGS: &str = "/installningar";
/// Påminnelser.
pub const REMINDERS: &str = "/paminnelser";
/// Lås appen.
pub const LOCK: &str = "/las-appen";
/// "Ta bort min pärm".
pub const ERASE: &str = "/ta-bort";
/// "Skriv ut allt": every tab as paper.
pub const PAPER: &str = "/skriv-ut";
/// Pairing.
pub const PAIR: &str = "/para";
/// Behöver du hjälp?
pub const HELP: &str = "/hjalp";
/// "Kom inte fram": what the server did not take.
pub const REFUSED: &str = "/kom-inte-fram";
/// Staff sign-in.
pub const SIGN_IN: &str = "/logga-in";
/// The coordinator's list.
pub const DESK: &str = "/samordnare";
/// A new pärm.
pub const DESK_NEW: &str = "/samordnare/ny";
/// The pairing code for a phone.
pub const DESK_PAIR: &str = "/samordnare/parkoppla";
/// A practitioner's own account.
pub const ACCOUNT: &str = "/samordnare/konto";
/// Handläggargruppen: what chafes between those who are to help.
pub const ISSUES: &str = "/samordnare/gruppen";
/// "Ta upp i handläggargruppen".
pub const TAKE_UP: &str = "/samordnare/ta-upp";
/// Granska loggen: a unit's own checks of its access log.
pub const REVIEWS: &str = "/samordnare/granskning";
/// Om jag mår sämre: a finished page, outside this app.
pub const CRISIS: &str = "/om-jag-mar-samre";

/// Every page that is rendered as a shell, precached, and walked by the tests.
pub const SHELLS: &[&str] = &[
    HOME,
    CALL,
    BINDER,
    CONTACTS,
    CONTACT,
    SIGNS,
    SIGN,
    SIGNS_READING,
    WALLET_CARD,
    PLAN,
    GOAL,
    CHANGING,
    RATINGS,
    RATINGS_EARLIER,
    RATING_NEW,
    MEETINGS,
    MEETING,
    WAY,
    INVITE,
    FEED,
    HISTORY,
    DECIDED,
    SHARING,
    RECEIPT,
    HAND_OVER,
    COPIES,
    WATCHED,
    PHONES,
    ROOM,
    SETTINGS,
    REMINDERS,
    LOCK,
    ERASE,
    PAPER,
    PAIR,
    HELP,
    REFUSED,
    SIGN_IN,
    DESK,
    DESK_NEW,
    DESK_PAIR,
    ACCOUNT,
    ISSUES,
    TAKE_UP,
    REVIEWS,
];

/// Builds addresses; on a coordinator's screen they carry the binder, on the owner's they need not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Links(pub Option<BinderId>);

impl Links {
    /// A page of the binder.
    #[must_use]
    pub fn to(self, path: &str) -> String {
        match self.0 {
            Some(binder) => format!("{path}?b={binder}"),
            None => path.to_owned(),
        }
    }

    /// A page about one entry.
    #[must_use]
    pub fn entry(self, path: &str, id: EntryId) -> String {
        match self.0 {
            Some(binder) => format!("{path}?b={binder}&id={id}"),
            None => format!("{path}?id={id}"),
        }
    }

    /// A page on which an entry is written for the first time. Elsewhere an entry that is not in this device's copy
    /// is one that has not come yet.
    #[must_use]
    pub fn new_entry(self, path: &str, id: EntryId) -> String {
        format!("{}&{NEW}=1", self.entry(path, id))
    }
}

/// A step of a meeting that goes on.
pub(crate) fn step(links: Links, meeting: EntryId, slug: &str) -> String {
    format!("{}&{STEP}={slug}", links.entry(MEETING, meeting))
}

/// The page of a decided version of a tab, the latest if none is named, and another one beside it.
pub(crate) fn decided(links: Links, tab: BinderTab, version: Option<OpId>, beside: Option<OpId>) -> String {
    let page = links.to(DECIDED);
    let and = if page.contains('?') { '&' } else { '?' };
    let version = version.map(|id| format!("&{VERSION}={id}")).unwrap_or_default();
    let beside = beside.map(|id| format!("&{BESIDE}={id}")).unwrap_or_default();
    format!("{page}{and}{TAB}={}{version}{beside}", tab.as_str())
}

/// The page about how an entry of a tab has changed; without an entry, about the list that has no pages.
pub(crate) fn history(links: Links, tab: BinderTab, entry: Option<EntryId>) -> String {
    let page = entry.map_or_else(|| links.to(HISTORY), |id| links.entry(HISTORY, id));
    let and = if page.contains('?') { '&' } else { '?' };
    format!("{page}{and}{TAB}={}", tab.as_str())
}
