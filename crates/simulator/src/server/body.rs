//! The body of an answer: all at once or piece by piece. The request is open for the judge as long as it lives.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::mpsc;

use super::state::Open;

/// Where a body's bytes come from.
pub(crate) enum Source {
    /// All of them.
    Whole(Bytes),
    /// Pieces; an error breaks the connection off.
    Pieces(mpsc::Receiver<io::Result<Piece>>),
}

/// A piece of a body.
pub(crate) enum Piece {
    /// Bytes of it.
    Bytes(Bytes),
    /// The last word, where nothing was left out.
    Whole,
}

/// What it means for the judge that all bytes have left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// The client has all that the server holds.
    Everything,
    /// The client has a refusal, or a part.
    Less,
}

/// The body of an answer.
pub(crate) struct ServerBody {
    source: Option<Source>,
    means: Means,
    open: Option<Open>,
}

impl ServerBody {
    pub(crate) const fn new(source: Source, means: Means, open: Option<Open>) -> Self {
        Self { source: Some(source), means, open }
    }

    /// Nothing was left out.
    fn is_whole(&mut self) {
        if self.means == Means::Everything
            && let Some(open) = &mut self.open
        {
            open.is_whole();
        }
    }
}

impl Body for ServerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let piece = match &mut self.source {
            None => return Poll::Ready(None),
            Some(Source::Whole(bytes)) => Some(Ok(Piece::Bytes(std::mem::take(bytes)))),
            Some(Source::Pieces(pieces)) => ready!(pieces.poll_recv(context)),
        };
        let all_at_once = matches!(self.source, Some(Source::Whole(_)));
        if all_at_once || matches!(piece, Some(Ok(Piece::Whole))) {
            self.is_whole();
        }
        match piece {
            Some(Ok(Piece::Bytes(bytes))) => {
                if all_at_once {
                    self.source = None;
                }
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            Some(Ok(Piece::Whole)) | None => {
                self.source = None;
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.source.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Some(Source::Whole(bytes)) => SizeHint::with_exact(bytes.len() as u64),
            Some(Source::Pieces(_)) => SizeHint::default(),
            None => SizeHint::with_exact(0),
        }
    }
}
