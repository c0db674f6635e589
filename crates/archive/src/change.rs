//! What each run changed of the records: the kinds, and the older values of the fields that changed.
//!
//! New records need no rows here: a run knows the first and the last id that it gave. A record that changes twice in
//! one run, as it may in a follower's, has one row, with the values from before both.

use interaction::{Field, Interaction, Moment};
use rusqlite::{Connection, OptionalExtension, params};

use crate::kind::{ChangeCounts, ChangeKind, ChangeKinds, Difference};
use crate::pack::{self, Packer, Unpacker};
use crate::run::{self, RunId};
use crate::segment::Packed;
use crate::{Error, gone};

pub(crate) const TABLE: &str = "CREATE TABLE change (
    record INTEGER NOT NULL,
    run INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kinds INTEGER NOT NULL,
    before BLOB NOT NULL,
    PRIMARY KEY (record, run)
) STRICT, WITHOUT ROWID";
/// Holds the kinds too, so that counting and paging read no older values.
pub(crate) const RUN_INDEX: &str = "CREATE INDEX change_by_run ON change (run, record, kinds)";
const WRITE: &str = "INSERT OR REPLACE INTO change (record, run, at, kinds, before) VALUES (?1, ?2, ?3, ?4, ?5)";
const READ: &str = "SELECT kinds, before FROM change WHERE record = ?1 AND run = ?2";
const DELETE: &str = "DELETE FROM change WHERE record = ?1 AND run = ?2";
const KEEP_LATEST: &str = "DELETE FROM change WHERE record = ?1
    AND run <= (SELECT run FROM change WHERE record = ?1 ORDER BY run DESC LIMIT 1 OFFSET ?2)";
const PRUNE: &str = "DELETE FROM change WHERE run IN (SELECT id FROM run WHERE at < ?1)";
const OF_RECORD: &str = "SELECT at, kinds, before, run FROM change WHERE record = ?1 ORDER BY run DESC";
const COUNT: &str = "SELECT kinds, count(*) FROM change WHERE run = ?1 GROUP BY kinds
    UNION ALL SELECT ?2, count(*) FROM gone WHERE run = ?1";
/// Records that were there before the run began.
const OLDER: &str = "SELECT record FROM change WHERE run = ?1 AND record < ?2
    UNION SELECT id FROM gone WHERE run = ?1 AND id < ?2";
const OF_KIND: &str = "SELECT record FROM change WHERE run = ?1 AND kinds & ?2 <> 0";
/// Those that are gone still, and those that came back since.
const GONE: &str = "SELECT id FROM gone WHERE run = ?1
    UNION SELECT record FROM change WHERE run = ?1 AND kinds & ?2 <> 0";
const ADD_KIND: &str = "INSERT INTO change (record, run, at, kinds, before) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO UPDATE SET kinds = kinds | excluded.kinds";

/// How many changes of a record are kept.
const KEPT: u32 = 20;

/// A record that a run changed.
#[derive(Debug)]
pub struct Change {
    /// The record.
    pub id: u32,
    /// How it changed.
    pub kinds: ChangeKinds,
    /// The fields that changed and what they were before. Message and attachments are left out.
    pub before: Vec<(Field, String)>,
    /// Its short fields, where no answer holds it any longer.
    pub gone: Option<Box<Interaction>>,
}

/// A stretch of the records that a run changed.
#[derive(Debug, Default)]
pub struct ChangePage {
    /// How many there are in all.
    pub total: u64,
    /// The stretch, the newest id first.
    pub list: Vec<Change>,
}

/// One change of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The run that brought it.
    pub run: RunId,
    /// When the answer that showed it was asked for, in the operation's wall clock.
    pub at: Moment,
    /// How it changed.
    pub kinds: ChangeKinds,
    /// The fields that changed and what they were before.
    pub before: Vec<(Field, String)>,
}

/// Where the changes of one run are noted.
pub(crate) struct Journal<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) unpacker: Unpacker,
    packer: Packer,
    run: Option<RunId>,
}

