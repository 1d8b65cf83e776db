//! How Twilio signs: an HMAC over texts that stand one after the other.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// The header that has the signature, in base64.
pub(super) const SIGNATURE: &str = "x-twilio-signature";

/// The header that says how it was signed. Without it, it was signed with the auth token and SHA-1.
pub(super) const SETTINGS: &str = "x-twilio-webhooks-signature-settings";

/// The part of a query that has the hash of the body.
pub(super) const BODY_HASH: &str = "bodySHA256";

/// The hash function of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha1,
    Sha256,
}

impl Algorithm {
    /// The algorithm that a [`SETTINGS`] header names, as in `key=..,algorithm=HMAC_SHA256`; or what it
    /// names instead.
    pub(super) fn of_settings(settings: &str) -> Result<Self, &str> {
        let parts = settings.split(',').filter_map(|part| part.split_once('='));
        let mut named =
            parts.filter(|(name, _)| name.trim() == "algorithm").map(|(_, it)| it.trim());
        match named.find(|name| !name.is_empty()) {
            None => Ok(Self::Sha1),
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => Ok(Self::Sha1),
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => Ok(Self::Sha256),
            Some(name) => Err(name),
        }
    }

    /// The bytes of a signature, if this algorithm can have made it.
    pub(super) fn read(self, signature: &[u8]) -> Option<Vec<u8>> {
        let length = match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        };
        STANDARD.decode(signature).ok().filter(|bytes| bytes.len() == length)
    }

    /// The signature of texts, as the header has it.
    pub(super) fn sign(self, key: &[u8], texts: [&[u8]; 2]) -> String {
        match self {
            Self::Sha1 => {
                mac::<Hmac<Sha1>>(key, texts).map(|mac| encoded(mac.finalize().into_bytes()))
            }
            Self::Sha256 => {
                mac::<Hmac<Sha256>>(key, texts).map(|mac| encoded(mac.finalize().into_bytes()))
            }
        }
        .unwrap_or_default()
    }

    /// Whether this is the signature of these texts. It takes the same time for all that it is not.
    pub(super) fn verify(self, key: &[u8], texts: [&[u8]; 2], signature: &[u8]) -> bool {
        match self {
            Self::Sha1 => {
                mac::<Hmac<Sha1>>(key, texts).is_some_and(|mac| mac.verify_slice(signature).is_ok())
            }
            Self::Sha256 => mac::<Hmac<Sha256>>(key, texts)
                .is_some_and(|mac| mac.verify_slice(signature).is_ok()),
        }
    }
}

/// The hash of a body as the URL has it.
pub(super) fn body_hash(body: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(body) {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(digit.into(), 16));
        }
    }
    text
}

/// A key of any length is one for HMAC, so there is always something.
fn mac<M: Mac + KeyInit>(key: &[u8], texts: [&[u8]; 2]) -> Option<M> {
    let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
    for text in texts {
        mac.update(text);
    }
    Some(mac)
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}
