//! Any log at all: no rule has looked at these ops, and everything behind the fold must answer all the same.

use domain::calendar::{CalendarEvent, ics};
use domain::consent::{live, signed};
use domain::meeting::{due, next, open_now, past, upcoming};
use domain::warning::WarningPlan;
use domain::{
    Author, BinderTab, Body, EntryKind, Field, Locale, Op, Reference, SequencedOp, TabState, Timestamp, distance,
    fold, position, rating, share,
};
use proptest::prelude::*;

use crate::support::{ANNA, OWNER, SERVER, WRONG_CLOCKS, entry_id, op, op_id, sequenced};

/// Everything that reads a tab for a screen, whatever the tab is.
pub(crate) fn read_everything(state: &TabState, now: Timestamp) {
    let plan = WarningPlan::read(state);
    let person = Reference::named("Mamma");
    let _ = share::snapshot_for(&person, &plan, "Robin", None, now);
    let _: Vec<_> = state.entries.keys().map(|id| signed(state, *id)).collect();
    let _ = (share::all(state), live(state), rating::all(state), rating::window(&[], state, now));
    let _ = (next(state, now), due(state), open_now(state, now), past(state, now));
    for entry in upcoming(state, now).into_iter().chain(state.entries.values()) {
        let starts = entry.instant(Field::Starts).unwrap_or(entry.created.made_at);
        let ends = starts.plus_minutes(60);
        let _ = ics(CalendarEvent {
            id: entry.id,
            starts,
            ends,
            title: "Möte",
            place: entry.text(Field::Place),
            now,
            preliminary: domain::meeting::is_preliminary(entry),
        });
        let _ = (distance(now, starts), Locale::Sv.weekday_and_day(starts), Locale::En.clock(starts));
        let _ = (
            starts.plus_months(3),
            entry.all_heads(),
            entry.split_fields(),
            position::between(Some(entry.position()), None),
        );
    }
    for kind in [EntryKind::Goal, EntryKind::Meeting, EntryKind::Contact] {
        let _ = (state.listed(kind), state.suggested(kind), state.end_position(kind));
    }
    let json = serde_json::to_string(state).unwrap();
    assert_eq!(serde_json::from_str::<TabState>(&json).unwrap(), *state);
    let _ = state.clone().for_new_reader(0);
    for id in state.entries.keys() {
        let _ = state.history_of(*id);
    }
}

