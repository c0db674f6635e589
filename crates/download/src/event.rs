//! What a download tells while it runs, and how it ends.

use std::time::Duration;

use archive::RunId;
use interaction::{Moment, Window};
use wolkvox::Reach;

/// Something that happened while a download runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another program uses the token, or downloads into the archive; the download waits for it.
    WaitingForToken,
    /// The plan is made: what it will cost, names included, unless answers have to be split.
    Planned {
        /// How many requests.
        requests: u64,
        /// What they cover, oldest first: when all of it is stored, the download is done.
        stretches: Vec<Window>,
        /// How many records are expected, by what the archive has learnt of the operation; `None` where it has learnt
        /// nothing yet of times within a year.
        records: Option<u64>,
    },
    /// What the server says of the day's quota, this request counted.
    Quota {
        /// Requests that are left today.
        left: u64,
        /// Requests a day, where the server says.
        limit: Option<u64>,
        /// Requests that all tokens of the operation sent today, where the server says.
        used: Option<u64>,
    },
    /// A window is asked for.
    Asking {
        /// The window.
        window: Window,
    },
    /// Records have arrived; they become visible when their window is stored.
    Arrived {
        /// How many in this run so far, also those of answers that were asked for again.
        records: u64,
    },
    /// A window's answer is visible.
    Stored {
        /// The window.
        window: Window,
        /// How many records it holds.
        records: u64,
    },
    /// A window is asked for in parts.
    Split {
        /// The window.
        window: Window,
        /// Why it could not be had whole; `None` where its answer was too much, or would be.
        reason: Option<Reason>,
        /// How many parts.
        parts: u64,
    },
    /// A request will be made again after a pause.
    Retrying {
        /// Why.
        reason: Reason,
        /// How long the pause is.
        wait: Duration,
    },
    /// A window could not be had; the download goes on with the next.
    WindowFailed {
        /// The window.
        window: Window,
        /// Why.
        reason: Reason,
    },
}

/// What a run did and how it ended.
#[derive(Debug)]
pub struct Outcome {
    /// Every HTTP request of this run, retries and information reports too.
    pub requests: u64,
    /// How many windows were stored.
    pub windows: u64,
    /// How many records were stored.
    pub records: u64,
    /// How many records that could not be read were stored raw.
    pub set_aside: u64,
    /// Whether every second of the period, up to the operation's present, lies in a stored window.
    pub complete: bool,
    /// Its name among the archive's runs; `None` where there was nothing to do.
    pub run: Option<RunId>,
    /// How many of the records were not known before.
    pub new: u64,
    /// Records that are new or whose survey has changed, by id: who is to be told of scores looks at these.
    pub scored: Vec<u32>,
    /// How long it took, in seconds, once it had the token.
    pub seconds: u32,
    /// The first moment of the period whose answer is provisional: fetched less than 24 hours after it.
    pub provisional_from: Option<Moment>,
    /// How it ended.
    pub ended: Ended,
}

/// How a run ended. What had been stored stays in each case.
#[derive(Debug)]
pub enum Ended {
    /// All that was planned was stored; of a run of [`Effort::One`](crate::Effort::One), its request was made.
    Done,
    /// It was cancelled.
    Cancelled,
    /// It failed.
    Failed(Failure),
}

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The server refuses the token.
    #[error("the server refuses the token")]
    Token,
    /// The day's requests are spent.
    #[error("the day's requests are spent")]
    Quota,
    /// The server offers no such report: every window was answered so.
    #[error("the server does not offer the report")]
    NotOffered,
    /// Some windows could not be had; all others are stored.
    #[error("{failed} windows failed: {}", reason.code())]
    Windows {
        /// How many.
        failed: u64,
        /// Why the last of them failed.
        reason: Reason,
    },
    /// The server cannot be used now.
    #[error("the server cannot be used: {}", reason.code())]
    Server {
        /// Why.
        reason: Reason,
    },
    /// Another program uses the token, and this run was not to wait for it.
    #[error("another program uses the token")]
    TokenBusy,
    /// The token's lock cannot be had.
    #[error("the token's lock cannot be had")]
    Lock(#[source] std::io::Error),
    /// The archive cannot be written.
    #[error("the archive cannot be written")]
    Archive(#[from] archive::Error),
}

impl Failure {
    /// The failure as a code that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Token => "token_refused",
            Self::Quota => "quota_spent",
            Self::NotOffered => "not_offered",
            Self::Windows { reason, .. } | Self::Server { reason } => reason.code(),
            Self::TokenBusy => "token_busy",
            Self::Lock(_) => "token_lock",
            Self::Archive(_) => "archive",
        }
    }
}

/// Why a request brought no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No connection, and how far it came; often the operation's allow-list of addresses.
    Unreachable(Reach),
    /// No answer in time.
    TimedOut,
    /// The answer ended early.
    CutOff,
    /// The answer is larger than a result may be, within one second.
    TooLarge,
    /// The token is in use elsewhere.
    TooManyAtOnce,
    /// Maintenance or backup.
    Maintenance,
    /// The server's own trouble.
    ServerTrouble {
        /// The HTTP status, where there is one to tell.
        status: Option<u16>,
    },
    /// The address does not offer the report.
    NotOffered,
    /// Something answered that is no wolkvox server.
    Unreadable,
    /// The server redirects elsewhere.
    LeftOrigin,
    /// The server refuses the request itself.
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// The system's certificates or proxy settings cannot be used.
    Setup,
}

impl Reason {
    /// The reason as a code that does not change between versions.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::TimedOut => "timed_out",
            Self::CutOff => "cut_off",
            Self::TooLarge => "too_large",
            Self::TooManyAtOnce => "too_many_at_once",
            Self::Maintenance => "maintenance",
            Self::ServerTrouble { .. } => "server_trouble",
            Self::NotOffered => "not_offered",
            Self::Unreadable => "unreadable",
            Self::LeftOrigin => "left_origin",
            Self::Refused { .. } => "refused",
            Self::Setup => "setup",
        }
    }
}