impl<'a> Journal<'a> {
    /// The journal of a run; without one nothing is noted.
    pub(crate) fn open(connection: &'a Connection, run: Option<RunId>) -> Result<Self, Error> {
        let dictionary = pack::dictionary(connection)?;
        let unpacker = Unpacker::new(dictionary.as_deref())?;
        Ok(Self { connection, unpacker, packer: Packer::new(dictionary)?, run })
    }

    /// Notes that a record was found changed by an answer asked for at `at`.
    pub(crate) fn note(
        &mut self,
        (id, at): (u32, Moment),
        difference: Difference,
        old: &Then<'_>,
    ) -> Result<(), Error> {
        let Some(run) = self.run.filter(|_| !difference.kinds.is_empty()) else { return Ok(()) };
        let Difference { kinds, before } = match find(self.connection, &mut self.unpacker, id, run)? {
            Some(earlier) => old.since(earlier),
            None => difference,
        };
        if kinds.is_empty() {
            self.connection.prepare_cached(DELETE)?.execute([id, run.number()])?;
            return Ok(());
        }
        let before = self.packer.values(&before)?;
        let write = params![id, run.number(), at.seconds(), kinds.bits(), before];
        self.connection.prepare_cached(WRITE)?.execute(write)?;
        self.connection.prepare_cached(KEEP_LATEST)?.execute([id, KEPT])?;
        Ok(())
    }

    /// Notes that a record is back which an earlier run had found gone: that run tells so still, and this one tells of
    /// it as new.
    pub(crate) fn note_back(&mut self, (id, at): (u32, Moment), gone_by: Option<RunId>) -> Result<(), Error> {
        let Some(run) = self.run.filter(|run| gone_by != Some(*run)) else { return Ok(()) };
        let nothing = self.packer.values(&[])?;
        let mut add = self.connection.prepare_cached(ADD_KIND)?;
        if let Some(by) = gone_by {
            add.execute(params![id, by.number(), at.seconds(), bits(ChangeKind::Gone), nothing])?;
        }
        add.execute(params![id, run.number(), at.seconds(), bits(ChangeKind::New), nothing])?;
        Ok(())
    }

    /// Notes that no answer holds a record any longer.
    pub(crate) fn note_gone(&mut self, old: &Packed, at: Moment) -> Result<(), Error> {
        gone::add(self.connection, old, at, self.run)
    }
}

/// A record before and after a change, to be compared in some fields.
pub(crate) struct Then<'a> {
    pub(crate) old: &'a Interaction,
    pub(crate) new: &'a Interaction,
    pub(crate) fields: &'a [Field],
}

impl Then<'_> {
    pub(crate) fn difference(&self) -> Difference {
        Difference::between(self.old, self.new, self.fields.iter().copied())
    }

    /// The difference since before an earlier change of the same run.
    fn since(&self, (kinds, before): (ChangeKinds, Before)) -> Difference {
        let mut oldest = self.old.clone();
        before.into_iter().for_each(|(field, text)| oldest.set(field, text));
        let difference = Difference::between(&oldest, self.new, Field::ALL.into_iter());
        Difference { kinds: difference.kinds.and(kinds.unkept()), ..difference }
    }
}

/// Forgets what the runs begun before a moment changed.
pub(crate) fn prune(connection: &Connection, before: Moment) -> Result<(), Error> {
    connection.prepare_cached(PRUNE)?.execute([before.seconds()])?;
    Ok(())
}

/// Adds what a run changed to its counts; the new ones are counted by its ids.
pub(crate) fn count(connection: &Connection, run: RunId, counts: &mut ChangeCounts) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(COUNT)?;
    let mut rows = statement.query(params![run.number(), ChangeKinds::of(ChangeKind::Gone).bits()])?;
    while let Some(row) = rows.next()? {
        counts.add(ChangeKinds::from_bits(row.get(0)?), row.get::<_, i64>(1)?.unsigned_abs());
    }
    Ok(())
}

