//! The downloads that were made: when, over what, at what cost, and how they ended.
//!
//! A follower asks every few minutes; its runs of one day are one row here, which the next of them goes on with.

use interaction::{Moment, Period};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::kind::ChangeCounts;
use crate::{Error, change, gone, meta};

pub(crate) const TABLE: &str = "CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    records INTEGER NOT NULL,
    records_before INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    reason TEXT,
    ended INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    next_id INTEGER NOT NULL
) STRICT";
const ADD: &str = "INSERT INTO run
    (at, first, last, kind, requests, records, records_before, seconds, reason, ended, first_id, next_id)
    VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 0, NULL, 0, ?5, ?5)";
const LATEST: &str = "SELECT id, at, kind FROM run ORDER BY id DESC LIMIT 1";
const GO_ON: &str = "UPDATE run SET first = min(first, ?2), last = max(last, ?3), records_before = records,
    reason = NULL, ended = 0 WHERE id = ?1";
const STORED: &str = "UPDATE run SET records = records + ?2, next_id = ?3 WHERE id = ?1";
const END: &str = "UPDATE run SET requests = requests + ?2, records = records_before + ?3, seconds = seconds + ?4,
    reason = ?5, ended = 1 WHERE id = ?1";
const LIST: &str = "SELECT id, at, first, last, kind, requests, records, seconds, reason, ended, first_id, next_id
    FROM run ORDER BY id DESC LIMIT ?1";
const IDS: &str = "SELECT first_id, next_id FROM run WHERE id = ?1";
const ANY_BEFORE: &str = "SELECT EXISTS (SELECT 1 FROM run WHERE at < ?1)";
const LATELY: &str = "SELECT at FROM (SELECT at FROM run ORDER BY id DESC LIMIT 9) ORDER BY at";
const PRUNE: &str = "DELETE FROM run WHERE at < ?1";

/// How long runs and what they found are kept: 90 days.
const KEPT_FOR: u32 = 90 * 86_400;

/// Names a run in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunId(u32);

/// Who began a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// A person, or a schedule of theirs.
    Asked,
    /// Traza itself, to keep the day fresh.
    Followed,
}

/// A run that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewRun {
    /// When, in the operation's wall clock.
    pub at: Moment,
    /// The period that is wanted.
    pub period: Period,
    /// Who began it.
    pub kind: RunKind,
}

/// What a run has cost and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunEnd {
    /// HTTP requests.
    pub requests: u64,
    /// Records of the answers that were stored.
    pub records: u64,
    /// Seconds it took.
    pub seconds: u32,
    /// Why it failed: a code of the caller's, never a text of the server's. `None` where it did not.
    pub reason: Option<String>,
}

/// A run that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its name in the archive.
    pub id: RunId,
    /// When it began, in the operation's wall clock.
    pub at: Moment,
    /// The period that was wanted.
    pub period: Period,
    /// Who began it.
    pub kind: RunKind,
    /// HTTP requests; of a run that never ended those before it was last gone on with.
    pub requests: u64,
    /// Records of the answers that were stored.
    pub records: u64,
    /// Seconds it took.
    pub seconds: u32,
    /// Why it failed: a code.
    pub reason: Option<String>,
    /// Whether it ended; one that did not runs still, or was killed.
    pub ended: bool,
    /// What it changed, by kind.
    pub changes: ChangeCounts,
}