/// A body over few ids, shapes and clocks, so that ops meet; nothing about it needs to make sense.
fn any_body(tab: BinderTab) -> impl Strategy<Value = Body> {
    let field = prop_oneof![
        Just("text"),
        Just("parent"),
        Just("position"),
        Just("starts"),
        Just("evaluation"),
        Just("people"),
        Just("contributed"),
        Just("status"),
        Just("minutes"),
        Just("person")
    ];
    let value = prop_oneof![
        Just(r#"{"text":"~"}"#.to_owned()),
        Just(r#"{"choice":"open"}"#.to_owned()),
        Just(r#"{"flag":true}"#.to_owned()),
        prop::sample::select(&WRONG_CLOCKS[..]).prop_map(|at| format!(r#"{{"instant":{at}}}"#)),
        any::<i64>().prop_map(|number| format!(r#"{{"number":{number}}}"#)),
        (0..4_u64).prop_map(|n| format!(r#"{{"entry":"{}"}}"#, entry_id(n))),
        Just(r#"{"person":{"name":""}}"#.to_owned()),
        Just(r#"{"people":[]}"#.to_owned()),
    ];
    // An op that says it belongs in another tab is passed over: most stay in this one.
    let kind = prop::sample::select(kinds_of(tab));
    let fields = (field, value, 0..12_u64).prop_map(|(field, value, over)| {
        format!(r#"{{"{field}":{{"over":["{}"],"value":{value}}}}}"#, op_id(over))
    });
    let body = (prop::sample::select(KINDS.to_vec()), kind, fields, 0..12_u64);
    body.prop_map(|(name, kind, fields, n)| {
        let (id, person) = (op_id(n), ANNA.person);
        let show = r#""marks":[1,2,3,4],"occasion":{"at":"first"}"#;
        let raw = match name {
            "write" | "propose" => format!(r#"{{"entry_kind":"{kind}","fields":{fields},"remove":{}}}"#, n % 2 == 0),
            "append" => r#"{"field":"evaluation","value":{"flag":true}}"#.to_owned(),
            "remove" => format!(r#"{{"over":["{id}"]}}"#),
            "answer" => format!(r#"{{"proposal":"{id}","answer":"accept","over":{{"text":["{id}"]}}}}"#),
            "reopen" => format!(r#"{{"proposal":"{id}","answer":"{}","back":{{"text":["{id}"]}}}}"#, op_id(n / 2)),
            "rate" => format!(r#"{{{show},"replaces":"{id}"}}"#),
            "show" => format!(r#"{{{show},"made_at":{}}}"#, i64::MAX),
            "grant" | "propose_consent" => format!(r#"{{"person":"{person}","name":"","organization":"","tab":"plan","right":"read","evidence":"paper","over":["{id}"]}}"#),
            "propose_succession" => format!(r#"{{"person":"{person}","name":"","organization":"","from":{},"until":{},"rights":[{{"tab":"plan","right":"read"}}]}}"#, i64::MIN, i64::MAX),
            "withdraw" if n % 2 == 0 => format!(r#"{{"person":"{person}","tab":"plan","at":{}}}"#, i64::MAX),
            "withdraw" => format!(r#"{{"person":"{person}","tab":"plan"}}"#),
            "sign_consent" => format!(r#"{{"person":"{person}","sentences":["{}"],"strokes":[[1,2,3],[65535,0],[]]}}"#, entry_id(n)),
            "photo" => format!(r#"{{"person":"{person}","sentences":["{}"],"media_type":"image/jpeg","bytes":{},"sha256":""}}"#, entry_id(n), u32::MAX),
            "allow_lift" => format!(r#"{{"person":"{person}","name":"","organization":"","about":"x","evidence":"paper","period":{{"until":{}}}}}"#, i64::MAX),
            "end_lift" => format!(r#"{{"person":"{person}"}}"#),
            "keep" => format!(r#"{{"erase":"{id}"}}"#),
            "opened" => format!(r#"{{"at":{}}}"#, i64::MIN),
            _ => "{}".to_owned(),
        };
        Body::read(name.to_owned(), serde_json::value::RawValue::from_string(raw).unwrap())
    })
}

const KINDS: [&str; 31] = [
    "write",
    "propose",
    "append",
    "remove",
    "answer",
    "rate",
    "show",
    "hide",
    "grant",
    "propose_consent",
    "propose_succession",
    "reopen",
    "withdraw",
    "opened",
    "restore",
    "confirm",
    "revoke",
    "hand_over",
    "hand_paper",
    "room",
    "redact",
    "erase",
    "keep",
    "sign_consent",
    "allow_lift",
    "end_lift",
    "invite",
    "reply",
    "feed",
    "decide",
    "photo",
];

fn kinds_of(tab: BinderTab) -> Vec<&'static str> {
    match tab {
        BinderTab::Sharing => vec!["consent", "share", "photo", "goal"],
        BinderTab::Ratings => vec!["rating", "goal"],
        BinderTab::Meetings => vec!["meeting", "no_meeting", "phase", "goal"],
        BinderTab::WarningPlan => vec!["sign", "sign_action", "call_first", "goal"],
        _ => vec!["goal", "activity", "sign"],
    }
}

/// Body, entry, author and clock of one op.
type Made = (Body, u64, Author, i64);

fn any_log() -> impl Strategy<Value = (BinderTab, Vec<Made>)> {
    prop::sample::select(BinderTab::ALL.to_vec()).prop_flat_map(|tab| {
        let author = prop::sample::select(vec![OWNER, OWNER, ANNA, SERVER]);
        let made = (any_body(tab), 0..4_u64, author, prop::sample::select(WRONG_CLOCKS.to_vec()));
        (Just(tab), prop::collection::vec(made, 0..24))
    })
}

proptest! {
    #[test]
    fn any_log_at_all_folds_and_every_screen_can_read_it(
        (tab, log) in any_log(),
        now in prop::sample::select(&WRONG_CLOCKS[..]),
    ) {
        let ops: Vec<SequencedOp> = (1..).zip(log).map(|(n, (body, entry, author, made_at))| {
            let made_at = Timestamp::from_millis(made_at);
            sequenced(n, Op { made_at, ..op(n, author, tab, entry_id(entry), body) })
        }).collect();
        let state = fold(tab, &ops);
        read_everything(&state, Timestamp::from_millis(now));
        prop_assert_eq!(&state, &fold(tab, ops.iter().chain(&ops)));
    }
}
