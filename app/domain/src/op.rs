//! The op: the smallest recorded change, and the only way anything in a pärm changes.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

use crate::{ActId, Audience, Author, BinderTab, Body, EntryId, OpId, Provenance, Timestamp};

/// A place in one binder's log, given by the server; the first op has 1.
pub type Seq = u64;

/// One change (sv: ändring). It belongs to one tab, and that tab's fold reads only that tab.
#[doc(alias = "ändring")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Op {
    /// Made on the device; pushing the same id twice is one op.
    pub id: OpId,
    /// The tab it belongs to.
    pub tab: BinderTab,
    /// The entry it changes.
    pub entry: EntryId,
    /// Who may be served it.
    pub audience: Audience,
    /// Who made it.
    pub author: Author,
    /// How the words came to be.
    pub provenance: Provenance,
    /// The device's clock when it was made. Shown, never used for order.
    pub made_at: Timestamp,
    /// Shared by ops that belong to one act over several tabs.
    pub act: Option<ActId>,
    /// What it does.
    pub body: Body,
}

/// An op with its place in the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SequencedOp {
    /// Its place.
    pub seq: Seq,
    /// The server's clock when it arrived.
    pub received_at: Timestamp,
    /// The op as it was made.
    pub op: Op,
}

/// The op as it stands on the wire: the kind beside a body that is read only when the kind is known.
#[derive(Serialize, Deserialize)]
struct Wire {
    id: OpId,
    tab: BinderTab,
    entry: EntryId,
    audience: Audience,
    author: Author,
    provenance: Provenance,
    made_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<ActId>,
    kind: String,
    body: Box<RawValue>,
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire {
            id: self.id,
            tab: self.tab,
            entry: self.entry,
            audience: self.audience.clone(),
            author: self.author,
            provenance: self.provenance,
            made_at: self.made_at,
            act: self.act,
            kind: self.body.kind().to_owned(),
            body: self.body.raw().map_err(ser::Error::custom)?,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Op {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = Wire::deserialize(deserializer)?;
        if wire.kind.len() > 64 {
            return Err(de::Error::custom("kind: too long a name"));
        }
        Ok(Self {
            id: wire.id,
            tab: wire.tab,
            entry: wire.entry,
            audience: wire.audience,
            author: wire.author,
            provenance: wire.provenance,
            made_at: wire.made_at,
            act: wire.act,
            body: Body::read(wire.kind, wire.body),
        })
    }
}
