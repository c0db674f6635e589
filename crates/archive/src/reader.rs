//! The archive open for reading: one consistent state until asked to renew it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use interaction::{Field, Interaction, Moment, Period};
use rusqlite::Connection;

use crate::columns::{Codes, Columns};
use crate::pack::{self, Unpacker};
use crate::window::{self, StoredWindow, WindowId};
use crate::{
    ArchiveKey, ChangeKind, ChangePage, DayCoverage, Error, Failure, NameKind, Past, Ranks, Run, RunId, SelectsBy,
    TooMany, attached, change, coverage, failure, may_change, meta, name, open, rank, record, run, schema, search,
    segment, too_many, value,
};

/// An archive open for reading. It sees one state of the archive, whatever is written meanwhile, until
/// [`renew`](Self::renew); writers never wait for it, nor it for them.
pub struct Reader {
    connection: Connection,
    unpacker: Unpacker,
    /// The order by attachments in the state that it sees, once it was asked for: a row each is read for it, and of an
    /// archive that an older version left, every text.
    attachments: OnceCell<Ranks>,
}

impl Reader {
    /// Opens an archive, also in a folder that cannot be written.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::WrongKey`], [`Error::Damaged`], [`Error::NewerVersion`]; the file stays as it was.
    pub fn open(path: &Path, key: &ArchiveKey) -> Result<Self, Error> {
        let connection = open::open_reader(path, key)?;
        connection.execute_batch("BEGIN")?;
        let unpacker = Unpacker::new(pack::dictionary(&connection)?.as_deref())?;
        Ok(Self { connection, unpacker, attachments: OnceCell::new() })
    }

    /// Moves on to the archive's newest state.
    ///
    /// # Errors
    /// [`Error::NewerVersion`] where a newer version has changed the file meanwhile, or where it cannot be read.
    pub fn renew(&mut self) -> Result<(), Error> {
        self.attachments.take();
        self.connection.execute_batch("COMMIT; BEGIN")?;
        schema::check_readable(&self.connection)?;
        self.unpacker = Unpacker::new(pack::dictionary(&self.connection)?.as_deref())?;
        Ok(())
    }

    /// A number that rises whenever what is visible changes.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn generation(&self) -> Result<u64, Error> {
        meta::generation(&self.connection)
    }

    /// The columns of every visible record.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn columns(&self) -> Result<Columns, Error> {
        let values = value::shown(&self.connection)?;
        let mut columns = Columns::default();
        for (codes, values) in columns.codes.iter_mut().zip(&values) {
            *codes = Codes::for_values(values.len());
        }
        columns.values = values;
        let records: u64 = window::stored(&self.connection)?.iter().map(|window| window.records).sum();
        columns.reserve(usize::try_from(records).unwrap_or_default());
        segment::for_each_stored(&self.connection, &mut |blob| blob.append_to(&mut columns))?;
        Ok(columns)
    }

    /// Calls `each` with the rows whose subject, message, answer, comments, sender, receiver or case match an FTS5
    /// expression, a number of them at a time: in no order, some of them twice, and also rows that are not visible yet
    /// or any more, which are in no column.
    ///
    /// # Errors
    /// Where the expression is not one of FTS5's, or the file cannot be read.
    pub fn matching(&self, expression: &str, each: &mut dyn FnMut(&[u32])) -> Result<(), Error> {
        search::matching(&self.connection, expression, each)
    }

    /// The rows of a case, without regard to the case of letters; `""` finds those without one. Also rows that are not
    /// visible yet, which are in no column.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn rows_of_case(&self, case: &str) -> Result<Vec<u32>, Error> {
        record::of_case(&self.connection, case)
    }

    /// Calls `each` with the records of these rows, in the order asked for.
    ///
    /// # Errors
    /// [`Error::Damaged`] where a row is not there, or where the file cannot be read.
    pub fn interactions(&mut self, rows: &[u32], each: &mut dyn FnMut(Interaction)) -> Result<(), Error> {
        record::for_each(&self.connection, &mut self.unpacker, rows, each)
    }

    /// The order of the visible records by the folded text of subject, sender, receiver, case or the code's description, or
    /// by how many attachments they have.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn ranks(&self, field: Field) -> Result<Ranks, Error> {
        if field != Field::Attachments {
            return rank::read(&self.connection, field);
        }
        if let Some(known) = self.attachments.get() {
            return Ok(known.clone());
        }
        let ranks = attached::ranks(&self.connection)?;
        Ok(self.attachments.get_or_init(|| ranks).clone())
    }

    /// The names of skills by number, or the descriptions of codes.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn names(&self, kind: NameKind) -> Result<BTreeMap<String, String>, Error> {
        name::all(&self.connection, kind)
    }

    /// When names were last asked for, in the operation's wall clock.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn names_asked_at(&self, kind: NameKind) -> Result<Option<Moment>, Error> {
        name::asked_at(&self.connection, kind)
    }

    /// The windows whose records are visible, oldest stretch first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn windows(&self) -> Result<Vec<StoredWindow>, Error> {
        window::stored(&self.connection)
    }

    /// The raw texts that could not be read as records, of all visible windows.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn set_aside(&self) -> Result<Vec<String>, Error> {
        let windows = window::stored(&self.connection)?;
        let texts = windows.iter().map(|window| crate::aside::of_window(&self.connection, window.id));
        Ok(texts.collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// The stretches that were asked for in vain and have not been answered since.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn failures(&self) -> Result<Vec<Failure>, Error> {
        failure::all(&self.connection)
    }

    /// The latest runs, newest first; none in a file that an older version wrote last.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn runs(&self, limit: usize) -> Result<Vec<Run>, Error> {
        if schema::keeps_changes(&self.connection)? { run::list(&self.connection, limit) } else { Ok(Vec::new()) }
    }

    /// A stretch of the records that a run changed: of one kind, or of any, and then each record once. The newest id
    /// comes first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn changes(
        &mut self,
        run: RunId,
        kind: Option<ChangeKind>,
        offset: u64,
        limit: usize,
    ) -> Result<ChangePage, Error> {
        if !schema::keeps_changes(&self.connection)? {
            return Ok(ChangePage::default());
        }
        change::page(&self.connection, &mut self.unpacker, (run, kind), (offset, limit))
    }

    /// What changed of a record, newest first: at most its last 20 changes, none older than 90 days.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn history(&mut self, id: u32) -> Result<Vec<Past>, Error> {
        if !schema::keeps_changes(&self.connection)? {
            return Ok(Vec::new());
        }
        change::history(&self.connection, &mut self.unpacker, id)
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

    /// The date by which the server was seen to select.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn selects_by(&self) -> Result<SelectsBy, Error> {
        meta::selects_by(&self.connection)
    }

    /// What is known of each day that the period touches, at the operation's present.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn coverage(&self, period: Period, present: Moment) -> Result<Vec<DayCoverage>, Error> {
        coverage::days(&self.connection, period, present)
    }
}
