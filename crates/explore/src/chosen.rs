//! Which rows of a block a step of counting is about.

use wide::u8x16;

use crate::code::BLOCK;
use crate::plan::OUT;

/// By eight bits, the places of those that are set, lowest first; what follows them does not count.
static PLACES: [[u16; 8]; 256] = places();
/// By eight bits, how many are set: not every processor that this is built for counts them itself.
static SET: [u8; 256] = set();

/// A block's mask, and the rows chosen from it.
pub(crate) struct Chosen {
    pub(crate) mask: [u8; BLOCK],
    /// Room for eight more, since rows are written by eights.
    rows: [u16; BLOCK + 8],
    by_bit: [[u16; BLOCK]; 8],
    counts: [u16; 8],
}

impl Chosen {
    pub(crate) fn new() -> Self {
        Self { mask: [0; BLOCK], rows: [0; BLOCK + 8], by_bit: [[0; BLOCK]; 8], counts: [0; 8] }
    }

    /// How many rows have exactly this mask.
    pub(crate) fn count(&self, mask: u8) -> usize {
        let chunks = self.mask.as_chunks::<128>().0;
        // Sums of 128 fit a byte, which keeps the compiler's vectors narrow.
        chunks.iter().map(|chunk| usize::from(chunk.iter().map(|m| u8::from(*m == mask)).sum::<u8>())).sum()
    }

    /// The rows with exactly this mask.
    pub(crate) fn equal(&mut self, mask: u8) -> &[u16] {
        let mask = u8x16::splat(mask);
        self.choose(|masks| masks.simd_eq(mask))
    }

    /// The rows with any other mask.
    pub(crate) fn unequal(&mut self, mask: u8) -> &[u16] {
        let mask = u8x16::splat(mask);
        self.choose(|masks| !masks.simd_eq(mask))
    }

    /// Sorts the rows that fail exactly one test by its bit.
    pub(crate) fn sort_single(&mut self) {
        let single = self.choose(is_single).len();
        self.counts = [0; 8];
        for row in self.rows.iter().take(single) {
            let mask = self.mask.get(usize::from(*row) % BLOCK).copied().unwrap_or_default();
            let bit = mask.trailing_zeros() as usize % 8;
            if let (Some(rows), Some(count)) = (self.by_bit.get_mut(bit), self.counts.get_mut(bit)) {
                rows.get_mut(usize::from(*count) % BLOCK).into_iter().for_each(|place| *place = *row);
                *count += 1;
            }
        }
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

    /// The rows whose masks are wanted, asked for sixteen at once: all bits of a byte, or none. No branch depends on
    /// a row, so that none can be guessed wrong.
    #[inline]
    fn choose(&mut self, is_wanted: impl Fn(u8x16) -> u8x16) -> &[u16] {
        let mut count = 0;
        for (first, masks) in (0u16..).step_by(16).zip(self.mask.as_chunks::<16>().0) {
            let bits = is_wanted(u8x16::new(*masks)).to_bitmask();
            for (first, bits) in [(first, bits & 0xff), (first + 8, bits >> 8 & 0xff)] {
                let (places, room) = (PLACES.get(bits as usize), self.rows.get_mut(count..count + 8));
                if let (Some(places), Some(room)) = (places, room) {
                    room.iter_mut().zip(places).for_each(|(row, place)| *row = first + place);
                }
                count += SET.get(bits as usize).map_or(0, |set| usize::from(*set));
            }
        }
        self.rows.get(..count).unwrap_or_default()
    }
}

/// All bits for each mask with one bit set and none of [`OUT`].
#[inline]
fn is_single(masks: u8x16) -> u8x16 {
    let zero = u8x16::splat(0);
    let without_lowest = masks & (masks - u8x16::splat(1));
    (without_lowest | (masks & u8x16::splat(OUT))).simd_eq(zero) & !masks.simd_eq(zero)
}

const fn places() -> [[u16; 8]; 256] {
    let mut table = [[0; 8]; 256];
    let mut bits = 0;
    while bits < 256 {
        let (mut bit, mut next) = (0, 0);
        while bit < 8 {
            if bits >> bit & 1 == 1 {
                #[allow(clippy::indexing_slicing, reason = "worked out by the compiler, which would notice")]
                {
                    table[bits][next] = bit as u16;
                }
                next += 1;
            }
            bit += 1;
        }
        bits += 1;
    }
    table
}

const fn set() -> [u8; 256] {
    let mut table = [0; 256];
    let mut bits = 0;
    while bits < 256 {
        #[allow(clippy::indexing_slicing, reason = "worked out by the compiler, which would notice")]
        {
            table[bits] = bits.count_ones() as u8;
        }
        bits += 1;
    }
    table
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
        chosen.sort_single();
        for bit in 0..6 {
            assert_eq!(chosen.sorted(bit), [1 << bit]);
        }
    }
}
