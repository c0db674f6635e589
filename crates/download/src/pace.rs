//! How long a download waits, and how often it tries.

use std::time::Duration;

/// Waits and tries. The default is for servers that people work with; tests make it quick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The pause before the first retry; each further one doubles, up to [`longest_wait`](Self::longest_wait).
    pub first_wait: Duration,
    /// The longest pause between retries.
    pub longest_wait: Duration,
    /// How often a request is made before its window fails.
    pub tries: u32,
    /// How often a request is made where the server has not been reached in this run at all.
    pub first_tries: u32,
    /// How often to ask again while someone else uses the token.
    pub busy_tries: u32,
    /// The pause after a request that was broken off: it may live on at the server for a moment.
    pub after_abort: Duration,
    /// How many records make an answer a full one, whose rest the server cut off in silence.
    pub full_answer: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(30),
            tries: 6,
            first_tries: 3,
            busy_tries: 20,
            after_abort: Duration::from_secs(1),
            full_answer: wolkvox::FULL_ANSWER,
        }
    }
}

impl Pace {
    /// The pause before the retry with this number, the first being 0.
    pub(crate) fn wait(&self, retry: u32) -> Duration {
        self.first_wait.saturating_mul(1 << retry.min(16)).min(self.longest_wait)
    }
}
