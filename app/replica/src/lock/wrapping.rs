//! How the key of a locked copy is wrapped: by her code or her passkey, and for staff that again by the part of a
//! sign-in. The part lies outermost, so that without it not even a guess of the code can be tried.

use crate::store::{KEY_BYTES, LockRow, Seal};

/// Wraps the copy's key.
pub(super) fn wrapped(
    id: &str,
    way: [u8; KEY_BYTES],
    part: Option<[u8; KEY_BYTES]>,
    key: [u8; KEY_BYTES],
    random: fn() -> [u8; 32],
) -> Option<String> {
    let inner = Seal::new(id.to_owned(), way, random).seal(&wrapping(id), &key)?;
    match part {
        Some(part) => Seal::new(id.to_owned(), part, random).seal(&parting(id), inner.as_bytes()),
        None => Some(inner),
    }
}

/// The copy's key, if the way and the part are the right ones.
pub(super) fn unwrapped(
    id: &str,
    way: [u8; KEY_BYTES],
    part: Option<[u8; KEY_BYTES]>,
    wrapped: &str,
) -> Option<[u8; KEY_BYTES]> {
    let inner = match part {
        Some(part) => String::from_utf8(opener(id, part).open(&parting(id), wrapped)?).ok()?,
        None => wrapped.to_owned(),
    };
    opener(id, way).open(&wrapping(id), &inner)?.try_into().ok()
}

/// The key of what she wrote herself, where it is another one.
pub(super) fn written_key(seal: &Seal, row: &LockRow) -> Option<[u8; KEY_BYTES]> {
    seal.open(&writing(&row.id), row.written.as_deref()?)?.try_into().ok()
}

/// What the key of what she wrote herself belongs to.
pub(super) fn writing(id: &str) -> String {
    format!("parmen lock 1 written/{id}")
}

/// What proves a key.
pub(super) fn proving(id: &str) -> String {
    format!("parmen lock 1 proof/{id}")
}

/// What the wrapped key belongs to.
fn wrapping(id: &str) -> String {
    format!("parmen lock 1/{id}")
}

/// What it belongs to when the part of a sign-in is needed, too.
fn parting(id: &str) -> String {
    format!("parmen lock 1 part/{id}")
}

/// What only opens asks for no chance.
fn opener(id: &str, key: [u8; KEY_BYTES]) -> Seal {
    Seal::new(id.to_owned(), key, || [0; 32])
}

#[cfg(test)]
mod tests {
    use super::{unwrapped, wrapped};

    #[test]
    fn what_is_wrapped_by_two_opens_by_both_together_and_by_neither_alone() {
        let (way, part, key) = ([1; 32], [2; 32], [3; 32]);
        let both = wrapped("a", way, Some(part), key, || [4; 32]).unwrap();
        assert_eq!(unwrapped("a", way, Some(part), &both), Some(key));
        for (way, part) in
            [(way, None), (part, None), ([9; 32], Some(part)), (way, Some([9; 32])), (part, Some(way))]
        {
            assert_eq!(unwrapped("a", way, part, &both), None);
        }
        assert_eq!(unwrapped("b", way, Some(part), &both), None, "another lock");
        let one = wrapped("a", way, None, key, || [4; 32]).unwrap();
        assert_eq!((unwrapped("a", way, None, &one), unwrapped("a", way, Some(part), &one)), (Some(key), None));
    }
}
