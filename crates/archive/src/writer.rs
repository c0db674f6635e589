//! The archive open for writing: answers come in, wait, and become visible.

use std::collections::HashMap;
use std::path::Path;

use interaction::{Interaction, Moment, Window};
use rusqlite::Connection;

use crate::pack::{self, Packer, Prepared};
use crate::segment::{Packed, Segment};
use crate::value::Values;
use crate::window::{self, StoredWindow, WindowId, WindowState};
use crate::{
    ArchiveKey, Error, Failure, Name, NameKind, aside, failure, name, open, rank, record, schema, search, store,
};

/// A number that changes when another connection has changed the file.
const STATE: &str = "PRAGMA data_version";

/// An archive open for writing. One answer at a time: [`begin`](Self::begin), [`append`](Self::append) as records
/// arrive, [`stage`](Self::stage) when it is whole, [`store`](Self::store) to make it visible. The writer's lock is
/// held for each of these calls, never between them.
pub struct Archive {
    connection: Connection,
    values: Values,
    /// SQLite's number of the state that `values` were read at: another program may have learnt more since.
    values_of: Option<i64>,
    /// The columns of the answers that are arriving, written with them when they are whole.
    arriving: HashMap<WindowId, Segment>,
}

impl Archive {
    /// Makes a new archive.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::ReadOnly`], [`Error::NoSpace`]; nothing is left behind.
    pub fn create(path: &Path, key: &ArchiveKey) -> Result<Self, Error> {
        Self::over(open::create(path, key)?)
    }

    /// Opens an archive.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::WrongKey`], [`Error::Damaged`], [`Error::NewerVersion`], [`Error::ReadOnly`]; the
    /// file stays as it was.
    pub fn open(path: &Path, key: &ArchiveKey) -> Result<Self, Error> {
        Self::over(open::open_writer(path, key)?)
    }

    fn over(connection: Connection) -> Result<Self, Error> {
        let values = Values::read(&connection)?;
        Ok(Self { connection, values, values_of: None, arriving: HashMap::new() })
    }

    /// Where the file lies, by a path that is the same for every program that has it open.
    #[must_use]
    pub fn path(&self) -> String {
        self.connection.path().unwrap_or_default().to_owned()
    }

