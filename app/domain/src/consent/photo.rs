//! A picture of the paper that she signed (requirements §1: "on paper with a photo"). The op says what the picture is
//! of, how large it is and what it hashes to; its bytes travel beside the log and are kept under the entry's id.
//!
//! An op is small and a picture is not: in the log it would be pulled by every device with every sync, and a slow
//! network would keep her words waiting. One entry is one picture, so that taking the entry away, for good after 90
//! days, is taking that picture away and no other. Like a signature it is about one person and opens nothing.

use serde::{Deserialize, Serialize};

use crate::consent::{Evidence, grant_of};
use crate::entry::{Presence, Stamp};
use crate::fact::FactKind;
use crate::{Entry, EntryId, EntryKind, PersonId, Seq, TabState};

/// The largest picture that is kept.
pub const PHOTO_BYTES_MAX: u32 = 400 * 1024;

/// The most sentences one picture is of.
const SENTENCES_MAX: usize = 50;

/// How long a SHA-256 is in hexadecimal digits.
const HASH_DIGITS: usize = 64;

/// What sort of picture it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MediaType {
    /// A JPEG, made anew on the device, so without place, device or anything else that a camera writes in it.
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

/// A picture of the paper under sentences about one person (sv: bild på papperet).
#[doc(alias = "bild")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Photo {
    /// Whom the sentences are about.
    pub person: PersonId,
    /// The entries of the sentences.
    pub sentences: Vec<EntryId>,
    /// What sort of picture.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub bytes: u32,
    /// The SHA-256 of its bytes, in 64 small hexadecimal digits.
    pub sha256: String,
}

/// A picture with who took it and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Photographed<'a> {
    /// Its entry, whose id the bytes are kept under.
    pub entry: EntryId,
    /// Who and when.
    pub stamp: &'a Stamp,
    /// What.
    pub photo: &'a Photo,
    /// Whether she has taken it away; it can come back.
    pub removed: bool,
}

impl Photo {
    /// Whether it is one: of something, and with a hash that can be.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let is_of = !self.sentences.is_empty() && self.sentences.len() <= SENTENCES_MAX;
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        is_of && self.bytes > 0 && self.sha256.len() == HASH_DIGITS && self.sha256.bytes().all(is_digit)
    }

    /// Whether it is no larger than what is kept.
    #[must_use]
    pub const fn is_small(&self) -> bool {
        self.bytes <= PHOTO_BYTES_MAX
    }
}

/// The picture that an entry is, removed or not. Of two in one entry, which no server takes, the first is it.
#[must_use]
pub fn photo_of(entry: &Entry) -> Option<Photographed<'_>> {
    let fact = entry.facts.iter().find(|fact| matches!(fact.what, FactKind::Photographed(_)));
    match fact.map(|fact| (&fact.stamp, &fact.what)) {
        Some((stamp, FactKind::Photographed(photo))) if entry.kind == EntryKind::Photo => {
            let removed = matches!(entry.presence, Presence::Removed { .. });
            Some(Photographed { entry: entry.id, stamp, photo, removed })
        }
        _ => None,
    }
}

/// Every picture in the tab, removed ones too.
pub fn photos(sharing: &TabState) -> impl Iterator<Item = Photographed<'_>> {
    sharing.entries.values().filter_map(photo_of)
}

/// The picture of the paper that a sentence was signed on, the latest if there are several.
#[must_use]
pub fn photographed(sharing: &TabState, sentence: EntryId) -> Option<Photographed<'_>> {
    let (grant, _) = grant_of(sharing.entries.get(&sentence)?)?;
    let is_of = |found: &Photographed<'_>| {
        !found.removed && found.photo.person == grant.person && found.photo.sentences.contains(&sentence)
    };
    let of = photos(sharing).filter(is_of);
    // What still waits on the device has no place yet.
    let latest = of.max_by_key(|found| (found.stamp.seq.unwrap_or(Seq::MAX), found.stamp.op));
    latest.filter(|_| grant.evidence == Evidence::Paper)
}
