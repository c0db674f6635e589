//! What filters found: totals, counts, and the records in order, a page at a time.

use std::sync::{Arc, OnceLock};

use interaction::Dimension;

use crate::chosen::Chosen;
use crate::code::BLOCK;
use crate::code_set::allowed;
use crate::facet::{Facet, facets};
use crate::order::SortKeys;
use crate::pass::{Counted, count};
use crate::plan::Plan;
use crate::{Filters, Hits, Names, Table};

/// A page that ends before so many records is picked out; from here on all are sorted once and kept.
const PICKED: usize = 4096;

/// The records that filters let through. It holds the table it was found in, so it stays true to itself whatever the
/// archive does; records are worked out only where they are asked for.
pub struct Found {
    table: Arc<Table>,
    names: Arc<Names>,
    filters: Filters,
    plan: Plan,
    keys: Option<SortKeys>,
    counted: Counted,
    sorted: OnceLock<Vec<u32>>,
}

impl Found {
    /// Filters a table, newest first. Text and cases are not looked at but through `hits`, which must hold what they
    /// found where there are any.
    #[must_use]
    pub fn in_table(table: Arc<Table>, names: Arc<Names>, filters: Filters, hits: Option<Hits>) -> Self {
        let plan = Plan::new(&table, &filters, &names, hits);
        let counted = count(&table, &plan);
        Self { table, names, filters, plan, keys: None, counted, sorted: OnceLock::new() }
    }

    pub(crate) fn sorted_by(mut self, keys: Option<SortKeys>) -> Self {
        self.keys = keys;
        self
    }

