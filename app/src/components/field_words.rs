//! What a field is called in a sentence, and its answers in words: for "Ångra" and for suggestions.

use domain::{EntryKind, Field, Value};

use super::two_versions::said;
use crate::dates;

/// The name of a field of an entry of this kind.
pub(crate) fn field_name(kind: EntryKind, field: Field) -> &'static str {
    match (field, kind) {
        (Field::Name, _) => say!(contacts.name),
        (Field::Role, _) => say!(contacts.role),
        (Field::Organization, _) => say!(contacts.organization),
        (Field::Phone, _) => say!(contacts.phone),
        (Field::Hours, _) => say!(contacts.hours),
        (Field::CallAbout, _) => say!(contacts.call_about),
        (Field::Group, _) => say!(fields.group),
        (Field::InGroup, _) => say!(group.member),
        (Field::Text, EntryKind::SignAction) => say!(fields.line),
        (Field::Text, EntryKind::Goal) => say!(fields.goal),
        (Field::Text, EntryKind::Activity) => say!(fields.activity),
        (Field::Text, EntryKind::Told) => say!(near.told),
        (Field::Starts, EntryKind::Interview) => say!(near.held_on),
        (Field::Who, EntryKind::Interview) => say!(near.held_by),
        (Field::Wanted, EntryKind::NoRelated) => say!(near.none_just_now),
        (Field::Text, EntryKind::NoMeeting) => say!(fields.reason),
        (Field::Text, EntryKind::ChangeNotice) => say!(changing.what),
        (Field::Starts, EntryKind::ChangeNotice | EntryKind::Informed) => say!(changing.from),
        (Field::Cause, _) => say!(changing.cause),
        (Field::Phase, _) => say!(way.title),
        (Field::Text, EntryKind::AgendaPoint) => say!(mode.point),
        (Field::Text, _) => say!(fields.sign),
        (Field::Area, _) => say!(signs.about),
        (Field::Who, EntryKind::Meeting) => say!(meetings.leads_label),
        (Field::Doer | Field::Person | Field::Who, _) => say!(fields.person),
        (Field::Well, _) => say!(signs.well),
        (Field::Helps, _) => say!(signs.helps),
        (Field::Wanted, _) => say!(plan.wanted),
        (Field::When, _) => say!(plan.when),
        (Field::Authority, _) => say!(plan.authority),
        (Field::Intervention, _) => say!(plan.intervention),
        (Field::Evaluation, _) => say!(fields.evaluation),
        (Field::MeetingKind, _) => say!(meetings.kind),
        (Field::Starts, _) => say!(fields.starts),
        (Field::Minutes, _) => say!(fields.minutes),
        (Field::PlaceKind, _) => say!(fields.place_kind),
        (Field::Place, _) => say!(meetings.place),
        (Field::People, _) => say!(fields.people),
        (Field::Status, _) => say!(fields.status),
        (Field::Note, _) => say!(meetings.about),
        (Field::Agreed, _) => say!(meetings.agreed),
        (Field::Present, _) => say!(fields.present),
        (Field::Alternatives, _) => say!(decided.alternatives),
        (Field::Chosen, _) => say!(fields.chosen),
        (Field::Series, _) => say!(fields.series),
        (Field::Invitation, _) => say!(invite.words),
        (Field::Outcome, _) => say!(signs.read_through),
        (Field::Contributed, _) => say!(rating.contributed),
        (Field::Position | Field::Parent, _) => say!(fields.order),
        (Field::Preliminary, _) => say!(mode.preliminary),
        (Field::SendCopies, _) => say!(mode.send),
        (Field::Telling, _) => say!(near.telling),
        (Field::TellingOn, _) => say!(near.telling_on),
        (Field::TellingWith, _) => say!(near.telling_with),
    }
}

/// What sort of thing an entry is, in a word.
pub(crate) fn kind_name(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Contact => say!(fields.contact),
        EntryKind::Sign => say!(fields.sign),
        EntryKind::SignAction => say!(fields.line),
        EntryKind::CallFirst => say!(fields.call_first),
        EntryKind::Wellness => say!(signs.well),
        EntryKind::Goal => say!(fields.goal),
        EntryKind::Activity => say!(fields.activity),
        EntryKind::Meeting => say!(fields.meeting),
        EntryKind::NoMeeting => say!(fields.reason),
        EntryKind::ReadThrough => say!(signs.read_through),
        EntryKind::Rating => say!(rating.title),
        EntryKind::Consent | EntryKind::Share | EntryKind::Photo => say!(sharing.title),
        EntryKind::OwnTab => say!(room.title),
        EntryKind::Interview => say!(near.interview),
        EntryKind::Told => say!(near.told),
        EntryKind::NoRelated => say!(near.none_just_now),
        EntryKind::ChangeNotice | EntryKind::Informed => say!(changing.title),
        EntryKind::Phase => say!(way.title),
        EntryKind::AgendaPoint => say!(mode.point),
        EntryKind::ColleaguesTold => say!(mode.colleagues),
    }
}

