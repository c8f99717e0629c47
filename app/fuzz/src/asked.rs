//! What a device hands in to the server.

use domain::api::{
    AccountProof, BeginSignInRequest, ChangePasswordRequest, ConfirmSecondFactorRequest, FeedbackRequest,
    FinishSignInRequest, RedeemPairingRequest, SignInRequest, StartBinderRequest, SyncRequest,
};
use domain::consent::{LiveConsent, Right, Standing, decide};
use domain::rules::{Circumstances, check};
use domain::warning::WarningPlan;
use domain::{
    BinderId, BinderTab, EntryKind, Locale, Op, Reference, Role, Seq, SequencedOp, TabState, Timestamp, fold,
    share,
};
use uuid::Uuid;

use crate::{log, read, same};

/// A request, or ops on lines. Whatever the rules let in can be folded, in any portions; and every op can, whether
/// they let it in or not, because a log may hold what an older rule let in.
///
/// # Panics
/// If that does not hold.
pub fn asked(bytes: &[u8]) {
    let _: Option<AccountProof> = serde_json::from_slice(bytes).ok();
    let _: Option<BeginSignInRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<ChangePasswordRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<ConfirmSecondFactorRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<FinishSignInRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<RedeemPairingRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<SignInRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<FeedbackRequest> = serde_json::from_slice(bytes).ok();
    let _: Option<StartBinderRequest> = serde_json::from_slice(bytes).ok();
    let ops = match read::<SyncRequest>(bytes) {
        Some(request) => request.ops,
        None => log(bytes),
    };
    if !ops.is_empty() {
        judged(&ops);
        folded(ops);
    }
}

/// The rules answer, for an owner and for staff, whatever the log says the entry is.
fn judged(ops: &[Op]) {
    let binder = BinderId::from_uuid(Uuid::from_u128(7));
    for op in ops {
        let consents = BinderTab::ALL.map(|tab| LiveConsent { tab, right: Right::Suggest, since: 0 }).to_vec();
        let standing = match op.author.role {
            Role::Owner => Standing::Owner,
            _ => Standing::Practitioner { consents, starting: op.made_at.as_millis() % 2 == 0 },
        };
        let Ok(access) = decide(binder, op.author, standing, 1) else {
            assert!(op.author.role == Role::Server, "nobody signs as the server");
            continue;
        };
        for existing in [None, Some(EntryKind::Goal), Some(EntryKind::Meeting)] {
            let _ = check(
                op,
                &access,
                Circumstances { meeting_is_open: existing.is_some(), existing, may_be_told: existing.is_some() },
            );
        }
    }
}

fn folded(ops: Vec<Op>) {
    let log: Vec<SequencedOp> = ops
        .into_iter()
        .zip(1..)
        .map(|(op, seq): (Op, Seq)| SequencedOp { seq, received_at: Timestamp::from_millis(0), op })
        .collect();
    for tab in BinderTab::ALL {
        let whole = fold(tab, &log);
        let (first, rest) = log.split_at(log.len() / 2);
        let mut portions = fold(tab, first);
        same(&portions);
        rest.iter().chain(first).for_each(|op| portions.apply(op));
        assert_eq!(portions, whole, "in two portions, and the first one heard twice");
        shown(&whole);
    }
}

/// What is made of a tab for people without the app holds no markup that somebody wrote.
fn shown(state: &TabState) {
    let plan = WarningPlan::read(state);
    let now = Timestamp::from_millis(1_778_583_900_000);
    let snapshot = share::snapshot_for(&Reference::named("Mamma"), &plan, "Robin", None, now);
    same(&snapshot);
    for entry in state.entries.values() {
        if let Some(starts) = entry.instant(domain::Field::Starts) {
            let _ = (Locale::Sv.weekday_and_day(starts), Locale::En.clock(starts), starts.plus_months(3));
        }
    }
    same(&state.clone().for_new_reader(1));
}
