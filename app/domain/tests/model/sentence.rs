//! Sentences of consent: given, taken back, asked for and answered.

use domain::body::AnswerProposal;
use domain::consent::{Evidence, Grant, Period, Right, Withdraw, proposed, withdrawals};
use domain::{Answer, Audience, BinderTab, Body, Op, Role, Timestamp};

use super::{Edit, Replica};
use crate::support::{ANNA, BO, OWNER, entry_id, op};

const TABS: [BinderTab; 3] = [BinderTab::Plan, BinderTab::Meetings, BinderTab::Contacts];

/// The op that this device would make about consent, or nothing if its screen does not offer it.
pub(super) fn sentence(edit: Edit, replica: &Replica, n: u64) -> Option<Op> {
    match (edit, replica.author.role) {
        (Edit::Consent { is_about_anna, tab, is_given }, Role::Owner) => {
            consent(replica, n, is_about_anna, tab, is_given)
        }
        (Edit::AnswerConsent { is_yes }, Role::Owner) => answer_consent(replica, n, is_yes),
        (Edit::AskConsent { tab }, Role::Coordinator) => ask_consent(replica, n, tab),
        _ => None,
    }
}

fn consent(replica: &Replica, n: u64, is_about_anna: bool, tab: u8, is_given: bool) -> Option<Op> {
    let person = if is_about_anna { ANNA } else { BO }.person;
    let tab = *TABS.get(usize::from(tab) % TABS.len())?;
    let over = withdrawals(&replica.view(BinderTab::Sharing), person, tab);
    let (name, organization) = (format!("words {n}."), String::new());
    let (right, evidence) = (Right::Suggest, Evidence::OnScreen);
    let body = if is_given {
        Body::Grant(Grant { person, name, organization, tab, right, evidence, over, period: Period::ALWAYS })
    } else {
        // At once, or from a day that lies behind or ahead.
        let at =
            n.is_multiple_of(3).then_some(Timestamp::from_millis(if n.is_multiple_of(2) { -1 } else { i64::MAX }));
        Body::Withdraw(Withdraw { person, tab, at })
    };
    let audience = Audience::People { people: vec![person] };
    Some(Op { audience, ..op(n, OWNER, BinderTab::Sharing, entry_id(1_000 + n), body) })
}

/// Staff ask for a sentence about themselves.
fn ask_consent(replica: &Replica, n: u64, tab: u8) -> Option<Op> {
    let (person, tab) = (replica.author.person, *TABS.get(usize::from(tab) % TABS.len())?);
    let over = withdrawals(&replica.view(BinderTab::Sharing), person, tab);
    let (name, organization) = (format!("words {n}."), String::new());
    let (right, evidence) = (Right::Suggest, Evidence::Spoken);
    let asks = Body::ProposeConsent(Grant {
        person,
        name,
        organization,
        tab,
        right,
        evidence,
        over,
        period: Period::ALWAYS,
    });
    Some(op(n, replica.author, BinderTab::Sharing, entry_id(1_000 + n), asks))
}

/// She answers the first sentence that waits for her.
fn answer_consent(replica: &Replica, n: u64, is_yes: bool) -> Option<Op> {
    let sharing = replica.view(BinderTab::Sharing);
    let wanted = proposed(&sharing, Timestamp::default()).into_iter().next()?;
    let no = AnswerProposal { proposal: wanted.proposal, answer: Answer::Decline, over: [].into() };
    let (body, told) = if is_yes {
        (Body::Grant(wanted.accepted(&sharing)), wanted.grant.person)
    } else {
        (Body::Answer(no), wanted.by.person)
    };
    let audience = Audience::People { people: vec![told] };
    Some(Op { audience, ..op(n, OWNER, BinderTab::Sharing, wanted.entry, body) })
}
