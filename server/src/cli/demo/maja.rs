//! Maja L.: a year with her resource group, everything in use.

use domain::rating::Occasion;
use domain::{Answer, BinderTab, EntryId, EntryKind, Field, Reference, Value};

use super::acts::Change;
use super::chapters::{ANNA, JOHAN, Meeting, SHARED, Step};
use super::maja_signs;
use super::story::{Hand, Story};

/// What Anna and Johan write before the phone is paired.
pub(super) fn before_pairing(story: &mut Story<'_>) -> Vec<EntryId> {
    let start = story.ago(372, 13);
    let mut consents = story.consents(start, Hand::Anna, &SHARED);
    consents.extend(story.consents(start, Hand::Anna, &[BinderTab::Ratings]));
    consents.extend(story.consents(start, Hand::Johan, &SHARED));
    consents
}

/// The year.
pub(super) fn tell(story: &mut Story<'_>, consents: &[EntryId], token: &str, code: &str) {
    let start = story.ago(371, 18);
    story.confirm(start, consents);
    let anna =
        story.own_card(start, Hand::Anna, "Samordnare", ANNA, "du sover dåligt eller vill flytta ett möte.");
    let johan = story.own_card(start, Hand::Johan, "Boendestödjare", JOHAN, "vardagen hemma.");
    let eva = story.close(start, "Eva", "Min mamma", "070-174 06 21", "När jag vill prata.");
    let sara =
        story.close(start.plus_days(3), "Sara", "Min vän från skolan", "070-174 06 22", "Om jag vill ut och gå.");
    let kerstin = story.close(
        start.plus_days(40),
        "Kerstin",
        "Granne, har extranyckel",
        "070-174 06 23",
        "Om jag blivit utelåst.",
    );
    let group = [anna.clone(), johan.clone(), eva.clone()];
    story.resource_group(start.plus_days(41), &[&anna, &johan, &eva, &kerstin]);
    maja_signs::warning_plan(story, &anna, &johan, &eva, &sara);

    let first = care_team(story, 364, &group, "Vi lärde känna varandra och skrev de första målen.");
    story.rate(story.ago(366, 17), Occasion::First, [38, 24, 41, 30], "Jag har precis flyttat hit.", true);
    let (shopping, talk, house) = goals(story, first, &johan, &anna, &group);
    let told = [
        (273, [44, 30, 47, 33], "Jag har lärt känna Johan.", "Vi gick igenom målen. Handla på måndagar går bra."),
        (182, [52, 41, 50, 45], "Jag började på Fontänhuset.", "Maja går till Fontänhuset två dagar i veckan."),
        (91, [49, 46, 55, 51], "Jag sover bättre nu.", "Vi lade till en plan för nätter med dålig sömn."),
    ];
    for (days, marks, contributed, agreed) in told {
        let meeting = care_team(story, days, &group, agreed);
        let starts = story.ago(days, 13);
        story.rate(story.ago(days + 2, 16), Occasion::Meeting { starts, meeting }, marks, contributed, true);
    }
    story.evaluate(story.ago(180, 10), shopping, "worked", "Det blev mat hemma varje vecka.");
    let walk = story.book(story.ago(20, 9), story.ago(9, 14), coordinator_meeting(std::slice::from_ref(&anna)));
    story.held(story.ago(9, 15), walk);
    next_meetings(story, &group);
    suggestions(story, talk, house);
    maja_signs::hand_over(story, &anna, &eva, &johan, token, code);
    told_ahead(story);
}

fn care_team(story: &mut Story<'_>, days: i64, group: &[Reference], agreed: &str) -> EntryId {
    let meeting =
        Meeting { kind: "care_team", place_kind: "home", place: "Hemma hos mig", people: group, words: agreed };
    let starts = story.ago(days, 13);
    let entry = story.book(starts.plus_days(-14), starts, meeting);
    // The first one stays open a while: its goals are written together, then it is closed below.
    if days < 364 {
        story.open(starts, entry);
        story.read_through(starts.plus_minutes(40), entry, if days == 91 { "revised" } else { "unchanged" });
        story.decide(starts.plus_minutes(60), entry, group, "");
        story.held(starts.plus_minutes(60), entry);
    }
    entry
}

