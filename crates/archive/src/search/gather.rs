//! The words of an answer and where they stand, gathered in memory until they are written as a segment of the index.
//!
//! What follows a word grows a little with every record, for hundreds of thousands of words at once. All of it lies in
//! one buffer, in slices that double: an allocation for each word would cost as much again.

use super::noted::{Look, Noted, Padded};
use super::signs::Signs;
use super::varint;
use crate::Error;

/// Columns of the index.
pub(super) const COLUMNS: usize = 7;
/// Bytes of a word's first slice, and of its longest.
const FIRST_SLICE: u32 = 16;
const LONGEST_SLICE: u32 = 1 << 15;
/// Bytes at the end of a slice that say where the next one begins.
const NEXT: u32 = 4;
/// Stands in the table where no word is.
const NONE: u32 = u32::MAX;

/// Cuts records into words, one record after the other.
pub(super) struct Cutter {
    signs: Signs,
    noted: Noted,
    places: Vec<u8>,
}

/// Words, and where they stand in the records that were added.
pub(super) struct Gathered {
    /// Words by their hash. Its length is a power of two.
    table: Vec<Slot>,
    words: Vec<Word>,
    /// The words' bytes, one after the other.
    letters: Vec<u8>,
    slices: Vec<u8>,
    pub(super) records: Vec<Record>,
    /// Where a record's words are and end, while it is added.
    ahead: (Vec<u32>, Vec<u32>),
}

#[derive(Clone, Copy)]
struct Slot {
    word: u32,
    /// The upper half of the hash: it tells most words apart without a look at them.
    hash: u32,
}

/// A word, where what follows it begins and goes on, and the record that it was seen in last.
struct Word {
    look: Look,
    letters: u32,
    first: u32,
    next: u32,
    end: u32,
    slice: u32,
    record: u32,
}

/// A record that was added: its number, and how many words each of its columns has.
pub(super) struct Record {
    pub(super) number: u32,
    pub(super) sizes: [u32; COLUMNS],
}

impl Cutter {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self { signs: Signs::new()?, noted: Noted::new(), places: Vec::new() })
    }

    /// Adds a record to what is gathered. Numbers must rise.
    pub(super) fn add(&mut self, gathered: &mut Gathered, number: u32, texts: [&str; COLUMNS]) -> Result<(), Error> {
        let mut sizes = [0; COLUMNS];
        self.noted.clear();
        for ((column, text), size) in (0..).zip(texts).zip(&mut sizes) {
            self.signs.words(text, &mut |word| {
                self.noted.note(word, column, *size);
                *size += 1;
            })?;
        }
        gathered.look_ahead(self.noted.looks());
        self.noted.for_each(&mut self.places, &mut |look, letters, places| {
            gathered.add((look, letters), number, places);
        });
        gathered.records.push(Record { number, sizes });
        Ok(())
    }
}

impl Gathered {
    pub(super) fn new() -> Self {
        Self {
            table: vec![Slot { word: NONE, hash: 0 }; 1 << 14],
            words: Vec::new(),
            letters: Vec::new(),
            slices: Vec::new(),
            records: Vec::new(),
            ahead: Default::default(),
        }
    }

    /// The number after that of the last record; 0 where there is none.
    pub(super) fn end(&self) -> u32 {
        self.records.last().map_or(0, |record| record.number + 1)
    }

    /// How much memory it takes.
    pub(super) const fn bytes(&self) -> usize {
        let words = self.table.len() * size_of::<Slot>() + self.words.len() * size_of::<Word>();
        words + self.letters.len() + self.slices.len() + self.records.len() * size_of::<Record>()
    }

