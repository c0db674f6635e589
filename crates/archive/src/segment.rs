//! The packed columns of one window's records, and the hashes that pair and compare them with a newer answer.
//!
//! A segment is written with its window and replaced with it, so nothing is ever rewritten for the sake of another
//! window, and all of them together load in milliseconds.

use interaction::Dimension;
use rusqlite::{Connection, params};

use crate::blob::{self, Blob};
use crate::identity::Identity;
use crate::window::WindowId;
use crate::{Error, window};

pub(crate) const TABLE: &str = "CREATE TABLE segment (
    window INTEGER PRIMARY KEY REFERENCES window (id),
    columns BLOB NOT NULL,
    identities BLOB NOT NULL
) STRICT";
/// Hashes of all that the records hold. Windows stored before have none, until they are asked for again.
pub(crate) const ADD_CONTENTS: &str = "ALTER TABLE segment ADD COLUMN contents BLOB";
const WRITE: &str = "INSERT OR REPLACE INTO segment (window, columns, identities, contents) VALUES (?1, ?2, ?3, ?4)";
const READ: &str = "SELECT columns, identities, contents FROM segment WHERE window = ?1";
const READ_COLUMNS: &str = "SELECT columns FROM segment WHERE window = ?1";
const WINDOWS: &str = "SELECT window FROM segment";
const WRITE_COLUMNS: &str = "UPDATE segment SET columns = ?2 WHERE window = ?1";
const READ_IDENTITIES: &str = "SELECT identities FROM segment WHERE window = ?1";
const DELETE: &str = "DELETE FROM segment WHERE window = ?1";

/// The columns of one window's records, in order of arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) records: Vec<Packed>,
}

/// One record of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Packed {
    /// 0 until the window is stored: ids are given when the pairing is known.
    pub(crate) id: u32,
    pub(crate) row: u32,
    pub(crate) created: u32,
    pub(crate) closed: u32,
    pub(crate) codes: [u32; Dimension::ALL.len()],
    pub(crate) identity: Identity,
    /// A hash of all that the record holds; `None` where it was stored before there was one.
    pub(crate) contents: Option<u64>,
}

impl Segment {
    /// Writes the segment of a window, newest records first so that loading finds them almost in order.
    pub(crate) fn write(&mut self, connection: &Connection, window: WindowId) -> Result<(), Error> {
        let newest_first = |record: &Packed| (std::cmp::Reverse(record.created), record.id, record.row);
        self.records.sort_by_key(newest_first);
        let mut statement = connection.prepare_cached(WRITE)?;
        statement.execute(params![window.0, self.columns_blob(), self.identities_blob(), self.contents_blob()])?;
        Ok(())
    }

    /// Reads the whole segment of a window.
    pub(crate) fn read(connection: &Connection, window: WindowId) -> Result<Self, Error> {
        let (columns, identities, contents) = connection.prepare_cached(READ)?.query_row([window.0], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Option<Vec<u8>>>(2)?))
        })?;
        let blob = Blob::of(&columns).ok_or(Error::Damaged)?;
        let mut records: Vec<Packed> = (0..blob.count).map(|_| Packed::default()).collect();
        fill(&mut records, blob.ids(), |record, value| record.id = value);
        fill(&mut records, blob.rows(), |record, value| record.row = value);
        fill(&mut records, blob.created(), |record, value| record.created = value);
        fill(&mut records, blob.closed(), |record, value| record.closed = value);
        for dimension in Dimension::ALL {
            fill(&mut records, blob.codes(dimension), |record, value| {
                if let Some(code) = record.codes.get_mut(dimension as usize) {
                    *code = value;
                }
            });
        }
        fill(&mut records, identities_of(&identities), |record, value| record.identity = value);
        let contents = contents.unwrap_or_default();
        let contents = contents.as_chunks::<8>().0.iter().map(|chunk| u64::from_le_bytes(*chunk));
        fill(&mut records, contents, |record, value| record.contents = Some(value));
        Ok(Self { records })
    }

    pub(crate) fn delete(connection: &Connection, window: WindowId) -> Result<(), Error> {
        connection.prepare_cached(DELETE)?.execute([window.0])?;
        Ok(())
    }

    fn columns_blob(&self) -> Vec<u8> {
        let column = |value: &dyn Fn(&Packed) -> u32| self.records.iter().map(value).collect::<Vec<u32>>();
        let code = |dimension: usize| column(&|record| record.codes.get(dimension).copied().unwrap_or_default());
        let codes: Vec<Vec<u32>> = (0..Dimension::ALL.len()).map(code).collect();
        let dates = [column(&|record| record.created), column(&|record| record.closed)];
        blob::pack(
            &column(&|record| record.id),
            &column(&|record| record.row),
            dates.each_ref().map(Vec::as_slice),
            &codes,
        )
    }

    fn identities_blob(&self) -> Vec<u8> {
        let bytes = |identity: Identity| identity.strong.to_le_bytes().into_iter().chain(identity.weak.to_le_bytes());
        self.records.iter().flat_map(|record| bytes(record.identity)).collect()
    }

    /// `None` where one of them is unknown.
    fn contents_blob(&self) -> Option<Vec<u8>> {
        let mut blob = Vec::with_capacity(self.records.len() * 8);
        for record in &self.records {
            blob.extend(record.contents?.to_le_bytes());
        }
        Some(blob)
    }
}

