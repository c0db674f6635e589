//! Which redirects are followed: those to the same scheme, host and port.
//!
//! The HTTP library takes only its own headers off a request that leaves for another host, so the token must never
//! set out at all.

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

/// Follows within the origin of the first request.
pub(crate) fn within_origin() -> Policy {
    Policy::custom(|attempt| {
        let followed = attempt.previous().len();
        match attempt.previous().first() {
            Some(first) if first.origin() == attempt.url().origin() => {}
            _ => return attempt.error(Stopped::Elsewhere),
        }
        if followed > MOST_REDIRECTS { attempt.error(Stopped::TooOften) } else { attempt.follow() }
    })
}
