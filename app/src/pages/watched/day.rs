//! The access log by day, with the same thing done again told once.

use domain::api::AuditLine;
use domain::{Locale, Timestamp};

/// What was heard of on one day.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Day {
    pub(super) title: String,
    /// How many lines there are before the same are put together.
    pub(super) n_lines: usize,
    pub(super) acts: Vec<Act>,
}

/// Something that somebody did, once or several times in a row.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Act {
    /// The latest of them.
    pub(super) line: AuditLine,
    pub(super) times: usize,
}

impl Act {
    fn is_the_same(&self, line: &AuditLine) -> bool {
        let ours = &self.line;
        (ours.person, ours.role, ours.action) == (line.person, line.role, line.action)
            && (&ours.name, &ours.organization, &ours.tabs) == (&line.name, &line.organization, &line.tabs)
            && day(ours.at) == day(line.at)
    }
}

/// The days, as the server orders the lines: what it heard of last comes first.
pub(super) fn days(locale: Locale, now: Timestamp, lines: &[AuditLine]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for line in lines {
        let title = title(locale, now, line.heard());
        if days.last().is_none_or(|day| day.title != title) {
            days.push(Day { title, n_lines: 0, acts: Vec::new() });
        }
        let Some(day) = days.last_mut() else { continue };
        day.n_lines += 1;
        match day.acts.last_mut() {
            Some(act) if act.is_the_same(line) => {
                act.times += 1;
                if act.line.at < line.at {
                    act.line = line.clone();
                }
            }
            _ => day.acts.push(Act { line: line.clone(), times: 1 }),
        }
    }
    days
}

/// "tisdag 24 november", with the year if it is another one.
fn title(locale: Locale, now: Timestamp, at: Timestamp) -> String {
    let day = locale.weekday_and_day(at);
    let year = at.local().year;
    if now.local().year == year { day } else { format!("{day} {year}") }
}

/// What is heard of sooner than this is heard of at once, in minutes.
const AT_ONCE: i64 = 10;

/// Whether something was done on another day than the server heard of it. A minute on either side of midnight
/// is no other day.
pub(super) fn is_told_later(line: &AuditLine) -> bool {
    day(line.at) != day(line.heard()) && line.at.plus_minutes(AT_ONCE) < line.heard()
}

fn day(at: Timestamp) -> (i16, i8, i8) {
    let local = at.local();
    (local.year, local.month, local.day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::AuditAction;
    use domain::{BinderTab, PersonId, Role};

    const NOON: i64 = 1_795_521_600_000;
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;

    fn line(tab: BinderTab, at: i64) -> AuditLine {
        AuditLine {
            person: PersonId::from_uuid(uuid::Uuid::nil()),
            name: "Anna".to_owned(),
            role: Role::Coordinator,
            organization: "Öster".to_owned(),
            action: AuditAction::Opened,
            tabs: vec![tab],
            at: Timestamp::from_millis(at),
            heard_at: None,
        }
    }

    fn days(lines: &[AuditLine]) -> Vec<Day> {
        super::days(Locale::Sv, Timestamp::from_millis(NOON), lines)
    }

    #[test]
    fn the_same_in_a_row_is_told_once_with_its_latest_time() {
        let (plan, contacts) = (BinderTab::Plan, BinderTab::Contacts);
        let lines =
            [line(plan, NOON - 2 * MINUTE), line(plan, NOON), line(contacts, NOON), line(plan, NOON - DAY)];
        let days = days(&lines);
        let acts = days.iter().flat_map(|day| &day.acts);
        let told: Vec<_> = acts.map(|act| (act.line.tabs[0], act.line.at.as_millis(), act.times)).collect();
        assert_eq!(told, [(plan, NOON, 2), (contacts, NOON, 1), (plan, NOON - DAY, 1)]);
        assert_eq!(days.iter().map(|day| day.n_lines).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn what_is_heard_of_late_stands_on_the_day_it_was_heard_of() {
        let late =
            AuditLine { heard_at: Some(Timestamp::from_millis(NOON)), ..line(BinderTab::Plan, NOON - 3 * DAY) };
        let days = days(&[late.clone(), line(BinderTab::Plan, NOON)]);
        assert_eq!(days.len(), 1);
        assert_eq!(days[0].acts.len(), 2, "three days ago and today are two things");
        assert!(is_told_later(&late) && !is_told_later(&days[0].acts[1].line));
    }

    #[test]
    fn another_year_is_said() {
        let titles: Vec<String> = days(&[line(BinderTab::Plan, NOON), line(BinderTab::Plan, NOON - 365 * DAY)])
            .into_iter()
            .map(|day| day.title)
            .collect();
        assert_eq!(titles, ["tisdag 24 november", "måndag 24 november 2025"]);
    }
}
