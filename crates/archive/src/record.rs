//! The records' short fields and long texts, by row.

use interaction::{Interaction, fold_case};
use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;
use crate::pack::{Unpacker, Written};

pub(crate) const HEADS_TABLE: &str = "CREATE TABLE record (
    row INTEGER PRIMARY KEY,
    case_key TEXT NOT NULL,
    heads BLOB NOT NULL
) STRICT";
pub(crate) const CASE_INDEX: &str = "CREATE INDEX record_by_case ON record (case_key)";
pub(crate) const TEXTS_TABLE: &str = "CREATE TABLE text (row INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT";
const ADD_HEADS: &str = "INSERT INTO record (row, case_key, heads) VALUES (?1, ?2, ?3)";
const ADD_TEXTS: &str = "INSERT INTO text (row, packed) VALUES (?1, ?2)";
const READ_HEADS: &str = "SELECT heads FROM record WHERE row = ?1";
const READ_TEXTS: &str = "SELECT packed FROM text WHERE row = ?1";
const EXISTS: &str = "SELECT EXISTS (SELECT 1 FROM record WHERE row = ?1)";
const OF_CASE: &str = "SELECT row FROM record WHERE case_key = ?1";
const ALL_HEADS: &str = "SELECT row, heads FROM record ORDER BY row";
const TEXTS_BEFORE: &str = "SELECT row, packed FROM text WHERE row < ?1 ORDER BY row DESC LIMIT ?2";
const DELETE_HEADS: &str = "DELETE FROM record WHERE row BETWEEN ?1 AND ?2";
const DELETE_TEXTS: &str = "DELETE FROM text WHERE row BETWEEN ?1 AND ?2";

pub(crate) fn add(connection: &Connection, row: u32, record: &Written, case: &str) -> Result<(), Error> {
    connection.prepare_cached(ADD_HEADS)?.execute(params![row, fold_case(case), record.heads])?;
    if !record.texts.is_empty() {
        connection.prepare_cached(ADD_TEXTS)?.execute(params![row, record.texts])?;
    }
    Ok(())
}

/// The heads and packed texts of a row.
pub(crate) fn packed(connection: &Connection, row: u32) -> Result<(Vec<u8>, Vec<u8>), Error> {
    let texts = connection.prepare_cached(READ_TEXTS)?.query_row([row], |row| row.get(0)).optional()?;
    Ok((heads(connection, row)?, texts.unwrap_or_default()))
}

/// Whether the row is there.
pub(crate) fn exists(connection: &Connection, row: u32) -> Result<bool, Error> {
    Ok(connection.prepare_cached(EXISTS)?.query_row([row], |row| row.get(0))?)
}

/// Calls `each` with the records of these rows, in the order asked for.
pub(crate) fn for_each(
    connection: &Connection,
    unpacker: &mut Unpacker,
    rows: &[u32],
    each: &mut dyn FnMut(Interaction),
) -> Result<(), Error> {
    let mut heads = connection.prepare_cached(READ_HEADS)?;
    let mut texts = connection.prepare_cached(READ_TEXTS)?;
    for row in rows {
        let mut found = heads.query([row])?;
        let heads = found.next()?.ok_or(Error::Damaged)?.get_ref(0)?.as_blob().map_err(|_| Error::Damaged)?;
        let mut found = texts.query([row])?;
        let packed = match found.next()? {
            Some(row) => row.get_ref(0)?.as_blob().map_err(|_| Error::Damaged)?,
            None => &[],
        };
        each(unpacker.record(heads, packed)?);
    }
    Ok(())
}

/// Calls `each` with the row and heads of every record, visible or not.
pub(crate) fn for_each_heads(connection: &Connection, each: &mut dyn FnMut(u32, &[u8])) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(ALL_HEADS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_blob().map_err(|_| Error::Damaged)?);
    }
    Ok(())
}

/// Calls `each` with the row and packed texts of so many records before a row, latest first. Those without long texts are
/// left out.
pub(crate) fn for_each_texts_before(
    connection: &Connection,
    (row, limit): (u32, u32),
    mut each: impl FnMut(u32, &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(TEXTS_BEFORE)?;
    let mut rows = statement.query([row, limit])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_blob().map_err(|_| Error::Damaged)?)?;
    }
    Ok(())
}

/// The rows of a case, visible or not, without regard to the case of letters; `""` finds those without one.
pub(crate) fn of_case(connection: &Connection, case: &str) -> Result<Vec<u32>, Error> {
    let mut statement = connection.prepare_cached(OF_CASE)?;
    let rows = statement.query_map([fold_case(case)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The heads of one record.
pub(crate) fn heads(connection: &Connection, row: u32) -> Result<Vec<u8>, Error> {
    Ok(connection.prepare_cached(READ_HEADS)?.query_row([row], |row| row.get(0))?)
}

pub(crate) fn delete(connection: &Connection, first: u32, last: u32) -> Result<(), Error> {
    connection.prepare_cached(DELETE_HEADS)?.execute([first, last])?;
    connection.prepare_cached(DELETE_TEXTS)?.execute([first, last])?;
    Ok(())
}
