//! A set of positions, one bit a record: what a search or a list of cases found.

use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use crate::Table;
use crate::code::BLOCK;

/// Words of bits in a block.
const WORDS: usize = BLOCK / 64;

/// A set of positions of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    pub(crate) words: Vec<u64>,
}

impl Hits {
    /// The records with these rows; rows that the table does not show are left out.
    #[must_use]
    pub fn of_rows(table: &Table, rows: &[u32]) -> Self {
        let mut hits = Self::none(table);
        hits.add_rows(table, rows);
        hits
    }

    /// Adds the records with these rows.
    pub(crate) fn add_rows(&mut self, table: &Table, rows: &[u32]) {
        rows.iter().filter_map(|row| table.position_of_row(*row)).for_each(|position| self.insert(position));
    }

    /// Every record of the table.
    #[must_use]
    pub fn all(table: &Table) -> Self {
        Self { words: vec![u64::MAX; table.blocks() * WORDS] }
    }

    /// Whether no position is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps only what `other` has too.
    pub fn retain(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds what `other` has.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Leaves out what `other` has.
    pub fn remove(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// The rows of a block that are in the set, ascending.
    pub(crate) fn rows_of(&self, block: usize) -> impl Iterator<Item = u16> + '_ {
        (0u16..).step_by(64).zip(self.of_block(block)).filter(|(_, word)| **word != 0).flat_map(|(first, word)| {
            let next = |word: &u64| Some(*word & word.wrapping_sub(1)).filter(|rest| *rest != 0);
            std::iter::successors(Some(*word), next).map(move |word| first + word.trailing_zeros() as u16)
        })
    }

    /// How many rows of a block are in the set.
    pub(crate) fn in_block(&self, block: usize) -> u32 {
        Arch::new().dispatch(Count(self.of_block(block)))
    }

    /// How many rows of each of some blocks are in the set.
    pub(crate) fn in_blocks(&self, blocks: Range<usize>) -> Vec<u32> {
        blocks.map(|block| self.in_block(block)).collect()
    }

    /// Writes 0 for each hit of a block and `missed` for each other row.
    pub(crate) fn mark(&self, block: usize, missed: u8, mask: &mut [u8; BLOCK]) {
        let bytes = self.of_block(block).iter().flat_map(|word| word.to_le_bytes());
        for (rows, bits) in mask.as_chunks_mut::<8>().0.iter_mut().zip(bytes) {
            *rows = spread_missing(bits, missed);
        }
    }

    fn of_block(&self, block: usize) -> &[u64] {
        self.words.get(block * WORDS..(block + 1) * WORDS).unwrap_or_default()
    }
}

/// Counts bits: compiled once for each kind of processor, since not all of them that this is built for have an
/// instruction for it.
struct Count<'a>(&'a [u64]);

impl WithSimd for Count<'_> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

/// Eight bits as eight bytes: 0 where the bit is set, `missed` where it is not.
fn spread_missing(bits: u8, missed: u8) -> [u8; 8] {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // Bit n stays in byte n; adding 127 carries it to the byte's highest bit without touching the next byte.
    let own_bit = (u64::from(bits) * EACH) & 0x8040_2010_0804_0201;
    let missing = (!(own_bit + 0x7f * EACH) >> 7) & EACH;
    (missing * u64::from(missed)).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_block_are_counted_and_named() {
        let mut words = vec![0; 3 * WORDS];
        (words[WORDS], words[WORDS + 1], words[2 * WORDS - 1]) = (1 | 1 << 63, 1 << 5, 1 << 63);
        words[2 * WORDS..].fill(u64::MAX);
        let hits = Hits { words };
        assert_eq!(hits.in_blocks(0..4), [0, 4, BLOCK as u32, 0]);
        let rows = |block| hits.rows_of(block).collect::<Vec<u16>>();
        assert!(rows(0).is_empty());
        assert_eq!(rows(1), [0, 63, 69, BLOCK as u16 - 1]);
        assert_eq!(rows(2), (0..BLOCK as u16).collect::<Vec<u16>>());
    }

    #[test]
    fn every_bit_lands_in_its_own_byte() {
        for bits in 0..=u8::MAX {
            let expected = std::array::from_fn(|n| if bits >> n & 1 == 1 { 0 } else { 0xc0 });
            assert_eq!(spread_missing(bits, 0xc0), expected, "{bits:08b}");
        }
    }
}