/// As many letters of somebody's words as stand in one row.
const ROW: usize = 24;

/// "Ändrat: Telefon"; a line, a sign or a goal by its own words, which are its name: "Ändrat: Går ut".
pub(crate) fn changed(kind: EntryKind, field: Field, words: &str) -> String {
    let own = Some(words.trim()).filter(|words| field == Field::Text && !words.is_empty());
    let what = match own {
        Some(words) => in_a_row(words),
        // A question is not asked here.
        None => field_name(kind, field).trim_end_matches(['?', ' ', '…']).to_owned(),
    };
    say!(fields.changed, what = what)
}

/// The beginning of a text, cut between words.
pub(crate) fn in_a_row(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    if first == text && text.chars().count() <= ROW {
        return text.to_owned();
    }
    let mut row = String::new();
    for word in first.split_whitespace() {
        if !row.is_empty() && row.chars().count() + 1 + word.chars().count() > ROW {
            break;
        }
        let gap = if row.is_empty() { "" } else { " " };
        row = row + gap + word;
    }
    row.chars().take(ROW).chain(['…']).collect()
}

/// A value in the words of the screen. `owner` is what she is called where "jag" would be the reader.
pub(crate) fn in_words(field: Field, value: &Value, owner: Option<&str>) -> String {
    let words = match (field, value) {
        (_, Value::Flag(true)) => say!(fields.yes),
        (_, Value::Flag(false)) => say!(fields.no),
        (Field::Group, Value::Choice(group)) => return group_words(group, owner),
        (Field::Area, Value::Choice(area)) => crate::pages::area_title(area),
        (Field::Authority, Value::Choice(authority)) => match (authority.as_str(), owner) {
            ("region", _) => say!(plan.region),
            ("municipality", _) => say!(plan.municipality),
            ("me", Some(_)) => say!(plan.owner_self),
            ("me", None) => say!(plan.me_self),
            _ => say!(plan.open),
        },
        (Field::Doer, Value::Choice(doer)) if doer == "other" => say!(signs.others),
        (Field::Doer, Value::Choice(_)) => say!(signs.mine),
        (Field::Evaluation, value) => crate::pages::outcome(value),
        (Field::Minutes, Value::Number(minutes)) => return say!(meetings.minutes, count = *minutes),
        (Field::MeetingKind, Value::Choice(kind)) if kind == "care_team" => say!(meetings.care_team),
        (Field::MeetingKind, Value::Choice(_)) => say!(meetings.coordinator),
        (Field::PlaceKind, Value::Choice(place)) => match (place.as_str(), owner) {
            ("elsewhere", _) => say!(meetings.place_elsewhere),
            ("remote", _) => say!(meetings.place_remote),
            (_, Some(name)) => return say!(meetings.place_home_of, name = name),
            (_, None) => say!(meetings.place_home),
        },
        (Field::Status, Value::Choice(status)) => match status.as_str() {
            "open" => say!(history.status_open),
            "held" => say!(history.status_held),
            "cancelled" => say!(history.status_cancelled),
            _ => say!(history.status_planned),
        },
        (Field::Phase, Value::Choice(phase)) => crate::pages::phase_name(phase),
        (Field::TellingOn, Value::Instant(at)) => return dates::weekday_and_day(*at),
        (Field::Telling, Value::Choice(telling)) => telling_words(telling),
        (Field::Outcome, Value::Choice(outcome)) if outcome == "revised" => say!(signs.revised),
        (Field::Outcome, Value::Choice(_)) => say!(signs.unchanged),
        _ => return said(value),
    };
    words.to_owned()
}

/// How much she wants to be told (R35).
pub(crate) fn telling_words(telling: &str) -> &'static str {
    match telling {
        "everything" => say!(near.everything),
        "outline" => say!(near.outline),
        "plan" => say!(near.plan),
        "nothing" => say!(near.nothing),
        _ => say!(near.later),
    }
}

/// "arbetar med mig", or on somebody else's screen "arbetar med Maja".
pub(crate) fn group_words(group: &str, owner: Option<&str>) -> String {
    match (group, owner) {
        ("close", Some(name)) => say!(fields.close_to, name = name),
        ("close", None) => say!(contacts.is_close).to_owned(),
        (_, Some(name)) => say!(fields.works_with, name = name),
        (_, None) => say!(contacts.is_professional).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_row;

    #[test]
    fn words_are_cut_between_words_and_only_when_they_are_long() {
        assert_eq!(in_a_row("Går ut"), "Går ut");
        assert_eq!(in_a_row("Går ut och går en lång runda"), "Går ut och går en lång…");
        assert_eq!(in_a_row("Går ut\noch hem"), "Går ut…");
        assert_eq!(in_a_row(&"å".repeat(30)), "å".repeat(24) + "…");
    }
}
