//! The one table of fields: which kinds of entry there are, which fields each has, what a field holds
//! and how concurrent writes to it meet.

use serde::{Deserialize, Serialize};

use crate::interview::Telling;
use crate::{BinderTab, Value, ValueError};

/// What sort of thing an entry is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A person around the owner.
    Contact,
    /// An early warning sign (sv: tidigt varningstecken).
    Sign,
    /// What the owner, or somebody she names, does at a sign.
    SignAction,
    /// Somebody to call, in order.
    CallFirst,
    /// "Så är jag när jag mår bra" and "Det här brukar hjälpa mig".
    Wellness,
    /// A long-term goal, or a sub-goal if it has a parent.
    Goal,
    /// Who does what, when.
    Activity,
    /// Four marks (sv: skattning).
    Rating,
    /// A meeting of either kind.
    Meeting,
    /// Why no meeting is booked.
    NoMeeting,
    /// That the resource group read the warning signs through, and what came of it (R86).
    ReadThrough,
    /// One consent sentence.
    Consent,
    /// A dated snapshot handed to a related person by a link.
    Share,
    /// Whether everything she writes in a tab from now on is for her alone (see `room`).
    OwnTab,
    /// A picture of the paper that sentences were signed on.
    Photo,
    /// That somebody talked with a related person alone, and when (R35, R102): never what was said.
    Interview,
    /// What of such a talk is told the owner, as far as she agreed to it (R35).
    Told,
    /// That she has, or wants, no related people in this just now (R103).
    NoRelated,
    /// Something changes from a day on, told the owner ahead (see `changing`).
    ChangeNotice,
    /// That somebody has been told of such a change, outside the app, and when.
    Informed,
    /// How far the work together has come, as somebody has said it (see `phase`).
    Phase,
    /// Something somebody wants to take up at one meeting (sv: egen punkt, R94).
    AgendaPoint,
    /// That a coordinator has told her colleagues of a decided version of the warning plan (R85).
    ColleaguesTold,
}

/// A field of an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A person's name.
    Name,
    /// A person's role, in free words.
    Role,
    /// Where a person works.
    Organization,
    /// A telephone number, in any format.
    Phone,
    /// When a person can be reached.
    Hours,
    /// What to call about (sv: ring om).
    CallAbout,
    /// `professional` or `close`.
    Group,
    /// With the resource group, whom she has chosen (R99). It lets nobody read anything.
    InGroup,
    /// The main text of a sign, action, goal or activity.
    Text,
    /// `habits`, `behaviour`, `relations` or `own` (R78).
    Area,
    /// `me` or `other` (R80).
    Doer,
    /// The entry in the same tab that this one belongs to.
    Parent,
    /// The named person of an action or call line.
    Person,
    /// "Så är jag när jag mår bra".
    Well,
    /// "Det här brukar hjälpa mig".
    Helps,
    /// "Det här vill jag" (R64).
    Wanted,
    /// Who does it.
    Who,
    /// When it is done, in free words or as a date in words.
    When,
    /// `region`, `municipality`, `me` or `open` (R121, R130).
    Authority,
    /// What an authority provides, in staff words (R63).
    Intervention,
    /// `worked`, `did_not`, `change` or `done`, appended (R65).
    Evaluation,
    /// `coordinator` or `care_team`.
    MeetingKind,
    /// When a meeting starts.
    Starts,
    /// How long a meeting is, in minutes.
    Minutes,
    /// `home`, `elsewhere` or `remote` (R97).
    PlaceKind,
    /// The place in words, or how to join from a distance.
    Place,
    /// Who comes.
    People,
    /// `planned`, `open`, `held` or `cancelled`.
    Status,
    /// What the meeting is about.
    Note,
    /// What was agreed at the meeting.
    Agreed,
    /// Who was there, as far as it was said; else those who were to come.
    Present,
    /// What else was talked about (R126).
    Alternatives,
    /// What the owner chose (R126).
    Chosen,
    /// The first of the meetings that were booked together (R91).
    Series,
    /// `unchanged` or `revised` (R86).
    Outcome,
    /// "Vad har bidragit?" (R76).
    Contributed,
    /// Where in a hand-ordered list: a fractional index (see `position`).
    Position,
    /// How much she wants to be told of what a related person says: see `interview::Telling` (R35).
    Telling,
    /// The day when that was agreed.
    TellingOn,
    /// Who was there when it was agreed, in free words.
    TellingWith,
    /// What sort of change is told of (R125): `hospital`, `support`, `treatment` or `other`.
    Cause,
    /// `start`, `mapping`, `planning`, `work` or `follow_up` (R1).
    Phase,
    /// A time that is not certain yet (sv: preliminär, R49).
    Preliminary,
    /// What the meeting decides of the warning plan goes to those who have a copy.
    SendCopies,
    /// Her own words to those she invites to a meeting (R94).
    Invitation,
}

/// How concurrent writes to a field meet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Policy {
    /// A multi-version register: every version that nobody has replaced is kept and shown.
    KeepAll,
    /// Later in the log wins; never a conflict. For order, ticks and choices.
    Latest,
    /// Every value is kept, in log order.
    Append,
}

impl EntryKind {
    /// The tab that holds entries of this kind.
    #[must_use]
    pub const fn tab(self) -> BinderTab {
        match self {
            Self::Contact | Self::Interview | Self::Told | Self::NoRelated => BinderTab::Contacts,
            Self::Sign
            | Self::SignAction
            | Self::CallFirst
            | Self::Wellness
            | Self::ReadThrough
            | Self::ColleaguesTold => BinderTab::WarningPlan,
            Self::Goal | Self::Activity | Self::ChangeNotice | Self::Informed => BinderTab::Plan,
            Self::Rating => BinderTab::Ratings,
            Self::Meeting | Self::NoMeeting | Self::Phase | Self::AgendaPoint => BinderTab::Meetings,
            Self::Consent | Self::Share | Self::OwnTab | Self::Photo => BinderTab::Sharing,
        }
    }

