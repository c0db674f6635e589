//! The pages of a segment of the index, as FTS5 lays them out: <https://sqlite.org/fts5.html#fts5_data_structures>.
//!
//! Words come in order of their bytes, and after each the records that it stands in. They fill one leaf after the other;
//! beside the leaves there is the first word of each, and for words that go on over many leaves an index of those.

use rusqlite::{CachedStatement, Connection, params};

use super::varint;
use crate::Error;

const ADD_PAGE: &str = "INSERT INTO search_data (id, block) VALUES (?1, ?2)";
const ADD_FIRST: &str = "INSERT INTO search_idx (segid, term, pgno) VALUES (?1, ?2, ?3)";

/// Bytes of a leaf: FTS5's own measure, of which four fill a page of the file.
const LEAF_BYTES: usize = 4050;
/// Bytes at the start of a leaf: where its first record and the places of its words stand.
const HEAD: usize = 4;
/// Stands before every word, for there are no other indexes: of prefixes, that is.
const MAIN_INDEX: u8 = b'0';
/// A word that fills so many leaves more than its first gets an index of them.
const INDEXED_FROM: u32 = 4;

/// A segment that is being written.
pub(super) struct Leaves<'a> {
    add_page: CachedStatement<'a>,
    add_first: CachedStatement<'a>,
    segment: i64,
    /// The leaf that is being filled.
    leaf: Vec<u8>,
    number: u32,
    /// Where its words begin, each as the step from the one before.
    places: Vec<u8>,
    last_place: usize,
    /// Whether the leaf holds no record that has not been begun on the leaf before.
    has_no_record: bool,
    /// The word that is being written, with what stands before it.
    word: Vec<u8>,
    /// Whether nothing follows the word yet.
    is_new_word: bool,
    last_record: u32,
    /// The first word of the last leaf that has any, cut where it differs from all before it; and the leaf.
    first: (Vec<u8>, u32),
    /// Leaves without a word since then.
    without_word: u32,
    along: Vec<Along>,
}

/// A page of the index of one word's leaves. The first of these lies above the leaves, the next above it, and so on.
#[derive(Default)]
struct Along {
    page: Vec<u8>,
    number: u32,
    last: Option<u32>,
}

impl<'a> Leaves<'a> {
    pub(super) fn new(connection: &'a Connection, segment: i64) -> Result<Self, Error> {
        Ok(Self {
            add_page: connection.prepare_cached(ADD_PAGE)?,
            add_first: connection.prepare_cached(ADD_FIRST)?,
            segment,
            leaf: vec![0; HEAD],
            number: 1,
            places: Vec::new(),
            last_place: 0,
            has_no_record: false,
            word: Vec::new(),
            is_new_word: false,
            last_record: 0,
            first: (Vec::new(), 1),
            without_word: 0,
            along: vec![Along::default()],
        })
    }

    /// Begins a word, which must come after the one before.
    pub(super) fn word(&mut self, letters: &[u8]) -> Result<(), Error> {
        let shared = if self.word.is_empty() { 0 } else { 1 + shared(self.word.get(1..).unwrap_or_default(), letters) };
        if self.filled() + letters.len() + 3 >= LEAF_BYTES && self.leaf.len() > HEAD {
            self.end_leaf()?;
        }
        varint::put(&mut self.places, (self.leaf.len() - self.last_place) as u64);
        let is_first = self.last_place == 0;
        self.last_place = self.leaf.len();
        self.word.truncate(1);
        if self.word.is_empty() {
            self.word.push(MAIN_INDEX);
        }
        self.word.extend_from_slice(letters);
        if is_first && self.number > 1 {
            self.end_firsts()?;
            self.first = (self.word.get(..=shared).unwrap_or(&self.word).to_vec(), self.number);
        }
        let shared = if is_first { 0 } else { shared };
        if !is_first {
            varint::put(&mut self.leaf, shared as u64);
        }
        let own = self.word.get(shared..).unwrap_or_default();
        varint::put(&mut self.leaf, own.len() as u64);
        self.leaf.extend_from_slice(own);
        self.has_no_record = false;
        self.is_new_word = true;
        let number = self.number;
        self.along.first_mut().into_iter().for_each(|along| along.number = number);
        Ok(())
    }

