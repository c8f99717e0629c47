//! The crisis page "Om jag mår sämre" as one finished HTML text (R82).
//!
//! It needs no script, no network, no database and no other file, so it opens when everything else is
//! broken. Every word from the pärm is escaped. The style is inlined; its hash stands in the page's own
//! Content-Security-Policy, which allows nothing else.

use std::fmt::Write as _;

use crate::warning::WarningPlan;
use crate::{Entry, Field, Reference, called, phone};

/// The page's style.
pub const STYLE: &str = include_str!("../../../style/crisis.css");

/// The base64 SHA-256 of [`STYLE`], for the page's policy; a test of the server holds the two together.
pub const STYLE_HASH: &str = "VQ81dsQtSUly6ESGKFyvfTjgq04BXvs+jFy2RD8bIVc=";

/// The sentences on the page, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct CrisisWords<'a> {
    /// The language tag.
    pub lang: &'a str,
    /// "Om jag mår sämre".
    pub title: &'a str,
    /// "Tillbaka".
    pub back: &'a str,
    /// "Så är jag när jag mår bra".
    pub well: &'a str,
    /// "Det här brukar hjälpa mig".
    pub helps: &'a str,
    /// "Då gör jag".
    pub mine: &'a str,
    /// "Då vill jag att andra gör".
    pub others: &'a str,
    /// "Någon", where somebody is to do something and nobody has said who.
    pub somebody: &'a str,
    /// "Ring".
    pub call: &'a str,
    /// "Ring någon du litar på, eller 1177." when there is nobody to call in the plan.
    pub general: &'a str,
    /// "Råd om vård".
    pub advice: &'a str,
    /// "Fara för liv".
    pub emergency: &'a str,
    /// "Mina tecken".
    pub signs: &'a str,
    /// "Ingen vakt läser det här. Ring om det är bråttom."
    pub nobody_reads: &'a str,
}

/// How the owner wants pages to look; what is not chosen follows the phone.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Looks<'a> {
    /// `light` or `dark`.
    pub theme: Option<&'a str>,
    /// `large` or `larger`.
    pub text: Option<&'a str>,
}

impl Looks<'_> {
    /// The same attributes as on every other page's root.
    fn attributes(self) -> String {
        let attribute = |name: &str, value: Option<&str>| {
            value.map(|value| format!(" {name}=\"{}\"", escape(value))).unwrap_or_default()
        };
        attribute("data-theme", self.theme) + &attribute("data-text", self.text)
    }
}

/// The page's Content-Security-Policy, given the base64 SHA-256 of [`STYLE`].
#[must_use]
pub fn content_security_policy(style_hash: &str) -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

/// The page for everybody: 112, 1177 and a word of what to do.
#[must_use]
pub fn general(words: &CrisisWords<'_>) -> String {
    page(words, Looks::default(), &format!("<p>{}</p>", escape(words.general)), &[], "")
}

/// The page for one owner. `contacts` are called if the plan names nobody. What she does herself comes
/// first and in few words (R82); her signs, and what others do, are folded in below the call buttons.
#[must_use]
pub fn personal(
    plan: &WarningPlan<'_>,
    contacts: &[Reference],
    words: &CrisisWords<'_>,
    looks: Looks<'_>,
) -> String {
    let mut body = String::new();
    card(&mut body, words.well, plan.well);
    card(&mut body, words.helps, plan.helps);
    let mine: Vec<&Entry> = plan.signs.iter().flat_map(|sign| sign.mine.iter().copied()).collect();
    if !mine.is_empty() {
        let _ = write!(body, "<section class=\"card\"><h2>{}</h2>", escape(words.mine));
        lines(&mut body, &mine, "");
        body.push_str("</section>");
    }
    let named = plan.to_call(contacts);
    if body.is_empty() || named.is_empty() {
        let _ = write!(body, "<p>{}</p>", escape(words.general));
    }
    let mut signs = String::new();
    for sign in &plan.signs {
        let _ = write!(signs, "<h3 dir=\"auto\">{}</h3>", escape(sign.entry.text(Field::Text)));
        if !sign.others.is_empty() {
            let _ = write!(signs, "<p>{}</p>", escape(words.others));
            lines(&mut signs, &sign.others, words.somebody);
        }
    }
    if !signs.is_empty() {
        let title = escape(words.signs);
        signs = format!("<details class=\"card\"><summary>{title}</summary>{signs}</details>");
    }
    page(words, looks, &body, &named, &signs)
}

fn card(out: &mut String, title: &str, text: &str) {
    if !text.trim().is_empty() {
        let (title, text) = (escape(title), escape(text));
        let _ = write!(out, "<section class=\"card\"><h2>{title}</h2><p dir=\"auto\">{text}</p></section>");
    }
}

/// `unnamed` stands for whoever has neither name nor number.
fn lines(out: &mut String, actions: &[&Entry], unnamed: &str) {
    out.push_str("<ol>");
    for action in actions {
        let text = escape(action.text(Field::Text));
        let named = action.person(Field::Person).map(called::person).filter(|name| !name.is_empty());
        let _ = match named.unwrap_or(unnamed) {
            "" => write!(out, "<li><bdi>{text}</bdi></li>"),
            name => write!(out, "<li><b><bdi>{}</bdi></b> <bdi>{text}</bdi></li>", escape(name)),
        };
    }
    out.push_str("</ol>");
}

fn call_button(out: &mut String, call: &str, person: &Reference) {
    if let Some(number) = person.phone.as_deref().and_then(phone::dial) {
        let (call, name) = (escape(call), escape(called::person(person)));
        let _ = write!(
            out,
            "<a class=\"call\" href=\"tel:{number}\">{PHONE}<span>{call} <bdi>{name}</bdi></span></a>"
        );
    }
}

const ARROW: &str = "<svg viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\">\
                     <path d=\"m12 19-7-7 7-7M19 12H5\"/></svg>";
const PHONE: &str = "<svg viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\">\
                     <path d=\"M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2\"/></svg>";

fn page(words: &CrisisWords<'_>, looks: Looks<'_>, body: &str, call: &[&Reference], below: &str) -> String {
    let mut calls = String::new();
    for person in call {
        call_button(&mut calls, words.call, person);
    }
    let title = escape(words.title);
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"{looks}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><main>\
         <a class=\"back\" href=\"/\">{ARROW}{back}</a><h1>{title}</h1>{body}\
         <nav class=\"calls\" aria-label=\"{call_word}\">{calls}\
         <a class=\"call plain half\" href=\"tel:1177\">1177<small>{advice}</small></a>\
         <a class=\"call plain half\" href=\"tel:112\">112<small>{emergency}</small></a></nav>{below}\
         <p class=\"note\">{nobody}</p></main></body></html>",
        lang = escape(words.lang),
        looks = looks.attributes(),
        back = escape(words.back),
        call_word = escape(words.call),
        advice = escape(words.advice),
        emergency = escape(words.emergency),
        nobody = escape(words.nobody_reads),
    )
}

/// Text made safe between tags and inside quoted attributes. Line breaks become `<br>`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            sign => out.push(sign),
        }
    }
    out
}
