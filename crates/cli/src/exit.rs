//! How a run ends, as programs read it.

use app::{Error, SecretError, ServerError};

/// The exit codes of the command line: a contract, so numbers never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, also with an empty period.
    Done,
    /// Failed, and nothing arrived.
    Failed,
    /// Wrong arguments, or an operation that is unknown.
    Usage,
    /// The server refused the token.
    TokenRefused,
    /// The day's requests are spent.
    QuotaSpent,
    /// Failed after something arrived.
    FailedAfterSome,
    /// Interrupted.
    Interrupted,
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::TokenRefused => 3,
            Self::QuotaSpent => 4,
            Self::FailedAfterSome => 5,
            Self::Interrupted => 130,
        }
    }

    /// How a run ends that an error ended before anything arrived.
    pub(crate) const fn of(error: &Error) -> Self {
        match error {
            Error::Operation(_) => Self::Usage,
            Error::Secret(SecretError::TokenInvalid | SecretError::ArchiveKeyInvalid) => Self::Usage,
            Error::Server(ServerError::TokenRefused) => Self::TokenRefused,
            Error::Server(ServerError::QuotaSpent) => Self::QuotaSpent,
            _ => Self::Failed,
        }
    }

    /// How a run ends that an error ended after something had arrived.
    pub(crate) const fn after_some(error: &Error) -> Self {
        match Self::of(error) {
            Self::TokenRefused => Self::TokenRefused,
            Self::QuotaSpent => Self::QuotaSpent,
            _ => Self::FailedAfterSome,
        }
    }
}

#[cfg(test)]
mod tests {
    use app::ReachError;

    use super::*;

    #[test]
    fn a_refused_token_and_a_spent_quota_have_their_numbers_whenever_they_come() {
        for (error, code) in [(ServerError::TokenRefused, 3), (ServerError::QuotaSpent, 4)] {
            let error = Error::from(error);
            assert_eq!((Exit::of(&error).code(), Exit::after_some(&error).code()), (code, code));
        }
        let error = Error::from(ReachError::TimedOut);
        assert_eq!((Exit::of(&error).code(), Exit::after_some(&error).code()), (1, 5));
    }
}
