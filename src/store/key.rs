//! The secret that everything kept of members is sealed with, and what is derived from it.
//!
//! Never stands in the database, never in a log, and is never printed.

use std::fmt;

use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::Sha256;

use super::StoreFault;
use crate::dice;

/// A key's length, as XChaCha20-Poly1305 and HMAC-SHA256 take it.
pub(super) const KEY_BYTES: usize = 32;

/// A secret of a key's length.
pub(super) type Secret = SecretBox<[u8; KEY_BYTES]>;

/// The root secret. Nothing is named or sealed with itself, only with what is derived from it.
pub struct Key(Secret);

/// A text that is no key. Never holds the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}; a key is 64 hex digits, which `openssl rand -hex 32` makes")]
pub struct KeyFault(String);

/// What a derived key is for. Each use has its own, so that what one gives away helps no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Naming members in tables.
    Name,
    /// Sealing what is kept.
    Seal,
    /// Signing what buttons carry.
    Press,
}

impl Use {
    /// Stands in every database: a changed label is a lost database.
    fn label(self) -> &'static [u8] {
        match self {
            Use::Name => b"unknot: member names",
            Use::Seal => b"unknot: sealing",
            Use::Press => b"unknot: presses",
        }
    }
}

impl Key {
    /// Reads a key as it stands in `UNKNOT_KEY` or in a key file.
    pub fn from_hex(text: &str) -> Result<Key, KeyFault> {
        if let Some(at) = text.chars().position(|sign| !sign.is_ascii_hexdigit()) {
            let at = at + 1;
            return Err(KeyFault(format!("sign {at} is not a hex digit")));
        }
        let digits = text.len();
        if digits != 2 * KEY_BYTES {
            return Err(KeyFault(format!("this has {digits} hex digits")));
        }
        let half = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default();
        let secret = Secret::init_with_mut(|bytes: &mut [u8; KEY_BYTES]| {
            for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
                let value = half(pair[0]) * 16 + half(pair[1]);
                *byte = u8::try_from(value).expect("two hex digits are one byte");
            }
        });
        Ok(Key(secret))
    }

    /// A key that nobody has had before.
    pub fn fresh() -> Result<Key, StoreFault> {
        let secret = Secret::try_init_with(dice::secret);
        secret.map(Key).map_err(StoreFault::new)
    }

    /// As it stands in a key file, and in the environment of a program that is started. For nothing else.
    pub fn hex(&self) -> SecretString {
        let digit = |half: u8| char::from_digit(half.into(), 16).expect("half a byte is one digit");
        // As long as it gets from the start: growing would leave copies behind.
        let mut text = String::with_capacity(2 * KEY_BYTES);
        for byte in self.0.expose_secret() {
            text.push(digit(byte >> 4));
            text.push(digit(byte & 15));
        }
        SecretString::from(text)
    }

    /// The key for one use.
    pub(super) fn derive(&self, purpose: Use) -> Secret {
        hmac(&self.0, purpose.label())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// HMAC-SHA256 (RFC 2104): as unguessable as the key.
pub(super) fn hmac(key: &Secret, message: &[u8]) -> Secret {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose_secret())
        .expect("HMAC takes a key of any length");
    mac.update(message);
    Secret::init_with(|| mac.finalize().into_bytes().into())
}
