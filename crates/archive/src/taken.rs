//! Rows that a new answer takes over from a stored one, because the record there is the same to the letter.
//!
//! Until the new answer is stored such a row serves two: the stored answer shows it, the new one counts on it. So a row
//! is only ever deleted here, where both are known, and each row is taken over once.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use crate::window::WindowId;
use crate::{Error, attached, record, search};

pub(crate) const TABLE: &str = "CREATE TABLE taken (
    row INTEGER PRIMARY KEY,
    window INTEGER NOT NULL REFERENCES window (id),
    alone INTEGER NOT NULL
) STRICT";
const TAKE: &str = "INSERT OR IGNORE INTO taken (row, window, alone) VALUES (?1, ?2, 0)";
const ALL: &str = "SELECT row FROM taken";
const ALONE: &str = "SELECT row FROM taken WHERE window = ?1 AND alone = 1 ORDER BY row";
const LEAVE_ALONE: &str = "UPDATE taken SET alone = 1 WHERE row = ?1";
const CLEAR: &str = "DELETE FROM taken WHERE window = ?1";

/// Takes a row over; `false` where another answer has.
pub(crate) fn take(connection: &Connection, row: u32, window: WindowId) -> Result<bool, Error> {
    Ok(connection.prepare_cached(TAKE)?.execute(params![row, window.0])? == 1)
}

/// The rows that some answer has taken over and that is not stored yet.
pub(crate) fn all(connection: &Connection) -> Result<HashSet<u32>, Error> {
    let mut statement = connection.prepare_cached(ALL)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Deletes the rows of an answer that is no longer stored, but for those that another has taken over: that one now has
/// them alone.
pub(crate) fn free(connection: &Connection, rows: impl Iterator<Item = u32>) -> Result<(), Error> {
    let taken = all(connection)?;
    let (kept, mut free): (Vec<u32>, Vec<u32>) = rows.partition(|row| taken.contains(row));
    let mut leave = connection.prepare_cached(LEAVE_ALONE)?;
    kept.iter().try_for_each(|row| leave.execute([row]).map(drop))?;
    free.sort_unstable();
    delete(connection, &free)
}

/// Ends what an answer has taken over, because it is stored now.
pub(crate) fn keep(connection: &Connection, window: WindowId) -> Result<(), Error> {
    connection.prepare_cached(CLEAR)?.execute([window.0])?;
    Ok(())
}

/// Ends what an answer has taken over, because it will not be stored. What it has alone goes with it.
pub(crate) fn give_back(connection: &Connection, window: WindowId) -> Result<(), Error> {
    let alone: Vec<u32> =
        connection.prepare_cached(ALONE)?.query_map([window.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    connection.prepare_cached(CLEAR)?.execute([window.0])?;
    delete(connection, &alone)
}

/// Deletes rows, given in order, stretch by stretch.
fn delete(connection: &Connection, rows: &[u32]) -> Result<(), Error> {
    for stretch in rows.chunk_by(|row, next| row + 1 == *next) {
        if let (Some(first), Some(last)) = (stretch.first(), stretch.last()) {
            delete_stretch(connection, *first, *last)?;
        }
    }
    Ok(())
}

/// Deletes the rows from `first` to `last`, which must all be the same answer's own.
pub(crate) fn delete_stretch(connection: &Connection, first: u32, last: u32) -> Result<(), Error> {
    record::delete(connection, first, last)?;
    attached::delete(connection, first, last)?;
    search::delete(connection, first, last)
}
