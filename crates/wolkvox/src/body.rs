//! The body of an answer on its way in, with the two limits on waiting for it.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use crate::Error;

/// A body that is coming in, unpacked.
pub(crate) struct Body {
    response: Response,
    /// When the first byte must be there.
    deadline: Instant,
    idle: Duration,
    has_begun: bool,
}

impl Body {
    /// The body of `response`, whose first byte must be there by `deadline`.
    pub(crate) fn new(response: Response, deadline: Instant, idle: Duration) -> Self {
        Self { response, deadline, idle, has_begun: false }
    }

    /// The next piece; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let until = if self.has_begun { Instant::now() + self.idle } else { self.deadline };
        let Ok(piece) = timeout_at(until, self.response.chunk()).await else {
            return Err(if self.has_begun { Error::CutOff } else { Error::TimedOut });
        };
        // A dropped connection, a body shorter than announced, a broken compression: the answer is not all there.
        let piece = piece.map_err(|_| Error::CutOff)?;
        self.has_begun |= piece.as_ref().is_some_and(|piece| !piece.is_empty());
        Ok(piece)
    }

    /// What comes of it up to about `most` bytes, for judging a refusal. One that breaks off is judged by what came.
    pub(crate) async fn beginning(&mut self, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while bytes.len() < most {
            let Ok(Some(piece)) = self.next().await else { break };
            bytes.extend_from_slice(&piece);
        }
        bytes
    }
}
