//! Giving back the room that replaced answers, merged segments and old orders leave in the file.
//!
//! Some of it stays: the next download needs room for as much. Files from before this was known cannot give any back;
//! they use it again.

use rusqlite::Connection;

use crate::Error;

const PAGES: &str = "PRAGMA page_count";
const FREE_PAGES: &str = "PRAGMA freelist_count";
const KIND: &str = "PRAGMA auto_vacuum";
/// What `auto_vacuum` says of a file that gives back room when it is asked to.
const WHEN_ASKED: u64 = 2;
const GIVE_BACK: &str = "PRAGMA incremental_vacuum(256)";
/// One page in so many may be free, and a megabyte.
const KEPT_OF: u64 = 8;
const KEPT: u64 = 64;

/// Where much of the file is free, gives back 4 MB: what lies at its end moves to where room is free. Little enough that
/// nobody has to wait. Returns whether any was given back.
pub(crate) fn give_back(connection: &Connection) -> Result<bool, Error> {
    let pages = number(connection, PAGES)?;
    if number(connection, KIND)? != WHEN_ASKED || number(connection, FREE_PAGES)? <= pages / KEPT_OF + KEPT {
        return Ok(false);
    }
    let mut statement = connection.prepare_cached(GIVE_BACK)?;
    let mut moved = statement.query([])?;
    while moved.next()?.is_some() {}
    Ok(number(connection, PAGES)? < pages)
}

fn number(connection: &Connection, pragma: &str) -> Result<u64, Error> {
    Ok(connection.prepare_cached(pragma)?.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
}