/// The strong identities of a window's records, to ask quickly whether one of them is known.
pub(crate) fn identities(connection: &Connection, window: WindowId) -> Result<Vec<Identity>, Error> {
    let blob: Vec<u8> = connection.prepare_cached(READ_IDENTITIES)?.query_row([window.0], |row| row.get(0))?;
    Ok(identities_of(&blob).collect())
}

/// Packs the columns of every segment, as the third format has them.
pub(crate) fn pack_all(connection: &Connection) -> Result<(), Error> {
    let windows: Vec<i64> =
        connection.prepare(WINDOWS)?.query_map([], |row| row.get(0))?.collect::<Result<_, rusqlite::Error>>()?;
    for window in windows {
        let mut packed = Vec::new();
        with_columns(connection, WindowId(window), &mut |blob| {
            let codes: Vec<_> = Dimension::ALL.into_iter().map(|dimension| blob.codes(dimension)).collect();
            packed = blob::pack(&blob.ids(), &blob.rows(), [&blob.created(), &blob.closed()], &codes);
        })?;
        connection.prepare_cached(WRITE_COLUMNS)?.execute(params![window, packed])?;
    }
    Ok(())
}

/// Calls `each` with the columns blob of every stored window, the latest window first.
pub(crate) fn for_each_stored(connection: &Connection, each: &mut dyn FnMut(&Blob<'_>)) -> Result<(), Error> {
    window::stored(connection)?.iter().rev().try_for_each(|stored| with_columns(connection, stored.id, each))
}

/// Calls `each` with the columns blob of a window.
pub(crate) fn with_columns(
    connection: &Connection,
    window: WindowId,
    each: &mut dyn FnMut(&Blob<'_>),
) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(READ_COLUMNS)?;
    let mut rows = statement.query([window.0])?;
    let row = rows.next()?.ok_or(Error::Damaged)?;
    let bytes = row.get_ref(0)?.as_blob().map_err(|_| Error::Damaged)?;
    each(&Blob::of(bytes).ok_or(Error::Damaged)?);
    Ok(())
}

fn identities_of(bytes: &[u8]) -> impl Iterator<Item = Identity> + '_ {
    bytes.as_chunks::<16>().0.iter().map(|chunk| {
        let both = u128::from_le_bytes(*chunk);
        Identity { strong: both as u64, weak: (both >> 64) as u64 }
    })
}

fn fill<T>(records: &mut [Packed], values: impl IntoIterator<Item = T>, set: impl Fn(&mut Packed, T)) {
    for (record, value) in records.iter_mut().zip(values) {
        set(record, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_comes_back_at_every_width_of_codes() {
        let connection = crate::open::in_memory().unwrap();
        connection.execute_batch(&format!("{};{TABLE};{ADD_CONTENTS}", window::TABLE)).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        let record = |i: u32| Packed {
            id: i,
            row: i + 7,
            created: u32::MAX - i,
            closed: i,
            codes: [1, 255, 256, 65_535, 65_536, i],
            identity: Identity { strong: u64::from(i), weak: u64::MAX - u64::from(i) },
            contents: Some(u64::MAX - u64::from(i)),
        };
        let mut segment = Segment { records: (0..300).map(record).collect() };
        segment.write(&connection, WindowId(1)).unwrap();
        assert_eq!(Segment::read(&connection, WindowId(1)).unwrap(), segment);
        let strong: Vec<_> = identities(&connection, WindowId(1)).unwrap().iter().map(|i| i.strong).collect();
        assert_eq!(strong, (0..300).collect::<Vec<u64>>());
        segment.records.iter_mut().for_each(|record| record.contents = None);
        segment.write(&connection, WindowId(2)).unwrap();
        assert_eq!(Segment::read(&connection, WindowId(2)).unwrap(), segment);
    }
}
