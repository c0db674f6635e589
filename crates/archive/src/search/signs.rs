//! What the index makes of each character: the words of a text, cut and folded as FTS5's tokenizer `unicode61` does.
//!
//! Letters and digits of ASCII are few and known. For all others FTS5 itself is asked, once for each block of
//! characters that is met: so no table here can differ from the one that searches are cut with.

use rusqlite::{Connection, params};

use super::ascii::Ascii;
use crate::Error;

/// The index and the tables that ask and mark for it cut words alike.
pub(crate) const TOKENIZER: &str = "unicode61 remove_diacritics 2";
/// A word goes no further into the index.
const LONGEST_WORD: usize = 32_768;
/// Characters that are asked for at once.
const BLOCK: u32 = 256;
const BLOCKS: usize = (char::MAX as usize + 1) / BLOCK as usize;

/// Zeros after a word: enough to take sixteen bytes from where it begins.
const PADDING: usize = 16;

const ASK: &str = "INSERT INTO asked (rowid, text) VALUES (?1, ?2)";
const ANSWERS: &str = "SELECT doc, term FROM answered ORDER BY doc, offset";

/// What one character is to the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sign {
    /// Whether a word may begin with it.
    begins: bool,
    within: Within,
}

/// What a character does within a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    /// Ends it.
    #[default]
    Ends,
    /// Goes on with it, as this character.
    As(char),
    /// Goes on with it, and leaves no trace: an accent.
    Untold,
}

/// Cuts texts into words.
pub(super) struct Signs {
    connection: Connection,
    blocks: Vec<Option<Box<[Sign]>>>,
    ascii: Ascii,
    /// A word with other characters in it, while it is read.
    word: Vec<u8>,
}

/// A word: its bytes, and after them at least fifteen more.
#[derive(Clone, Copy)]
pub(super) struct Cut<'a> {
    pub(super) padded: &'a [u8],
    pub(super) length: usize,
}

impl Cut<'_> {
    /// Eight of its bytes as a number, in the order of words; zeros stand for those beyond its end.
    #[inline]
    pub(super) fn eight(&self, start: usize) -> u64 {
        let eight =
            self.padded.get(start..).and_then(|rest| rest.first_chunk()).map_or(0, |eight| u64::from_be_bytes(*eight));
        let own = 8 * self.length.saturating_sub(start).min(8) as u32;
        eight & !u64::MAX.checked_shr(own).unwrap_or(0)
    }
}

impl Signs {
    pub(super) fn new() -> Result<Self, Error> {
        let connection = crate::open::in_memory()?;
        connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE asked USING fts5 (text, tokenize = '{TOKENIZER}');
             CREATE VIRTUAL TABLE answered USING fts5vocab (asked, instance)"
        ))?;
        let blocks = (0..BLOCKS).map(|_| None).collect();
        Ok(Self { connection, blocks, ascii: Ascii::default(), word: Vec::new() })
    }

    /// Calls `each` with the words of a text, folded, in order.
    pub(super) fn words(&mut self, text: &str, each: &mut impl FnMut(Cut<'_>)) -> Result<(), Error> {
        self.ascii.read(text.as_bytes());
        let mut at = 0;
        while let Some(start) = self.ascii.next_of_a_word(at) {
            let stop = self.ascii.end_of_letters(start);
            if self.ascii.is_other(stop) {
                at = self.mixed_word(text, start)?;
                let length = self.word.len().min(LONGEST_WORD);
                self.word.resize(self.word.len() + PADDING, 0);
                if length > 0 {
                    each(Cut { padded: &self.word, length });
                }
            } else {
                at = stop;
                let padded = self.ascii.folded.get(start..).unwrap_or_default();
                each(Cut { padded, length: (stop - start).min(LONGEST_WORD) });
            }
        }
        Ok(())
    }

    /// Reads a word with other characters in it, and returns where it ends.
    fn mixed_word(&mut self, text: &str, start: usize) -> Result<usize, Error> {
        let mut at = start;
        self.word.clear();
        loop {
            let stop = self.ascii.end_of_letters(at);
            self.word.extend_from_slice(self.ascii.folded.get(at..stop).unwrap_or_default());
            at = stop;
            if !self.ascii.is_other(at) {
                return Ok(at);
            }
            let (sign, length) = self.first_of(text, at)?;
            at += length;
            match sign.within {
                Within::As(c) if sign.begins || !self.word.is_empty() => {
                    self.word.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Within::Untold if !self.word.is_empty() => {}
                _ => return Ok(at),
            }
        }
    }

    /// The character that begins at a byte of the text, and how many bytes it has.
    fn first_of(&mut self, text: &str, start: usize) -> Result<(Sign, usize), Error> {
        let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) else { return Err(Error::Damaged) };
        Ok((self.sign(c)?, c.len_utf8()))
    }

    fn sign(&mut self, c: char) -> Result<Sign, Error> {
        let (block, place) = (u32::from(c) / BLOCK, u32::from(c) % BLOCK);
        let Some(known) = self.blocks.get_mut(block as usize) else { return Ok(Sign::default()) };
        let signs = match known {
            Some(signs) => signs,
            none => none.insert(ask(&mut self.connection, block * BLOCK)?),
        };
        Ok(signs.get(place as usize).copied().unwrap_or_default())
    }
}

/// Asks FTS5 what it makes of a block of characters.
fn ask(connection: &mut Connection, first: u32) -> Result<Box<[Sign]>, Error> {
    // Dropped unfinished: the next block finds the table empty again.
    let transaction = connection.transaction()?;
    let mut ask = transaction.prepare_cached(ASK)?;
    for c in (first..first + BLOCK).filter_map(char::from_u32) {
        ask.execute(params![u32::from(c), format!("{c} x{c}y")])?;
    }
    let mut words: Vec<Vec<String>> = vec![Vec::new(); BLOCK as usize];
    let mut answers = transaction.prepare_cached(ANSWERS)?;
    let mut rows = answers.query([])?;
    while let Some(row) = rows.next()? {
        let place = row.get::<_, u32>(0)?.saturating_sub(first);
        if let Some(words) = words.get_mut(place as usize) {
            words.push(row.get(1)?);
        }
    }
    Ok(words.iter().map(|words| sign_of(words)).collect())
}

/// What a character is, told by the words of `c xcy`.
fn sign_of(words: &[String]) -> Sign {
    let last = words.last().map(String::as_str).unwrap_or_default();
    let within = match last.strip_prefix('x').and_then(|rest| rest.strip_suffix('y')) {
        None => Within::Ends,
        Some(between) => between.chars().next().map_or(Within::Untold, Within::As),
    };
    let with_x = if within == Within::Ends { 2 } else { 1 };
    Sign { begins: words.len() > with_x, within }
}
