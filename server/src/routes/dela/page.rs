//! The related person's page as finished HTML: plain paper, no app around it, every word escaped.
//!
//! Before "Visa" it says nothing about anybody, so a link preview or a wrong recipient learns nothing.

use std::fmt::Write as _;

use domain::crisis_html::escape;
use domain::meeting::DEFAULT_MINUTES;
use domain::share::{HandOver, SharedContact};
use domain::{Locale, Reference, Timestamp, called, phone};

use crate::pages::{Words, document, words};

/// Registers the worker that keeps a copy for later; the page works without it.
const HEAD: &str = "<script type=\"module\" src=\"/boot.js\"></script>";

/// What went wrong with the last try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trouble {
    /// There was no code.
    NoCode,
    /// The code was wrong.
    WrongCode,
    /// Too many tries.
    TooMany,
}

/// "Någon vill visa dig något": the question before anything is shown. It says whether a code is needed,
/// which tells nothing about anybody.
pub(super) fn ask(locale: Locale, css: &str, needs_code: bool, trouble: Option<Trouble>) -> String {
    let words = words(locale);
    let said = trouble.map(|trouble| match trouble {
        Trouble::NoCode => words.empty_code,
        Trouble::WrongCode => words.wrong_code,
        Trouble::TooMany => words.too_many,
    });
    let said = said.map(|said| format!("<p class=\"field__error\" id=\"fel\" role=\"alert\">{said}</p>"));
    let entry = if needs_code { code_field(locale, said.as_deref()) } else { said.unwrap_or_default() };
    let lede = if needs_code { String::new() } else { format!(" {}", words.no_code) };
    let body = format!(
        "<main class=\"page__main related__main\"><h1 class=\"page__title\">{title}</h1>\
         <p class=\"page__lede\">{text}{lede}</p><form method=\"post\">{entry}\
         <div class=\"button-stack\"><button class=\"button\" type=\"submit\">{show}</button></div></form>\
         <p class=\"small\">{told}</p></main>",
        title = words.ask_title,
        text = words.ask_text,
        show = words.show,
        told = words.told,
    );
    document(locale, words.ask_title, css, HEAD, &body)
}

fn code_field(locale: Locale, said: Option<&str>) -> String {
    let words = words(locale);
    let described = if said.is_some() { "\"tips fel\" aria-invalid=\"true\"" } else { "\"tips\"" };
    format!(
        "<div class=\"field code-entry\"><label class=\"field__label\" for=\"kod\">{code}</label>\
         <p class=\"field__hint\" id=\"tips\">{hint}</p>\
         <input class=\"field__input code-entry__input\" id=\"kod\" name=\"code\" inputmode=\"numeric\" \
         autocomplete=\"off\" maxlength=\"32\" aria-describedby={described}>{said}</div>",
        code = words.code,
        hint = words.code_hint,
        said = said.unwrap_or_default(),
    )
}

/// The link does not open: never there, ended or too old. The page is the same for all three.
pub(super) fn gone(locale: Locale, css: &str) -> String {
    let words = words(locale);
    let body = format!(
        "<main class=\"page__main related__main\"><h1 class=\"page__title\">{}</h1>\
         <p class=\"page__lede\">{}</p>{}</main>",
        words.gone_title,
        words.gone_text,
        urgent(locale)
    );
    document(locale, words.gone_title, css, HEAD, &body)
}

