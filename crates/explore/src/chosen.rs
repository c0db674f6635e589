//! Which rows of a block a step of counting is about.

use crate::code::BLOCK;
use crate::equal::count_equal;
use crate::pick::{Rows, Wanted, pick};

/// A block's mask, and the rows chosen from it.
pub(crate) struct Chosen {
    pub(crate) mask: [u8; BLOCK],
    rows: Rows,
    by_bit: [[u16; BLOCK]; 8],
    counts: [u16; 8],
}

impl Chosen {
    pub(crate) fn new() -> Self {
        Self { mask: [0; BLOCK], rows: [0; BLOCK + 8], by_bit: [[0; BLOCK]; 8], counts: [0; 8] }
    }

    /// How many rows have exactly this mask.
    pub(crate) fn count(&self, mask: u8) -> usize {
        count_equal(&self.mask, mask) as usize
    }

    /// The rows with exactly this mask.
    pub(crate) fn equal(&mut self, mask: u8) -> &[u16] {
        self.choose(Wanted::Equal(mask))
    }

    /// The rows with any other mask.
    pub(crate) fn unequal(&mut self, mask: u8) -> &[u16] {
        self.choose(Wanted::Unequal(mask))
    }

    /// Sorts a few rows by their masks: those that fail no test, which are returned, and those that fail exactly one,
    /// by its bit.
    pub(crate) fn sort_few(&mut self, rows: impl Iterator<Item = (u16, u8)>) -> &[u16] {
        let mut passing = 0;
        self.counts = [0; 8];
        for (row, mask) in rows {
            let bit = mask.trailing_zeros() as usize % 8;
            if mask == 0 {
                self.rows.get_mut(passing).into_iter().for_each(|place| *place = row);
                passing += 1;
            } else if mask.is_power_of_two()
                && let (Some(rows), Some(count)) = (self.by_bit.get_mut(bit), self.counts.get_mut(bit))
            {
                rows.get_mut(usize::from(*count) % BLOCK).into_iter().for_each(|place| *place = row);
                *count += 1;
            }
        }
        self.rows.get(..passing).unwrap_or_default()
    }

    /// The rows whose mask is this bit alone, as last sorted.
    pub(crate) fn sorted(&self, bit: usize) -> &[u16] {
        let count = self.counts.get(bit).copied().unwrap_or_default();
        self.by_bit.get(bit).and_then(|rows| rows.get(..usize::from(count))).unwrap_or_default()
    }

    fn choose(&mut self, wanted: Wanted) -> &[u16] {
        let count = pick(&self.mask, wanted, &mut self.rows);
        self.rows.get(..count).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_chosen_at_every_density() {
        for every in [1, 2, 3, 7, 8, 9, 100, 5000] {
            let mut chosen = Chosen::new();
            let expected: Vec<u16> = (0..BLOCK as u16).filter(|row| row % every == every / 2).collect();
            expected.iter().for_each(|row| chosen.mask[usize::from(*row)] = 4);
            assert_eq!(chosen.count(4), expected.len());
            assert_eq!(chosen.equal(4), expected);
            let others: Vec<u16> = (0..BLOCK as u16).filter(|row| row % every != every / 2).collect();
            assert_eq!(chosen.unequal(4), others);
        }
    }

    #[test]
    fn every_mask_is_told_from_every_other() {
        let mut chosen = Chosen::new();
        (0..=255).zip(&mut chosen.mask).for_each(|(mask, place)| *place = mask);
        for mask in 1..=255u8 {
            assert_eq!(chosen.equal(mask), [u16::from(mask)]);
            assert_eq!(chosen.unequal(mask).len(), BLOCK - 1);
        }
    }
}
