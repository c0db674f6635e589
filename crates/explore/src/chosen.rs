//! Which rows of a block a step of counting is about.

use crate::code::BLOCK;
use crate::equal::count_equal;
use crate::pick::{Rows, Wanted, pick};

/// A block's mask, and the rows chosen from it.
pub(crate) struct Chosen {
    pub(crate) mask: [u8; BLOCK],
    rows: Rows,
}

impl Chosen {
    pub(crate) fn new() -> Self {
        Self { mask: [0; BLOCK], rows: [0; BLOCK + 8] }
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

    /// Rows as they are given, a block's at most.
    pub(crate) fn write(&mut self, given: impl Iterator<Item = u16>) -> &[u16] {
        let count = self.rows.iter_mut().zip(given).map(|(place, row)| *place = row).count();
        self.rows.get(..count).unwrap_or_default()
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