/// The dated snapshot.
pub(super) fn snapshot(locale: Locale, css: &str, copy: &HandOver, now: Timestamp) -> String {
    let (words, shown) = (words(locale), &copy.snapshot);
    let title = if shown.has_plan() || shown.contacts.is_empty() { words.title } else { words.contacts };
    let mut body = format!(
        "<main class=\"page__main related__main\"><p class=\"related__from\">{} {}</p>\
         <h1 class=\"page__title\">{}</h1><p class=\"related__date\">{} {}. {} {}.</p>",
        words.from,
        escape(&shown.owner_name),
        title,
        words.written,
        unbroken(&locale.day_and_year(shown.made_at)),
        words.until,
        unbroken(&locale.day_and_year(copy.expires_at)),
    );
    for sign in &shown.signs {
        let _ = write!(
            body,
            "<section class=\"sheet\"><h2 class=\"sheet__title\">{}</h2><p class=\"sheet__over\">{}</p>",
            escape(&sign.text),
            words.then
        );
        actions(&mut body, &sign.actions);
        body.push_str("</section>");
    }
    if shown.signs.is_empty() && shown.well.trim().is_empty() && shown.contacts.is_empty() {
        let _ = write!(body, "<p class=\"small\">{}</p>", words.no_lines);
    }
    // Nobody needs to be told to call herself.
    let is_reader = |person: &&Reference| {
        person.name.trim() == copy.person.name.trim()
            || person.entry.is_some() && person.entry == copy.person.entry
    };
    let call: Vec<&Reference> = shown.call.iter().filter(|person| !is_reader(person)).collect();
    call_sheet(&mut body, locale, &call);
    sheet(&mut body, words.well, &shown.well);
    contacts_sheet(&mut body, locale, copy);
    // One that has been is next no longer; the copy itself stays as it was handed over.
    let next = shown.next_meeting.as_ref();
    if let Some(meeting) = next.filter(|meeting| meeting.starts.plus_minutes(DEFAULT_MINUTES) > now) {
        let weekday = capital(locale.weekday(meeting.starts));
        let day = unbroken(&locale.day(meeting.starts));
        let clock = unbroken(&format!("{} {}", words.at, locale.clock(meeting.starts)));
        sheet_of(&mut body, words.meeting, &format!("{weekday} {day} {clock}\n{}", escape(meeting.place.trim())));
    }
    body.push_str(&urgent(locale));
    body.push_str("</main>");
    document(locale, title, css, HEAD, &body)
}

/// The people around her that she shares, with the day of the list (R39).
fn contacts_sheet(out: &mut String, locale: Locale, copy: &HandOver) {
    let (words, shown) = (words(locale), &copy.snapshot);
    if shown.contacts.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<section class=\"sheet\"><h2 class=\"sheet__title\">{}</h2><p class=\"small\">{} {}.</p>\
         <ul class=\"related__contacts\">",
        words.contacts,
        words.contacts_of,
        unbroken(&locale.day_and_year(shown.made_at)),
    );
    for contact in &shown.contacts {
        contact_line(out, words, contact, copy.person.entry == Some(contact.entry));
    }
    out.push_str("</ul></section>");
}

fn contact_line(out: &mut String, words: &Words, contact: &SharedContact, is_reader: bool) {
    let SharedContact { entry: _, name, role, phone, hours, call_about } = contact;
    let about = called::about(call_about).map(|(begins_anew, about)| {
        format!("{} {about}.", if begins_anew { words.call } else { words.call_about })
    });
    let hours = Some(hours.trim().trim_end_matches('.')).filter(|hours| !hours.is_empty());
    let when: Vec<String> = hours.map(|hours| format!("{hours}.")).into_iter().chain(about).collect();
    let _ = write!(out, "<li><p><strong>{}</strong></p>", escape(name));
    for line in [role.trim(), when.join(" ").as_str()].into_iter().filter(|line| !line.is_empty()) {
        let _ = write!(out, "<p class=\"small\">{}</p>", escape(line));
    }
    let _ = match phone::dial(phone) {
        // Nobody needs to be told to call herself.
        _ if is_reader => write!(out, "<p class=\"small\">{}</p>", words.you),
        Some(dial) => write!(
            out,
            "{}<a class=\"button button--call\" href=\"tel:{dial}\">{} {}</a>",
            if name == phone { String::new() } else { format!("<p class=\"small\">{}</p>", escape(phone)) },
            words.call,
            escape(called::short(name)),
        ),
        None => write!(out, "<p class=\"small\">{}</p>", escape(phone)),
    };
    out.push_str("</li>");
}

fn sheet(out: &mut String, title: &str, text: &str) {
    if !text.trim().is_empty() {
        sheet_of(out, title, &escape(text));
    }
}

/// `html` is escaped already.
fn sheet_of(out: &mut String, title: &str, html: &str) {
    let html = html.trim_end();
    let _ = write!(
        out,
        "<section class=\"sheet\"><h2 class=\"sheet__title\">{title}</h2><p class=\"sheet__text\">{html}</p></section>"
    );
}