    /// Adds a record that the word stands in, and its places there. Records must rise.
    pub(super) fn record(&mut self, record: u32, places: &[u8]) -> Result<(), Error> {
        if self.filled() >= LEAF_BYTES {
            self.end_leaf()?;
        }
        if self.has_no_record {
            let here = (self.leaf.len() as u16).to_be_bytes();
            self.leaf.iter_mut().zip(here).for_each(|(place, byte)| *place = byte);
            self.note_along(record)?;
        }
        let is_whole = self.is_new_word || self.has_no_record;
        let before = if is_whole { 0 } else { self.last_record };
        varint::put(&mut self.leaf, u64::from(record.checked_sub(before).ok_or(Error::Damaged)?));
        (self.last_record, self.is_new_word, self.has_no_record) = (record, false, false);
        varint::put(&mut self.leaf, places.len() as u64 * 2);
        self.places_of(places)
    }

    /// Adds all records of the word at once, as they were gathered: `ahead` of their numbers by so much. What fits on a
    /// leaf is copied as it is.
    pub(super) fn records(&mut self, ahead: u32, mut follows: &[u8]) -> Result<(), Error> {
        let mut record = ahead;
        while !follows.is_empty() {
            let (step, places, after) = entry(follows).ok_or(Error::Damaged)?;
            record = record.checked_add(step).ok_or(Error::Damaged)?;
            self.record(record, places)?;
            follows = if self.has_no_record { after } else { self.fill(after).ok_or(Error::Damaged)? };
            record = self.last_record;
        }
        Ok(())
    }

