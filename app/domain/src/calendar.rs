//! A meeting as an `.ics` text that any phone's calendar can open, and all of them as a calendar that it reads again
//! and again (RFC 5545).
//!
//! The title is the neutral word the caller gives: a calendar is often shown to others.

use std::fmt::Write as _;

use crate::{EntryId, Seq, Timestamp};

/// One meeting for a calendar.
#[derive(Clone, Copy, Debug)]
pub struct CalendarEvent<'a> {
    /// Makes a second download replace the first.
    pub id: EntryId,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// A neutral title.
    pub title: &'a str,
    /// Where, or nothing.
    pub place: &'a str,
    /// When the file was made.
    pub now: Timestamp,
    /// The time is not certain yet (R49).
    pub preliminary: bool,
}

/// One meeting of a calendar that is read again and again.
#[derive(Clone, Copy, Debug)]
pub struct FeedEvent<'a> {
    /// The meeting; `now` is when it was last changed, so that the text is the same until it is.
    pub event: CalendarEvent<'a>,
    /// The place in the log of that change: what is read later wins.
    pub sequence: Seq,
    /// It does not take place.
    pub is_cancelled: bool,
    /// Further words, or nothing.
    pub note: &'a str,
}

/// Clock times in Stockholm, as calendars want to be told them: the rule of the European Union since 1996.
const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\n\
    BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
    TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
    TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The text of a calendar with this name, times in Stockholm.
#[must_use]
pub fn calendar(name: &str, events: &[FeedEvent<'_>]) -> String {
    let mut out = String::new();
    begin(&mut out);
    for text in
        ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    {
        fold_line(&mut out, text);
    }
    fold_line(&mut out, &format!("X-WR-CALNAME:{}", escape(name)));
    out.push_str(ZONE);
    for FeedEvent { event, sequence, is_cancelled, note } in events {
        let mut line = |text: String| fold_line(&mut out, &text);
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}@parmen", event.id));
        line(format!("DTSTAMP:{}", utc(event.now)));
        line(format!("LAST-MODIFIED:{}", utc(event.now)));
        line(format!("SEQUENCE:{sequence}"));
        line(format!("STATUS:{}", if *is_cancelled { "CANCELLED" } else { "CONFIRMED" }));
        line("CLASS:PRIVATE".to_owned());
        line(format!("DTSTART{}", in_stockholm(event.starts)));
        line(format!("DTEND{}", in_stockholm(event.ends)));
        line(format!("SUMMARY:{}", escape(event.title)));
        if !event.place.is_empty() {
            line(format!("LOCATION:{}", escape(event.place)));
        }
        if !note.is_empty() {
            line(format!("DESCRIPTION:{}", escape(note)));
        }
        line("END:VEVENT".to_owned());
    }
    fold_line(&mut out, "END:VCALENDAR");
    out
}

fn begin(out: &mut String) {
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parmen//Parmen 1//SV"] {
        fold_line(out, text);
    }
}

/// The clock on the wall; in UTC for the hour that comes twice, where the clock alone means the first.
fn in_stockholm(at: Timestamp) -> String {
    let at = sane(at);
    let wall = at.local();
    if Timestamp::from_local(wall.year, wall.month, wall.day, wall.hour, wall.minute)
        .is_none_or(|said| said.as_millis().div_euclid(60_000) != at.as_millis().div_euclid(60_000))
    {
        return format!(":{}", utc(at));
    }
    format!(
        ";TZID=Europe/Stockholm:{:04}{:02}{:02}T{:02}{:02}00",
        wall.year, wall.month, wall.day, wall.hour, wall.minute
    )
}

/// A moment that a calendar can say: years have four digits.
fn sane(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.as_millis().clamp(0, 4_102_444_800_000))
}

/// The text of an `.ics` file with one event, times in UTC.
#[must_use]
pub fn ics(event: CalendarEvent<'_>) -> String {
    let mut out = String::new();
    begin(&mut out);
    let mut line = |text: String| fold_line(&mut out, &text);
    line("BEGIN:VEVENT".to_owned());
    line(format!("UID:{}@parmen", event.id));
    line(format!("DTSTAMP:{}", utc(event.now)));
    line(format!("DTSTART:{}", utc(event.starts)));
    line(format!("DTEND:{}", utc(event.ends)));
    line(format!("STATUS:{}", if event.preliminary { "TENTATIVE" } else { "CONFIRMED" }));
    line(format!("SUMMARY:{}", escape(event.title)));
    if !event.place.is_empty() {
        line(format!("LOCATION:{}", escape(event.place)));
    }
    line("END:VEVENT".to_owned());
    line("END:VCALENDAR".to_owned());
    out
}

