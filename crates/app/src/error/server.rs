//! Failures of the operation's server.

use serde::Serialize;

use super::Error;

/// What the server refuses, and what else keeps a download from being done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum ServerError {
    /// The token is wrong, expired or revoked.
    #[error("the server refused the token")]
    TokenRefused,
    /// The day's requests are spent.
    #[error("the day's requests are spent")]
    QuotaSpent,
    /// Someone else uses the token.
    #[error("the token is in use elsewhere")]
    TooManyAtOnce,
    /// The server does not offer the report, or the address is wrong.
    #[error("the server does not offer the report")]
    NotOffered,
    /// The server does not understand the request.
    #[error("the server does not understand the request")]
    RequestRefused {
        /// The HTTP status, where it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// Maintenance or backup.
    #[error("the server is in maintenance")]
    Maintenance,
    /// The server's own trouble.
    #[error("the server has trouble")]
    ServerTrouble {
        /// The HTTP status, where it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// The token's lock cannot be taken.
    #[error("the token's lock cannot be taken: {detail}")]
    TokenLockFailed {
        /// The kind of failure, in the system's words.
        detail: String,
    },
    /// The sample operation's own server cannot be started.
    #[error("the sample operation cannot be started: {detail}")]
    SampleFailed {
        /// The kind of failure, in the system's words.
        detail: String,
    },
    /// Some windows of a download failed; the others are stored.
    #[error("{failed} windows failed ({reason})")]
    WindowsFailed {
        /// How many.
        failed: u64,
        /// Why the last one did: a code.
        reason: &'static str,
    },
}

/// Why no whole answer came from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum ReachError {
    /// No connection, or it broke.
    #[error("the server cannot be reached ({reach})")]
    Unreachable {
        /// How far the connection came.
        reach: &'static str,
    },
    /// No answer in time.
    #[error("the server took too long")]
    TimedOut,
    /// The answer ended early.
    #[error("the answer was cut off")]
    CutOff,
    /// The answer passes the size that a result may have.
    #[error("the answer is too large")]
    TooLarge,
    /// The server sends elsewhere, where the token does not go.
    #[error("the server redirects elsewhere")]
    LeftOrigin,
    /// The answer is none of this API.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The system's certificates or proxy settings cannot be used.
    #[error("the system's certificates or proxy settings cannot be used")]
    ConnectionSetup,
}

impl ServerError {
    pub(crate) fn of_lock(error: &std::io::Error) -> Self {
        Self::TokenLockFailed { detail: error.kind().to_string() }
    }
}

impl ReachError {
    pub(crate) const fn of(reach: wolkvox::Reach) -> Self {
        Self::Unreachable { reach: reach_code(reach) }
    }
}

impl From<wolkvox::Error> for Error {
    fn from(error: wolkvox::Error) -> Self {
        match error {
            wolkvox::Error::TokenMissing | wolkvox::Error::TokenRefused => ServerError::TokenRefused.into(),
            wolkvox::Error::QuotaSpent => ServerError::QuotaSpent.into(),
            wolkvox::Error::TooManyAtOnce => ServerError::TooManyAtOnce.into(),
            wolkvox::Error::NotOffered | wolkvox::Error::NoSuchReport => ServerError::NotOffered.into(),
            wolkvox::Error::BadParameters => ServerError::RequestRefused { status: Some(400) }.into(),
            wolkvox::Error::Refused { status } => ServerError::RequestRefused { status: Some(status) }.into(),
            wolkvox::Error::Maintenance { .. } => ServerError::Maintenance.into(),
            wolkvox::Error::Unreachable(reach) => ReachError::of(reach).into(),
            wolkvox::Error::TimedOut => ReachError::TimedOut.into(),
            wolkvox::Error::CutOff => ReachError::CutOff.into(),
            wolkvox::Error::TooLarge => ReachError::TooLarge.into(),
            wolkvox::Error::ServerTrouble { status } => ServerError::ServerTrouble { status: Some(status) }.into(),
            wolkvox::Error::LeftOrigin | wolkvox::Error::TooManyRedirects => ReachError::LeftOrigin.into(),
            wolkvox::Error::Unreadable => ReachError::Unreadable.into(),
            wolkvox::Error::Setup => ReachError::ConnectionSetup.into(),
        }
    }
}

const fn reach_code(reach: wolkvox::Reach) -> &'static str {
    match reach {
        wolkvox::Reach::NoName => "no_name",
        wolkvox::Reach::NoRoute => "no_route",
        wolkvox::Reach::Refused => "refused",
        wolkvox::Reach::TimedOut => "timed_out",
        wolkvox::Reach::Tls => "tls",
        wolkvox::Reach::Closed => "closed",
        wolkvox::Reach::Proxy => "proxy",
        wolkvox::Reach::Other => "other",
    }
}
