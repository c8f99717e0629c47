//! The op as the OpenAPI document shows it: `kind` beside a `body` that is one of the known kinds, or any
//! JSON under a kind that this version does not know. [`Op`] reads and writes that shape by hand, so its
//! schema is written by hand too; nothing else uses these types.

use utoipa::openapi::schema::{AllOfBuilder, AnyOfBuilder};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::body::{AnswerProposal, Append, Propose, Redact, Remove, Reopen, Write};
use crate::consent::{AllowLift, EndLift, Grant, Photo, Signature, Succession, Withdraw};
use crate::decision::{Agree, Decision};
use crate::erasure::{Erase, Keep};
use crate::feed::Feed;
use crate::invitation::{Invite, Reply};
use crate::rating::{Rate, Show};
use crate::room::{Carry, Sealed};
use crate::share::{HandOver, Opened, PaperCopy};
use crate::{ActId, Audience, Author, BinderTab, EntryId, Op, OpId, Provenance, Timestamp};

/// An empty object.
#[derive(ToSchema)]
struct NoBody {}

/// What an op does: `kind` names it, `body` holds it.
#[derive(ToSchema)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
#[expect(dead_code, reason = "read by the derive, never built")]
enum OpBody {
    Write(Write),
    Append(Append),
    Remove(Remove),
    Restore(NoBody),
    Propose(Propose),
    Answer(AnswerProposal),
    Reopen(Reopen),
    Rate(Rate),
    Show(Show),
    Hide(NoBody),
    Grant(Grant),
    ProposeConsent(Grant),
    ProposeSuccession(Succession),
    Confirm(NoBody),
    SignConsent(Signature),
    Withdraw(Withdraw),
    HandOver(HandOver),
    HandPaper(PaperCopy),
    Revoke(NoBody),
    Opened(Opened),
    Redact(Redact),
    Erase(Erase),
    Keep(Keep),
    Room(Sealed),
    Decision(Decision),
    Agree(Agree),
    Carry(Carry),
    Empty(Remove),
    Photo(Photo),
    AllowLift(AllowLift),
    EndLift(EndLift),
    Invite(Invite),
    Reply(Reply),
    Feed(Feed),
}

/// A kind from a newer version: stored and carried byte for byte.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the derive, never built")]
struct UnknownOpBody {
    /// The kind's name, at most 64 bytes.
    kind: String,
    /// Any JSON.
    #[schema(value_type = Object)]
    body: (),
}

/// What every op carries beside its kind and body.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the derive, never built")]
struct OpEnvelope {
    /// Made on the device; pushing the same id twice is one op.
    id: OpId,
    /// The tab it belongs to.
    tab: BinderTab,
    /// The entry it changes.
    entry: EntryId,
    /// Who may be served it.
    audience: Audience,
    /// Who made it.
    author: Author,
    /// How the words came to be.
    provenance: Provenance,
    /// The device's clock when it was made. Shown, never used for order.
    made_at: Timestamp,
    /// Shared by ops that belong to one act over several tabs.
    act: Option<ActId>,
}

impl PartialSchema for Op {
    fn schema() -> RefOr<Schema> {
        let what = AnyOfBuilder::new()
            .item(Ref::from_schema_name(OpBody::name()))
            .item(Ref::from_schema_name(UnknownOpBody::name()));
        AllOfBuilder::new()
            .description(Some("One change. It belongs to one tab and one entry."))
            .item(Ref::from_schema_name(OpEnvelope::name()))
            .item(what)
            .into()
    }
}

impl ToSchema for Op {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        macro_rules! add {
            ($($part:ty),*) => {$(
                schemas.push((<$part>::name().into_owned(), <$part>::schema()));
                <$part as ToSchema>::schemas(schemas);
            )*};
        }
        add!(OpEnvelope, OpBody, UnknownOpBody);
    }
}
