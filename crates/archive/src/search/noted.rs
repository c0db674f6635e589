//! The words of one record, each once, with all its places: a record repeats most of its words, and looking for a word
//! among those of a whole answer costs more than among its own.

use std::hash::{BuildHasher, RandomState};

use super::signs::Cut;
use super::varint;

/// Places in the table at first: more than most records need.
const TABLE: usize = 1 << 11;
/// Stands in the table where no word is.
const NONE: u32 = u32::MAX;
/// Stands before the number of a column.
const COLUMN: u64 = 1;
/// Is added to the steps from one place to the next.
const STEP: u64 = 2;

/// The words of one record.
pub(super) struct Noted {
    /// Numbers of words, by hash. Its length is a power of two.
    table: Vec<u32>,
    words: Vec<Word>,
    /// The bytes of words that are longer than their looks tell, one after the other.
    letters: Vec<u8>,
    places: Vec<Place>,
    seed: (u64, u64),
}

/// What a word is known by: its first bytes, by which most words are told apart, its length and its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Eight bytes, and the next eight, in the order of words; zeros stand for those beyond its end.
    pub(super) first: u64,
    second: u64,
    pub(super) length: u32,
    pub(super) hash: u64,
}

impl Look {
    /// Whether it tells all of the word's bytes.
    pub(super) const fn is_whole(&self) -> bool {
        self.length <= 16
    }

    /// The first sixteen bytes.
    fn spelt(&self) -> [u8; 16] {
        (u128::from(self.first) << 64 | u128::from(self.second)).to_be_bytes()
    }
}

struct Word {
    look: Look,
    /// Where its bytes begin, if it is longer than its look tells.
    start: u32,
    /// The first and the last of its places.
    places: (u32, u32),
}

/// A place of a word, and the next one of the same word.
struct Place {
    column: u32,
    at: u32,
    next: u32,
}

/// A word's places, and zeros after them: where they are few they are taken as one number.
#[derive(Clone, Copy)]
pub(super) struct Padded<'a> {
    bytes: &'a [u8],
    length: usize,
}

impl<'a> Padded<'a> {
    const PADDING: usize = 8;

    pub(super) fn places(self) -> &'a [u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The places as the bytes of a number, the first one lowest, and how many these are; `None` where it would not hold
    /// them with two bytes more.
    pub(super) fn few(self) -> Option<(u64, u8)> {
        let few = self.bytes.first_chunk().filter(|_| self.length <= 6);
        few.map(|bytes| (u64::from_le_bytes(*bytes), self.length as u8))
    }
}

impl Noted {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        Self {
            table: vec![NONE; TABLE],
            words: Vec::new(),
            letters: Vec::new(),
            places: Vec::new(),
            seed: (random.hash_one(0), random.hash_one(1) | 1),
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.table.clear();
        self.table.resize(TABLE, NONE);
        self.words.clear();
        self.letters.clear();
        self.places.clear();
    }

    /// Notes that a word stands at a place of a column. Columns and places must rise.
    pub(super) fn note(&mut self, cut: Cut<'_>, column: u32, at: u32) {
        let place = self.places.len() as u32;
        self.places.push(Place { column, at, next: NONE });
        let look = self.look(cut);
        let letters = cut.padded.get(..cut.length).unwrap_or_default();
        let mask = self.table.len() - 1;
        let mut slot = look.hash as usize & mask;
        while let Some(number) = self.table.get(slot).copied().filter(|number| *number != NONE) {
            if self.is(number, &look, letters) {
                return self.follow(number, place);
            }
            slot = (slot + 1) & mask;
        }
        self.table.get_mut(slot).into_iter().for_each(|slot| *slot = self.words.len() as u32);
        self.words.push(Word { look, start: self.letters.len() as u32, places: (place, place) });
        if !look.is_whole() {
            self.letters.extend_from_slice(letters);
        }
        if self.words.len() * 2 > self.table.len() {
            self.widen();
        }
    }

    /// What every word is known by.
    pub(super) fn looks(&self) -> impl Iterator<Item = &Look> {
        self.words.iter().map(|word| &word.look)
    }

    /// Calls `each` with every word, its bytes, and its places as FTS5 writes them.
    pub(super) fn for_each(&self, places: &mut Vec<u8>, each: &mut impl FnMut(&Look, &[u8], Padded<'_>)) {
        for word in &self.words {
            places.clear();
            self.places_of(word, places);
            let length = places.len();
            places.extend([0; Padded::PADDING]);
            let spelt = word.look.spelt();
            let letters = spelt.get(..word.look.length as usize).unwrap_or_else(|| self.letters_of(word));
            each(&word.look, letters, Padded { bytes: places, length });
        }
    }

    fn places_of(&self, word: &Word, places: &mut Vec<u8>) {
        let (mut column, mut before, mut next) = (0, 0, word.places.0);
        while let Some(place) = self.places.get(next as usize) {
            if place.column != column {
                varint::put(places, COLUMN);
                varint::put(places, u64::from(place.column));
                (column, before) = (place.column, 0);
            }
            varint::put(places, u64::from(place.at - before) + STEP);
            (before, next) = (place.at, place.next);
        }
    }

    fn is(&self, number: u32, look: &Look, letters: &[u8]) -> bool {
        let word = self.words.get(number as usize).filter(|word| word.look == *look);
        word.is_some_and(|word| look.is_whole() || self.letters_of(word) == letters)
    }

    fn letters_of(&self, word: &Word) -> &[u8] {
        self.letters.get(word.start as usize..(word.start + word.look.length) as usize).unwrap_or_default()
    }

    /// Adds a place to a word's.
    fn follow(&mut self, number: u32, place: u32) {
        let Some(word) = self.words.get_mut(number as usize) else { return };
        let last = std::mem::replace(&mut word.places.1, place);
        self.places.get_mut(last as usize).into_iter().for_each(|last| last.next = place);
    }

    /// Doubles the table.
    fn widen(&mut self) {
        let mask = self.table.len() * 2 - 1;
        self.table.clear();
        self.table.resize(mask + 1, NONE);
        for (word, number) in self.words.iter().zip(0..) {
            let mut slot = word.look.hash as usize & mask;
            while self.table.get(slot).is_some_and(|number| *number != NONE) {
                slot = (slot + 1) & mask;
            }
            self.table.get_mut(slot).into_iter().for_each(|slot| *slot = number);
        }
    }

    /// Words come from strangers: without the secret seed some could be chosen that all fall on one place. Nearly all have
    /// at most sixteen bytes, and none of them asks how many.
    fn look(&self, cut: Cut<'_>) -> Look {
        let (first, second) = (cut.eight(0), cut.eight(8));
        let mut hash = self.mix(self.mix(self.seed.0 ^ cut.length as u64, first), second);
        for start in (16..cut.length).step_by(8) {
            hash = self.mix(hash, cut.eight(start));
        }
        Look { first, second, length: cut.length as u32, hash }
    }

    fn mix(&self, hash: u64, eight: u64) -> u64 {
        let product = u128::from(hash ^ eight) * u128::from(self.seed.1);
        product as u64 ^ (product >> 64) as u64
    }
}
