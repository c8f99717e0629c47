//! What stands on a locked screen, where anybody can read it: that there is a meeting, when, and nothing of why, where
//! or with whom.

use domain::reminder::{Reminder, ReminderKind};
use domain::{Distance, Locale, Timestamp, distance};
use serde::{Deserialize, Serialize};

/// A message as the worker shows it (`public/sw.js`).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Said {
    /// The heading.
    pub title: String,
    /// The line below it.
    pub body: String,
    /// In which language.
    pub lang: String,
    /// A later one about the same takes the place of an earlier one.
    pub tag: String,
    /// The page that a tap opens.
    pub open: String,
}

/// The page of one meeting, as the app has it.
const MEETING: &str = "/moten/ett";
/// The page of ratings.
const RATINGS: &str = "/skattning";
/// The page of her reminders.
const REMINDERS: &str = "/paminnelser";

struct Words {
    title: &'static str,
    today: &'static str,
    tomorrow: &'static str,
    on: &'static str,
    rating: &'static str,
    sample: &'static str,
}

const SV: Words = Words {
    title: "Påminnelse",
    today: "Möte i dag",
    tomorrow: "Möte i morgon",
    on: "Möte",
    rating: "Nu kan du svara på fyra frågor",
    sample: "Så här ser en påminnelse ut",
};

const EN: Words = Words {
    title: "Reminder",
    today: "Meeting today",
    tomorrow: "Meeting tomorrow",
    on: "Meeting",
    rating: "You can answer four questions now",
    sample: "This is what a reminder looks like",
};

/// What is said of a reminder, at this moment; what one looks like, if there is none.
#[must_use]
pub fn said(locale: Locale, reminder: Option<Reminder>, now: Timestamp) -> Said {
    let words = match locale {
        Locale::Sv => SV,
        Locale::En => EN,
    };
    let (body, open) = match reminder {
        None => (words.sample.to_owned(), REMINDERS.to_owned()),
        Some(Reminder { kind: ReminderKind::Rating, .. }) => (words.rating.to_owned(), RATINGS.to_owned()),
        Some(Reminder { at, meeting, .. }) => {
            let day = match distance(now, at) {
                Distance::Today => words.today.to_owned(),
                Distance::Tomorrow => words.tomorrow.to_owned(),
                _ => format!("{} {}", words.on, locale.weekday_and_day(at)),
            };
            let page = meeting.map_or_else(|| MEETING.to_owned(), |id| format!("{MEETING}?id={id}"));
            (format!("{day} {}", locale.clock(at)), page)
        }
    };
    let tag = match reminder {
        None => "sample".to_owned(),
        Some(Reminder { kind: ReminderKind::Rating, .. }) => "rating".to_owned(),
        Some(Reminder { meeting, .. }) => meeting.map(|id| id.to_string()).unwrap_or_default(),
    };
    Said { title: words.title.to_owned(), body, lang: locale.tag().to_owned(), tag, open }
}

#[cfg(test)]
mod tests {
    use domain::EntryId;
    use uuid::Uuid;

    use super::*;

    fn meeting(at: Timestamp) -> Reminder {
        let meeting = Some(EntryId::from_uuid(Uuid::from_u128(7)));
        Reminder { kind: ReminderKind::DayBefore, meeting, at, due: at, until: at }
    }

    #[test]
    fn the_day_is_said_as_it_is_when_it_is_said() {
        let at = Timestamp::from_local(2026, 11, 24, 13, 0).unwrap();
        let body = |locale, now| said(locale, Some(meeting(at)), now).body;
        assert_eq!(body(Locale::Sv, at.plus_days(-1)), "Möte i morgon 13.00");
        assert_eq!(body(Locale::Sv, at.plus_minutes(-60)), "Möte i dag 13.00");
        assert_eq!(body(Locale::Sv, at.plus_days(-2)), "Möte tisdag 24 november 13.00");
        assert_eq!(body(Locale::En, at.plus_days(-1)), "Meeting tomorrow 13:00");
    }

    #[cfg(feature = "pages")]
    #[test]
    fn a_tap_opens_pages_that_the_app_has() {
        assert_eq!(
            [MEETING, RATINGS, REMINDERS],
            [app::paths::MEETING, app::paths::RATINGS, app::paths::REMINDERS]
        );
        let open = said(Locale::Sv, Some(meeting(Timestamp::from_millis(0))), Timestamp::from_millis(0)).open;
        assert_eq!(open, "/moten/ett?id=00000000-0000-0000-0000-000000000007");
    }
}
