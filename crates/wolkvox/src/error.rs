//! What can go wrong, by what a caller can do about it.

/// Why a request brought no answer, or not all of it. Names no token, address or text of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The report does not exist on this server (400): another server version.
    #[error("the server does not know this report")]
    NoSuchReport,
    /// A date is missing or malformed (400).
    #[error("the server refused the request's parameters")]
    BadParameters,
    /// The server saw no token (401): something between it and here took it away.
    #[error("the server saw no token")]
    TokenMissing,
    /// The token is wrong, expired or revoked (401, 403): ask for a new one, don't retry.
    #[error("the server refused the token")]
    TokenRefused,
    /// The day's requests are spent (403): retry tomorrow.
    #[error("the day's requests are spent")]
    QuotaSpent,
    /// Someone else uses the token now (403, 429): wait and retry.
    #[error("the token is in use elsewhere")]
    TooManyAtOnce,
    /// Refused without a reason that is known, as in maintenance or backup (403): retry later.
    #[error("the server is in maintenance (HTTP {status})")]
    Maintenance {
        /// The HTTP status, or the code in the body.
        status: u16,
    },
    /// The address does not offer the report (404 without an answer in it).
    #[error("the server does not offer this report")]
    NotOffered,
    /// Refused in a way that the vendor does not document: don't retry.
    #[error("the server refused the request (HTTP {status})")]
    Refused {
        /// The HTTP status, or the code in the body.
        status: u16,
    },
    /// No connection, or it broke before the answer began. Often the operation's allow-list of addresses.
    #[error("the server cannot be reached: {0}")]
    Unreachable(Reach),
    /// No first byte in time, or the server gave up (408, 504): ask for a shorter window.
    #[error("the server took too long")]
    TimedOut,
    /// The answer ended early, stalled, or counts more records than came: once more, then a shorter window.
    #[error("the answer was cut off")]
    CutOff,
    /// The answer passes the size that a result may have: ask for a shorter window.
    #[error("the answer is too large")]
    TooLarge,
    /// The server's own trouble (5xx, an error page): retry with growing pauses.
    #[error("the server has trouble (HTTP {status})")]
    ServerTrouble {
        /// The HTTP status, or the code in the body.
        status: u16,
    },
    /// The server sent the request on to another scheme, host or port; it was not followed.
    #[error("the server redirects elsewhere")]
    LeftOrigin,
    /// The server redirects in a circle.
    #[error("the server redirects too often")]
    TooManyRedirects,
    /// The server answered with success, but with no answer of this API.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The system's certificates or proxy settings cannot be used.
    #[error("the system's certificates or proxy settings cannot be used")]
    Setup,
}

/// How far a connection came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reach {
    /// The host's name is not known: no network, or a wrong server.
    #[error("its name was not found")]
    NoName,
    /// There is no way to the host.
    #[error("no way leads there")]
    NoRoute,
    /// The host refused the connection.
    #[error("it refused the connection")]
    Refused,
    /// No connection in time.
    #[error("no connection in time")]
    TimedOut,
    /// The certificate or the encryption does not hold.
    #[error("no safe connection")]
    Tls,
    /// The connection was closed before the answer began.
    #[error("the connection was closed")]
    Closed,
    /// The system's proxy cannot be reached, wants a password, or leads no further.
    #[error("the proxy leads no further")]
    Proxy,
    /// Anything else.
    #[error("no connection")]
    Other,
}
