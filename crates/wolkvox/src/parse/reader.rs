//! An answer as a stream of items, and whether it was a whole one.

use std::borrow::Cow;
use std::fmt;

use interaction::Interaction;

use super::{Splitter, record};
use crate::{Error, MAX_ANSWER_BYTES, verdict};

/// One record of an answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Item {
    /// A record that was read.
    Interaction(Box<Interaction>),
    /// The raw text of one that could not be read; bytes that are no UTF-8 are replaced.
    SetAside(String),
}

/// What came in an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Records, those set aside included.
    pub records: u64,
    /// Records that could not be read.
    pub set_aside: u64,
    /// Bytes of the body, unpacked.
    pub bytes: u64,
}

/// Reads the body of an answer, pushed in pieces of any size.
///
/// Holds no more than one record and one piece at a time.
///
/// ```
/// use wolkvox::parse::{AnswerReader, Item};
///
/// let mut reader = AnswerReader::new();
/// let mut subjects = Vec::new();
/// for piece in [&br#"{"code":"200","error":null,"data":[{"sub"#[..], br#"ject":"Hola"},7],"msg":"2 records were found"}"#] {
///     reader.push(piece)?;
///     while let Some(item) = reader.next_item() {
///         match item {
///             Item::Interaction(record) => subjects.push(record.text(interaction::Field::Subject).to_owned()),
///             Item::SetAside(raw) => assert_eq!(raw, "7"),
///         }
///     }
/// }
/// let totals = reader.finish()?;
/// assert_eq!((subjects, totals.set_aside), (vec!["Hola".to_owned()], 1));
/// # Ok::<(), wolkvox::Error>(())
/// ```
pub struct AnswerReader {
    splitter: Splitter,
    totals: Totals,
    most_bytes: u64,
}

impl AnswerReader {
    /// A reader that takes as much as the vendor allows an answer to have.
    #[must_use]
    pub fn new() -> Self {
        Self::of_at_most(MAX_ANSWER_BYTES)
    }

    /// A reader that takes no more than `bytes` of body.
    #[must_use]
    pub fn of_at_most(bytes: u64) -> Self {
        Self { splitter: Splitter::new(), totals: Totals::default(), most_bytes: bytes }
    }

    /// Takes the next piece of the body. Pull the items before the next push: what is not pulled is held.
    ///
    /// # Errors
    /// [`Error::TooLarge`] where the body passes the limit.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.totals.bytes += piece.len() as u64;
        if self.totals.bytes > self.most_bytes {
            return Err(Error::TooLarge);
        }
        self.splitter.push(piece);
        Ok(())
    }

    /// The next item that is whole; `None` until more is pushed.
    pub fn next_item(&mut self) -> Option<Item> {
        let raw = text_of(self.splitter.next_record()?);
        self.totals.records += 1;
        Some(match record::interaction(&raw) {
            Some(interaction) => Item::Interaction(Box::new(interaction)),
            None => {
                self.totals.set_aside += 1;
                Item::SetAside(raw.into_owned())
            }
        })
    }

    /// What came so far.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Whether the answer was seen to its last brace; what may follow means nothing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.splitter.is_whole()
    }

    /// Judges the answer once the body has ended: whether it was one, and whether all of it came.
    ///
    /// # Errors
    /// The refusal that the body spells out; [`Error::CutOff`] where it ends early, is empty, or its message counts more
    /// records than came; [`Error::ServerTrouble`] for a page and [`Error::Unreadable`] for anything else that is no
    /// answer.
    pub fn finish(mut self) -> Result<Totals, Error> {
        // Records nobody pulled were as much part of the answer; the envelope may stand behind them.
        while self.next_item().is_some() {}
        verdict::of_success(&self.splitter, self.totals.records).map(|()| self.totals)
    }
}

/// The bytes as text. Checking first is several times faster than repairing at once, and repairs are rare.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

impl Default for AnswerReader {
    fn default() -> Self {
        Self::new()
    }
}

/// Tells how far it came, and nothing of what it read.
impl fmt::Debug for AnswerReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerReader").field("totals", &self.totals).finish_non_exhaustive()
    }
}

/// Tells which kind it is: the text of a message must not reach a log.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interaction(_) => f.write_str("Interaction(..)"),
            Self::SetAside(raw) => write!(f, "SetAside({} bytes)", raw.len()),
        }
    }
}
