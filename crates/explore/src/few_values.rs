//! Counting a block by comparing all of its codes with each value, for dimensions of which few values occur in it.
//!
//! A vector compares up to 64 codes at once, so this costs the same however many rows count, and no row has to be named.

use pulp::{Arch, Simd, WithSimd};

use crate::code::BLOCK;
use crate::equal::count_equal;

/// Stands for the codes of rows that do not count.
const UNCOUNTED: u8 = u8::MAX;
/// Codes above this cannot be told from what does not count.
pub(crate) const MOST_VALUES: usize = UNCOUNTED as usize;

/// What comparing a block with one value costs, in rows counted one by one.
const COMPARISON: usize = 24;
/// What it costs to leave out the rows that do not count, in the same.
const LEAVING_OUT: usize = 32;

/// Whether comparing with so many values costs less than counting so many rows one by one.
pub(crate) fn is_worth_it(values: usize, rows: usize) -> bool {
    values.saturating_sub(1) * COMPARISON + LEAVING_OUT <= rows
}

/// The rows of a block to be counted.
pub(crate) struct FewValues<'a> {
    pub(crate) codes: &'a [u8; BLOCK],
    pub(crate) mask: &'a [u8; BLOCK],
    /// Bits of the mask without regard to which a row counts; any other leaves it out.
    pub(crate) ignored: u8,
    /// How many rows count.
    pub(crate) rows: usize,
}

impl FewValues<'_> {
    /// Adds how many of the rows have each code to the totals; `in_block` says which codes occur at all.
    pub(crate) fn count(&self, in_block: &[u16], totals: &mut [u32]) {
        let mut codes = [UNCOUNTED; BLOCK];
        Arch::new().dispatch(LeaveOut { given: self, codes: &mut codes });
        let occurring = (0..=u8::MAX).zip(in_block).zip(totals).filter(|((_, in_block), _)| **in_block > 0);
        let mut left = self.rows as u32;
        let mut occurring = occurring.map(|((code, _), total)| (code, total)).peekable();
        while let Some((code, total)) = occurring.next() {
            // Whatever is left has the last of them.
            let found = match occurring.peek() {
                Some(_) => count_equal(&codes, code),
                None => left,
            };
            *total = total.wrapping_add(found);
            left = left.wrapping_sub(found);
        }
    }
}

struct LeaveOut<'a> {
    given: &'a FewValues<'a>,
    codes: &'a mut [u8; BLOCK],
}

impl WithSimd for LeaveOut<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let counted = !self.given.ignored;
        let rows = self.codes.iter_mut().zip(self.given.codes).zip(self.given.mask);
        rows.for_each(|((place, code), mask)| *place = code | u8::from(mask & counted != 0).wrapping_neg());
    }
}
