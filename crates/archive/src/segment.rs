//! The packed columns of one window's records, and the hashes that pair and compare them with a newer answer.
//!
//! A segment is written with its window and replaced with it, so nothing is ever rewritten for the sake of another
//! window, and all of them together load in milliseconds.

use interaction::Dimension;
use rusqlite::{Connection, params};

use crate::bytes::{Cursor, numbers, put_numbers};
use crate::columns::Columns;
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
        fill(&mut records, numbers(blob.ids), |record, value| record.id = value);
        fill(&mut records, numbers(blob.rows), |record, value| record.row = value);
        fill(&mut records, numbers(blob.created), |record, value| record.created = value);
        fill(&mut records, numbers(blob.closed), |record, value| record.closed = value);
        for (dimension, (width, bytes)) in blob.codes.into_iter().enumerate() {
            fill(&mut records, codes(width, bytes), |record, value| {
                if let Some(code) = record.codes.get_mut(dimension) {
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
        let column = |value: fn(&Packed) -> u32| self.records.iter().map(value).collect::<Vec<u32>>();
        let mut blob = Vec::with_capacity(4 + self.records.len() * 26);
        put_numbers(&mut blob, &[self.records.len() as u32]);
        for values in [column(|r| r.id), column(|r| r.row), column(|r| r.created), column(|r| r.closed)] {
            put_numbers(&mut blob, &values);
        }
        for dimension in 0..Dimension::ALL.len() {
            let codes = || self.records.iter().filter_map(|record| record.codes.get(dimension).copied());
            match codes().max().unwrap_or(0) {
                0..=0xff => {
                    blob.push(1);
                    blob.extend(codes().map(|code| code as u8));
                }
                0x100..=0xffff => {
                    blob.push(2);
                    blob.extend(codes().flat_map(|code| (code as u16).to_le_bytes()));
                }
                _ => {
                    blob.push(4);
                    blob.extend(codes().flat_map(u32::to_le_bytes));
                }
            }
        }
        blob
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

/// A columns blob, seen as its columns.
pub(crate) struct Blob<'a> {
    pub(crate) count: usize,
    ids: &'a [u8],
    rows: &'a [u8],
    created: &'a [u8],
    closed: &'a [u8],
    codes: [(u8, &'a [u8]); Dimension::ALL.len()],
}

impl<'a> Blob<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let count = cursor.number()? as usize;
        let mut column = || cursor.take(count.checked_mul(4)?);
        let (ids, rows, created, closed) = (column()?, column()?, column()?, column()?);
        let mut codes: [(u8, &[u8]); Dimension::ALL.len()] = Default::default();
        for place in &mut codes {
            let width = cursor.byte()?;
            *place = (width, cursor.take(count.checked_mul(usize::from(width))?)?);
        }
        Some(Self { count, ids, rows, created, closed, codes })
    }

    /// Appends the blob's records to the columns.
    pub(crate) fn append_to(&self, columns: &mut Columns) {
        columns.ids.extend(numbers(self.ids));
        columns.rows.extend(numbers(self.rows));
        columns.created.extend(numbers(self.created));
        columns.closed.extend(numbers(self.closed));
        for (place, (width, bytes)) in columns.codes.iter_mut().zip(self.codes) {
            place.extend(codes(width, bytes));
        }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        numbers(self.rows)
    }

    pub(crate) fn created(&self) -> impl Iterator<Item = u32> + '_ {
        numbers(self.created)
    }

    pub(crate) fn closed(&self) -> impl Iterator<Item = u32> + '_ {
        numbers(self.closed)
    }

    pub(crate) fn codes(&self, dimension: Dimension) -> Box<dyn Iterator<Item = u32> + '_> {
        self.codes.get(dimension as usize).map_or_else(|| codes(1, &[]), |(width, bytes)| codes(*width, bytes))
    }
}

fn codes(width: u8, bytes: &[u8]) -> Box<dyn Iterator<Item = u32> + '_> {
    match width {
        1 => Box::new(bytes.iter().map(|byte| u32::from(*byte))),
        2 => Box::new(bytes.as_chunks::<2>().0.iter().map(|pair| u32::from(u16::from_le_bytes(*pair)))),
        _ => Box::new(numbers(bytes)),
    }
}

fn identities_of(bytes: &[u8]) -> impl Iterator<Item = Identity> + '_ {
    bytes.as_chunks::<16>().0.iter().map(|chunk| {
        let both = u128::from_le_bytes(*chunk);
        Identity { strong: both as u64, weak: (both >> 64) as u64 }
    })
}

fn fill<T>(records: &mut [Packed], values: impl Iterator<Item = T>, set: impl Fn(&mut Packed, T)) {
    for (record, value) in records.iter_mut().zip(values) {
        set(record, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_comes_back_at_every_width_of_codes() {
        let connection = Connection::open_in_memory().unwrap();
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

    #[test]
    fn a_blob_cut_short_is_noticed() {
        let blob = Segment { records: vec![Packed::default(); 3] }.columns_blob();
        assert!(Blob::of(&blob).is_some());
        assert!((0..blob.len()).all(|end| Blob::of(&blob[..end]).is_none()));
    }
}
