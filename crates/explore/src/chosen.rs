//! Which rows of a block a step of counting is about.

use crate::code::BLOCK;

/// One in every byte of a word of eight rows.
const EACH: u64 = 0x0101_0101_0101_0101;

/// By eight bits, the places of those that are set, lowest first; what follows them does not count.
static PLACES: [[u16; 8]; 256] = places();

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
        self.choose(|eight| EACH ^ differing(eight, mask))
    }

    /// The rows with any other mask.
    pub(crate) fn unequal(&mut self, mask: u8) -> &[u16] {
        self.choose(|eight| differing(eight, mask))
    }

    /// Sorts the rows with a single bit in their mask by that bit.
    pub(crate) fn sort_single(&mut self) {
        let single = self.choose(single).len();
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

    /// The rows whose mask is this bit alone, as last sorted.
    pub(crate) fn sorted(&self, bit: usize) -> &[u16] {
        let count = self.counts.get(bit).copied().unwrap_or_default();
        self.by_bit.get(bit).and_then(|rows| rows.get(..usize::from(count))).unwrap_or_default()
    }

    /// The rows for which `wanted` gives a byte of 1, asked for eight rows at once. No branch depends on a row.
    #[inline]
    fn choose(&mut self, wanted: impl Fn(u64) -> u64) -> &[u16] {
        let mut count = 0;
        for (word, eight) in (0u16..).zip(self.mask.as_chunks::<8>().0) {
            let wanted = wanted(u64::from_le_bytes(*eight));
            // Each product collects the eight bytes in the highest one: as bits, and as their sum.
            let bits = wanted.wrapping_mul(0x0102_0408_1020_4080) >> 56;
            let sum = wanted.wrapping_mul(EACH) >> 56;
            let (places, room) = (PLACES.get(bits as usize), self.rows.get_mut(count..count + 8));
            if let (Some(places), Some(room)) = (places, room) {
                room.iter_mut().zip(places).for_each(|(row, place)| *row = word * 8 + place);
            }
            count += sum as usize;
        }
        self.rows.get(..count).unwrap_or_default()
    }
}

/// The lower seven bits of every byte.
const LOW: u64 = 0x7f * EACH;

/// A byte of 1 for each of eight masks with one bit set below the two of [`OUT`](crate::plan::OUT), else 0.
#[inline]
fn single(eight: u64) -> u64 {
    let low = eight & LOW;
    // With the highest bit set beforehand, taking 1 off a byte never borrows from the next.
    let without_lowest = low & ((eight | !LOW) - EACH);
    let (has_any, has_more) = (low + LOW, without_lowest + LOW);
    ((has_any & !has_more & !eight) >> 7) & EACH
}

/// A byte of 1 for each of eight masks that is another than `mask`, else 0.
#[inline]
fn differing(eight: u64, mask: u8) -> u64 {
    let difference = eight ^ (u64::from(mask) * EACH);
    // A carry into a byte's highest bit tells that one of its lower bits is set.
    ((((difference & LOW) + LOW) | difference) >> 7) & EACH
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
        for bit in 0..7 {
            assert_eq!(chosen.sorted(bit), [1 << bit]);
        }
    }
}
