//! Small facts about the archive, one a row.

use interaction::Moment;
use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;

pub(crate) const TABLE: &str = "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID";
const READ: &str = "SELECT value FROM meta WHERE key = ?1";
const WRITE: &str =
    "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

const NO_LATER: &str = "UPDATE meta SET value = ?2 WHERE key = ?1 AND value > ?2";

/// The oldest format whose programs can still read the file.
pub(crate) const MINIMUM_READER: &str = "minimum_reader";
/// The id that the next new record gets.
pub(crate) const NEXT_ID: &str = "next_id";
/// The row that the next record gets. It never falls, so that a row names one record for good.
pub(crate) const NEXT_ROW: &str = "next_row";
/// Rises with every change of what is visible.
pub(crate) const GENERATION: &str = "generation";
/// What the server was seen to select by: see [`SelectsBy`].
const SELECTS_BY: &str = "selects_by";

/// The date by which the server selects a window's records: the vendor does not say, the records show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelectsBy {
    /// No record has shown it yet.
    #[default]
    Unknown,
    /// By creation: records came that were closed outside their window.
    Creation,
    /// By closing: records came that were created outside their window.
    Closing,
}

pub(crate) fn number(connection: &Connection, key: &str) -> Result<Option<u64>, Error> {
    let value = connection.prepare_cached(READ)?.query_row([key], |row| row.get::<_, i64>(0)).optional()?;
    Ok(value.and_then(|value| u64::try_from(value).ok()))
}

pub(crate) fn set_number(connection: &Connection, key: &str, value: u64) -> Result<(), Error> {
    let value = i64::try_from(value).unwrap_or(i64::MAX);
    connection.prepare_cached(WRITE)?.execute(params![key, value])?;
    Ok(())
}

/// Makes a fact that is a time no later than `present`.
pub(crate) fn no_later(connection: &Connection, key: &str, present: Moment) -> Result<(), Error> {
    connection.prepare_cached(NO_LATER)?.execute(params![key, present.seconds()])?;
    Ok(())
}

pub(crate) fn generation(connection: &Connection) -> Result<u64, Error> {
    Ok(number(connection, GENERATION)?.unwrap_or(0))
}

pub(crate) fn selects_by(connection: &Connection) -> Result<SelectsBy, Error> {
    Ok(match number(connection, SELECTS_BY)? {
        Some(1) => SelectsBy::Creation,
        Some(2) => SelectsBy::Closing,
        _ => SelectsBy::Unknown,
    })
}

/// Remembers what an answer showed. Records created outside their window outweigh the opposite sign for good.
pub(crate) fn learn_selects_by(connection: &Connection, seen: SelectsBy) -> Result<(), Error> {
    let known = selects_by(connection)?;
    match (known, seen) {
        (_, SelectsBy::Closing) => set_number(connection, SELECTS_BY, 2),
        (SelectsBy::Unknown, SelectsBy::Creation) => set_number(connection, SELECTS_BY, 1),
        _ => Ok(()),
    }
}
