//! Found records with their texts.

use std::fmt;

use archive::Reader;
use interaction::Interaction;

use crate::{Error, Found, Table};

/// Records read at once: enough to spread the cost of a query, few enough to hold no memory worth naming.
const BATCH: usize = 256;

/// A record of an archive.
pub struct Record {
    /// The archive's own id.
    pub id: u32,
    /// Its texts.
    pub interaction: Interaction,
}

/// Names no text, as [`Interaction`] does not.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Found records one after the other, in order. Ends after the first error.
pub struct Records<'a> {
    reader: &'a mut Reader,
    found: &'a Found,
    next: usize,
    batch: std::vec::IntoIter<Record>,
}

impl<'a> Records<'a> {
    pub(crate) fn new(reader: &'a mut Reader, found: &'a Found) -> Self {
        Self { reader, found, next: 0, batch: Vec::new().into_iter() }
    }

    fn fill(&mut self) -> Result<(), Error> {
        let positions = self.found.positions(self.next, BATCH);
        self.next = self.next.saturating_add(BATCH);
        self.batch = read(self.reader, self.found.table(), &positions)?.into_iter();
        Ok(())
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_due = self.batch.len() == 0 && self.next < self.found.total();
        if is_due && let Err(error) = self.fill() {
            self.next = usize::MAX;
            return Some(Err(error));
        }
        self.batch.next().map(Ok)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.batch.len() + self.found.total().saturating_sub(self.next);
        (0, Some(left))
    }
}

/// Reads the texts of positions, in their order.
pub(crate) fn read(reader: &mut Reader, table: &Table, positions: &[u32]) -> Result<Vec<Record>, Error> {
    let rows: Vec<u32> = positions.iter().filter_map(|position| table.row(*position)).collect();
    let mut ids = positions.iter().filter_map(|position| table.id(*position));
    let mut records = Vec::with_capacity(rows.len());
    reader.interactions(&rows, &mut |interaction| {
        records.extend(ids.next().map(|id| Record { id, interaction }));
    })?;
    Ok(records)
}
