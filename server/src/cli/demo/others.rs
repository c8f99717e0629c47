//! Samir K., who has just begun, and Britt-Marie O., who has come a long way.

use domain::rating::Occasion;
use domain::{BinderTab, EntryId, EntryKind, Field, Reference, Value};

use super::acts::Change;
use super::chapters::{ANNA, JOHAN, Meeting, SHARED, Step};
use super::story::{Hand, How, Story};

/// Samir's consents.
pub(super) fn samir_before_pairing(story: &mut Story<'_>) -> Vec<EntryId> {
    let start = story.ago(48, 10);
    let mut consents = story.consents(start, Hand::Anna, &SHARED);
    consents.extend(story.consents(start, Hand::Johan, &[BinderTab::Contacts, BinderTab::Meetings]));
    consents
}

/// Kartläggning: a few people, the first signs, one meeting held and the next one booked.
pub(super) fn samir(story: &mut Story<'_>, consents: &[EntryId]) {
    let start = story.ago(47, 17);
    story.confirm(start, consents);
    let anna = story.own_card(start, Hand::Anna, "Samordnare", ANNA, "du undrar över något.");
    let johan = story.own_card(start, Hand::Johan, "Boendestödjare", JOHAN, "bostaden.");
    let amir = story.close(start.plus_days(2), "Amir", "Min bror", "070-174 06 31", "När som helst.");
    story.rate(story.ago(40, 12), Occasion::First, [22, 51, 35, 18], "", false);
    let at = story.ago(30, 16);
    story.sign(
        at,
        "habits",
        "Jag glömmer att äta.",
        &["Äter en smörgås direkt."],
        &[(&amir, "Tar med mat till mig.")],
    );
    let meeting = |people, words| Meeting {
        kind: "coordinator",
        place_kind: "elsewhere",
        place: "Biblioteket, grupprum 2",
        people,
        words,
    };
    let people = [anna.clone()];
    let held = story.book(
        story.ago(40, 9),
        story.ago(21, 11),
        meeting(&people, "Vi ritade upp vilka som finns runt Samir."),
    );
    story.held(story.ago(21, 12), held);
    let both = [anna, johan];
    story.book(story.ago(10, 9), story.ago(-8, 11), meeting(&both, "Vad är viktigast just nu?"));
    let words = "Jag har inte sovit på två nätter.";
    let sign = story.entry();
    let change = Change { field: Field::Text, words, over: None };
    story.propose(Hand::Anna, story.ago(3, 14), EntryKind::Sign, sign, change);
}

/// Britt-Marie's consents.
pub(super) fn britt_marie_before_pairing(story: &mut Story<'_>) -> Vec<EntryId> {
    story.consents(story.ago(700, 10), Hand::Anna, &SHARED)
}

/// Uppföljning: goals reached, a daughter who helps, and no new meeting for a while, with the reason.
pub(super) fn britt_marie(story: &mut Story<'_>, consents: &[EntryId]) {
    let start = story.ago(699, 10);
    story.confirm(start, consents);
    let anna = story.own_card(start, Hand::Anna, "Samordnare", ANNA, "du vill ses tidigare.");
    let karin = story.close(start, "Karin", "Min dotter", "070-174 06 41", "vad som helst, gärna på kvällen.");
    story.close(start, "Vårdcentralen", "Sköterskan Lena", "08-465 004 21", "medicinen.");
    story.rate(story.ago(690, 11), Occasion::First, [30, 62, 40, 35], "", false);
    story.wellness(
        story.ago(600, 11),
        "Jag går ut med hunden och sjunger i kören.",
        "Kören. Hunden. Att Karin ringer.",
    );
    let sign = "Jag slutar gå till kören.";
    story.sign(
        story.ago(600, 11),
        "behaviour",
        sign,
        &["Ringer Karin."],
        &[(&karin, "Följer med till kören en gång.")],
    );
    story.call_order(story.ago(600, 11), &[&karin, &anna]);
    let group = [anna.clone(), karin];
    let years =
        [(640, [41, 66, 48, 44]), (460, [55, 70, 52, 58]), (280, [63, 74, 60, 66]), (100, [71, 78, 64, 72])];
    let mut goal = None;
    for (days, marks) in years {
        let starts = story.ago(days, 10);
        let words = "Vi gick igenom hur det har varit och vad som hjälper.";
        let what = Meeting {
            kind: "care_team",
            place_kind: "home",
            place: "Hemma hos Britt-Marie",
            people: &group,
            words,
        };
        let meeting = story.book(starts.plus_days(-20), starts, what);
        story.rate(starts.plus_days(-1), Occasion::Meeting { starts, meeting }, marks, "", false);
        story.open(starts, meeting);
        if goal.is_none() {
            goal = Some(first_goal(story, meeting, &anna));
        }
        story.held(starts.plus_minutes(60), meeting);
    }
    if let Some(choir) = goal {
        story.evaluate(story.ago(280, 12), choir, "worked", "Jag har varit där nästan varje vecka.");
        story.evaluate(story.ago(100, 12), choir, "done", "");
    }
    let reason = "Britt-Marie vill vänta till efter nyår. Anna ringer den första veckan i januari.";
    let how = How::tab(BinderTab::Meetings);
    let fields = [(Field::Text, Value::text(reason))];
    story.put(Hand::Anna, story.ago(30, 9), EntryKind::NoMeeting, EntryId::NO_MEETING, how, &fields);
}

fn first_goal(story: &mut Story<'_>, meeting: EntryId, anna: &Reference) -> EntryId {
    let at = story.ago(640, 10);
    let goal = story.goal(at, meeting, "Jag vill ha något att gå till varje vecka.", None);
    let part = story.goal(at, meeting, "Sjunga i kören igen.", Some(goal));
    story.activity(
        at,
        meeting,
        part,
        Step {
            what: "Ta reda på när kören övar", who: anna, when: "Före mötet i januari", authority: "region"
        },
    );
    story.activity(
        at,
        meeting,
        part,
        Step { what: "Gå till kören", who: &Reference::named("Jag"), when: "På onsdagar", authority: "me" },
    )
}
