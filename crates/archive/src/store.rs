//! Making answers visible: they replace what the same stretch held before, in one transaction.

use interaction::Period;
use rusqlite::Connection;

use crate::change::Journal;
use crate::columns::Columns;
use crate::continued::{Stored, give_ids};
use crate::meta::{self, SelectsBy};
use crate::run::{self, RunId};
use crate::segment::Segment;
use crate::window::{self, StoredWindow, WindowId, WindowState};
use crate::{Error, aside, failure, moved, taken};

/// A window and its records' columns.
pub(crate) struct Answer {
    pub(crate) window: StoredWindow,
    pub(crate) segment: Segment,
}

/// Makes staged answers visible in place of the stored windows they cover, and notes what they changed under the run.
/// Runs within the caller's transaction.
pub(crate) fn replace(connection: &Connection, parts: &[WindowId], run: Option<RunId>) -> Result<Stored, Error> {
    let mut new = read(connection, parts)?;
    new.sort_by_key(|answer| answer.window.window);
    let stored = window::stored(connection)?;
    let replaced = replaced(&stored, &new)?;

    let mut old = Vec::new();
    for window in &replaced {
        old.extend(Segment::read(connection, window.id)?.records);
    }
    let kept: Vec<StoredWindow> = stored.into_iter().filter(|window| !replaced.contains(window)).collect();
    old.extend(moved::take(connection, &kept, &new)?);
    let changes = give_ids(&mut Journal::open(connection, run)?, &old, &mut new)?;

    taken::free(connection, old.iter().map(|record| record.row))?;
    replaced.iter().try_for_each(|window| forget_window(connection, window.id))?;
    new.iter_mut().try_for_each(|answer| show(connection, answer))?;
    failure::clear_answered(connection, &window::stored(connection)?)?;
    if let Some(run) = run {
        let records = new.iter().map(|answer| answer.window.records).sum();
        run::count(connection, run, records, meta::number(connection, meta::NEXT_ID)?.unwrap_or(1))?;
    }
    meta::set_number(connection, meta::GENERATION, meta::generation(connection)? + 1)?;
    Ok(changes)
}

/// Deletes an answer that is not stored, with the rows that it wrote.
pub(crate) fn forget(connection: &Connection, window: &StoredWindow) -> Result<(), Error> {
    if window.first_row < window.next_row {
        taken::delete_stretch(connection, window.first_row, window.next_row - 1)?;
    }
    taken::give_back(connection, window.id)?;
    forget_window(connection, window.id)
}

/// Deletes an answer whose rows are freed, or that has none.
pub(crate) fn forget_window(connection: &Connection, id: WindowId) -> Result<(), Error> {
    Segment::delete(connection, id)?;
    aside::delete(connection, id)?;
    window::delete(connection, id)
}

fn read(connection: &Connection, parts: &[WindowId]) -> Result<Vec<Answer>, Error> {
    let answer = |id: &WindowId| {
        let window = window::find(connection, *id)?;
        if !window.is_staged() {
            return Err(Error::PartialOverlap);
        }
        let mut segment = Segment::read(connection, *id)?;
        // Ids are given in order of arrival.
        segment.records.sort_unstable_by_key(|record| record.row);
        Ok(Answer { window, segment })
    };
    parts.iter().map(answer).collect()
}

/// The stored windows that the new answers replace: each must be covered by them wholly.
fn replaced(stored: &[StoredWindow], new: &[Answer]) -> Result<Vec<StoredWindow>, Error> {
    let parts = || new.iter().map(|answer| answer.window.period());
    let touched = stored.iter().filter(|window| parts().any(|part| part.touches(window.period())));
    let replaced: Vec<StoredWindow> = touched.copied().collect();
    let covered = |window: &StoredWindow| window.period().gaps(parts()).is_empty();
    if replaced.iter().all(covered) { Ok(replaced) } else { Err(Error::PartialOverlap) }
}

fn show(connection: &Connection, answer: &mut Answer) -> Result<(), Error> {
    let state = match answer.window.state {
        WindowState::StagedFull => WindowState::StoredFull,
        _ => WindowState::Stored,
    };
    meta::learn_selects_by(connection, selection_shown(answer))?;
    answer.segment.write(connection, answer.window.id)?;
    taken::keep(connection, answer.window.id)?;
    window::set_state(connection, answer.window.id, state)
}

/// What an answer shows of the date that the server selects by.
fn selection_shown(answer: &Answer) -> SelectsBy {
    let period = answer.window.period();
    let mut seen = SelectsBy::Unknown;
    for record in &answer.segment.records {
        if is_outside(record.created, period) {
            return SelectsBy::Closing;
        }
        if is_outside(record.closed, period) && record.created != Columns::NO_DATE {
            seen = SelectsBy::Creation;
        }
    }
    seen
}

/// Whether a date lies outside the period; no date lies nowhere.
pub(crate) fn is_outside(seconds: u32, period: Period) -> bool {
    seconds != Columns::NO_DATE && !period.contains(interaction::Moment::from_seconds(seconds))
}