fn utc(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(sane(at).as_millis()).unwrap_or_default();
    let t = jiff::tz::TimeZone::UTC.to_datetime(at);
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", t.year(), t.month(), t.day(), t.hour(), t.minute(), t.second())
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => {
                let _ = write!(out, "\\{sign}");
            }
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// Lines are at most 75 octets; a longer one goes on after a line break and a space, never inside å.
fn fold_line(out: &mut String, text: &str) {
    let mut room: usize = 75;
    for sign in text.chars() {
        if sign.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= sign.len_utf8();
        out.push(sign);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_smuggle_in_a_line_of_their_own() {
        let at = Timestamp::from_millis(0);
        let place = "Hemma\r\nEND:VEVENT\r\nURL:http://x; \\ å";
        let text = ics(CalendarEvent {
            id: EntryId::WELLNESS,
            starts: at,
            ends: at,
            title: "Möte\n",
            place,
            now: at,
            preliminary: false,
        });
        assert_eq!(text.matches("END:VEVENT\r\n").count(), 1);
        assert!(text.contains("SUMMARY:Möte\\n\r\n"));
        assert!(text.replace("\r\n ", "").contains("LOCATION:Hemma\\nEND:VEVENT\\nURL:http://x\\; \\\\ å\r\n"));
    }

    #[test]
    fn a_meeting_in_the_night_of_a_clock_change_starts_when_it_starts() {
        for (day, month, utc) in [(29, 3, "20260329T010000Z"), (25, 10, "20261025T020000Z")] {
            let at = Timestamp::from_local(2026, month, day, 3, 0).unwrap();
            let text = ics(CalendarEvent {
                id: EntryId::WELLNESS,
                starts: at,
                ends: at,
                title: "",
                place: "",
                now: at,
                preliminary: false,
            });
            assert!(text.contains(&format!("DTSTART:{utc}\r\n")), "{text}");
            assert!(!text.contains("LOCATION"));
        }
    }

    #[test]
    fn a_calendar_says_the_clock_on_the_wall_and_the_hour_that_comes_twice_in_utc() {
        let event = |starts: Timestamp| FeedEvent {
            event: CalendarEvent {
                id: EntryId::WELLNESS,
                starts,
                ends: starts.plus_minutes(60),
                title: "Möte",
                place: "",
                now: Timestamp::from_millis(i64::MIN),
                preliminary: false,
            },
            sequence: 7,
            is_cancelled: false,
            note: "",
        };
        let first = Timestamp::from_local(2026, 10, 25, 2, 30).unwrap();
        let text = calendar("Möten", &[event(first), event(first.plus_minutes(60))]);
        let starts: Vec<&str> =
            text.lines().filter(|line| line.starts_with("DTSTART") && line.len() > 32).collect();
        assert_eq!(starts, ["DTSTART;TZID=Europe/Stockholm:20261025T023000"]);
        assert!(text.contains("DTSTART:20261025T013000Z\r\n"), "{text}");
        assert!(text.contains("DTSTAMP:19700101T000000Z\r\n"), "a wrong clock is a moment all the same: {text}");
        assert!(text.contains("SEQUENCE:7\r\n") && !text.contains("LOCATION") && !text.contains("DESCRIPTION"));
    }

    #[test]
    fn lines_are_at_most_75_octets_and_join_to_what_was_written() {
        let place = "Fikarummet på Östra vägen; våning två, ".repeat(8);
        let event = CalendarEvent {
            id: EntryId::WELLNESS,
            starts: Timestamp::from_local(2026, 11, 24, 13, 0).unwrap(),
            ends: Timestamp::from_local(2026, 11, 24, 14, 0).unwrap(),
            title: "Möte",
            place: &place,
            now: Timestamp::from_millis(0),
            preliminary: true,
        };
        let text = ics(event);
        assert!(text.lines().all(|line| line.len() <= 75));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&place.replace(';', "\\;").replace(',', "\\,")));
        assert!(unfolded.contains("DTSTART:20261124T120000Z"));
        assert!(text.contains("STATUS:TENTATIVE\r\n"), "it is not certain yet");
        assert!(ics(CalendarEvent { preliminary: false, ..event }).contains("STATUS:CONFIRMED\r\n"));
    }
}
