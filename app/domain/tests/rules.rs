//! R15, R17, R74, design §2 and §7: who may write what, as a table.

use domain::body::AnswerProposal;
use domain::consent::{Access, Evidence, Grant, LiveConsent, Period, Right, Standing, Withdraw, decide};
use domain::rating::{Marks, Occasion, Rate, Show};
use domain::rules::{Circumstances, Form, check, form};
use domain::share::{HandOver, Opened, PaperCopy, SharedMeeting, SharedSign, Snapshot};
use domain::{
    Answer, Audience, Author, BinderTab, Body, EntryId, EntryKind, Field, Op, Provenance, Reference, RefusalCode,
    Role, Value,
};

use crate::support::{ANNA, BO, NOW, OWNER, binder, entry_id, op, op_id, person, proposes, unknown, writes};

pub(crate) const NOTHING: Circumstances =
    Circumstances { meeting_is_open: false, existing: None, may_be_told: false };
const TOGETHER: Provenance = Provenance::Together { meeting: EntryId::from_uuid(uuid::Uuid::from_u128(8)) };

pub(crate) fn owner() -> Access {
    decide(binder(), OWNER, Standing::Owner, 0).unwrap()
}

pub(crate) fn anna(right: Right) -> Access {
    let consents = BinderTab::ALL.map(|tab| LiveConsent { tab, right, since: 0 }).to_vec();
    decide(binder(), ANNA, Standing::Practitioner { consents, starting: false }, 0).unwrap()
}

pub(crate) fn starting() -> Access {
    decide(binder(), ANNA, Standing::Practitioner { consents: Vec::new(), starting: true }, 0).unwrap()
}

pub(crate) fn is(kind: EntryKind) -> Circumstances {
    Circumstances { meeting_is_open: false, existing: Some(kind), may_be_told: false }
}

pub(crate) fn goal(author: Author) -> Op {
    op(1, author, BinderTab::Plan, entry_id(1), writes(EntryKind::Goal, Field::Text, Value::text("x"), &[]))
}

pub(crate) fn with(author: Author, tab: BinderTab, audience: Audience, body: Body) -> Op {
    Op { audience, ..op(1, author, tab, entry_id(1), body) }
}

pub(crate) fn only(who: Author) -> Audience {
    Audience::People { people: vec![who.person] }
}

pub(crate) fn grant(evidence: Evidence) -> Grant {
    Grant {
        person: ANNA.person,
        name: "Anna".to_owned(),
        organization: "Regionen".to_owned(),
        tab: BinderTab::Plan,
        right: Right::Read,
        evidence,
        period: Period::ALWAYS,
        over: Vec::new(),
    }
}

pub(crate) fn rate() -> Rate {
    let marks = Marks::try_from([1, 2, 3, 4]).unwrap();
    Rate { marks, occasion: Occasion::First, supported: false, replaces: None }
}

pub(crate) fn show(contributed: &str) -> Show {
    Show { marks: rate().marks, occasion: Occasion::First, made_at: NOW, contributed: contributed.to_owned() }
}

pub(crate) fn hand_over() -> HandOver {
    let snapshot = Snapshot {
        owner_name: "Kim".to_owned(),
        made_at: NOW,
        well: String::new(),
        signs: vec![SharedSign { text: "sover inte".to_owned(), actions: vec!["ring mig".to_owned()] }],
        call: vec![Reference::named("Mamma")],
        next_meeting: Some(SharedMeeting { starts: NOW, place: "hemma".to_owned() }),
        with_meeting: false,
        contacts: Vec::new(),
    };
    HandOver { person: Reference::named("Mamma"), token: "t".to_owned(), code: None, expires_at: NOW, snapshot }
}

pub(crate) fn on_paper() -> PaperCopy {
    let HandOver { person, snapshot, .. } = hand_over();
    PaperCopy { person, snapshot }
}

#[test]
fn the_form_of_a_change_follows_who_and_what() {
    use EntryKind as K;
    let (card, other) = (EntryId::card_of(ANNA.person), entry_id(1));
    let server = Author { person: person(9), role: Role::Server };
    let table = [
        (OWNER, Provenance::Own, K::Goal, other, Form::Direct),
        (OWNER, Provenance::Own, K::Rating, other, Form::Direct),
        (ANNA, Provenance::Coordinator, K::Goal, other, Form::Proposal),
        (ANNA, Provenance::Coordinator, K::Sign, other, Form::Proposal),
        (ANNA, Provenance::Coordinator, K::Contact, other, Form::Proposal),
        (ANNA, Provenance::Coordinator, K::Contact, card, Form::Direct),
        (BO, Provenance::Coordinator, K::Contact, card, Form::Proposal),
        (ANNA, Provenance::Coordinator, K::Meeting, other, Form::Direct),
        (ANNA, Provenance::Coordinator, K::NoMeeting, other, Form::Direct),
        (ANNA, TOGETHER, K::Goal, other, Form::Direct),
        (ANNA, TOGETHER, K::Rating, other, Form::Never),
        (ANNA, Provenance::Coordinator, K::Rating, other, Form::Never),
        (ANNA, TOGETHER, K::Consent, other, Form::Never),
        (ANNA, TOGETHER, K::Share, other, Form::Never),
        (server, Provenance::Coordinator, K::Meeting, other, Form::Never),
    ];
    for (author, provenance, kind, entry, expected) in table {
        assert_eq!(form(author, provenance, kind, entry), expected, "{author:?} {provenance:?} {kind:?}");
    }
}