    /// The fields an entry of this kind has.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Contact => &[
                F::Name,
                F::Role,
                F::Organization,
                F::Phone,
                F::Hours,
                F::CallAbout,
                F::Group,
                F::InGroup,
                F::Position,
                F::Telling,
                F::TellingOn,
                F::TellingWith,
            ],
            Self::Sign => &[F::Text, F::Area, F::Position],
            Self::SignAction => &[F::Text, F::Doer, F::Parent, F::Person, F::Position],
            Self::CallFirst => &[F::Person, F::Position],
            Self::Wellness => &[F::Well, F::Helps],
            Self::Goal => &[F::Text, F::Parent, F::Wanted, F::Position],
            Self::Activity => {
                &[F::Text, F::Parent, F::Who, F::When, F::Authority, F::Intervention, F::Evaluation, F::Position]
            }
            Self::Rating => &[F::Contributed],
            Self::Meeting => &[
                F::MeetingKind,
                F::Starts,
                F::Minutes,
                F::PlaceKind,
                F::Place,
                F::People,
                F::Status,
                F::Note,
                F::Agreed,
                F::Present,
                F::Alternatives,
                F::Chosen,
                F::Series,
                F::Preliminary,
                F::SendCopies,
                F::Invitation,
                F::Who,
            ],
            Self::NoMeeting => &[F::Text],
            Self::ReadThrough => &[F::Outcome],
            Self::Consent | Self::Share | Self::Photo => &[],
            Self::OwnTab | Self::NoRelated => &[F::Wanted],
            Self::Interview => &[F::Parent, F::Starts, F::Who],
            Self::Told | Self::AgendaPoint => &[F::Parent, F::Text],
            Self::ColleaguesTold => &[F::Parent],
            Self::ChangeNotice => &[F::Cause, F::Text, F::Starts],
            Self::Informed => &[F::Parent, F::Person, F::Starts],
            Self::Phase => &[F::Phase],
        }
    }
}

impl Field {
    /// How concurrent writes to this field meet.
    #[must_use]
    pub const fn policy(self) -> Policy {
        match self {
            Self::Group
            | Self::InGroup
            | Self::Area
            | Self::Doer
            | Self::Parent
            | Self::Wanted
            | Self::Authority
            | Self::MeetingKind
            | Self::PlaceKind
            | Self::Status
            | Self::Series
            | Self::Outcome
            | Self::TellingOn
            | Self::Cause
            | Self::Phase
            | Self::Preliminary
            | Self::SendCopies
            | Self::Position => Policy::Latest,
            Self::Evaluation => Policy::Append,
            _ => Policy::KeepAll,
        }
    }

    /// Whether it says where an entry stands and not what it says: its place in a list, what it belongs to.
    #[must_use]
    pub const fn is_place(self) -> bool {
        matches!(self, Self::Position | Self::Parent | Self::Doer | Self::Series)
    }

    /// The fixed answers of a choice field; empty for every other field.
    #[must_use]
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Group => &["professional", "close"],
            Self::Area => &["habits", "behaviour", "relations", "own"],
            Self::Doer => &["me", "other"],
            Self::Authority => &["region", "municipality", "me", "open"],
            Self::Evaluation => &["worked", "did_not", "change", "done"],
            Self::MeetingKind => &["coordinator", "care_team"],
            Self::PlaceKind => &["home", "elsewhere", "remote"],
            Self::Outcome => &["unchanged", "revised"],
            Self::Status => &["planned", "open", "held", "cancelled"],
            Self::Telling => &Telling::NAMES,
            Self::Cause => &crate::changing::CAUSES,
            Self::Phase => &crate::phase::Phase::NAMES,
            _ => &[],
        }
    }

    /// Checks that a value is one this field can hold.
    ///
    /// # Errors
    /// [`ValueError::TooLong`] for too much of it, [`ValueError::WrongType`] for something else.
    pub fn check(self, value: &Value) -> Result<(), ValueError> {
        value.check_size()?;
        let fits = match value {
            Value::Choice(name) => self.choices().contains(&name.as_str()),
            Value::Flag(_) => matches!(self, Self::Wanted | Self::InGroup | Self::Preliminary | Self::SendCopies),
            Value::Instant(_) => matches!(self, Self::Starts | Self::TellingOn),
            Value::Number(minutes) => matches!(self, Self::Minutes) && (0..=1_440).contains(minutes),
            Value::Entry(_) => matches!(self, Self::Parent | Self::Series),
            Value::Person(_) => matches!(self, Self::Person | Self::Who),
            Value::People(_) => matches!(self, Self::People | Self::Present),
            Value::Text(text) if self == Self::Position => crate::position::is_valid(text),
            Value::Text(_) => self.is_text(),
        };
        if fits { Ok(()) } else { Err(ValueError::WrongType) }
    }

    const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Role
                | Self::Organization
                | Self::Phone
                | Self::Hours
                | Self::CallAbout
                | Self::Text
                | Self::Well
                | Self::Helps
                | Self::When
                | Self::Intervention
                | Self::Place
                | Self::Note
                | Self::Agreed
                | Self::Alternatives
                | Self::Chosen
                | Self::Contributed
                | Self::TellingWith
                | Self::Invitation
        )
    }
}
