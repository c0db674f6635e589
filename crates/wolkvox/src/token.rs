//! The token: kept from every log, message and swapped page that can be helped.

use std::fmt;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::Error;

/// A token of wolkvox Manager (Configuration → Integrations → Tokens). It cannot be printed, and its memory is wiped
/// when it goes.
///
/// ```
/// let token = wolkvox::Token::new(" 7b2274 ")?;
/// assert_eq!(token.expose(), "7b2274");
/// assert_eq!(format!("{token:?}"), "Token(..)");
/// # Ok::<(), wolkvox::TokenError>(())
/// ```
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Nothing was given.
    #[error("no token given")]
    Empty,
    /// A blank, a control character or a letter beyond ASCII within it.
    #[error("a token has no blanks and no special characters")]
    BadCharacters,
}

impl Token {
    /// The token in `text`; blanks around it are dropped.
    ///
    /// # Errors
    /// Where nothing is left, or a character that no HTTP header can carry.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::BadCharacters);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    /// The token itself, for the keychain and for the lock's name.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The token as a header that the HTTP library neither prints nor compresses.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        let mut value = HeaderValue::from_str(&self.0).map_err(|_| Error::Setup)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_no_header_can_carry() {
        assert_eq!(Token::new(" \n").unwrap_err(), TokenError::Empty);
        for text in ["a b", "a\nb", "añb", "a\u{0}b"] {
            assert_eq!(Token::new(text).unwrap_err(), TokenError::BadCharacters, "{text:?}");
        }
    }

    #[test]
    fn its_header_is_not_printed_either() {
        let header = Token::new("7b2274").unwrap().header().unwrap();
        assert!(!format!("{header:?}").contains("7b2274"));
    }
}
