//! The body of an answer: all at once or piece by piece. The request is open for the judge as long as it lives.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::mpsc;

use super::state::Open;

/// Where a body's bytes come from.
pub(crate) enum Source {
    /// All of them.
    Whole(Bytes),
    /// Pieces; an error breaks the connection off.
    Pieces(mpsc::Receiver<io::Result<Bytes>>),
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

    /// Everything has been handed over.
    fn finish(&mut self) {
        self.source = None;
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
            Some(Source::Whole(bytes)) => {
                let bytes = std::mem::take(bytes);
                self.finish();
                Some(Ok(bytes))
            }
            Some(Source::Pieces(pieces)) => match pieces.poll_recv(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(piece) => piece,
            },
        };
        if piece.is_none() {
            self.finish();
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
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
