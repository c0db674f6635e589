//! Sets of positions as a person makes them: one row more or less, a range of what was found, all of it.

use crate::code::BLOCK;
use crate::{Found, Hits, Table};

impl Hits {
    /// No record of a table.
    #[must_use]
    pub fn none(table: &Table) -> Self {
        Self { words: vec![0; table.blocks() * BLOCK / 64] }
    }

    /// These positions of a table.
    #[must_use]
    pub fn of_positions(table: &Table, positions: impl IntoIterator<Item = u32>) -> Self {
        let mut hits = Self::none(table);
        positions.into_iter().for_each(|position| hits.insert(position));
        hits
    }

    /// Adds a position.
    pub fn insert(&mut self, position: u32) {
        if let Some(word) = self.words.get_mut(position as usize / 64) {
            *word |= 1 << (position % 64);
        }
    }

    /// Adds a position, or takes it out where it is in the set.
    pub fn toggle(&mut self, position: u32) {
        if let Some(word) = self.words.get_mut(position as usize / 64) {
            *word ^= 1 << (position % 64);
        }
    }

    /// Whether a position is in the set.
    #[must_use]
    pub fn contains(&self, position: u32) -> bool {
        self.words.get(position as usize / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    /// How many positions are in a set that holds none but those of records, as every set does but [`Hits::all`].
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The positions, ascending.
    pub fn positions(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).step_by(64).zip(&self.words).flat_map(|(first, word)| {
            let next = |word: &u64| Some(*word & word.wrapping_sub(1)).filter(|rest| *rest != 0);
            let set = std::iter::successors(Some(*word).filter(|word| *word != 0), next);
            set.map(move |word| first + word.trailing_zeros())
        })
    }
}

impl Found {
    /// All that was found, as a set: without the order, which would cost a sort.
    #[must_use]
    pub fn all(&self) -> Hits {
        let mut all = Hits::none(self.table());
        self.for_each(|position| all.insert(position));
        all
    }
}

#[cfg(test)]
mod tests {
    use archive::{Codes, Columns};

    use super::*;

    fn table(records: u32) -> Table {
        Table::new(Columns {
            ids: (1..=records).collect(),
            rows: (1..=records).collect(),
            created: (0..records).rev().collect(),
            closed: vec![Columns::NO_DATE; records as usize],
            codes: std::array::from_fn(|_| Codes::Bytes(vec![0; records as usize])),
            values: std::array::from_fn(|_| vec![String::new()]),
        })
    }

    #[test]
    fn a_set_holds_what_was_put_in_and_not_taken_out() {
        let table = table(5_000);
        let mut picked = Hits::of_positions(&table, [4_999, 0, 63, 64, 4_096]);
        picked.toggle(64);
        picked.toggle(65);
        assert_eq!(picked.positions().collect::<Vec<_>>(), [0, 63, 65, 4_096, 4_999]);
        assert_eq!((picked.count(), picked.contains(63), picked.contains(64)), (5, true, false));
        picked.insert(u32::MAX);
        assert!(!picked.contains(u32::MAX) && picked.count() == 5);
        assert_eq!(Hits::none(&table).positions().count(), 0);
    }
}
