//! Failures of the operation's server.

use serde::Serialize;

/// Why the server gave no answer, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
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
    /// The server's own trouble.
    #[error("the server has trouble")]
    ServerTrouble {
        /// The HTTP status, where it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    /// The server sends elsewhere, where the token does not go.
    #[error("the server redirects elsewhere")]
    LeftOrigin,
    /// The answer is none of this API.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The system's certificates or proxy settings cannot be used.
    #[error("the system's certificates or proxy settings cannot be used")]
    ConnectionSetup,
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

impl ServerError {
    pub(crate) fn of_lock(error: &std::io::Error) -> Self {
        Self::TokenLockFailed { detail: error.kind().to_string() }
    }
}

impl From<wolkvox::Error> for ServerError {
    fn from(error: wolkvox::Error) -> Self {
        match error {
            wolkvox::Error::TokenMissing | wolkvox::Error::TokenRefused => Self::TokenRefused,
            wolkvox::Error::QuotaSpent => Self::QuotaSpent,
            wolkvox::Error::TooManyAtOnce => Self::TooManyAtOnce,
            wolkvox::Error::NotOffered | wolkvox::Error::NoSuchReport => Self::NotOffered,
            wolkvox::Error::BadParameters => Self::RequestRefused { status: Some(400) },
            wolkvox::Error::Refused { status } => Self::RequestRefused { status: Some(status) },
            wolkvox::Error::Maintenance { .. } => Self::Maintenance,
            wolkvox::Error::Unreachable(reach) => Self::Unreachable { reach: reach_code(reach) },
            wolkvox::Error::TimedOut => Self::TimedOut,
            wolkvox::Error::CutOff => Self::CutOff,
            wolkvox::Error::TooLarge => Self::TooLarge,
            wolkvox::Error::ServerTrouble { status } => Self::ServerTrouble { status: Some(status) },
            wolkvox::Error::LeftOrigin | wolkvox::Error::TooManyRedirects => Self::LeftOrigin,
            wolkvox::Error::Unreadable => Self::Unreadable,
            wolkvox::Error::Setup => Self::ConnectionSetup,
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
        wolkvox::Reach::Other => "other",
    }
}