    /// How many records were found.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counted.total
    }

    /// How many records there are of each value of a dimension, by code, without regard to the dimension's own filter.
    #[must_use]
    pub fn counts(&self, dimension: Dimension) -> &[u32] {
        self.counted.by_value.get(dimension as usize).map_or(&[], Vec::as_slice)
    }

    /// The values of a dimension with their counts: those that occur, and the chosen ones.
    #[must_use]
    pub fn facets(&self, dimension: Dimension) -> Vec<Facet> {
        let Some(dimensioned) = self.table.dimensions().get(dimension as usize) else { return Vec::new() };
        let dictionary = &dimensioned.dictionary;
        let chosen = allowed(dimension, self.filters.choices(dimension), dictionary, &self.names);
        facets(dimension, dictionary, &self.names, self.counts(dimension), &chosen)
    }

    /// The positions of a page: `limit` records after the first `offset`, in order.
    #[must_use]
    pub fn positions(&self, offset: usize, limit: usize) -> Vec<u32> {
        let end = offset.saturating_add(limit).min(self.total());
        let Some(keys) = &self.keys else { return self.newest(offset, end) };
        if offset >= end {
            return Vec::new();
        }
        if end <= PICKED && self.sorted.get().is_none() {
            return self.picked(keys, offset, end);
        }
        let sorted = self.sorted.get_or_init(|| {
            let mut sortable = keys.sortable(&self.table, &self.newest(0, self.total()));
            sortable.sort_unstable();
            sortable.into_iter().map(|key| key as u32).collect()
        });
        sorted.get(offset..end).unwrap_or_default().to_vec()
    }

    /// The archive's ids of a page.
    #[must_use]
    pub fn ids(&self, offset: usize, limit: usize) -> Vec<u32> {
        self.positions(offset, limit).into_iter().filter_map(|position| self.table.id(position)).collect()
    }

    /// Where a record stands among what was found; `None` where it was not found.
    #[must_use]
    pub fn place_of(&self, id: u32) -> Option<u32> {
        self.places_of(&[id]).pop().map(|(_, place)| place)
    }

    /// Those of these records that were found, each with where it stands, in order. One pass, however many there are.
    #[must_use]
    pub fn places_of(&self, ids: &[u32]) -> Vec<(u32, u32)> {
        let mut wanted: Vec<u32> = ids.iter().filter_map(|id| self.table.position_of_id(*id)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let held = self.found_among(&wanted);
        let placed = match &self.keys {
            None => held,
            Some(keys) => self.ranked(keys, held.into_iter().map(|(position, _)| position).collect()),
        };
        placed.into_iter().filter_map(|(position, place)| Some((self.table.id(position)?, place))).collect()
    }

    /// The table it was found in.
    #[must_use]
    pub fn table(&self) -> &Arc<Table> {
        &self.table
    }

    /// The names of skills and codes.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What the same period and choices find, whatever is searched for and whichever case it is.
    #[must_use]
    pub fn unsearched(&self) -> Self {
        let (from, to, choices) = (self.filters.from, self.filters.to, self.filters.choices.clone());
        let filters = Filters { from, to, choices, ..Filters::default() };
        Self::in_table(Arc::clone(&self.table), Arc::clone(&self.names), filters, None)
    }

    /// Calls `each` with every found position in the table's own order, newest first.
    pub(crate) fn for_each(&self, mut each: impl FnMut(u32)) {
        let mut chosen = Box::new(Chosen::new());
        let passing = self.plan.blocks().zip(&self.counted.in_blocks).filter(|(_, passing)| **passing > 0);
        for (block, _) in passing {
            let rows = self.plan.passing(&self.table, block, &mut chosen);
            rows.iter().for_each(|row| each((block * BLOCK) as u32 + u32::from(*row)));
        }
    }

    /// Of these ascending positions those that were found, each with how many lie before it in the table's own order.
    fn found_among(&self, wanted: &[u32]) -> Vec<(u32, u32)> {
        let mut held = Vec::with_capacity(wanted.len());
        let mut chosen = Box::new(Chosen::new());
        let (mut rest, mut before) = (wanted, 0);
        for (block, passing) in self.plan.blocks().zip(&self.counted.in_blocks) {
            let (_, from_here) = rest.split_at(rest.partition_point(|position| (*position as usize) < block * BLOCK));
            let within = from_here.partition_point(|position| (*position as usize) < (block + 1) * BLOCK);
            let (here, later) = from_here.split_at(within);
            if !here.is_empty() && *passing > 0 {
                let rows = self.plan.passing(&self.table, block, &mut chosen);
                let row = |position: u32| (position as usize % BLOCK) as u16;
                let place = |position: u32| rows.binary_search(&row(position)).ok().map(|at| before + at as u32);
                held.extend(here.iter().filter_map(|position| Some((*position, place(*position)?))));
            }
            (rest, before) = (later, before + *passing);
        }
        held
    }

    /// Found positions in the order of these keys, each with how many stand before it.
    fn ranked(&self, keys: &SortKeys, positions: Vec<u32>) -> Vec<(u32, u32)> {
        if positions.is_empty() {
            return Vec::new();
        }
        let mut own = keys.sortable(&self.table, &positions);
        own.sort_unstable();
        // For each of them how many of all stand between it and the one before it.
        let mut between = vec![0_u32; own.len()];
        for key in keys.sortable(&self.table, &self.newest(0, self.total())) {
            if let Some(count) = between.get_mut(own.partition_point(|own| *own <= key)) {
                *count += 1;
            }
        }
        let mut place = 0;
        let places = between.into_iter().map(|count| {
            place += count;
            place
        });
        own.iter().map(|key| *key as u32).zip(places).collect()
    }

    /// A page without sorting more than it holds.
    fn picked(&self, keys: &SortKeys, offset: usize, end: usize) -> Vec<u32> {
        let mut sortable = keys.sortable(&self.table, &self.newest(0, self.total()));
        if end < sortable.len() {
            sortable.select_nth_unstable(end);
        }
        sortable.truncate(end);
        sortable.sort_unstable();
        sortable.into_iter().skip(offset).map(|key| key as u32).collect()
    }

    /// The found positions from one place to another in the table's own order.
    fn newest(&self, start: usize, end: usize) -> Vec<u32> {
        let mut positions = Vec::with_capacity(end.saturating_sub(start));
        let mut chosen = Box::new(Chosen::new());
        let mut before = 0;
        for (block, passing) in self.plan.blocks().zip(&self.counted.in_blocks) {
            let after = before + *passing as usize;
            if end <= before {
                break;
            }
            if start < after && *passing > 0 {
                let rows = self.plan.passing(&self.table, block, &mut chosen);
                let rows = rows.iter().map(|row| (block * BLOCK) as u32 + u32::from(*row));
                positions.extend(rows.take(end - before).skip(start.saturating_sub(before)));
            }
            before = after;
        }
        positions
    }
}