    /// Copies records as long as the leaf holds all of one, and returns the rest.
    fn fill<'b>(&mut self, follows: &'b [u8]) -> Option<&'b [u8]> {
        let room = LEAF_BYTES.saturating_sub(self.filled());
        let mut rest = follows;
        while !rest.is_empty() {
            let (step, _, after) = entry(rest)?;
            if follows.len() - after.len() >= room {
                break;
            }
            self.last_record = self.last_record.checked_add(step)?;
            rest = after;
        }
        self.leaf.extend_from_slice(follows.get(..follows.len() - rest.len())?);
        Some(rest)
    }

    /// Ends the segment, and returns how many leaves it has.
    pub(super) fn end(mut self) -> Result<u32, Error> {
        if self.leaf.len() > HEAD {
            self.end_leaf()?;
        }
        if self.number > 1 {
            self.end_firsts()?;
        }
        Ok(self.number - 1)
    }

    /// Bytes of the leaf, its words' places included.
    const fn filled(&self) -> usize {
        self.leaf.len() + self.places.len()
    }

    /// Writes places, over as many leaves as they need. No number is torn.
    fn places_of(&mut self, mut places: &[u8]) -> Result<(), Error> {
        while self.filled() + places.len() >= LEAF_BYTES {
            let room = LEAF_BYTES.saturating_sub(self.filled());
            let mut rest = places;
            while places.len() - rest.len() < room {
                varint::take(&mut rest).ok_or(Error::Damaged)?;
            }
            let (fits, rest) = places.split_at_checked(places.len() - rest.len()).ok_or(Error::Damaged)?;
            self.leaf.extend_from_slice(fits);
            self.end_leaf()?;
            places = rest;
        }
        self.leaf.extend_from_slice(places);
        Ok(())
    }

    fn end_leaf(&mut self) -> Result<(), Error> {
        let end = (self.leaf.len() as u16).to_be_bytes();
        self.leaf.iter_mut().skip(2).zip(end).for_each(|(place, byte)| *place = byte);
        if self.last_place == 0 {
            let along = self.along.first_mut().filter(|along| self.has_no_record && !along.page.is_empty());
            along.into_iter().for_each(|along| along.page.push(0));
            self.without_word += 1;
        } else {
            self.leaf.append(&mut self.places);
        }
        self.add_page.execute(params![page_id(self.segment, None, self.number), self.leaf])?;
        self.leaf.clear();
        self.leaf.resize(HEAD, 0);
        self.last_place = 0;
        self.number += 1;
        self.has_no_record = true;
        Ok(())
    }

    /// Writes down the first word of the last leaf that has any, now that all leaves that go on with its last word are
    /// known.
    fn end_firsts(&mut self) -> Result<(), Error> {
        let is_indexed =
            self.along.first().is_some_and(|along| !along.page.is_empty()) && self.without_word >= INDEXED_FROM;
        for (height, along) in self.along.iter_mut().enumerate() {
            if is_indexed && !along.page.is_empty() {
                self.add_page.execute(params![page_id(self.segment, Some(height), along.number), along.page])?;
            }
            along.page.clear();
            along.last = None;
        }
        self.without_word = 0;
        let leaf = i64::from(self.first.1) << 1 | i64::from(is_indexed);
        self.add_first.execute(params![self.segment, self.first.0, leaf])?;
        Ok(())
    }

    /// Notes in the index of the word's leaves that a record is the first of this leaf.
    fn note_along(&mut self, record: u32) -> Result<(), Error> {
        let mut height = 0;
        loop {
            let is_full = self.along.get(height).is_some_and(|along| along.page.len() >= LEAF_BYTES);
            if is_full {
                self.go_up(height)?;
            }
            let below = height.checked_sub(1).and_then(|below| self.along.get(below)).map(|along| along.number);
            let Some(along) = self.along.get_mut(height) else { return Ok(()) };
            let step = match along.last {
                Some(last) => record.checked_sub(last).ok_or(Error::Damaged)?,
                None => {
                    along.page.push(u8::from(is_full));
                    varint::put(&mut along.page, u64::from(below.unwrap_or(self.number)));
                    record
                }
            };
            varint::put(&mut along.page, u64::from(step));
            along.last = Some(record);
            if !is_full {
                return Ok(());
            }
            height += 1;
        }
    }

    /// Writes a full page of the index of the word's leaves, which from now on has another above it.
    fn go_up(&mut self, height: usize) -> Result<(), Error> {
        if self.along.len() < height + 2 {
            self.along.push(Along::default());
        }
        let Some([full, above, ..]) = self.along.get_mut(height..) else { return Ok(()) };
        full.page.iter_mut().take(1).for_each(|flag| *flag = 1);
        self.add_page.execute(params![page_id(self.segment, Some(height), full.number), full.page])?;
        if above.page.is_empty() {
            let mut page = full.page.get(1..).unwrap_or_default();
            let (_, first) = (varint::take(&mut page), varint::take(&mut page).ok_or(Error::Damaged)?);
            above.number = full.number;
            above.page.push(0);
            varint::put(&mut above.page, u64::from(full.number));
            varint::put(&mut above.page, first);
            above.last = Some(first as u32);
        }
        full.page.clear();
        full.last = None;
        full.number += 1;
        Ok(())
    }
}

/// What was gathered of one record that a word stands in: the step to its number, its places, and what comes after.
#[inline]
pub(super) fn entry(follows: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let mut rest = follows;
    let step = varint::take(&mut rest)? as u32;
    let length = varint::take(&mut rest)? as usize / 2;
    let (places, after) = rest.split_at_checked(length)?;
    Some((step, places, after))
}

/// The number of a page: of a leaf, or of the index of a word's leaves at a height.
fn page_id(segment: i64, height: Option<usize>, number: u32) -> i64 {
    let along = height.map_or(0, |height| 1 << 36 | (height as i64) << 31);
    segment << 37 | along | i64::from(number)
}

fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}
