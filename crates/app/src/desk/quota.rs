//! What is left of the day's requests.

use serde::{Deserialize, Serialize};

/// What is left of the day's requests, as the server said, less what Traza has asked for since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct QuotaShown {
    /// Requests that are left.
    pub left: u32,
    /// The day's requests; `None` where the server does not tell.
    pub limit: Option<u32>,
    /// When the server said so, on the operation's wall clock.
    pub at: String,
}

/// Whether the server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum QuotaAsk {
    /// What is known already.
    Known,
    /// The server is asked, which costs one request, unless it was within the last five minutes.
    Ask,
}
