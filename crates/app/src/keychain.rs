//! The operating system's keychain: one entry for the token and one for the archive's key of each operation.
//!
//! Absent and locked are states with words of their own, not failures. Every function here may block, on a locked
//! keychain even until a person has answered the system's question: call it off the async and the UI's threads.

use keyring::Entry;
use zeroize::Zeroizing;

use crate::OperationId;

/// What the entries are filed under.
const SERVICE: &str = "traza";

/// A keychain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keychain {
    /// The system's: macOS Keychain, Windows Credential Manager, Secret Service.
    System,
    /// None at all, for operations that only live in memory.
    None,
}

/// How the keychain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeychainState {
    /// There is one. Whether it is locked shows only where an entry is asked for.
    Available,
    /// There is none, or nothing that speaks for it.
    Absent,
    /// There is one, but it is locked and nobody unlocked it.
    Locked,
}

/// A secret of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// The token of wolkvox.
    Token,
    /// The archive's key.
    ArchiveKey,
}

/// Why the keychain gave or took nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Absent,
    Locked,
    /// The keychain's own words, which name no secret.
    Failed(String),
}

impl Keychain {
    /// Whether there is a keychain to speak to.
    #[must_use]
    pub fn state(self) -> KeychainState {
        match self {
            Self::System if Entry::store_status().is_ok() => KeychainState::Available,
            Self::System | Self::None => KeychainState::Absent,
        }
    }

    /// The secret, or `None` where there is no such entry.
    pub(crate) fn read(self, id: &OperationId, secret: Secret) -> Result<Option<Zeroizing<String>>, Refusal> {
        match self.entry(id, secret)?.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(Refusal::of(&error)),
        }
    }

    /// Puts a secret into the keychain, in place of an older one.
    pub(crate) fn keep(self, id: &OperationId, secret: Secret, text: &str) -> Result<(), Refusal> {
        self.entry(id, secret)?.set_password(text).map_err(|error| Refusal::of(&error))
    }

    /// Deletes a secret; none there is fine.
    pub(crate) fn forget(self, id: &OperationId, secret: Secret) -> Result<(), Refusal> {
        match self.entry(id, secret)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(Refusal::of(&error)),
        }
    }

    fn entry(self, id: &OperationId, secret: Secret) -> Result<Entry, Refusal> {
        let kind = match secret {
            Secret::Token => "token",
            Secret::ArchiveKey => "archive-key",
        };
        match self {
            Self::None => Err(Refusal::Absent),
            Self::System => Entry::new(SERVICE, &format!("{id}/{kind}")).map_err(|error| Refusal::of(&error)),
        }
    }
}

impl Refusal {
    fn of(error: &keyring::Error) -> Self {
        match error {
            keyring::Error::NoDefaultStore => Self::Absent,
            keyring::Error::NoStorageAccess(_) => Self::Locked,
            // Its words tell what failed; an entry's bytes are in `Debug` only, which is never used.
            error => Self::Failed(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_keychain_is_absent() {
        let id = OperationId::random().unwrap();
        assert_eq!(Keychain::None.state(), KeychainState::Absent);
        assert_eq!(Keychain::None.read(&id, Secret::Token), Err(Refusal::Absent));
        assert_eq!(Keychain::None.keep(&id, Secret::Token, "x"), Err(Refusal::Absent));
    }

    #[test]
    fn a_failure_shows_no_bytes_of_an_entry() {
        let refusal = Refusal::of(&keyring::Error::BadEncoding(b"secreto".to_vec()));
        assert!(!format!("{refusal:?}").contains("115"), "{refusal:?}");
    }
}
