//! The rows that hits have left in blocks where they are few: gathered over all blocks, and counted together.

use crate::code::BLOCK;
use crate::table::Dimensioned;
use crate::tally::Tally;

/// Positions of rows, by what they count for.
#[derive(Default)]
pub(crate) struct Scattered {
    passing: Vec<u32>,
    /// Those that fail one test, by its bit.
    failing_one: [Vec<u32>; 8],
}

impl Scattered {
    /// Gathers rows of a block with their masks, and tells how many of them pass.
    pub(crate) fn gather(&mut self, block: usize, rows: impl Iterator<Item = (u16, u8)>) -> usize {
        let before = self.passing.len();
        let first = (block * BLOCK) as u32;
        for (row, mask) in rows {
            let position = first + u32::from(row);
            if mask == 0 {
                self.passing.push(position);
            } else if mask.is_power_of_two()
                && let Some(failing) = self.failing_one.get_mut(mask.trailing_zeros() as usize)
            {
                failing.push(position);
            }
        }
        self.passing.len() - before
    }

    /// Counts what was gathered for a dimension, whose test has this bit.
    pub(crate) fn count(&self, dimension: &Dimensioned, own_bit: Option<usize>, tally: &mut Tally) {
        tally.count_at(&dimension.codes, &self.passing);
        if let Some(failing) = own_bit.and_then(|bit| self.failing_one.get(bit)) {
            tally.count_at(&dimension.codes, failing);
        }
    }
}