impl RunId {
    /// The run of this number, as [`RunId::number`] gave it.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number: higher is later.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// Begins a run, or goes on with the last one where both follow the same day.
pub(crate) fn begin(connection: &Connection, new: NewRun) -> Result<RunId, Error> {
    let (first, last) = (new.period.from().seconds(), new.period.to().seconds());
    if let Some(latest) = latest_followed(connection, new)? {
        connection.prepare_cached(GO_ON)?.execute(params![latest.0, first, last])?;
        return Ok(latest);
    }
    let next_id = meta::number(connection, meta::NEXT_ID)?.unwrap_or(1).cast_signed();
    connection.prepare_cached(ADD)?.execute(params![new.at.seconds(), first, last, number_of(new.kind), next_id])?;
    u32::try_from(connection.last_insert_rowid()).map(RunId).map_err(|_| Error::Sql { code: 0 })
}

fn latest_followed(connection: &Connection, new: NewRun) -> Result<Option<RunId>, Error> {
    if new.kind != RunKind::Followed {
        return Ok(None);
    }
    let latest = connection
        .prepare_cached(LATEST)?
        .query_row([], |row| Ok((RunId(row.get(0)?), Moment::from_seconds(row.get(1)?), row.get::<_, i64>(2)?)));
    let same = |(_, at, kind): &(RunId, Moment, i64)| at.day() == new.at.day() && *kind == number_of(RunKind::Followed);
    Ok(latest.optional()?.filter(same).map(|(id, ..)| id))
}

/// Counts what was stored under a run, so that a killed one tells of it too.
pub(crate) fn count(connection: &Connection, id: RunId, records: u64, next_id: u64) -> Result<(), Error> {
    connection.prepare_cached(STORED)?.execute(params![id.0, records.cast_signed(), next_id.cast_signed()])?;
    Ok(())
}

/// Ends a run, and forgets what is too old.
pub(crate) fn end(connection: &Connection, id: RunId, end: &RunEnd) -> Result<(), Error> {
    let (requests, records) = (end.requests.cast_signed(), end.records.cast_signed());
    connection.prepare_cached(END)?.execute(params![id.0, requests, records, end.seconds, end.reason])?;
    lately(connection)?.map_or(Ok(()), |at| prune(connection, at.minus(KEPT_FOR)))
}

/// When the latest runs were, by the one in the middle of nine: a few that were made while the clock was ahead must not
/// have what others found forgotten.
fn lately(connection: &Connection) -> Result<Option<Moment>, Error> {
    let mut statement = connection.prepare_cached(LATELY)?;
    let began = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<u32>, _>>()?;
    Ok(began.get(began.len().saturating_sub(1) / 2).copied().map(Moment::from_seconds))
}

/// Forgets the runs begun before a moment, and what they found. Mostly there is none, and then nothing is looked through.
fn prune(connection: &Connection, before: Moment) -> Result<(), Error> {
    if connection.prepare_cached(ANY_BEFORE)?.query_row([before.seconds()], |row| row.get(0))? {
        change::prune(connection, before)?;
        gone::prune(connection, before)?;
        connection.prepare_cached(PRUNE)?.execute([before.seconds()])?;
    }
    Ok(())
}

/// The latest runs, newest first.
pub(crate) fn list(connection: &Connection, limit: usize) -> Result<Vec<Run>, Error> {
    let mut statement = connection.prepare_cached(LIST)?;
    let runs = statement.query_map([limit as i64], read)?.collect::<Result<Vec<_>, _>>()?;
    runs.into_iter()
        .map(|run| {
            let mut run = run.ok_or(Error::Damaged)?;
            change::count(connection, run.id, &mut run.changes)?;
            Ok(run)
        })
        .collect()
}

/// The ids that a run has given: from the first to before the second.
pub(crate) fn ids(connection: &Connection, id: RunId) -> Result<Option<(u32, u32)>, Error> {
    Ok(connection.prepare_cached(IDS)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Run>> {
    let moment = |column| row.get::<_, u32>(column).map(Moment::from_seconds);
    let number = |column| row.get::<_, i64>(column).map(i64::cast_unsigned);
    let (Some(period), Some(kind)) = (Period::new(moment(2)?, moment(3)?), kind_of(row.get(4)?)) else {
        return Ok(None);
    };
    Ok(Some(Run {
        id: RunId(row.get(0)?),
        at: moment(1)?,
        period,
        kind,
        requests: number(5)?,
        records: number(6)?,
        seconds: row.get(7)?,
        reason: row.get(8)?,
        ended: row.get(9)?,
        changes: ChangeCounts { new: number(11)?.saturating_sub(number(10)?), ..ChangeCounts::default() },
    }))
}

const fn number_of(kind: RunKind) -> i64 {
    match kind {
        RunKind::Asked => 0,
        RunKind::Followed => 1,
    }
}

const fn kind_of(number: i64) -> Option<RunKind> {
    match number {
        0 => Some(RunKind::Asked),
        1 => Some(RunKind::Followed),
        _ => None,
    }
}