    /// Every window in whatever state, oldest stretch first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn windows(&self) -> Result<Vec<StoredWindow>, Error> {
        window::all(&self.connection)
    }

    /// Deletes what interrupted programs left of answers that never became whole. Only for the one that downloads.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn forget_unfinished(&mut self) -> Result<(), Error> {
        self.write(|connection, _| {
            let unfinished = |window: &&StoredWindow| window.state == WindowState::Arriving;
            window::all(connection)?.iter().filter(unfinished).try_for_each(|window| store::forget(connection, window))
        })
    }

    /// What packs this archive's records. The first records that are enough train its dictionary.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn packer(&mut self, first: &[Interaction]) -> Result<Packer, Error> {
        let dictionary = match pack::dictionary(&self.connection)? {
            // Another program may have trained one in the meantime.
            None => self.write(|connection, _| match pack::dictionary(connection)? {
                None => pack::train(connection, first),
                known => Ok(known),
            })?,
            known => known,
        };
        Packer::new(dictionary)
    }

    /// Begins the answer over a window, asked for at `fetched_at` in the operation's wall clock.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn begin(&mut self, window: Window, fetched_at: Moment) -> Result<WindowId, Error> {
        let id = self.write(|connection, _| window::add(connection, window, fetched_at))?;
        self.arriving.insert(id, Segment::default());
        Ok(id)
    }

    /// Adds records, and raw texts that could not be read, to an answer that was begun.
    ///
    /// # Errors
    /// Where the file cannot be written: then nothing of this call is kept.
    pub fn append(&mut self, id: WindowId, records: &[Prepared], set_aside: &[String]) -> Result<(), Error> {
        let packed = self.write(|connection, values| {
            let first_row = window::find(connection, id)?.next_row;
            let next_row = u32::try_from(records.len()).ok().and_then(|count| first_row.checked_add(count));
            let next_row = next_row.ok_or(Error::Sql { code: 0 })?;
            let mut packed = Vec::with_capacity(records.len());
            for (row, prepared) in (first_row..).zip(records) {
                record::add(connection, row, prepared)?;
                search::add(connection, row, prepared)?;
                let codes = values.codes(connection, &prepared.record)?;
                let Prepared { created, closed, identity, .. } = *prepared;
                packed.push(Packed { id: 0, row, created, closed, codes, identity });
            }
            set_aside.iter().try_for_each(|raw| aside::add(connection, id, raw))?;
            window::grow(connection, id, (records.len(), set_aside.len()), next_row)?;
            Ok(packed)
        })?;
        self.arriving.entry(id).or_default().records.extend(packed);
        Ok(())
    }

    /// Drops an answer that will not become whole, or a staged one that is too old to use.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn discard(&mut self, id: WindowId) -> Result<(), Error> {
        self.arriving.remove(&id);
        self.write(|connection, _| store::forget(connection, &window::find(connection, id)?))
    }

    /// Marks an answer as whole. It stays invisible, also over a restart, until [`store`](Self::store).
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn stage(&mut self, id: WindowId, end: AnswerEnd) -> Result<(), Error> {
        let mut segment = self.arriving.remove(&id).unwrap_or_default();
        let state = match end {
            AnswerEnd::Whole => WindowState::Staged,
            AnswerEnd::CutAtLimit => WindowState::StagedFull,
        };
        let done = self.write_for_good(|connection, _| {
            segment.write(connection, id)?;
            window::set_state(connection, id, state)
        });
        if done.is_err() {
            self.arriving.insert(id, segment);
        }
        done
    }

    /// Makes staged answers visible together, in place of the stored windows that they cover, which must be covered
    /// wholly. Records keep their ids.
    ///
    /// # Errors
    /// [`Error::PartialOverlap`], or where the file cannot be written: then the old answers stand.
    pub fn store(&mut self, parts: &[WindowId]) -> Result<(), Error> {
        self.write_for_good(|connection, _| store::replace(connection, parts))
    }

    /// Remembers that a stretch was asked for in vain, until an answer over it is stored.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn note_failure(&mut self, failed: &Failure) -> Result<(), Error> {
        self.write(|connection, _| failure::note(connection, failed))
    }

    /// When names were last asked for, in the operation's wall clock.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn names_asked_at(&self, kind: NameKind) -> Result<Option<Moment>, Error> {
        name::asked_at(&self.connection, kind)
    }

    /// Keeps names, and when they were asked for. Names that are no longer sent are kept.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep_names(&mut self, kind: NameKind, names: &[Name], asked_at: Moment) -> Result<(), Error> {
        self.write(|connection, _| {
            name::keep(connection, kind, names)?;
            name::set_asked_at(connection, kind, asked_at)
        })
    }

    /// Brings the stored orders of texts up to date after a download, so that any column sorts without reading texts.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn settle(&mut self) -> Result<(), Error> {
        self.write(|connection, _| rank::update(connection))
    }

    /// As [`write`](Self::write), and on the disk when it returns, with all that was written before. What is still
    /// arriving is worth no waiting for the disk: a loss of power loses it anyway.
    fn write_for_good<T>(
        &mut self,
        work: impl FnOnce(&Connection, &mut Values) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        let done = self.write(work);
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        done
    }

    /// Runs `work` in one transaction: all of it or nothing.
    fn write<T>(&mut self, work: impl FnOnce(&Connection, &mut Values) -> Result<T, Error>) -> Result<T, Error> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let done = self
            .catch_up()
            .and_then(|()| work(&self.connection, &mut self.values))
            .and_then(|value| self.connection.execute_batch("COMMIT").map(|()| value).map_err(Error::from));
        if done.is_err() {
            // What the transaction had learnt is gone with it. A rollback that fails has been made by SQLite itself.
            let _ = self.connection.execute_batch("ROLLBACK");
            self.values_of = None;
        }
        done
    }

    /// Learns what other programs have written since the last transaction.
    fn catch_up(&mut self) -> Result<(), Error> {
        let state = self.connection.prepare_cached(STATE)?.query_row([], |row| row.get(0))?;
        if self.values_of != Some(state) {
            schema::check_writable(&self.connection)?;
            self.values = Values::read(&self.connection)?;
            self.values_of = Some(state);
        }
        Ok(())
    }
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerEnd {
    /// All of it came.
    Whole,
    /// It holds as many records as the server gives at most, within one second: the rest is out of reach.
    CutAtLimit,
}
