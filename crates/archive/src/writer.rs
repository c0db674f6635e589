//! The archive open for writing: answers come in, wait, and become visible.

use std::collections::HashMap;
use std::path::Path;

use interaction::Moment;
use rusqlite::Connection;

use crate::answer::Arriving;
use crate::continued::Stored;
use crate::run::{self, NewRun, RunEnd, RunId};
use crate::too_many::{self, TooMany};
use crate::value::Values;
use crate::window::{self, StoredWindow, WindowId};
use crate::{
    ArchiveKey, Error, Failure, Name, NameKind, attached, failure, may_change, name, open, rank, room, schema, store,
};

/// Gives back the memory that pages of the file take.
const SHRINK: &str = "PRAGMA shrink_memory";
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
    /// The answers that are arriving.
    pub(crate) arriving: HashMap<WindowId, Arriving>,
    /// The run under which changes are noted.
    run: Option<RunId>,
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
        Ok(Self { connection, values, values_of: None, arriving: HashMap::new(), run: None })
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

    /// Makes staged answers visible together, in place of the stored windows that they cover, which must be covered
    /// wholly. Records keep their ids. What has changed of them is noted under the run that was begun.
    ///
    /// # Errors
    /// [`Error::PartialOverlap`], or where the file cannot be written: then the old answers stand.
    pub fn store(&mut self, parts: &[WindowId]) -> Result<Stored, Error> {
        let run = self.run;
        self.write_for_good(|connection, _| store::replace(connection, parts, run))
    }

    /// Begins a run: until it ends, what is stored is noted as its doing. One that follows the day of the last run, if
    /// that followed too, goes on with it.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn begin_run(&mut self, new: NewRun) -> Result<RunId, Error> {
        let id = self.write(|connection, _| run::begin(connection, new))?;
        self.run = Some(id);
        Ok(id)
    }

    /// Ends a run. Runs that began 90 days before it are forgotten with their changes.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn end_run(&mut self, id: RunId, end: &RunEnd) -> Result<(), Error> {
        self.run = None;
        self.write(|connection, _| run::end(connection, id, end))
    }

    /// The stored windows that are provisional or hold interactions that may still change.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn changing(&self) -> Result<Vec<WindowId>, Error> {
        may_change::windows(&self.connection)
    }

    /// The smallest answer that is known to be too much for the server.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn too_many(&self) -> Result<Option<TooMany>, Error> {
        too_many::read(&self.connection)
    }

    /// Remembers that an answer of so many records was too much for the server at this time.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn note_too_many(&mut self, records: u64, at: Moment) -> Result<(), Error> {
        self.write(|connection, _| too_many::note(connection, TooMany { records, at }))
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

    /// Brings the stored orders up to date after a download, so that any column sorts without reading texts, and gives back
    /// room that is free in the file, where it is much.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn settle(&mut self) -> Result<(), Error> {
        // What the answers have left in memory is no longer needed, and sorting takes as much.
        self.connection.pragma_update(None, "cache_size", open::SETTLING_CACHE)?;
        self.connection.execute_batch(SHRINK)?;
        let done = self.sort_and_give_back();
        self.connection.pragma_update(None, "cache_size", open::WRITER_CACHE)?;
        done
    }

    fn sort_and_give_back(&mut self) -> Result<(), Error> {
        self.write(|connection, _| rank::update(connection))?;
        // Step by step, so that another writer waits for one at most.
        while self.write(|connection, _| attached::count_some(connection))? {}
        while self.write(|connection, _| room::give_back(connection))? {}
        Ok(())
    }

    /// As [`write`](Self::write), and on the disk when it returns, with all that was written before. What is still
    /// arriving is worth no waiting for the disk: a loss of power loses it anyway.
    pub(crate) fn write_for_good<T>(
        &mut self,
        work: impl FnOnce(&Connection, &mut Values) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        let done = self.write(work);
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        done
    }

    /// Runs `work` in one transaction: all of it or nothing.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection, &mut Values) -> Result<T, Error>,
    ) -> Result<T, Error> {
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
