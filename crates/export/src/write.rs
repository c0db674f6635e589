//! Writing a file: from records to a whole file at its goal, with progress and cancel.

use std::ops::ControlFlow;
use std::path::PathBuf;

use interaction::Interaction;

use crate::goal::Goal;
use crate::{Error, Format, Request, delimited, lines, xlsx};

/// After so many rows the caller hears of progress and can cancel.
const ROWS_BETWEEN_REPORTS: u64 = 200;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it lies.
    pub path: PathBuf,
    /// How many records it holds.
    pub rows: u64,
    /// How many texts were cut because Excel holds no more in a cell.
    pub cut_texts: u64,
    /// Its size.
    pub bytes: u64,
}

/// Writes the records to the request's goal: into a temporary file beside it, which is flushed, synced and renamed
/// when it is whole. `follow` hears the number of rows at the start, every few hundred rows and at the end, and
/// cancels with `Break`.
///
/// # Errors
/// See [`Error`]. In every case nothing is left behind, and what lay at the goal is untouched.
pub fn write<E>(
    request: &Request,
    records: impl IntoIterator<Item = Result<Interaction, E>>,
    follow: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Written, Error<E>> {
    let goal = Goal::claim(&request.goal, request.if_exists)?;
    let mut rows = Rows::new(records.into_iter(), follow);
    rows.report()?;
    let cut_texts = match request.format {
        Format::Xlsx => xlsx::write(goal.file(), request, &mut rows)?,
        Format::Csv => delimited::write(goal.file(), request, &mut rows)?,
        Format::Json => lines::write(goal.file(), request, &mut rows)?,
    };
    rows.report()?;
    let count = rows.count;
    let (path, bytes) = goal.reach()?;
    Ok(Written { path, rows: count, cut_texts, bytes })
}

/// The records on their way into the file, counted.
pub(crate) struct Rows<'a, I> {
    records: I,
    follow: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    count: u64,
}

impl<'a, E, I: Iterator<Item = Result<Interaction, E>>> Rows<'a, I> {
    /// None read yet.
    pub(crate) fn new(records: I, follow: &'a mut dyn FnMut(u64) -> ControlFlow<()>) -> Self {
        Self { records, follow, count: 0 }
    }

    /// The next record, or `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Interaction>, Error<E>> {
        let Some(record) = self.records.next().transpose().map_err(Error::Source)? else { return Ok(None) };
        self.count += 1;
        if self.count.is_multiple_of(ROWS_BETWEEN_REPORTS) {
            self.report()?;
        }
        Ok(Some(record))
    }

    /// Tells the caller how far it is, and hears whether to go on.
    pub(crate) fn report(&mut self) -> Result<(), Error<E>> {
        match (self.follow)(self.count) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::Cancelled),
        }
    }
}
