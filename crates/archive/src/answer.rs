//! An answer on its way in: begun, appended to as records arrive, and staged when it is whole.

use interaction::{Field, Interaction, Moment, Window};
use rusqlite::Connection;

use crate::identity::Fingerprint;
use crate::pack::{self, Form, Packer, Prepared, WordsOf, Written};
use crate::search::Gathering;
use crate::segment::{Packed, Segment};
use crate::spare::Spare;
use crate::value::Values;
use crate::window::{self, StoredWindow, WindowId, WindowState};
use crate::{Archive, Error, aside, attached, doubt, meta, record, search, store, taken};

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
    /// The words of its records.
    words: Option<Gathering>,
    /// The rows of the records whose words are gathered, by their numbers there.
    rows: Vec<Option<u32>>,
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
        let arriving = self.arriving.entry(id).or_default();
        arriving.generation = Some(generation);
        let words = match &mut arriving.words {
            Some(words) => words,
            none => none.insert(Gathering::new()?),
        };
        Ok(Packer::new(dictionary)?.sparing(spare).gathering(words.clone()))
    }

    /// Adds records, and raw texts that could not be read, to an answer that was begun.
    ///
    /// # Errors
    /// Where the file cannot be written: then nothing of this call is kept.
    pub fn append(&mut self, id: WindowId, records: &[Prepared], set_aside: &[String]) -> Result<(), Error> {
        let mut arriving = self.arriving.remove(&id).unwrap_or_default();
        let known_rows = arriving.rows.len();
        let done = self.write(|connection, values| {
            let next_row = window::find(connection, id)?.next_row;
            let is_current = arriving.generation == Some(meta::generation(connection)?);
            let placed = &mut arriving.rows;
            let mut rows = Rows { connection, values, window: id, next_row, is_current, placed };
            let packed = records.iter().map(|Prepared(form)| rows.add(form)).collect::<Result<Vec<_>, _>>()?;
            let next_row = rows.next_row;
            set_aside.iter().try_for_each(|raw| aside::add(connection, id, raw))?;
            window::grow(connection, id, (records.len(), set_aside.len()), next_row)?;
            let full = arriving.words.as_ref().map(|words| words.write_full(connection, &arriving.rows));
            Ok((packed, full.transpose()?))
        });
        match &done {
            Ok((packed, full)) => {
                arriving.segment.records.extend(packed);
                arriving.words.iter().zip(full).for_each(|(words, full)| words.forget(*full));
            }
            Err(_) => arriving.rows.truncate(known_rows),
        }
        self.arriving.insert(id, arriving);
        done.map(drop)
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
            if let Some(words) = &arriving.words {
                words.write_all(connection, &arriving.rows)?;
            }
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
    /// Where those lie whose words are gathered, by their numbers there.
    placed: &'a mut Vec<Option<u32>>,
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
        let heads = pack::of_heads(&written.heads);
        record::add(self.connection, row, written, heads.text(Field::CaseId))?;
        attached::add(self.connection, row, written.attachments)?;
        match &written.words {
            WordsOf::Gathered(number) => self.place(*number as usize, row),
            WordsOf::Record(record) => search::add(self.connection, row, record)?,
        }
        let codes = self.values.codes(self.connection, &heads)?;
        let Written { created, closed, fingerprint: Fingerprint { identity, contents }, .. } = *written;
        Ok(Packed { id: 0, row, created, closed, codes, identity, contents: Some(contents) })
    }

    fn place(&mut self, number: usize, row: u32) {
        let length = self.placed.len().max(number + 1);
        self.placed.resize(length, None);
        self.placed.get_mut(number).into_iter().for_each(|place| *place = Some(row));
    }
}
