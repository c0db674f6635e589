//! The windows whose answers the archive holds: start, end, when fetched, how many, state.

use interaction::{Moment, Period, Window};
use rusqlite::{Connection, Row, params};

use crate::{Error, meta};

pub(crate) const TABLE: &str = "CREATE TABLE window (
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    next_row INTEGER NOT NULL,
    records INTEGER NOT NULL,
    set_aside INTEGER NOT NULL,
    state INTEGER NOT NULL
) STRICT";
const ADD: &str = "INSERT INTO window (first, last, fetched_at, first_row, next_row, records, set_aside, state)
    VALUES (?1, ?2, ?3, ?4, ?4, 0, 0, ?5)";
const GROW: &str = "UPDATE window SET next_row = ?2, records = records + ?3, set_aside = set_aside + ?4 WHERE id = ?1";
const SET_STATE: &str = "UPDATE window SET state = ?2 WHERE id = ?1";
const SET_RECORDS: &str = "UPDATE window SET records = ?2 WHERE id = ?1";
const DOUBT: &str = "UPDATE window SET last = ?2, fetched_at = ?3 WHERE id = ?1";
const DELETE: &str = "DELETE FROM window WHERE id = ?1";
const ALL: &str = "SELECT id, first, last, fetched_at, first_row, next_row, records, set_aside, state
    FROM window ORDER BY first, id";

/// Names a window's answer in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WindowId(pub(crate) i64);

/// How far a window's answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowState {
    /// Still coming in, or left so by a program that was stopped. Nothing of it is visible.
    Arriving,
    /// Whole, but waiting for its other parts before it replaces what they had. Not visible.
    Staged,
    /// Whole, waiting likewise, though the server cut it off at its limit within one second.
    StagedFull,
    /// Visible and whole.
    Stored,
    /// Visible, but the server cut it off at its limit within one second.
    StoredFull,
}

/// A window and its last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredWindow {
    /// Its name in the archive.
    pub id: WindowId,
    /// The stretch that was asked for.
    pub window: Window,
    /// When it was asked for, in the operation's wall clock.
    pub fetched_at: Moment,
    /// How many records it holds.
    pub records: u64,
    /// How many records of the answer could not be read; their raw texts are kept.
    pub set_aside: u64,
    /// How far its answer is.
    pub state: WindowState,
    pub(crate) first_row: u32,
    pub(crate) next_row: u32,
}

impl StoredWindow {
    /// The stretch of time it covers.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.window.period()
    }

    /// Whether its records are visible.
    #[must_use]
    pub const fn is_stored(&self) -> bool {
        matches!(self.state, WindowState::Stored | WindowState::StoredFull)
    }

    /// Whether it waits for its other parts.
    #[must_use]
    pub const fn is_staged(&self) -> bool {
        matches!(self.state, WindowState::Staged | WindowState::StagedFull)
    }

    /// Whether it was fetched less than 24 hours after its end, so that late records may still be missing.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.fetched_at < self.window.to().plus(Self::SETTLES_AFTER)
    }

    /// Seconds after which an answer is no longer provisional: 24 hours.
    pub const SETTLES_AFTER: u32 = 86_400;
}

pub(crate) fn add(connection: &Connection, window: Window, fetched_at: Moment) -> Result<WindowId, Error> {
    let next_row = meta::number(connection, meta::NEXT_ROW)?.unwrap_or(1) as i64;
    connection.prepare_cached(ADD)?.execute(params![
        window.from().seconds(),
        window.to().seconds(),
        fetched_at.seconds(),
        next_row,
        number_of(WindowState::Arriving)
    ])?;
    Ok(WindowId(connection.last_insert_rowid()))
}

/// Counts what was appended to a window; `next_row` is the row after its last one.
pub(crate) fn grow(
    connection: &Connection,
    id: WindowId,
    (records, set_aside): (usize, usize),
    next_row: u32,
) -> Result<(), Error> {
    connection.prepare_cached(GROW)?.execute(params![id.0, next_row, records as i64, set_aside as i64])?;
    meta::set_number(connection, meta::NEXT_ROW, u64::from(next_row))
}

pub(crate) fn set_state(connection: &Connection, id: WindowId, state: WindowState) -> Result<(), Error> {
    connection.prepare_cached(SET_STATE)?.execute(params![id.0, number_of(state)])?;
    Ok(())
}

pub(crate) fn set_records(connection: &Connection, id: WindowId, records: usize) -> Result<(), Error> {
    connection.prepare_cached(SET_RECORDS)?.execute(params![id.0, records as i64])?;
    Ok(())
}

/// Sets a window's last second and when it was asked for.
pub(crate) fn doubt(connection: &Connection, id: WindowId, (last, fetched_at): (Moment, Moment)) -> Result<(), Error> {
    connection.prepare_cached(DOUBT)?.execute(params![id.0, last.seconds(), fetched_at.seconds()])?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: WindowId) -> Result<(), Error> {
    connection.prepare_cached(DELETE)?.execute([id.0])?;
    Ok(())
}

/// Every window in whatever state, oldest stretch first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<StoredWindow>, Error> {
    let mut statement = connection.prepare_cached(ALL)?;
    let windows = statement.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    windows.into_iter().map(|window| window.ok_or(Error::Damaged)).collect()
}

/// The windows whose records are visible, oldest stretch first. No two of them share a second.
pub(crate) fn stored(connection: &Connection) -> Result<Vec<StoredWindow>, Error> {
    Ok(all(connection)?.into_iter().filter(StoredWindow::is_stored).collect())
}

pub(crate) fn find(connection: &Connection, id: WindowId) -> Result<StoredWindow, Error> {
    all(connection)?.into_iter().find(|window| window.id == id).ok_or(Error::Sql { code: 0 })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<StoredWindow>> {
    let moment = |column| row.get::<_, u32>(column).map(Moment::from_seconds);
    let (Some(window), Some(state)) = (Window::new(moment(1)?, moment(2)?), state_of(row.get(8)?)) else {
        return Ok(None);
    };
    Ok(Some(StoredWindow {
        id: WindowId(row.get(0)?),
        window,
        fetched_at: moment(3)?,
        first_row: row.get(4)?,
        next_row: row.get(5)?,
        records: u64::from(row.get::<_, u32>(6)?),
        set_aside: u64::from(row.get::<_, u32>(7)?),
        state,
    }))
}

const fn number_of(state: WindowState) -> i64 {
    match state {
        WindowState::Arriving => 0,
        WindowState::Staged => 1,
        WindowState::StagedFull => 2,
        WindowState::Stored => 3,
        WindowState::StoredFull => 4,
    }
}

const fn state_of(number: i64) -> Option<WindowState> {
    match number {
        0 => Some(WindowState::Arriving),
        1 => Some(WindowState::Staged),
        2 => Some(WindowState::StagedFull),
        3 => Some(WindowState::Stored),
        4 => Some(WindowState::StoredFull),
        _ => None,
    }
}