    /// Has the processor fetch what is known of these words: all at once they come faster than one after the other.
    fn look_ahead<'a>(&mut self, looks: impl Iterator<Item = &'a Look>) {
        let mask = self.table.len() - 1;
        let (at, ends) = &mut self.ahead;
        at.clear();
        at.extend(looks.filter_map(|look| self.table.get(look.hash as usize & mask).map(|slot| slot.word)));
        ends.clear();
        ends.extend(at.iter().filter_map(|at| self.words.get(*at as usize).map(|word| word.next)));
        let bytes = ends.iter().filter_map(|end| self.slices.get(*end as usize));
        std::hint::black_box(bytes.fold(0, |all: u8, byte| all ^ byte));
    }

    /// The words' places in [`word`](Self::word) and [`follows`](Self::follows), in order of their bytes.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let mut words: Vec<(u64, u32)> = self.words.iter().map(|word| word.look.first).zip(0..).collect();
        words.sort_unstable_by(|(one, first), (other, second)| {
            one.cmp(other).then_with(|| self.word(*first).cmp(self.word(*second)))
        });
        words.into_iter().map(|(_, at)| at).collect()
    }

    /// A word's bytes.
    pub(super) fn word(&self, at: u32) -> &[u8] {
        self.words.get(at as usize).map(|word| self.letters_of(word)).unwrap_or_default()
    }

    /// What follows a word: for each record the step to its number, twice the length of its places, and the places, all
    /// as FTS5 writes them.
    pub(super) fn follows(&self, at: u32, follows: &mut Vec<u8>) {
        follows.clear();
        let Some(word) = self.words.get(at as usize) else { return };
        let (mut start, mut slice) = (word.first, FIRST_SLICE);
        loop {
            let end = start + slice - NEXT;
            let is_last = end == word.end;
            let used = start as usize..if is_last { word.next } else { end } as usize;
            follows.extend_from_slice(self.slices.get(used).unwrap_or_default());
            let next = self.slices.get(end as usize..).and_then(|rest| rest.first_chunk());
            match next {
                Some(next) if !is_last => start = u32::from_le_bytes(*next),
                _ => return,
            }
            slice = longer(slice);
        }
    }

    fn letters_of(&self, word: &Word) -> &[u8] {
        let start = word.letters as usize;
        self.letters.get(start..start + word.look.length as usize).unwrap_or_default()
    }

    /// Adds a record to a word, with its places there.
    fn add(&mut self, word: (&Look, &[u8]), record: u32, places: Padded<'_>) {
        let at = self.find_or_add(word);
        let Some(word) = self.words.get_mut(at as usize) else { return };
        let step = record - if word.record == NONE { 0 } else { word.record };
        word.record = record;
        if word.put_few(&mut self.slices, step, places).is_none() {
            word.number(&mut self.slices, u64::from(step));
            word.number(&mut self.slices, places.places().len() as u64 * 2);
            word.put(&mut self.slices, places.places());
        }
    }

    fn find_or_add(&mut self, (look, letters): (&Look, &[u8])) -> u32 {
        let hash = (look.hash >> 32) as u32;
        let mask = self.table.len() - 1;
        let mut at = look.hash as usize & mask;
        while let Some(slot) = self.table.get(at).filter(|slot| slot.word != NONE) {
            if slot.hash == hash && self.is(slot.word, look, letters) {
                return slot.word;
            }
            at = (at + 1) & mask;
        }
        let added = self.words.len() as u32;
        self.table.get_mut(at).into_iter().for_each(|slot| *slot = Slot { word: added, hash });
        self.push(look, letters);
        if self.words.len() * 2 > self.table.len() {
            self.widen();
        }
        added
    }

    fn is(&self, number: u32, look: &Look, letters: &[u8]) -> bool {
        let word = self.words.get(number as usize).filter(|word| word.look == *look);
        word.is_some_and(|word| look.is_whole() || self.letters_of(word) == letters)
    }

    fn push(&mut self, look: &Look, letters: &[u8]) {
        let first = self.slices.len() as u32;
        self.slices.resize(self.slices.len() + FIRST_SLICE as usize, 0);
        self.words.push(Word {
            look: *look,
            letters: self.letters.len() as u32,
            first,
            next: first,
            end: first + FIRST_SLICE - NEXT,
            slice: FIRST_SLICE,
            record: NONE,
        });
        self.letters.extend_from_slice(letters);
    }

    /// Doubles the table.
    fn widen(&mut self) {
        let mask = self.table.len() * 2 - 1;
        self.table.clear();
        self.table.resize(mask + 1, Slot { word: NONE, hash: 0 });
        for (Word { look, .. }, number) in self.words.iter().zip(0..) {
            let mut at = look.hash as usize & mask;
            while self.table.get(at).is_some_and(|slot| slot.word != NONE) {
                at = (at + 1) & mask;
            }
            let slot = Slot { word: number, hash: (look.hash >> 32) as u32 };
            self.table.get_mut(at).into_iter().for_each(|place| *place = slot);
        }
    }
}

impl Word {
    /// Puts a step, twice the length of the places, and the places, all at once: nearly always these are eight bytes at
    /// most, and what is too much of the eight is overwritten later. `None` where they are more, or lack room.
    fn put_few(&mut self, slices: &mut [u8], step: u32, places: Padded<'_>) -> Option<()> {
        let (few, length) = places.few().filter(|_| step < 0x80 && self.end - self.next >= 8)?;
        let eight = slices.get_mut(self.next as usize..)?.first_chunk_mut()?;
        *eight = (few << 16 | u64::from(length) << 9 | u64::from(step)).to_le_bytes();
        self.next += 2 + u32::from(length);
        Some(())
    }

    fn number(&mut self, slices: &mut Vec<u8>, number: u64) {
        if number < 0x80 {
            return self.put(slices, &[number as u8]);
        }
        if number < 0x4000 {
            return self.put(slices, &[(number >> 7) as u8 | 0x80, number as u8 & 0x7f]);
        }
        let mut bytes = Vec::with_capacity(9);
        varint::put(&mut bytes, number);
        self.put(slices, &bytes);
    }

    fn put(&mut self, slices: &mut Vec<u8>, mut bytes: &[u8]) {
        loop {
            let room = (self.end - self.next) as usize;
            let (fits, rest) = bytes.split_at(room.min(bytes.len()));
            let places = slices.get_mut(self.next as usize..).unwrap_or_default();
            places.iter_mut().zip(fits).for_each(|(place, byte)| *place = *byte);
            self.next += fits.len() as u32;
            if rest.is_empty() {
                return;
            }
            bytes = rest;
            self.go_on(slices);
        }
    }

    /// Goes on in a slice twice as long, at the end of the buffer.
    fn go_on(&mut self, slices: &mut Vec<u8>) {
        let start = slices.len() as u32;
        self.slice = longer(self.slice);
        slices.resize(slices.len() + self.slice as usize, 0);
        let pointer = slices.get_mut(self.end as usize..).and_then(|rest| rest.first_chunk_mut());
        pointer.into_iter().for_each(|pointer| *pointer = start.to_le_bytes());
        (self.next, self.end) = (start, start + self.slice - NEXT);
    }
}

fn longer(slice: u32) -> u32 {
    (slice * 2).min(LONGEST_SLICE)
}
