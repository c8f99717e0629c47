//! Maja's early signs, and the copy of them that her mother was handed.

use domain::share::{HandOver, SharedMeeting, SharedSign, Snapshot};
use domain::{Audience, BinderTab, Body, Reference, Timestamp};

use super::story::{Hand, How, Story};

/// The sheet.
pub(super) fn warning_plan(
    story: &mut Story<'_>,
    anna: &Reference,
    johan: &Reference,
    eva: &Reference,
    sara: &Reference,
) {
    let at = story.ago(340, 15);
    story.wellness(
        at,
        "Jag skrattar, svarar i telefonen och orkar laga mat. Jag ritar nästan varje dag.",
        "Gå ut en stund. Musik i lurarna. Prata med mamma. Sova med tänd lampa.",
    );
    let mine: &[&str] = &["Lägger mig före elva tre kvällar i rad.", "Ställer telefonen i köket på natten."];
    let others = [(eva, "Kommer förbi och lagar mat med mig."), (johan, "Hjälper mig att handla.")];
    story.sign(at, "habits", "Jag vänder på dygnet och slutar svara i telefon.", mine, &others);
    let mine: &[&str] = &["Ringer Sara fast jag inte vill."];
    let others =
        [(sara, "Följer med mig ut, även om jag säger nej första gången."), (eva, "Ringer mig på morgonen.")];
    story.sign(at, "relations", "Jag ställer in saker jag brukar tycka om.", mine, &others);
    let mine: &[&str] = &["Skriver ner vad jag hör, så kan vi prata om det.", "Ringer Anna samma dag."];
    let others = [(anna, "Bokar en tid inom två dagar."), (eva, "Låter mig vara om jag säger till.")];
    story.sign(at, "own", "Jag blir rädd för grannarna och stänger persiennerna.", mine, &others);
    story.sign(at, "behaviour", "Jag slutar rita.", &["Tar fram blocket och ritar i fem minuter."], &[]);
    story.call_order(at, &[eva, anna, johan]);
}

/// The link for Eva.
pub(super) fn hand_over(
    story: &mut Story<'_>,
    anna: &Reference,
    eva: &Reference,
    johan: &Reference,
    token: &str,
    code: &str,
) {
    let made_at = story.ago(5, 18);
    let sign = |text: &str, action: &str| SharedSign { text: text.to_owned(), actions: vec![action.to_owned()] };
    let snapshot = Snapshot {
        with_meeting: false,
        contacts: Vec::new(),
        owner_name: "Maja".to_owned(),
        made_at,
        well: "Jag skrattar, svarar i telefonen och orkar laga mat. Jag ritar nästan varje dag.".to_owned(),
        signs: vec![
            sign("Jag vänder på dygnet och slutar svara i telefon.", "Kommer förbi och lagar mat med mig."),
            sign("Jag ställer in saker jag brukar tycka om.", "Ringer mig på morgonen."),
            sign("Jag blir rädd för grannarna och stänger persiennerna.", "Låter mig vara om jag säger till."),
        ],
        call: vec![eva.clone(), anna.clone(), johan.clone()],
        next_meeting: Some(SharedMeeting { starts: story.ago(-3, 13), place: "Hemma hos mig".to_owned() }),
    };
    let expires_at: Timestamp = story.ago(-365, 12);
    let (token, code) = (token.to_owned(), Some(code.to_owned()));
    let copy = HandOver { person: eva.clone(), token, code, expires_at, snapshot };
    let how = How { tab: BinderTab::Sharing, audience: Audience::Private, meeting: None };
    let entry = story.entry();
    story.op(Hand::Hers, made_at, entry, how, Body::HandOver(copy));
}
