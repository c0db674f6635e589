//! The archive's key.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a key: 256 bits.
const KEY_BYTES: usize = 32;
/// Bytes at the start of the file that SQLCipher calls salt.
const SALT_BYTES: usize = 16;

/// A random 256-bit key, used as it is: no derivation, so no delay at start. Wiped from memory when dropped.
#[derive(Clone)]
pub struct ArchiveKey([u8; KEY_BYTES]);

/// A text that is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an archive key has 64 hexadecimal digits")]
pub struct KeyError;

impl ArchiveKey {
    /// The key of these bytes, which must come from a source of cryptographic randomness.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// Where there are more, fewer or other characters.
    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        let digits: Vec<u8> =
            text.trim().chars().filter_map(|c| c.to_digit(16)).filter_map(|d| u8::try_from(d).ok()).collect();
        if digits.len() != text.trim().chars().count() || digits.len() != 2 * KEY_BYTES {
            return Err(KeyError);
        }
        let mut bytes = [0; KEY_BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
            *byte = pair.iter().fold(0, |value, digit| value << 4 | digit);
        }
        Ok(Self(bytes))
    }

    /// The key as 64 hexadecimal digits, for the keychain.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The first bytes of every file made with this key, as hexadecimal digits. SQLCipher takes any salt with a raw key; one that follows
    /// from the key tells a wrong key from a damaged file, which a cipher alone cannot. It gives nothing of the key away.
    pub(crate) fn salt(&self) -> String {
        let digest = Sha256::new().chain_update(b"traza archive salt 1").chain_update(self.0).finalize();
        digest.iter().take(SALT_BYTES).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The value of SQLCipher's `key` pragma for a file with the key's own salt.
    pub(crate) fn with_salt(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}{}'", *self.to_hex(), self.salt()))
    }

    /// The same for a file with whatever salt it has.
    pub(crate) fn without_salt(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", *self.to_hex()))
    }
}

impl Drop for ArchiveKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for ArchiveKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ArchiveKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_its_own_digits_and_shows_none() {
        let key = ArchiveKey::from_bytes([0xa7; 32]);
        assert_eq!(ArchiveKey::from_hex(&key.to_hex()).unwrap().0, key.0);
        assert_eq!(format!("{key:?}"), "ArchiveKey(…)");
    }

    #[test]
    fn refuses_what_is_no_key() {
        for text in ["", "a7", &"g".repeat(64), &"a".repeat(65), &format!("{}-", "a".repeat(64))] {
            assert!(ArchiveKey::from_hex(text).is_err());
        }
    }
}
