//! How often each value occurs in each block, so that a block that passes whole needs no look at its rows.

use archive::Codes;

use crate::code::{BLOCK, Code};

/// Above this many values the counts would cost more memory than the codes: then rows are counted one by one.
const MOST_VALUES: usize = 2048;

/// The counts of one dimension, block after block, filled up rows included; none where it has too many values.
pub(crate) struct BlockCounts {
    values: usize,
    /// A block has few enough rows for 16 bits.
    counts: Option<Vec<u16>>,
    /// How many values occur in each block.
    occurring: Vec<u16>,
}

impl BlockCounts {
    pub(crate) fn of(codes: &Codes, values: usize) -> Self {
        let counts = (values <= MOST_VALUES).then(|| match codes {
            Codes::Bytes(codes) => counted(codes, values),
            Codes::Words(codes) => counted(codes, values),
            Codes::Longs(codes) => counted(codes, values),
        });
        let blocks = counts.iter().flat_map(|counts| counts.chunks_exact(values.max(1)));
        let occurring = blocks.map(|counts| counts.iter().map(|count| u16::from(*count > 0)).sum()).collect();
        Self { values, counts, occurring }
    }

    /// Whether there are counts.
    pub(crate) fn are_kept(&self) -> bool {
        self.counts.is_some()
    }

    /// How many values occur in a block; `None` where there are no counts.
    pub(crate) fn occurring(&self, block: usize) -> Option<usize> {
        self.occurring.get(block).copied().map(usize::from)
    }

    /// The counts of a block by code; nothing where there are none.
    pub(crate) fn of_block(&self, block: usize) -> &[u16] {
        let start = block * self.values;
        self.counts.as_ref().and_then(|counts| counts.get(start..start + self.values)).unwrap_or_default()
    }

    /// Adds the counts of a block.
    pub(crate) fn add(&self, block: usize, totals: &mut [u32]) {
        for (total, count) in totals.iter_mut().zip(self.of_block(block)) {
            *total = total.wrapping_add(u32::from(*count));
        }
    }
}

fn counted<C: Code>(codes: &[C], values: usize) -> Vec<u16> {
    let blocks = codes.as_chunks::<BLOCK>().0;
    let mut counts = vec![0u16; blocks.len() * values];
    // Two counters for each value: equal codes often follow each other, and would wait for each other.
    let mut pairs = vec![[0u16; 2]; values];
    for (counts, codes) in counts.chunks_exact_mut(values.max(1)).zip(blocks) {
        pairs.fill([0; 2]);
        for [first, second] in codes.as_chunks::<2>().0 {
            if let Some([count, _]) = pairs.get_mut(first.index()) {
                *count += 1;
            }
            if let Some([_, count]) = pairs.get_mut(second.index()) {
                *count += 1;
            }
        }
        counts.iter_mut().zip(&pairs).for_each(|(count, [first, second])| *count = first + second);
    }
    counts
}
