//! A picture of the paper she signed: how it is kept, told and shown again. A paper's picture goes to one organisation,
//! as a receipt does: nobody hears of the sentences about somebody else.

use domain::consent::{Evidence, Photographed, photographed};
use domain::{ActId, Body, EntryId, PersonId, Role, TabState, Timestamp};
use leptos::prelude::*;
use replica::{Draft, Picture, Replica, StoreError};

use super::acts::about;
use super::lines::{Line, lines};
use super::signing::recorder;
use crate::dates;
use crate::paths::{self, Links};

/// Where a picture is looked at, in `/samtycke`.
pub(super) const LOOKING: &str = "bild";

/// Where one is added; the address names a sentence that is on the paper.
pub(super) const TAKING: &str = "ny-bild";

/// One picture for each person, with the changes that name them.
///
/// # Errors
/// [`StoreError::Blocked`] if the browser cannot tell one picture from another.
pub(crate) async fn photos(
    replica: &Replica,
    act: Option<ActId>,
    bytes: &[u8],
    under: &[(PersonId, EntryId)],
) -> Result<(Vec<Draft>, Vec<Picture>), StoreError> {
    let mut people: Vec<PersonId> = under.iter().map(|(person, _)| *person).collect();
    people.sort();
    people.dedup();
    let (mut drafts, mut pictures) = (Vec::new(), Vec::new());
    for person in people {
        let own = under.iter().filter(|(other, _)| *other == person).map(|(_, entry)| *entry);
        let photo = replica.photo(person, own.collect(), bytes).await.ok_or(StoreError::Blocked)?;
        let entry = replica.new_entry();
        drafts.push(about(person, entry, act, Body::Photo(photo)));
        pictures.push((entry, bytes.to_vec()));
    }
    Ok((drafts, pictures))
}

/// The page with a picture.
pub(super) fn address(links: Links, picture: EntryId) -> String {
    format!("{}&steg={LOOKING}", links.entry(paths::SHARING, picture))
}

/// The page where one is added to what is on the same paper as this sentence.
pub(super) fn address_of_taking(links: Links, sentence: EntryId) -> String {
    format!("{}&steg={TAKING}", links.entry(paths::SHARING, sentence))
}

/// What holds by a paper of the same organisation as this sentence's, and has no picture.
pub(super) fn without_picture(sharing: &TabState, organization: &str, now: Timestamp) -> Vec<Line> {
    let mut lines = lines(sharing, now);
    lines.retain(|line| {
        line.grant.evidence == Evidence::Paper
            && line.grant.organization.trim() == organization.trim()
            && photographed(sharing, line.entry).is_none()
    });
    domain::order::sort_by(&mut lines, |a, b| (&a.grant.name, a.grant.tab).cmp(&(&b.grant.name, b.grant.tab)));
    lines
}

/// "Johan Ek lade in bilden 22 november."
pub(super) fn told(found: &Photographed<'_>, sharing: &TabState, is_staff: bool, now: Timestamp) -> String {
    let when = dates::day(now, found.stamp.made_at);
    match (found.stamp.author.role, recorder(sharing, found.stamp.author, None)) {
        (Role::Owner, _) if !is_staff => say!(photo.by_you, when = when),
        (Role::Coordinator, Some(by)) => say!(photo.by, by = by, when = when),
        _ => say!(photo.added, when = when),
    }
}

/// "Visa bilden", under a sentence whose paper has one.
pub(super) fn shown_under(sharing: &TabState, sentence: EntryId, links: Links) -> Option<AnyView> {
    let picture = photographed(sharing, sentence)?.entry;
    Some(
        view! {
            <p><a class="picture-link" href=address(links, picture)>{say!(photo.show)}</a></p>
        }
        .into_any(),
    )
}
