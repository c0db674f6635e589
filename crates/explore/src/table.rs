//! The records' columns in order: position 0 is the newest.

use std::ops::Range;
use std::sync::OnceLock;

use archive::{Codes, Columns};
use interaction::{Dimension, Moment};

use crate::block_counts::BlockCounts;
use crate::code::{BLOCK, arranged, permuted};
use crate::dictionary::{ABSENT, Dictionary};
use crate::places::Places;

/// Every record of an archive as a few bytes, newest first, ties by id, the undated last. Filters, counts and orders
/// run on it without touching the disk.
pub struct Table {
    ids: Vec<u32>,
    rows: Vec<u32>,
    created: Vec<u32>,
    closed: Vec<u32>,
    /// How many records have a date of creation; they lie before the others.
    dated: usize,
    dimensions: Vec<Dimensioned>,
    by_row: Places,
    by_id: OnceLock<Places>,
}

/// One dimension of the table.
pub(crate) struct Dimensioned {
    pub(crate) codes: Codes,
    pub(crate) dictionary: Dictionary,
    pub(crate) counts: BlockCounts,
}

impl Table {
    /// The table of an archive's columns.
    #[must_use]
    pub fn new(columns: Columns) -> Self {
        let order = order(&columns);
        let order = order.as_deref();
        let rows = permuted(columns.rows, order);
        let created = permuted(columns.created, order);
        let dimensions = (Dimension::ALL.into_iter().zip(columns.codes).zip(columns.values))
            .map(|((dimension, codes), values)| {
                let codes = arranged(codes, order, rows.len());
                let counts = BlockCounts::of(&codes, values.len());
                Dimensioned { codes, dictionary: Dictionary::new(dimension, values), counts }
            })
            .collect();
        Self {
            ids: permuted(columns.ids, order),
            closed: permuted(columns.closed, order),
            dated: created.partition_point(|seconds| *seconds != Columns::NO_DATE),
            by_row: Places::of(&rows),
            by_id: OnceLock::new(),
            rows,
            created,
            dimensions,
        }
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The archive's id of the record at a position.
    #[must_use]
    pub fn id(&self, position: u32) -> Option<u32> {
        self.ids.get(position as usize).copied()
    }

    /// Where the record with this id lies.
    #[must_use]
    pub fn position_of_id(&self, id: u32) -> Option<u32> {
        self.by_id.get_or_init(|| Places::of(&self.ids)).find(id, &self.ids)
    }

    /// The archive's row of the record at a position.
    #[must_use]
    pub fn row(&self, position: u32) -> Option<u32> {
        self.rows.get(position as usize).copied()
    }

    /// Where the record with this row lies; `None` for a row that is not visible.
    #[must_use]
    pub fn position_of_row(&self, row: u32) -> Option<u32> {
        self.by_row.find(row, &self.rows)
    }

    /// The first and the last date of creation; `None` where no record has one.
    #[must_use]
    pub fn span(&self) -> Option<(Moment, Moment)> {
        let dated = self.created.get(..self.dated)?;
        let (newest, oldest) = (dated.first()?, dated.last()?);
        Some((Moment::from_seconds(*oldest), Moment::from_seconds(*newest)))
    }

    /// The values of a dimension by code, as first seen; code 0 is `""`.
    #[must_use]
    pub fn values(&self, dimension: Dimension) -> &[String] {
        self.dimensions.get(dimension as usize).map_or(&[], |dimensioned| dimensioned.dictionary.values())
    }

    /// The number by which a dimension's values are sorted.
    pub(crate) fn rank(&self, dimension: Dimension, code: usize) -> u32 {
        self.dimensions.get(dimension as usize).map_or(ABSENT, |dimensioned| dimensioned.dictionary.rank(code))
    }

    /// The positions of the records created between two moments, both included. Without any bound, of all records,
    /// else of dated ones only.
    pub(crate) fn created_between(&self, from: Option<Moment>, to: Option<Moment>) -> Range<usize> {
        if from.is_none() && to.is_none() {
            return 0..self.len();
        }
        let dated = self.created.get(..self.dated).unwrap_or_default();
        let start = to.map_or(0, |to| dated.partition_point(|seconds| *seconds > to.seconds()));
        let end = from.map_or(dated.len(), |from| dated.partition_point(|seconds| *seconds >= from.seconds()));
        start..end.max(start)
    }

    pub(crate) fn dimensions(&self) -> &[Dimensioned] {
        &self.dimensions
    }

    pub(crate) fn blocks(&self) -> usize {
        self.len().div_ceil(BLOCK)
    }

    pub(crate) fn created(&self) -> &[u32] {
        &self.created
    }

    pub(crate) fn closed(&self) -> &[u32] {
        &self.closed
    }
}

/// Where each position's record lies in the columns; `None` where they already are in order, as they mostly are.
fn order(columns: &Columns) -> Option<Vec<u32>> {
    // One more than the date, wrapping, turns "none" into the oldest of all; turned around, newest comes first.
    let key = |created: u32, id: u32| u64::from(!created.wrapping_add(1)) << 32 | u64::from(id);
    let keys = || columns.created.iter().zip(&columns.ids).map(|(created, id)| key(*created, *id));
    if keys().is_sorted() {
        return None;
    }
    let mut keyed: Vec<(u64, u32)> = keys().zip(0..).collect();
    // The stable sort finds the long runs that a union of windows consists of.
    keyed.sort_by_key(|(key, _)| *key);
    Some(keyed.into_iter().map(|(_, place)| place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(records: &[(u32, u32)]) -> Table {
        let codes = || Codes::Bytes(vec![0; records.len()]);
        Table::new(Columns {
            ids: records.iter().map(|(id, _)| *id).collect(),
            rows: records.iter().map(|(id, _)| id + 100).collect(),
            created: records.iter().map(|(_, created)| *created).collect(),
            closed: vec![Columns::NO_DATE; records.len()],
            codes: std::array::from_fn(|_| codes()),
            values: std::array::from_fn(|_| vec![String::new()]),
        })
    }

    fn ids(table: &Table) -> Vec<u32> {
        (0..table.len() as u32).map(|position| table.id(position).unwrap()).collect()
    }

    #[test]
    fn newest_first_ties_by_id_and_undated_last() {
        let none = Columns::NO_DATE;
        let table = table(&[(4, 0), (1, none), (9, 50), (2, 50), (8, none - 1), (3, none), (5, 1)]);
        assert_eq!(ids(&table), [8, 2, 9, 5, 4, 1, 3]);
        assert_eq!(table.position_of_id(9), Some(2));
        assert_eq!(table.position_of_row(103), Some(6));
        assert_eq!(table.position_of_row(3), None);
    }

    #[test]
    fn a_period_is_a_slice_and_holds_no_undated_record() {
        let table = table(&[(1, 50), (2, 40), (3, 40), (4, 30), (5, Columns::NO_DATE)]);
        let between = |from: u32, to: u32| {
            table.created_between(Some(Moment::from_seconds(from)), Some(Moment::from_seconds(to)))
        };
        assert_eq!(between(40, 50), 0..3);
        assert_eq!(between(30, 40), 1..4);
        assert_eq!(between(0, u32::MAX), 0..4);
        assert_eq!(between(41, 49).len(), 0);
        assert_eq!(between(50, 30).len(), 0);
        assert_eq!(table.created_between(None, None), 0..5);
        assert_eq!(table.created_between(None, Some(Moment::from_seconds(40))), 1..4);
        assert_eq!(table.span(), Some((Moment::from_seconds(30), Moment::from_seconds(50))));
    }
}