/// A stretch of the records that a run changed, of one kind or of any; a record of several kinds comes once.
pub(crate) fn page(
    connection: &Connection,
    unpacker: &mut Unpacker,
    (run, kind): (RunId, Option<ChangeKind>),
    (offset, limit): (u64, usize),
) -> Result<ChangePage, Error> {
    let Some((first, next)) = run::ids(connection, run)? else { return Ok(ChangePage::default()) };
    let (new, noted) = match kind {
        None => (first..next, Some((OLDER, i64::from(first)))),
        Some(ChangeKind::New) => (first..next, Some((OF_KIND, bits(ChangeKind::New)))),
        Some(ChangeKind::Gone) => (0..0, Some((GONE, bits(ChangeKind::Gone)))),
        Some(kind) => (0..0, Some((OF_KIND, bits(kind)))),
    };
    let mut total = new.len() as u64;
    let mut ids: Vec<u32> = new.rev().skip(offset.min(total) as usize).take(limit).collect();
    if let Some((query, second)) = noted {
        let (skip, left) = (offset.saturating_sub(total), limit - ids.len());
        total += count_of(connection, query, (run, second))?;
        ids.extend(ids_of(connection, query, (run, second), (skip, left))?);
    }
    let change = |id| change(connection, unpacker, id, (run, first..next));
    Ok(ChangePage { total, list: ids.into_iter().map(change).collect::<Result<_, _>>()? })
}

/// The changes of a record, newest first.
pub(crate) fn history(connection: &Connection, unpacker: &mut Unpacker, id: u32) -> Result<Vec<Past>, Error> {
    let mut statement = connection.prepare_cached(OF_RECORD)?;
    let mut rows = statement.query([id])?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        let kinds = ChangeKinds::from_bits(row.get(1)?);
        if kinds.is_only_of_the_run() {
            continue;
        }
        let packed = row.get_ref(2)?.as_blob().map_err(|_| Error::Damaged)?;
        history.push(Past {
            run: RunId::new(row.get(3)?),
            at: Moment::from_seconds(row.get(0)?),
            kinds: kinds.shown(),
            before: unpacker.values(packed)?,
        });
    }
    Ok(history)
}

type Before = Vec<(Field, String)>;

/// A kind as SQL takes it.
fn bits(kind: ChangeKind) -> i64 {
    i64::from(ChangeKinds::of(kind).bits())
}

fn find(
    connection: &Connection,
    unpacker: &mut Unpacker,
    id: u32,
    run: RunId,
) -> Result<Option<(ChangeKinds, Before)>, Error> {
    let found = connection
        .prepare_cached(READ)?
        .query_row([id, run.number()], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    found.map(|(kinds, before)| Ok((ChangeKinds::from_bits(kinds), unpacker.values(&before)?))).transpose()
}

fn change(
    connection: &Connection,
    unpacker: &mut Unpacker,
    id: u32,
    (run, new): (RunId, std::ops::Range<u32>),
) -> Result<Change, Error> {
    let (mut kinds, before) = find(connection, unpacker, id, run)?.unwrap_or_default();
    if new.contains(&id) {
        kinds = kinds.with(ChangeKind::New);
    }
    let mut gone = None;
    if let Some(found) = gone::find(connection, id)? {
        if found.run == Some(run) {
            kinds = kinds.with(ChangeKind::Gone);
        }
        gone = Some(Box::new(unpacker.record(&found.heads, &[])?));
    }
    Ok(Change { id, kinds: kinds.shown(), before, gone })
}

fn count_of(connection: &Connection, query: &str, (run, second): (RunId, i64)) -> Result<u64, Error> {
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) FROM ({query})"))?;
    let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
    let count = match statement.parameter_count() {
        1 => statement.query_row([run.number()], count)?,
        _ => statement.query_row(params![run.number(), second], count)?,
    };
    Ok(count.unsigned_abs())
}

fn ids_of(
    connection: &Connection,
    query: &str,
    (run, second): (RunId, i64),
    (offset, limit): (u64, usize),
) -> Result<Vec<u32>, Error> {
    let mut statement = connection.prepare_cached(&format!("{query} ORDER BY 1 DESC LIMIT ?3 OFFSET ?4"))?;
    let ids =
        statement.query_map(params![run.number(), second, limit as i64, offset.cast_signed()], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
