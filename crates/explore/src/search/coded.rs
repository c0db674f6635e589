//! The records that have one of some values, as a set of positions: one look at each code of a dimension.

use interaction::Dimension;
use wide::u8x16;

use crate::code::BLOCK;
use crate::code_set::CodeSet;
use crate::{Hits, Table};

/// What a row is marked with that has none of the values.
const OTHER: u8 = 1;

/// The records whose value of a dimension is let through, by code.
pub(crate) fn hits(table: &Table, dimension: Dimension, allowed: &[bool]) -> Hits {
    let mut words = Vec::with_capacity(table.blocks() * BLOCK / 64);
    let set = CodeSet::new(allowed);
    if let Some(dimensioned) = table.dimensions().get(dimension as usize) {
        for block in 0..table.blocks() {
            let mut mask = [0; BLOCK];
            set.mark(&dimensioned.codes, block, OTHER, &mut mask);
            words.extend(mask.as_chunks::<64>().0.iter().map(unmarked));
        }
    }
    Hits { words }
}

/// The rows that are not marked, as bits.
fn unmarked(rows: &[u8; 64]) -> u64 {
    let bits = |rows: &[u8; 16]| u64::from(u8x16::new(*rows).simd_eq(u8x16::splat(0)).to_bitmask());
    (0..).step_by(16).zip(rows.as_chunks::<16>().0).fold(0, |word, (first, rows)| word | bits(rows) << first)
}
