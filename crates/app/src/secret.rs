//! Where the secrets of a run come from: the keychain, else what was given for the run.
//!
//! A keychain that is absent, locked or without an entry lets what was given stand in; what the keychain has, counts.

use std::fmt;

use archive::ArchiveKey;
use wolkvox::Token;
use zeroize::Zeroizing;

use crate::keychain::Refusal;
use crate::{Context, OperationId, Secret, SecretError};

/// Bytes of an archive's key.
const KEY_BYTES: usize = 32;

/// Secrets given for one run, as by the environment. They are kept nowhere.
#[derive(Clone, Default)]
pub struct Given {
    token: Option<Zeroizing<String>>,
    archive_key: Option<Zeroizing<String>>,
}

impl Given {
    /// A token and an archive key of 64 hexadecimal digits; blanks alone are none.
    #[must_use]
    pub fn new(token: Option<String>, archive_key: Option<String>) -> Self {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty()).map(Zeroizing::new);
        Self { token: given(token), archive_key: given(archive_key) }
    }

    /// The token that was given.
    ///
    /// # Errors
    /// [`SecretError::TokenInvalid`] where it can be none.
    pub fn token(&self) -> Result<Option<Token>, SecretError> {
        self.token.as_ref().map(|text| read_token(text)).transpose()
    }

    fn archive_key(&self) -> Result<Option<ArchiveKey>, SecretError> {
        self.archive_key.as_ref().map(|text| read_key(text)).transpose()
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("has_token", &self.token.is_some())
            .field("has_archive_key", &self.archive_key.is_some())
            .finish()
    }
}

/// The token of an operation.
pub(crate) fn token(context: &Context, id: &OperationId) -> Result<Token, SecretError> {
    let kept = context.keychain.read(id, Secret::Token);
    if let Ok(Some(text)) = &kept {
        return read_token(text);
    }
    match (context.given.token()?, kept) {
        (Some(token), _) => Ok(token),
        (None, Err(refusal)) => Err(refusal.about(Secret::Token)),
        (None, Ok(_)) => Err(SecretError::TokenMissing),
    }
}

/// The key of an archive that exists.
pub(crate) fn archive_key(context: &Context, id: &OperationId) -> Result<ArchiveKey, SecretError> {
    let kept = context.keychain.read(id, Secret::ArchiveKey);
    if let Ok(Some(text)) = &kept {
        return read_key(text);
    }
    match (context.given.archive_key()?, kept) {
        (Some(key), _) => Ok(key),
        (None, Err(refusal)) => Err(refusal.about(Secret::ArchiveKey)),
        (None, Ok(_)) => Err(SecretError::ArchiveKeyMissing { path: context.home.archive(id).display().to_string() }),
    }
}

/// The key of an archive that is about to be made: in the keychain when this returns, or else the given one.
pub(crate) fn key_of_a_new_archive(context: &Context, id: &OperationId) -> Result<ArchiveKey, SecretError> {
    if let Ok(Some(text)) = context.keychain.read(id, Secret::ArchiveKey) {
        // Left by a run that ended before it made the archive.
        return read_key(&text);
    }
    let given = context.given.archive_key()?;
    let has_given = given.is_some();
    let key = given.map_or_else(random_key, Ok)?;
    match context.keychain.keep(id, Secret::ArchiveKey, &key.to_hex()) {
        Ok(()) => Ok(key),
        Err(Refusal::Absent | Refusal::Locked) if has_given => Ok(key),
        Err(refusal) => Err(refusal.about(Secret::ArchiveKey)),
    }
}

impl Refusal {
    /// The refusal as an error of a use case that wanted a secret.
    pub(crate) fn about(self, secret: Secret) -> SecretError {
        match self {
            Self::Absent => SecretError::KeychainAbsent { secret },
            Self::Locked => SecretError::KeychainLocked { secret },
            Self::Failed(detail) => SecretError::KeychainFailed { detail },
        }
    }
}

fn read_token(text: &str) -> Result<Token, SecretError> {
    Token::new(text).map_err(|_| SecretError::TokenInvalid)
}

fn read_key(text: &str) -> Result<ArchiveKey, SecretError> {
    ArchiveKey::from_hex(text).map_err(|_| SecretError::ArchiveKeyInvalid)
}

/// A key that nobody knows.
pub(crate) fn random_key() -> Result<ArchiveKey, SecretError> {
    let mut bytes = Zeroizing::new([0; KEY_BYTES]);
    getrandom::fill(&mut *bytes).map_err(|_| SecretError::NoRandomness)?;
    Ok(ArchiveKey::from_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Home, Keychain};

    fn context(given: Given) -> (Context, OperationId) {
        let context = Context { home: Home::at("/nowhere"), keychain: Keychain::None, given };
        (context, OperationId::random().unwrap())
    }

    #[test]
    fn what_was_given_stands_in_where_there_is_no_keychain() {
        let key = "a7".repeat(32);
        let (context, id) = context(Given::new(Some("7b2274".into()), Some(key.clone())));
        assert_eq!(token(&context, &id).unwrap().expose(), "7b2274");
        assert_eq!(*archive_key(&context, &id).unwrap().to_hex(), key);
        assert_eq!(*key_of_a_new_archive(&context, &id).unwrap().to_hex(), key);
    }

    #[test]
    fn without_keychain_and_without_a_given_secret_the_missing_one_is_named() {
        let (context, id) = context(Given::new(Some("  ".into()), None));
        assert_eq!(token(&context, &id).unwrap_err(), SecretError::KeychainAbsent { secret: Secret::Token });
        let absent = SecretError::KeychainAbsent { secret: Secret::ArchiveKey };
        assert_eq!(archive_key(&context, &id).unwrap_err(), absent);
        // A key that could be kept nowhere would make an archive that nobody can open.
        assert_eq!(key_of_a_new_archive(&context, &id).unwrap_err(), absent);
    }

    #[test]
    fn given_texts_that_can_be_no_secret_are_refused_and_never_shown() {
        let (context, id) = context(Given::new(Some("to ken".into()), Some("xyz".into())));
        assert_eq!(token(&context, &id).unwrap_err(), SecretError::TokenInvalid);
        assert_eq!(archive_key(&context, &id).unwrap_err(), SecretError::ArchiveKeyInvalid);
        let shown = format!("{context:?}");
        assert!(!shown.contains("to ken") && !shown.contains("xyz"), "{shown}");
    }
}
