//! Records that could not be read, raw as they came: counted, kept, never shown as interactions.

use rusqlite::{Connection, params};

use crate::Error;
use crate::window::WindowId;

pub(crate) const TABLE: &str = "CREATE TABLE aside (
    id INTEGER PRIMARY KEY,
    window INTEGER NOT NULL REFERENCES window (id),
    raw TEXT NOT NULL
) STRICT";
const ADD: &str = "INSERT INTO aside (window, raw) VALUES (?1, ?2)";
const OF_WINDOW: &str = "SELECT raw FROM aside WHERE window = ?1 ORDER BY id";
const DELETE: &str = "DELETE FROM aside WHERE window = ?1";

pub(crate) fn add(connection: &Connection, window: WindowId, raw: &str) -> Result<(), Error> {
    connection.prepare_cached(ADD)?.execute(params![window.0, raw])?;
    Ok(())
}

pub(crate) fn of_window(connection: &Connection, window: WindowId) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare_cached(OF_WINDOW)?;
    Ok(statement.query_map([window.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub(crate) fn delete(connection: &Connection, window: WindowId) -> Result<(), Error> {
    connection.prepare_cached(DELETE)?.execute([window.0])?;
    Ok(())
}