/// What the owner wants the reader to do; one thing needs no number.
fn actions(out: &mut String, actions: &[String]) {
    if let [only] = actions {
        let _ = write!(out, "<p class=\"sheet__text\">{}</p>", escape(only));
        return;
    }
    out.push_str("<ol class=\"steps\">");
    for action in actions {
        let _ = write!(out, "<li class=\"steps__item\">{}</li>", escape(action));
    }
    out.push_str("</ol>");
}

/// A date or a time that no line breaks in two.
fn unbroken(text: &str) -> String {
    format!("<span class=\"related__when\">{}</span>", escape(text))
}

/// The same with a capital letter first, as a sentence begins.
fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

fn call_sheet(out: &mut String, locale: Locale, call: &[&Reference]) {
    if call.is_empty() {
        return;
    }
    let words = words(locale);
    let _ = write!(
        out,
        "<section class=\"sheet sheet--dusk\"><h2 class=\"sheet__title\">{}</h2><ol class=\"button-stack\">",
        words.call_order
    );
    for person in call {
        let name = escape(called::person(person));
        let number = person.phone.as_deref();
        let _ = match (number.and_then(phone::dial), number) {
            (Some(dial), Some(number)) => write!(
                out,
                "<li><a class=\"button button--call\" href=\"tel:{dial}\">{} {name}</a><p class=\"small\">{}</p></li>",
                words.call,
                escape(number)
            ),
            _ => write!(out, "<li>{name}</li>"),
        };
    }
    out.push_str("</ol></section>");
}

/// 1177 and 112, on every page that may be opened in a hard moment.
fn urgent(locale: Locale) -> String {
    let words = words(locale);
    format!(
        "<section class=\"sheet\"><h2 class=\"sheet__title\">{}</h2><div class=\"button-row\">\
         <a class=\"button button--quiet\" href=\"tel:1177\">1177 {}</a>\
         <a class=\"button button--quiet\" href=\"tel:112\">112 {}</a></div></section>",
        words.urgent, words.advice, words.emergency
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::share::{SharedMeeting, SharedSign, Snapshot};

    const EVIL: &str = "<script>alert(1)</script>\"'&";

    fn evil() -> HandOver {
        let reader = Reference::named("Eva");
        let person = Reference { entry: None, name: EVIL.into(), phone: Some(format!("070{EVIL}")) };
        HandOver {
            person: reader.clone(),
            token: "hemlig".into(),
            code: Some("1234".into()),
            expires_at: Timestamp::from_millis(0),
            snapshot: Snapshot {
                owner_name: EVIL.into(),
                made_at: Timestamp::from_millis(0),
                well: EVIL.into(),
                signs: vec![SharedSign { text: EVIL.into(), actions: vec![EVIL.into(); 2] }],
                call: vec![reader, person],
                next_meeting: Some(SharedMeeting { starts: Timestamp::from_millis(0), place: EVIL.into() }),
                with_meeting: false,
                contacts: Vec::new(),
            },
        }
    }

    #[test]
    fn every_word_is_escaped_and_no_secret_is_on_the_page() {
        for locale in [Locale::Sv, Locale::En] {
            let html = snapshot(locale, "/a.css", &evil(), Timestamp::from_millis(0));
            assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
            assert!(!html.contains("hemlig") && !html.contains(">1234"), "{html}");
            assert!(!html.contains("style=") && !html.contains("Eva"), "{html}");
        }
    }

    #[test]
    fn the_next_meeting_is_told_by_time_and_place_until_it_has_been() {
        let mut copy = evil();
        let starts = Timestamp::from_millis(1_778_583_900_000);
        copy.snapshot.next_meeting = Some(SharedMeeting { starts, place: "Hemma hos mig".into() });
        let words = words(Locale::Sv);
        let at = |now| snapshot(Locale::Sv, "/a.css", &copy, now);
        let coming = at(starts.plus_days(-3));
        assert!(coming.contains(words.meeting) && coming.contains("Hemma hos mig"), "{coming}");
        assert!(at(starts.plus_minutes(30)).contains(words.meeting), "it goes on");
        let after = at(starts.plus_days(1));
        assert!(!after.contains(words.meeting) && !after.contains("Hemma hos mig"), "{after}");
    }
}
