//! Filters made ready for a table: a slice of positions, tests on codes, and hits.

use std::ops::Range;

use interaction::Dimension;

use crate::chosen::Chosen;
use crate::code::BLOCK;
use crate::code_set::CodeSet;
use crate::{Filters, Hits, Names, Table};

/// Marks a row that counts for no dimension: two bits, so that it never looks like one failed test.
pub(crate) const OUT: u8 = 0b1100_0000;

/// Rows of a block that are few: one by one they cost about ten times what they do in a row.
const FEW: u32 = (BLOCK / 16) as u32;

/// How many rows hits have left in a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// No row can be found.
    None,
    /// Going through them one by one costs less than marking all rows of the block.
    Few,
    /// All rows of the block are marked.
    Many,
}

impl Left {
    fn of(count: u32) -> Self {
        match count {
            0 => Self::None,
            1..=FEW => Self::Few,
            _ => Self::Many,
        }
    }
}

/// What a pass over a table does with each row.
pub(crate) struct Plan {
    slice: Range<usize>,
    tests: Vec<Test>,
    hits: Option<Hits>,
}

/// One dimension's test.
struct Test {
    dimension: usize,
    set: CodeSet,
}

impl Plan {
    pub(crate) fn new(table: &Table, filters: &Filters, names: &Names, hits: Option<Hits>) -> Self {
        let tests = (Dimension::ALL.into_iter().zip(table.dimensions()))
            .filter(|(dimension, _)| !filters.choices(*dimension).is_empty())
            .map(|(dimension, dimensioned)| {
                let set = CodeSet::of(dimension, filters.choices(dimension), &dimensioned.dictionary, names);
                Test { dimension: dimension as usize, set }
            })
            .collect();
        Self { slice: table.created_between(filters.from, filters.to), tests, hits }
    }

    /// The blocks that hold positions of the slice.
    pub(crate) fn blocks(&self) -> Range<usize> {
        if self.slice.is_empty() { 0..0 } else { self.slice.start / BLOCK..self.slice.end.div_ceil(BLOCK) }
    }

    /// Whether every row of the block lies in the slice and nothing but codes decides.
    pub(crate) fn has_whole(&self, block: usize) -> bool {
        self.hits.is_none() && self.slice.start <= block * BLOCK && (block + 1) * BLOCK <= self.slice.end
    }

    /// What hits have left in each block of [`Self::blocks`].
    pub(crate) fn left_in_blocks(&self) -> impl Iterator<Item = Left> {
        let counts = self.hits.as_ref().map(|hits| hits.in_blocks(self.blocks()));
        let mut counts = counts.map(Vec::into_iter);
        std::iter::from_fn(move || match &mut counts {
            Some(counts) => counts.next().map(Left::of),
            None => Some(Left::Many),
        })
    }

    /// The numbers of the dimensions that are tested.
    pub(crate) fn tested(&self) -> impl Iterator<Item = usize> + '_ {
        self.tests.iter().map(|test| test.dimension)
    }

    /// Writes the mask of each row of a block: 0 where it passes, the bit of each dimension whose test it fails,
    /// [`OUT`] where dates, text or case leave it out.
    pub(crate) fn mark(&self, table: &Table, block: usize, mask: &mut [u8; BLOCK]) {
        match &self.hits {
            Some(hits) => hits.mark(block, OUT, mask),
            None => mask.fill(0),
        }
        self.leave_out_edges(block, mask);
        for test in &self.tests {
            if let Some(dimensioned) = table.dimensions().get(test.dimension) {
                test.set.mark(&dimensioned.codes, block, 1 << test.dimension, mask);
            }
        }
    }

    /// The rows of a block that hits have left, one by one, with their masks.
    pub(crate) fn judged<'a>(&'a self, table: &'a Table, block: usize) -> impl Iterator<Item = (u16, u8)> + 'a {
        let rows = self.hits.iter().flat_map(move |hits| hits.rows_of(block));
        let position = move |row: u16| block * BLOCK + usize::from(row);
        let within = rows.filter(move |row| self.slice.contains(&position(*row)));
        within.map(move |row| {
            let fails = |test: &&Test| {
                let codes = table.dimensions().get(test.dimension).map(|dimensioned| &dimensioned.codes);
                codes.and_then(|codes| codes.get(position(row))).is_some_and(|code| !test.set.contains(code))
            };
            (row, self.tests.iter().filter(fails).fold(0, |mask, test| mask | 1 << test.dimension))
        })
    }

    /// The rows of a block that pass.
    pub(crate) fn passing<'a>(&self, table: &Table, block: usize, chosen: &'a mut Chosen) -> &'a [u16] {
        let left = self.hits.as_ref().map_or(Left::Many, |hits| Left::of(hits.in_block(block)));
        if left != Left::Many {
            return chosen.write(self.judged(table, block).filter(|(_, mask)| *mask == 0).map(|(row, _)| row));
        }
        self.mark(table, block, &mut chosen.mask);
        chosen.equal(0)
    }

    fn leave_out_edges(&self, block: usize, mask: &mut [u8; BLOCK]) {
        let start = self.slice.start.saturating_sub(block * BLOCK).min(BLOCK);
        let end = self.slice.end.saturating_sub(block * BLOCK).min(BLOCK);
        let edges = [0..start, end..BLOCK];
        for edge in edges {
            mask.get_mut(edge).unwrap_or_default().fill(OUT);
        }
    }
}
