//! A set of positions, one bit a record: what a search or a list of cases found.

use crate::Table;
use crate::code::BLOCK;

/// Words of bits in a block.
const WORDS: usize = BLOCK / 64;
/// Rows of a block that are few: one by one they cost about ten times what they do in a row.
const FEW: u32 = (BLOCK / 16) as u32;

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

    /// The rows of a block that are in the set, where they are so few that going through them one by one costs less
    /// than marking all rows of the block.
    pub(crate) fn few(&self, block: usize) -> Option<impl Iterator<Item = u16> + '_> {
        let words = self.of_block(block);
        let count: u32 = words.iter().map(|word| word.count_ones()).sum();
        let rows = (0u16..).step_by(64).zip(words).flat_map(|(first, word)| {
            let next = |word: &u64| Some(*word & word.wrapping_sub(1)).filter(|rest| *rest != 0);
            let set = std::iter::successors(Some(*word).filter(|word| *word != 0), next);
            set.map(move |word| first + word.trailing_zeros() as u16)
        });
        (count <= FEW).then_some(rows)
    }

    /// Whether a block has no position of the set.
    pub(crate) fn misses(&self, block: usize) -> bool {
        self.of_block(block).iter().all(|word| *word == 0)
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
    fn few_rows_of_a_block_are_named_one_by_one() {
        let mut words = vec![0; 3 * WORDS];
        (words[WORDS], words[WORDS + 1], words[2 * WORDS - 1]) = (1 | 1 << 63, 1 << 5, 1 << 63);
        words[2 * WORDS..].fill(u64::MAX);
        let hits = Hits { words };
        let few = |block| hits.few(block).map(Iterator::collect::<Vec<u16>>);
        assert_eq!(few(0), Some(vec![]));
        assert_eq!(few(1), Some(vec![0, 63, 69, BLOCK as u16 - 1]));
        assert_eq!(few(2), None);
    }

    #[test]
    fn every_bit_lands_in_its_own_byte() {
        for bits in 0..=u8::MAX {
            let expected = std::array::from_fn(|n| if bits >> n & 1 == 1 { 0 } else { 0xc0 });
            assert_eq!(spread_missing(bits, 0xc0), expected, "{bits:08b}");
        }
    }
}
