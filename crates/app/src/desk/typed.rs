//! What a person types that must not stay in memory.

use serde::{Deserialize, Deserializer};
use wolkvox::{Token, TokenError};
use zeroize::Zeroizing;

use crate::SecretError;

/// A token as the page sends it: neither printed nor copied, and wiped when it goes. What the web view and its bridge
/// have held of it on the way here is out of reach.
#[derive(specta::Type)]
#[specta(type = String)]
pub struct TypedToken(Zeroizing<String>);

impl TypedToken {
    pub(super) fn read(&self) -> Result<Token, SecretError> {
        Token::new(&self.0).map_err(|error| match error {
            TokenError::Empty => SecretError::TokenMissing,
            TokenError::BadCharacters => SecretError::TokenInvalid,
        })
    }
}

impl From<String> for TypedToken {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl<'de> Deserialize<'de> for TypedToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
