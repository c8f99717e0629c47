//! The page of somebody who is invited, as finished HTML: plain paper, every word escaped.

use std::fmt::Write as _;

use domain::crisis_html::escape;
use domain::invitation::{Coming, Invite};
use domain::{Locale, Timestamp};

use crate::pages::{Words, document, words};

/// Why the invitation does not say what it said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// Time or place is another.
    Moved,
    /// It does not take place.
    Cancelled,
}

/// "Du är bjuden till ett möte": before "Visa" it says nothing about anybody.
pub(super) fn ask(locale: Locale, css: &str, too_many: bool) -> String {
    let words = words(locale);
    let said = if too_many {
        format!("<p class=\"field__error\" role=\"alert\">{}</p>", words.too_many)
    } else {
        String::new()
    };
    let body = format!(
        "<main class=\"page__main related__main\"><h1 class=\"page__title\">{title}</h1>\
         <p class=\"page__lede\">{text}</p><form method=\"post\">{said}\
         <div class=\"button-stack\"><button class=\"button\" type=\"submit\">{show}</button></div></form></main>",
        title = words.invited_title,
        text = words.ask_text,
        show = words.show,
    );
    document(locale, words.invited_title, css, "", &body)
}

/// What has been answered.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    /// The answer that holds, if there is one.
    pub(super) before: Option<Coming>,
    /// It was given with this request.
    pub(super) just_now: bool,
}

/// The invitation, and the two answers.
pub(super) fn invitation(
    locale: Locale,
    css: &str,
    invite: &Invite,
    token: &str,
    is_preliminary: bool,
    answer: Answer,
) -> String {
    let Answer { before: answered, just_now } = answer;
    let words = words(locale);
    let mut body = top(words, invite);
    let certain =
        if is_preliminary { format!("<p class=\"sheet__text\">{}</p>", words.preliminary) } else { String::new() };
    let _ = write!(
        body,
        "<section class=\"sheet\"><h2 class=\"sheet__title\">{} {}</h2>{certain}<p class=\"sheet__text\">{}</p></section>",
        capital(locale.weekday(invite.starts)),
        when(locale, invite.starts),
        escape(&place(locale, invite)),
    );
    if !invite.words.trim().is_empty() {
        let _ = write!(
            body,
            "<section class=\"sheet\"><p class=\"sheet__text\">{}</p></section>",
            escape(invite.words.trim())
        );
    }
    answers(&mut body, words, invite, answered, just_now);
    let _ = write!(
        body,
        "<div class=\"button-stack\"><a class=\"button button--quiet\" href=\"/inbjudan/{}/mote.ics\">{}</a></div></main>",
        escape(token),
        words.to_calendar,
    );
    document(locale, words.invited_title, css, "", &body)
}

fn answers(out: &mut String, words: &Words, invite: &Invite, answered: Option<Coming>, just_now: bool) {
    let from = escape(&invite.from);
    let said = match answered {
        Some(Coming::Yes) => words.you_come,
        Some(Coming::No) => words.you_cannot,
        _ => "",
    };
    let told = if just_now { format!(" {}", words.told_answer.replace("{}", &from)) } else { String::new() };
    let _ = write!(out, "<section class=\"stack\"><h2 class=\"section-title\">{}</h2>", words.can_you_come);
    if !said.is_empty() {
        let _ = write!(out, "<p class=\"notice__text\" role=\"status\"><strong>{said}</strong>{told}</p>");
        let _ = write!(out, "<p class=\"small\">{}</p>", words.may_change);
    }
    let button = |coming: Coming, name: &str, label: &str| {
        let quiet = if answered == Some(coming) || answered.is_none() && coming == Coming::Yes {
            "button"
        } else {
            "button button--quiet"
        };
        let pressed = if answered == Some(coming) { " aria-pressed=\"true\"" } else { "" };
        format!(
            "<button class=\"{quiet}\" type=\"submit\" name=\"coming\" value=\"{name}\"{pressed}>{label}</button>"
        )
    };
    let _ = write!(
        out,
        "<form method=\"post\"><div class=\"button-stack\">{}{}</div></form><p class=\"small\">{}</p></section>",
        button(Coming::Yes, "yes", words.i_come),
        button(Coming::No, "no", words.i_cannot),
        words.who_sees_answer.replace("{}", &from),
    );
}

/// The meeting is not what she invited to: that, and nothing of what she sent.
pub(super) fn changed(locale: Locale, css: &str, invite: &Invite, change: Change) -> String {
    let words = words(locale);
    let (said, then) = match change {
        Change::Moved => (words.meeting_moved, words.wait_for_new_time.replace("{}", &escape(&invite.from))),
        Change::Cancelled => (words.meeting_cancelled, String::new()),
    };
    let body = format!(
        "{}<section class=\"sheet\"><h2 class=\"sheet__title\">{said}</h2><p class=\"sheet__text\">{then}</p></section></main>",
        top(words, invite)
    );
    document(locale, words.invited_title, css, "", &body)
}

fn top(words: &Words, invite: &Invite) -> String {
    format!(
        "<main class=\"page__main related__main\"><p class=\"related__from\">{} {}</p>\
         <h1 class=\"page__title\">{}</h1>",
        words.from,
        escape(&invite.from),
        words.invited_title
    )
}

/// The neutral word for a calendar.
pub(super) fn title(locale: Locale) -> &'static str {
    words(locale).calendar_title
}

/// Where, from the reader's side: "hemma hos mig" is at hers.
pub(super) fn place(locale: Locale, invite: &Invite) -> String {
    place_of(locale, &invite.place_kind, &invite.place, Some(&invite.from))
}

/// The same of any meeting; without a name it is her own calendar.
pub(in crate::routes) fn place_of(locale: Locale, kind: &str, place: &str, owner: Option<&str>) -> String {
    let words = words(locale);
    match (kind, owner) {
        _ if !place.trim().is_empty() => place.trim().trim_end_matches('.').to_owned(),
        ("remote", _) => words.place_remote.to_owned(),
        ("elsewhere", _) => words.place_elsewhere.to_owned(),
        (_, Some(owner)) => words.place_home_of.replace("{}", owner),
        (_, None) => words.place_home.to_owned(),
    }
}

/// A date and a time that no line breaks in two.
fn when(locale: Locale, at: Timestamp) -> String {
    let unbroken = |text: String| format!("<span class=\"related__when\">{}</span>", escape(&text));
    format!(
        "{} {}",
        unbroken(locale.day_and_year(at)),
        unbroken(format!("{} {}", words(locale).at, locale.clock(at)))
    )
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