#[test]
fn an_author_is_always_the_session_s_own() {
    assert_eq!(check(&goal(BO), &anna(Right::Suggest), NOTHING), Err(RefusalCode::WrongAuthor));
    assert_eq!(check(&goal(OWNER), &anna(Right::Suggest), NOTHING), Err(RefusalCode::WrongAuthor));
    let posing = Author { role: Role::Owner, ..ANNA };
    assert_eq!(check(&goal(posing), &anna(Right::Suggest), NOTHING), Err(RefusalCode::WrongAuthor));
}

#[test]
fn nobody_claims_a_provenance_that_is_not_theirs() {
    let mut own = goal(ANNA);
    own.provenance = Provenance::Own;
    assert_eq!(check(&own, &anna(Right::Suggest), NOTHING), Err(RefusalCode::WrongAuthor));
    let mut staff = goal(OWNER);
    staff.provenance = Provenance::Coordinator;
    assert_eq!(check(&staff, &owner(), NOTHING), Err(RefusalCode::WrongAuthor));
}

#[test]
fn what_is_written_together_needs_an_open_meeting_unless_she_writes_it() {
    let open = Circumstances { meeting_is_open: true, ..NOTHING };
    let together = |author| Op { provenance: TOGETHER, ..goal(author) };
    assert_eq!(check(&together(ANNA), &anna(Right::Suggest), open), Ok(()));
    assert_eq!(check(&together(ANNA), &anna(Right::Suggest), NOTHING), Err(RefusalCode::MeetingNotOpen));
    assert_eq!(check(&together(ANNA), &anna(Right::Read), open), Err(RefusalCode::NotCovered));
    assert_eq!(check(&together(OWNER), &owner(), NOTHING), Ok(()));
}

#[test]
fn a_coordinator_proposes_where_the_owner_owns_and_only_with_the_right_to_suggest() {
    let proposal =
        with(ANNA, BinderTab::Plan, Audience::Tab, proposes(EntryKind::Goal, Field::Text, Value::text("x")));
    assert_eq!(check(&proposal, &anna(Right::Suggest), NOTHING), Ok(()));
    assert_eq!(check(&proposal, &anna(Right::Read), NOTHING), Err(RefusalCode::NotCovered));
    assert_eq!(check(&proposal, &starting(), NOTHING), Err(RefusalCode::NotCovered));
    assert_eq!(check(&goal(ANNA), &anna(Right::Suggest), NOTHING), Err(RefusalCode::OwnerOnly));
}

#[test]
fn a_coordinator_never_answers_rates_consents_shares_or_opens() {
    let answer = AnswerProposal { proposal: op_id(2), answer: Answer::Accept, over: [].into() };
    let (meetings, ratings, sharing) = (BinderTab::Meetings, BinderTab::Ratings, BinderTab::Sharing);
    let withdraw = Body::Withdraw(Withdraw::now(ANNA.person, BinderTab::Plan));
    let ops = [
        (with(ANNA, meetings, Audience::Tab, Body::Answer(answer)), Some(EntryKind::Meeting)),
        (with(ANNA, ratings, Audience::Tab, Body::Show(show(""))), None),
        (with(ANNA, sharing, only(ANNA), Body::Grant(grant(Evidence::Paper))), None),
        (with(ANNA, sharing, only(ANNA), withdraw), None),
        (with(ANNA, sharing, only(ANNA), Body::Confirm), None),
        (with(ANNA, sharing, Audience::Tab, Body::Opened(Opened { at: NOW })), None),
    ];
    for (op, existing) in ops {
        let around = Circumstances { meeting_is_open: true, existing, may_be_told: false };
        assert_eq!(check(&op, &anna(Right::Suggest), around), Err(RefusalCode::OwnerOnly), "{}", op.body.kind());
    }
    for body in [Body::Rate(rate()), Body::HandOver(hand_over()), Body::HandPaper(on_paper()), Body::Revoke] {
        let tab = if matches!(body, Body::Rate(_)) { ratings } else { sharing };
        let op = with(ANNA, tab, Audience::Private, body);
        let answer = check(&op, &anna(Right::Suggest), NOTHING);
        assert_eq!(answer, Err(RefusalCode::OwnerOnly), "{}", op.body.kind());
    }
}

#[test]
fn whoever_starts_a_binder_writes_down_consent_with_evidence_and_nothing_else() {
    let says = |evidence| with(ANNA, BinderTab::Sharing, only(ANNA), Body::Grant(grant(evidence)));
    assert_eq!(check(&says(Evidence::Paper), &starting(), NOTHING), Ok(()));
    assert_eq!(check(&says(Evidence::Spoken), &starting(), NOTHING), Ok(()));
    assert_eq!(check(&says(Evidence::OnScreen), &starting(), NOTHING), Err(RefusalCode::BadValue));
    assert_eq!(check(&goal(ANNA), &starting(), NOTHING), Err(RefusalCode::NotCovered));
}

#[test]
fn the_server_s_own_words_are_taken_from_nobody() {
    let opened = with(OWNER, BinderTab::Sharing, Audience::Private, Body::Opened(Opened { at: NOW }));
    assert_eq!(check(&opened, &owner(), NOTHING), Err(RefusalCode::OwnerOnly));
}

#[test]
fn unknown_kinds_come_from_her_devices_only() {
    let newer = |author| with(author, BinderTab::Worksheets, Audience::Tab, unknown("decide", "{}"));
    assert_eq!(check(&newer(OWNER), &owner(), NOTHING), Ok(()));
    assert_eq!(check(&newer(ANNA), &anna(Right::Suggest), NOTHING), Err(RefusalCode::UnknownKind));
}
