//! Which rows of a block a step of counting is about.

use crate::code::BLOCK;

/// One of so many rows chosen, or fewer: then words of eight rows without any are skipped.
const SPARSE: usize = 8;

/// A block's mask, and the rows chosen from it.
pub(crate) struct Chosen {
    pub(crate) mask: [u8; BLOCK],
    is_wanted: [u8; BLOCK],
    rows: [u16; BLOCK],
}

impl Chosen {
    pub(crate) fn new() -> Self {
        Self { mask: [0; BLOCK], is_wanted: [0; BLOCK], rows: [0; BLOCK] }
    }

    /// How many rows have exactly this mask.
    pub(crate) fn count(&self, mask: u8) -> usize {
        let chunks = self.mask.as_chunks::<128>().0;
        // Sums of 128 fit a byte, which keeps the compiler's vectors narrow.
        chunks.iter().map(|chunk| usize::from(chunk.iter().map(|m| u8::from(*m == mask)).sum::<u8>())).sum()
    }

    /// The rows with exactly this mask.
    pub(crate) fn equal(&mut self, mask: u8) -> &[u16] {
        self.choose(|m| m == mask)
    }

    /// The rows with any other mask.
    pub(crate) fn unequal(&mut self, mask: u8) -> &[u16] {
        self.choose(|m| m != mask)
    }

    fn choose(&mut self, is_wanted: impl Fn(u8) -> bool) -> &[u16] {
        for (wanted, mask) in self.is_wanted.iter_mut().zip(&self.mask) {
            *wanted = u8::from(is_wanted(*mask));
        }
        let chunks = self.is_wanted.as_chunks::<128>().0;
        let count: usize = chunks.iter().map(|chunk| usize::from(chunk.iter().sum::<u8>())).sum();
        match count {
            0 => {}
            _ if count * SPARSE < BLOCK => self.collect_few(),
            _ => self.collect_many(),
        }
        self.rows.get(..count).unwrap_or_default()
    }

    fn collect_few(&mut self) {
        let mut places = self.rows.iter_mut();
        for (word, eight) in self.is_wanted.as_chunks::<8>().0.iter().enumerate() {
            let mut bits = u64::from_le_bytes(*eight);
            while bits != 0 {
                if let Some(place) = places.next() {
                    *place = (word * 8) as u16 + (bits.trailing_zeros() / 8) as u16;
                }
                bits &= bits - 1;
            }
        }
    }

    /// Writes every row and moves on only after wanted ones: no branch to guess wrong.
    fn collect_many(&mut self) {
        let mut next = 0;
        for (row, wanted) in (0u16..).zip(&self.is_wanted) {
            if let Some(place) = self.rows.get_mut(next % BLOCK) {
                *place = row;
            }
            next += usize::from(*wanted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparse_and_dense_choices_are_the_same_rows() {
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
}
