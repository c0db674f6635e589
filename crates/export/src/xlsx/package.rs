//! The package that a workbook is: XML files in a zip archive, compressed on a thread of their own while the next
//! rows are prepared.
//!
//! No file of it may reach 4 GiB: the form of zip that holds such (zip64) makes Excel ask for a repair, and LibreOffice 7
//! refuses it even around small files. So the caller keeps each below.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Error;

/// How much XML goes to the other thread at once, and how many such pieces may wait.
const PIECE: usize = 1 << 18;
const WAITING: usize = 8;
/// How many compressed bytes go to the drive at once.
const BUFFER: usize = 1 << 18;
/// Deflate's effort: a file a twentieth larger than at the usual 6, in a third of the time.
pub(crate) const EFFORT: i64 = 3;

/// What the compressing thread is sent.
enum Piece {
    /// A new file starts.
    Entry(String),
    /// What comes next in it.
    Bytes(Vec<u8>),
    /// All is there.
    Finish,
}

/// The near end: takes the files' names and bytes in their order.
pub(super) struct Package {
    pieces: SyncSender<Piece>,
    waiting: Vec<u8>,
    /// What went of the present file.
    sent: u64,
}

impl Package {
    /// Starts the compressing thread. Join it after the package was finished or dropped: it tells why a piece was
    /// not taken.
    pub(super) fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        file: &'scope File,
    ) -> (Self, ScopedJoinHandle<'scope, io::Result<()>>) {
        let (pieces, incoming) = sync_channel(WAITING);
        let thread = scope.spawn(move || pack(file, &incoming));
        (Self { pieces, waiting: Vec::with_capacity(2 * PIECE), sent: 0 }, thread)
    }

    /// A whole file of the package.
    pub(super) fn file<E>(&mut self, name: &str, text: &str) -> Result<(), Error<E>> {
        self.entry(name)?;
        self.bytes()?.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// Starts a file of the package.
    pub(super) fn entry<E>(&mut self, name: &str) -> Result<(), Error<E>> {
        self.send_waiting()?;
        self.sent = 0;
        self.send(Piece::Entry(name.to_owned()))
    }

    /// Where the file's next bytes are appended.
    pub(super) fn bytes<E>(&mut self) -> Result<&mut Vec<u8>, Error<E>> {
        if self.waiting.len() >= PIECE {
            self.send_waiting()?;
        }
        Ok(&mut self.waiting)
    }

    /// The size of the present file so far.
    pub(super) const fn entry_bytes(&self) -> u64 {
        self.sent + self.waiting.len() as u64
    }

    /// Ends the package; one that is dropped without stays without an end.
    pub(super) fn finish<E>(mut self) -> Result<(), Error<E>> {
        self.send_waiting()?;
        self.send(Piece::Finish)
    }

    fn send_waiting<E>(&mut self) -> Result<(), Error<E>> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.waiting, Vec::with_capacity(2 * PIECE));
        self.sent += piece.len() as u64;
        self.send(Piece::Bytes(piece))
    }

    fn send<E>(&self, piece: Piece) -> Result<(), Error<E>> {
        self.pieces.send(piece).map_err(|_| Error::Workbook("package"))
    }
}

/// The far end: compresses and writes until the end or a failure.
fn pack(file: &File, incoming: &Receiver<Piece>) -> io::Result<()> {
    let given_up = Cell::new(false);
    let mut archive = ZipWriter::new(Sink::new(file, &given_up));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(EFFORT))
        .last_modified_time(DateTime::default());
    loop {
        let done = match incoming.recv() {
            Ok(Piece::Entry(name)) => archive.start_file(name, options).map_err(io::Error::from),
            Ok(Piece::Bytes(bytes)) => archive.write_all(&bytes),
            Ok(Piece::Finish) => return archive.finish()?.inner.flush(),
            // The near end stopped, and knows why.
            Err(_) => {
                given_up.set(true);
                return Ok(());
            }
        };
        done?;
    }
}

/// The temporary file, until it is given up: after a failure, or where the near end stopped. A dropped archive still
/// tries to write its end, and complains to standard error where it cannot; that goes nowhere.
struct Sink<'a> {
    inner: BufWriter<&'a File>,
    position: u64,
    given_up: &'a Cell<bool>,
}

impl<'a> Sink<'a> {
    fn new(file: &'a File, given_up: &'a Cell<bool>) -> Self {
        Self { inner: BufWriter::with_capacity(BUFFER, file), position: 0, given_up }
    }

    fn watched<T>(&self, outcome: io::Result<T>) -> io::Result<T> {
        if outcome.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted) {
            self.given_up.set(true);
        }
        outcome
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = if self.given_up.get() { Ok(bytes.len()) } else { self.inner.write(bytes) };
        let written = self.watched(written)?;
        self.position += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = if self.given_up.get() { Ok(()) } else { self.inner.flush() };
        self.watched(flushed)
    }
}

impl Seek for Sink<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let reached = match to {
            SeekFrom::Current(0) => Ok(self.position),
            SeekFrom::Start(position) if self.given_up.get() => Ok(position),
            _ if self.given_up.get() => Ok(self.position),
            _ => self.inner.seek(to),
        };
        self.position = self.watched(reached)?;
        Ok(self.position)
    }
}
