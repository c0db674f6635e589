//! An answer on its way in: begun, appended to as records arrive, and staged when it is whole.

use interaction::{Interaction, Moment, Window};
use rusqlite::Connection;

use crate::identity::Fingerprint;
use crate::pack::{self, Form, Packer, Prepared, Written};
use crate::segment::{Packed, Segment};
use crate::spare::Spare;
use crate::value::Values;
use crate::window::{self, StoredWindow, WindowId, WindowState};
use crate::{Archive, Error, aside, doubt, meta, record, search, store, taken};

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerEnd {
    /// All of it came.
    Whole,
    /// It holds as many records as the server gives at most, within one second: the rest is out of reach.
    CutAtLimit,
}

/// An answer that is arriving.
#[derive(Default)]
pub(crate) struct Arriving {
    /// Its columns, written when it is whole.
    segment: Segment,
    /// What was visible when its packer looked for records that are stored already.
    generation: Option<u64>,
}

impl Archive {
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

    /// Mends what was stored while the clock was ahead of `present`, the operation's wall clock: it is taken for asked
    /// for now, and covers nothing that has yet to come. Only for the one that downloads, before it plans.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn doubt(&mut self, present: Moment) -> Result<(), Error> {
        self.write(|connection, _| doubt::cast(connection, present))
    }

    /// Begins the answer over a window, asked for at `fetched_at` in the operation's wall clock.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn begin(&mut self, window: Window, fetched_at: Moment) -> Result<WindowId, Error> {
        let id = self.write(|connection, _| window::add(connection, window, fetched_at))?;
        self.arriving.insert(id, Arriving::default());
        Ok(id)
    }

    /// What packs the records of an answer that was begun. The first records that are enough train the archive's
    /// dictionary. Records that are stored already as they are cost it next to nothing.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn packer(&mut self, id: WindowId, first: &[Interaction]) -> Result<Packer, Error> {
        let (dictionary, spare, generation) = self.write(|connection, _| {
            let dictionary = match pack::dictionary(connection)? {
                None => pack::train(connection, first)?,
                known => known,
            };
            let spare = Spare::read(connection, window::find(connection, id)?.period())?;
            Ok((dictionary, spare, meta::generation(connection)?))
        })?;
        self.arriving.entry(id).or_default().generation = Some(generation);
        Ok(Packer::new(dictionary)?.sparing(spare))
    }

    /// Adds records, and raw texts that could not be read, to an answer that was begun.
    ///
    /// # Errors
    /// Where the file cannot be written: then nothing of this call is kept.
    pub fn append(&mut self, id: WindowId, records: &[Prepared], set_aside: &[String]) -> Result<(), Error> {
        let known = self.arriving.get(&id).and_then(|arriving| arriving.generation);
        let packed = self.write(|connection, values| {
            let next_row = window::find(connection, id)?.next_row;
            let is_current = known == Some(meta::generation(connection)?);
            let mut rows = Rows { connection, values, window: id, next_row, is_current };
            let packed = records.iter().map(|Prepared(form)| rows.add(form)).collect::<Result<Vec<_>, _>>()?;
            let next_row = rows.next_row;
            set_aside.iter().try_for_each(|raw| aside::add(connection, id, raw))?;
            window::grow(connection, id, (records.len(), set_aside.len()), next_row)?;
            Ok(packed)
        })?;
        self.arriving.entry(id).or_default().segment.records.extend(packed);
        Ok(())
    }

    /// Drops an answer that will not become whole, or a staged one that is too old to use.
    ///
    /// # Errors
    /// [`Error::PartialOverlap`] where it is stored, or where the file cannot be written.
    pub fn discard(&mut self, id: WindowId) -> Result<(), Error> {
        self.arriving.remove(&id);
        self.write(|connection, _| {
            let window = window::find(connection, id)?;
            if window.is_stored() { Err(Error::PartialOverlap) } else { store::forget(connection, &window) }
        })
    }

    /// Marks an answer as whole. It stays invisible, also over a restart, until [`store`](Self::store).
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn stage(&mut self, id: WindowId, end: AnswerEnd) -> Result<(), Error> {
        let mut arriving = self.arriving.remove(&id).unwrap_or_default();
        let state = match end {
            AnswerEnd::Whole => WindowState::Staged,
            AnswerEnd::CutAtLimit => WindowState::StagedFull,
        };
        let done = self.write_for_good(|connection, _| {
            arriving.segment.write(connection, id)?;
            window::set_state(connection, id, state)
        });
        if done.is_err() {
            self.arriving.insert(id, arriving);
        }
        done
    }
}

/// Where the records of an answer go.
struct Rows<'a> {
    connection: &'a Connection,
    values: &'a mut Values,
    window: WindowId,
    next_row: u32,
    /// Whether the stored records are still those that were looked through for equal ones.
    is_current: bool,
}

impl Rows<'_> {
    fn add(&mut self, form: &Form) -> Result<Packed, Error> {
        match form {
            Form::Written(written) => self.write(written),
            Form::Kept(stored, record) => match self.take_over(stored.row)? {
                true => Ok(Packed { id: 0, ..*stored }),
                false => {
                    let fingerprint = Fingerprint::of(record);
                    let mut packer = Packer::new(pack::dictionary(self.connection)?)?;
                    self.write(&packer.write(Interaction::clone(record), fingerprint)?)
                }
            },
        }
    }

    /// Takes over the row of a stored record, unless another answer has, or it is gone with an answer replaced meanwhile.
    fn take_over(&self, row: u32) -> Result<bool, Error> {
        let is_there = self.is_current || record::exists(self.connection, row)?;
        Ok(is_there && taken::take(self.connection, row, self.window)?)
    }

    fn write(&mut self, written: &Written) -> Result<Packed, Error> {
        let row = self.next_row;
        self.next_row = row.checked_add(1).ok_or(Error::Sql { code: 0 })?;
        record::add(self.connection, row, written)?;
        search::add(self.connection, row, written)?;
        let codes = self.values.codes(self.connection, &written.record)?;
        let Written { created, closed, fingerprint: Fingerprint { identity, contents }, .. } = *written;
        Ok(Packed { id: 0, row, created, closed, codes, identity, contents: Some(contents) })
    }
}
