//! A meeting as an `.ics` text that any phone's calendar can open (RFC 5545).
//!
//! The title is the neutral word the caller gives: a calendar is often shown to others.

use std::fmt::Write as _;

use crate::{EntryId, Timestamp};

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
}

/// The text of an `.ics` file with one event, times in UTC.
#[must_use]
pub fn ics(event: CalendarEvent<'_>) -> String {
    let mut out = String::new();
    let mut line = |text: String| fold_line(&mut out, &text);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//Parmen//Parmen 1//SV".to_owned());
    line("BEGIN:VEVENT".to_owned());
    line(format!("UID:{}@parmen", event.id));
    line(format!("DTSTAMP:{}", utc(event.now)));
    line(format!("DTSTART:{}", utc(event.starts)));
    line(format!("DTEND:{}", utc(event.ends)));
    line(format!("SUMMARY:{}", escape(event.title)));
    if !event.place.is_empty() {
        line(format!("LOCATION:{}", escape(event.place)));
    }
    line("END:VEVENT".to_owned());
    line("END:VCALENDAR".to_owned());
    out
}

fn utc(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
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
        let text =
            ics(CalendarEvent { id: EntryId::WELLNESS, starts: at, ends: at, title: "Möte\n", place, now: at });
        assert_eq!(text.matches("END:VEVENT\r\n").count(), 1);
        assert!(text.contains("SUMMARY:Möte\\n\r\n"));
        assert!(text.replace("\r\n ", "").contains("LOCATION:Hemma\\nEND:VEVENT\\nURL:http://x\\; \\\\ å\r\n"));
    }

    #[test]
    fn a_meeting_in_the_night_of_a_clock_change_starts_when_it_starts() {
        for (day, month, utc) in [(29, 3, "20260329T010000Z"), (25, 10, "20261025T020000Z")] {
            let at = Timestamp::from_local(2026, month, day, 3, 0).unwrap();
            let text =
                ics(CalendarEvent { id: EntryId::WELLNESS, starts: at, ends: at, title: "", place: "", now: at });
            assert!(text.contains(&format!("DTSTART:{utc}\r\n")), "{text}");
            assert!(!text.contains("LOCATION"));
        }
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
        };
        let text = ics(event);
        assert!(text.lines().all(|line| line.len() <= 75));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&place.replace(';', "\\;").replace(',', "\\,")));
        assert!(unfolded.contains("DTSTART:20261124T120000Z"));
    }
}
