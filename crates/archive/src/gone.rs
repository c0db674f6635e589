//! Records that no answer holds any longer: what they were known by and their short fields.
//!
//! One that comes back, as it does where the server selects by closing and an old window was asked for again before the
//! new one, is the same record still: it gets its id back.

use interaction::Moment;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::run::RunId;
use crate::segment::Packed;
use crate::{Error, record};

pub(crate) const TABLE: &str = "CREATE TABLE gone (
    id INTEGER PRIMARY KEY,
    strong INTEGER NOT NULL,
    weak INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    at INTEGER NOT NULL,
    run INTEGER,
    heads BLOB NOT NULL
) STRICT";
pub(crate) const STRONG_INDEX: &str = "CREATE INDEX gone_by_strong ON gone (strong, closed)";
pub(crate) const RUN_INDEX: &str = "CREATE INDEX gone_by_run ON gone (run, id)";
const ADD: &str = "INSERT OR REPLACE INTO gone (id, strong, weak, closed, at, run, heads)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const ANY: &str = "SELECT EXISTS (SELECT 1 FROM gone)";
const OF_STRONG: &str = "SELECT id, heads, run FROM gone WHERE strong = ?1 ORDER BY closed, id LIMIT 1";
const DELETE: &str = "DELETE FROM gone WHERE id = ?1";
const PRUNE: &str = "DELETE FROM gone WHERE at < ?1";
const FIND: &str = "SELECT id, heads, run FROM gone WHERE id = ?1";

/// A record that no answer holds any longer.
pub(crate) struct Gone {
    pub(crate) id: u32,
    /// Its short fields, packed.
    pub(crate) heads: Vec<u8>,
    /// The run that found it gone.
    pub(crate) run: Option<RunId>,
}

/// Keeps what is known of a record whose row is about to be deleted.
pub(crate) fn add(connection: &Connection, old: &Packed, at: Moment, run: Option<RunId>) -> Result<(), Error> {
    let heads = record::heads(connection, old.row)?;
    // SQLite's numbers are signed; the bits stay what they are.
    let (strong, weak) = (old.identity.strong.cast_signed(), old.identity.weak.cast_signed());
    connection.prepare_cached(ADD)?.execute(params![
        old.id,
        strong,
        weak,
        old.closed,
        at.seconds(),
        run.map(RunId::number),
        heads
    ])?;
    Ok(())
}

/// Whether there is any.
pub(crate) fn any(connection: &Connection) -> Result<bool, Error> {
    Ok(connection.prepare_cached(ANY)?.query_row([], |row| row.get(0))?)
}

/// Takes back the record of a strong identity, the one closed first where there are several.
pub(crate) fn take_back(connection: &Connection, strong: u64) -> Result<Option<Gone>, Error> {
    let found = connection.prepare_cached(OF_STRONG)?.query_row([strong.cast_signed()], read).optional()?;
    if let Some(gone) = &found {
        connection.prepare_cached(DELETE)?.execute([gone.id])?;
    }
    Ok(found)
}

/// What is known of a record, where it is gone.
pub(crate) fn find(connection: &Connection, id: u32) -> Result<Option<Gone>, Error> {
    Ok(connection.prepare_cached(FIND)?.query_row([id], read).optional()?)
}

/// Forgets what went before a moment.
pub(crate) fn prune(connection: &Connection, before: Moment) -> Result<(), Error> {
    connection.prepare_cached(PRUNE)?.execute([before.seconds()])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Gone> {
    Ok(Gone { id: row.get(0)?, heads: row.get(1)?, run: row.get::<_, Option<u32>>(2)?.map(RunId::new) })
}
