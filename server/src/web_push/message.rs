//! A message that only the browser it is for can open (RFC 8291), in one piece and always equally long, so that its length
//! tells nothing either.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes128Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{GeneralPurposeConfig, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;

use crate::clock::{Clock, NoChance};

/// Browsers write it without padding; some libraries with.
const READER: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Every message is filled up to so many bytes.
const LENGTH: usize = 512;

/// How long a secret of a browser's is, and the salt of a message.
const SECRET: usize = 16;

/// The largest piece, as the header says it; ours are one piece.
const RECORD: u32 = 4_096;

/// A browser's keys.
#[derive(Clone, Debug)]
pub struct Keys {
    public: PublicKey,
    auth: [u8; SECRET],
}

/// Keys that nothing can be locked with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the keys are none of a browser's")]
pub struct WrongKeys;

impl Keys {
    /// Reads them as a browser writes them.
    ///
    /// # Errors
    /// [`WrongKeys`] if the public key is no point of the curve, or the secret is not 16 bytes.
    pub fn read(p256dh: &str, auth: &str) -> Result<Self, WrongKeys> {
        let bytes = |text: &str| READER.decode(text).map_err(|_| WrongKeys);
        let public = PublicKey::from_sec1_bytes(&bytes(p256dh)?).map_err(|_| WrongKeys)?;
        Ok(Self { public, auth: bytes(auth)?.try_into().map_err(|_| WrongKeys)? })
    }
}

/// The whole body of a message; `None` if it is too long.
///
/// # Errors
/// [`NoChance`] if the machine has none to give.
pub fn encrypt(keys: &Keys, plain: &[u8], clock: &Clock) -> Result<Option<Vec<u8>>, NoChance> {
    Ok(locked(keys, plain, &new_key(clock)?, clock.bytes()?))
}

/// A key for one message.
fn new_key(clock: &Clock) -> Result<SecretKey, NoChance> {
    loop {
        // One in four thousand million numbers is no key.
        if let Ok(key) = SecretKey::from_slice(&clock.bytes::<32>()?) {
            return Ok(key);
        }
    }
}

fn locked(keys: &Keys, plain: &[u8], once: &SecretKey, salt: [u8; SECRET]) -> Option<Vec<u8>> {
    let (hers, ours) = (keys.public.to_sec1_bytes(), once.public_key().to_sec1_bytes());
    let shared = once.diffie_hellman(&keys.public);
    let info = [b"WebPush: info\0".as_slice(), point(&hers)?, point(&ours)?].concat();
    let mut secret = [0; 32];
    shared.extract::<Sha256>(Some(&keys.auth)).expand(&info, &mut secret).ok()?;
    let derived = Hkdf::<Sha256>::new(Some(&salt), &secret);
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    derived.expand(b"Content-Encoding: aes128gcm\0", &mut key).ok()?;
    derived.expand(b"Content-Encoding: nonce\0", &mut nonce).ok()?;
    let filled = filled(plain)?;
    let cipher = Aes128Gcm::new(&key.into());
    let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg: &filled, aad: &[] }).ok()?;
    let mut body = salt.to_vec();
    body.extend(RECORD.to_be_bytes());
    body.push(u8::try_from(ours.len()).ok()?);
    body.extend(&ours);
    body.extend(sealed);
    Some(body)
}

/// A public key is written whole, in 65 bytes.
fn point(bytes: &[u8]) -> Option<&[u8]> {
    (bytes.len() == 65).then_some(bytes)
}

/// The end of the words is marked; after it comes nothing but filling.
fn filled(plain: &[u8]) -> Option<Vec<u8>> {
    let filling = LENGTH.checked_sub(plain.len())?;
    let mut bytes = plain.to_vec();
    bytes.push(2);
    bytes.resize(plain.len() + 1 + filling, 0);
    Some(bytes)
}

/// For headers and tokens.
pub(super) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        READER.decode(text).unwrap()
    }

    /// RFC 8291, appendix A: the keys, the salt, and the head and the keys derived from them.
    #[test]
    fn it_is_locked_as_the_example_of_the_standard_is() {
        let keys = Keys::read(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        )
        .unwrap();
        let once = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let salt: [u8; SECRET] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let words = b"When I grow up, I want to be a watermelon";
        let body = locked(&keys, words, &once, salt).unwrap();
        // The example fills nothing up, so it is the same up to the mark at the end of the words.
        let expected = bytes(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        );
        let head = 16 + 4 + 1 + 65 + words.len();
        assert_eq!(body[..head], expected[..head]);
    }

    #[test]
    fn every_message_is_equally_long_and_too_long_ones_are_not_made() {
        let (clock, _) = Clock::mock(domain::Timestamp::from_millis(0), 5);
        let public = new_key(&clock).unwrap().public_key();
        let keys = Keys::read(&base64url(public.to_sec1_bytes()), &base64url([7; SECRET])).unwrap();
        let made = |plain: &[u8]| encrypt(&keys, plain, &clock).unwrap();
        assert_eq!(made(b"a").unwrap().len(), made(&[b'a'; LENGTH]).unwrap().len());
        assert_ne!(made(b"a"), made(b"a"), "each has a key and a salt of its own");
        assert_eq!(made(&[b'a'; LENGTH + 1]), None);
    }

    #[test]
    fn keys_that_are_none_are_not_taken() {
        let good = base64url([7; SECRET]);
        for bad in ["", "AAAA", &base64url([4; 65]), "å"] {
            assert!(Keys::read(bad, &good).is_err(), "{bad}");
        }
    }
}
