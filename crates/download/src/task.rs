//! What to download, and how much a run may do for it.

use std::sync::Arc;

use archive::Archive;
use interaction::{Moment, Period};
use wolkvox::{Client, Token};

use crate::{Pace, Refresh};

/// The operation's present.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// What to download.
pub struct Task {
    /// The operation's server.
    pub client: Client,
    /// The token, for the lock that keeps it to one request on the machine.
    pub token: Token,
    /// The operation's archive.
    pub archive: Archive,
    /// The period that is wanted.
    pub period: Period,
    /// Which stored windows are asked for again.
    pub refresh: Refresh,
    /// When this was first asked for, in the operation's wall clock, where the run goes on with one that was
    /// interrupted: what was fetched since then, and is final, is not asked for again.
    pub since: Option<Moment>,
    /// How much the run may do.
    pub effort: Effort,
    /// Whether the server is asked what is left of the day's quota.
    pub quota: AskQuota,
    /// The operation's present.
    pub clock: Clock,
    /// How long to wait and how often to try.
    pub pace: Pace,
}

/// How much a run may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// All of its plan, with retries, and the names of skills and codes.
    Whole,
    /// One request at most, for what follows an operation: no names, no retry, no waiting for the token. What fails is
    /// not noted in the archive, and what takes more requests is staged and goes on with the next run.
    One,
}

/// Whether the server is asked what is left of the day's quota, which costs a request itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskQuota {
    /// No.
    Never,
    /// Once, where the plan has at least so many requests.
    From(u64),
}
