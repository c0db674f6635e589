//! Sends an answer piece by piece: compressed or not, at a pace, up to where a limit or a fault ends it.

use std::io::{self, Write};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::mpsc;

use super::body::Piece;
use crate::answer::Answer;

/// Bytes printed at a time.
const PIECE: usize = 64 * 1024;
/// Pieces sent a second where the pace is limited.
const PIECES_A_SECOND: u64 = 20;

/// How an answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(crate) coding: Coding,
    /// Where it ends early, in bytes before compression, and how.
    pub(crate) ends: Option<(u64, Ending)>,
    pub(crate) bytes_per_second: Option<u64>,
}

/// Whether an answer is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Gzip,
}

/// How an answer ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// As if it were whole.
    Cut,
    /// The connection breaks off.
    Drop,
    /// Nothing more comes.
    Stall,
}

type Pieces = mpsc::Sender<io::Result<Piece>>;

/// Begins to send an answer. Printing goes no further than a piece ahead of the client.
pub(crate) fn begin(answer: Answer, manner: Manner) -> mpsc::Receiver<io::Result<Piece>> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        // An error means that the client has hung up: there is nobody to tell.
        let _ = send(answer, manner, &sender).await;
    });
    receiver
}

async fn send(mut answer: Answer, manner: Manner, pieces: &Pieces) -> Result<(), Gone> {
    let piece = manner.bytes_per_second.map_or(PIECE, |rate| (rate / PIECES_A_SECOND).clamp(1, PIECE as u64) as usize);
    let mut coder = Coder::new(manner.coding);
    let mut left = manner.ends.map_or(u64::MAX, |(bytes, _)| bytes);
    let (mut printed, mut more) = (Vec::with_capacity(piece * 2), true);
    while more && left > 0 {
        more = answer.print(piece, &mut printed);
        let most = if manner.bytes_per_second.is_some() { piece } else { usize::MAX };
        let length = printed.len().min(usize::try_from(left).unwrap_or(usize::MAX)).min(most);
        // What is printed beyond goes first into the next piece.
        let rest = printed.split_off(length);
        left -= length as u64;
        more |= !rest.is_empty();
        let mut coded = coder.code(&printed)?;
        if left == 0 {
            // Before a stall or a break the client gets all that it can.
            coded.extend(coder.flush()?);
        }
        printed = rest;
        send_piece(pieces, coded, manner.bytes_per_second.map(|rate| length as f64 / rate.max(1) as f64)).await?;
    }
    if !more {
        send_piece(pieces, coder.finish()?, None).await?;
        return pieces.send(Ok(Piece::Whole)).await.map_err(|_| Gone);
    }
    match manner.ends {
        Some((_, Ending::Drop)) => {
            let broken = io::Error::new(io::ErrorKind::ConnectionAborted, "broken off on purpose");
            pieces.send(Err(broken)).await.map_err(|_| Gone)
        }
        Some((_, Ending::Stall)) => {
            pieces.closed().await;
            Ok(())
        }
        Some((_, Ending::Cut)) | None => send_piece(pieces, coder.finish()?, None).await,
    }
}

async fn send_piece(pieces: &Pieces, piece: Vec<u8>, seconds: Option<f64>) -> Result<(), Gone> {
    if !piece.is_empty() {
        pieces.send(Ok(Piece::Bytes(piece.into()))).await.map_err(|_| Gone)?;
    }
    if let Some(seconds) = seconds {
        tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    }
    Ok(())
}

/// Nobody takes the pieces any more.
struct Gone;

impl From<io::Error> for Gone {
    /// Compression into memory cannot fail; if it did, the answer would end here.
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// Compresses pieces, or not.
enum Coder {
    Identity,
    Gzip(Box<GzEncoder<Vec<u8>>>),
}

impl Coder {
    fn new(coding: Coding) -> Self {
        match coding {
            Coding::Identity => Self::Identity,
            Coding::Gzip => Self::Gzip(Box::new(GzEncoder::new(Vec::new(), Compression::fast()))),
        }
    }

    /// The bytes to send for a piece: none while the coder waits for more.
    fn code(&mut self, piece: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(piece.to_vec()),
            Self::Gzip(encoder) => {
                encoder.write_all(piece)?;
                Ok(std::mem::take(encoder.get_mut()))
            }
        }
    }

    /// The bytes that the coder has kept back.
    fn flush(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(Vec::new()),
            Self::Gzip(encoder) => {
                encoder.flush()?;
                Ok(std::mem::take(encoder.get_mut()))
            }
        }
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(Vec::new()),
            Self::Gzip(encoder) => encoder.finish(),
        }
    }
}
