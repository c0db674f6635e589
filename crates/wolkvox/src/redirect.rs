//! Which redirects are followed: those to the same scheme, host and port.
//!
//! The HTTP library takes only its own headers off a request that leaves for another host, so the token must never
//! set out at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::redirect::Policy;

/// As many as the vendor's own example follows.
const MOST_REDIRECTS: usize = 10;

/// Why a redirect was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stopped {
    #[error("to another origin")]
    Elsewhere,
    #[error("too often")]
    TooOften,
}

/// Follows within the origin of the first request. Each redirect that is followed is a request more.
pub(crate) fn within_origin(requests: Arc<AtomicU64>) -> Policy {
    Policy::custom(move |attempt| {
        let followed = attempt.previous().len();
        match attempt.previous().first() {
            Some(first) if first.origin() == attempt.url().origin() => {}
            _ => return attempt.error(Stopped::Elsewhere),
        }
        if followed > MOST_REDIRECTS {
            return attempt.error(Stopped::TooOften);
        }
        requests.fetch_add(1, Ordering::Relaxed);
        attempt.follow()
    })
}
