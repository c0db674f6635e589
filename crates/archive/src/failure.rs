//! Stretches that were asked for in vain: shown in the coverage until an answer over them is stored.

use interaction::{Moment, Period, Window};
use rusqlite::{Connection, params};

use crate::{Error, StoredWindow};

pub(crate) const TABLE: &str = "CREATE TABLE failure (
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (first, last)
) STRICT, WITHOUT ROWID";
const NOTE: &str = "INSERT OR REPLACE INTO failure (first, last, at, reason) VALUES (?1, ?2, ?3, ?4)";
const ALL: &str = "SELECT first, last, at, reason FROM failure ORDER BY first, last";
const FORGET_AFTER: &str = "DELETE FROM failure WHERE first > ?1";
const NO_LATER: &str = "UPDATE failure SET at = ?1 WHERE at > ?1";
const CLEAR: &str = "DELETE FROM failure WHERE first = ?1 AND last = ?2";

/// A stretch that was asked for in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The stretch.
    pub window: Window,
    /// When it was asked for, in the operation's wall clock.
    pub at: Moment,
    /// Why it failed: a code of the caller's, never a text of the server's.
    pub reason: String,
}

impl Failure {
    /// Whether a second of the period was asked for in vain and has not been answered since. `stored` is ordered by time.
    pub(crate) fn holds_in<'a>(&self, period: Period, stored: impl Iterator<Item = &'a StoredWindow>) -> bool {
        let since = stored.filter(|window| window.fetched_at >= self.at).map(StoredWindow::period);
        self.window.period().intersection(period).is_some_and(|failed| !failed.gaps(since).is_empty())
    }
}

pub(crate) fn note(connection: &Connection, failure: &Failure) -> Result<(), Error> {
    let (first, last) = (failure.window.from().seconds(), failure.window.to().seconds());
    connection.prepare_cached(NOTE)?.execute(params![first, last, failure.at.seconds(), failure.reason])?;
    Ok(())
}

/// Forgets the failures whose whole stretch has been answered since. `stored` is ordered by time.
pub(crate) fn clear_answered(connection: &Connection, stored: &[StoredWindow]) -> Result<(), Error> {
    for failure in all(connection)? {
        if !failure.holds_in(failure.window.period(), stored.iter()) {
            let (first, last) = (failure.window.from().seconds(), failure.window.to().seconds());
            connection.prepare_cached(CLEAR)?.execute([first, last])?;
        }
    }
    Ok(())
}

/// Forgets the failures of days that have yet to come, and takes those noted later than now for noted now.
pub(crate) fn doubt(connection: &Connection, present: Moment) -> Result<(), Error> {
    connection.prepare_cached(FORGET_AFTER)?.execute([present.seconds()])?;
    connection.prepare_cached(NO_LATER)?.execute([present.seconds()])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<Failure>, Error> {
    let mut statement = connection.prepare_cached(ALL)?;
    let rows = statement.query_map([], |row| {
        let moment = |column| row.get::<_, u32>(column).map(Moment::from_seconds);
        Ok((moment(0)?, moment(1)?, moment(2)?, row.get(3)?))
    })?;
    rows.map(|row| {
        let (first, last, at, reason) = row?;
        Ok(Failure { window: Window::new(first, last).ok_or(Error::Damaged)?, at, reason })
    })
    .collect()
}