const fn coordinator_meeting(people: &[Reference]) -> Meeting<'_> {
    Meeting {
        kind: "coordinator",
        place_kind: "elsewhere",
        place: "Promenad runt sjön",
        people,
        words: "Vi pratade om sömnen.",
    }
}

fn goals(
    story: &mut Story<'_>,
    meeting: EntryId,
    johan: &Reference,
    anna: &Reference,
    group: &[Reference],
) -> (EntryId, EntryId, EntryId) {
    let at = story.ago(364, 14);
    story.open(story.ago(364, 13), meeting);
    let myself = Reference::named("Jag");
    let own = story.goal(at, meeting, "Jag vill klara min vardag själv.", None);
    let food = story.goal(at, meeting, "Laga mat två dagar i veckan.", Some(own));
    let shopping = story.activity(
        at,
        meeting,
        food,
        Step { what: "Handla tillsammans", who: johan, when: "På måndagar", authority: "municipality" },
    );
    story.activity(
        at,
        meeting,
        food,
        Step { what: "Välja ett recept", who: &myself, when: "På söndagar", authority: "me" },
    );
    let sleep = story.goal(at, meeting, "Sova på natten.", Some(own));
    let talk = story.activity(
        at,
        meeting,
        sleep,
        Step { what: "Prata om sömnen", who: anna, when: "Var tredje vecka", authority: "region" },
    );
    let out = story.goal(at, meeting, "Jag vill träffa folk utan att bli slut.", None);
    let house = story.goal(at, meeting, "Gå till Fontänhuset.", Some(out));
    let there = story.activity(
        at,
        meeting,
        house,
        Step {
            what: "Gå dit tillsammans de första gångerna",
            who: johan,
            when: "Tisdagar klockan 10",
            authority: "municipality",
        },
    );
    story.decide(story.ago(364, 14).plus_minutes(10), meeting, group, "Börja med maten och sömnen.");
    story.held(story.ago(364, 14).plus_minutes(10), meeting);
    (shopping, talk, there)
}

fn next_meetings(story: &mut Story<'_>, group: &[Reference]) {
    let made = story.ago(8, 10);
    let words = "Hur har hösten varit? Vad vill du ha med?";
    let next = Meeting { kind: "care_team", place_kind: "home", place: "Hemma hos mig", people: group, words };
    story.book(made, story.ago(-3, 13), next);
    let later = Meeting {
        kind: "coordinator",
        place_kind: "remote",
        place: "Vi ringer",
        people: group.get(..1).unwrap_or_default(),
        words: "",
    };
    story.book(made, story.ago(-17, 10), later);
}

fn suggestions(story: &mut Story<'_>, talk: EntryId, there: EntryId) {
    let change = |words| Change { field: Field::When, words, over: None };
    let early = story.propose(Hand::Anna, story.ago(60, 11), EntryKind::Activity, talk, change("Varannan vecka"));
    story.answer(story.ago(59, 19), BinderTab::Plan, talk, early, Answer::Decline);
    story.propose(
        Hand::Anna,
        story.ago(2, 11),
        EntryKind::Activity,
        talk,
        change("En gång i veckan fram till jul"),
    );
    let alone =
        Change { field: Field::Text, words: "Gå dit själv på torsdagar, Johan ringer efteråt", over: None };
    story.propose(Hand::Johan, story.ago(1, 15), EntryKind::Activity, there, alone);
}

/// What Johan tells her ahead (R120).
fn told_ahead(story: &mut Story<'_>) {
    let fields = [
        (Field::Cause, Value::choice("support")),
        (Field::Text, Value::text("Boendestödet kommer på torsdagar i stället för tisdagar.")),
        (Field::Starts, Value::Instant(story.ago(-12, 12))),
    ];
    story.add(Hand::Johan, story.ago(1, 16), EntryKind::ChangeNotice, &fields);
}
