//! Making answers visible: they replace what the same stretch held before, in one transaction.

use std::collections::{HashMap, HashSet};

use interaction::Period;
use rusqlite::Connection;

use crate::columns::Columns;
use crate::identity::{Candidate, pair};
use crate::meta::{self, SelectsBy};
use crate::segment::{self, Packed, Segment};
use crate::window::{self, StoredWindow, WindowId, WindowState};
use crate::{Error, aside, failure, record, search};

/// A window and its records' columns.
struct Answer {
    window: StoredWindow,
    segment: Segment,
}

/// A record of an older answer that a newer one may continue.
struct Old {
    id: u32,
    candidate: Candidate,
}

/// Makes staged answers visible in place of the stored windows they cover. Runs within the caller's transaction.
pub(crate) fn replace(connection: &Connection, parts: &[WindowId]) -> Result<(), Error> {
    let mut new = read(connection, parts)?;
    new.sort_by_key(|answer| answer.window.window);
    let stored = window::stored(connection)?;
    let replaced = replaced(&stored, &new)?;

    let mut old = Vec::new();
    for window in &replaced {
        old.extend(Segment::read(connection, window.id)?.records.iter().map(Old::of));
    }
    let kept: Vec<StoredWindow> = stored.into_iter().filter(|window| !replaced.contains(window)).collect();
    old.extend(take_moved(connection, &kept, &new)?);
    give_ids(connection, &old, &mut new)?;

    for window in &replaced {
        forget(connection, window)?;
    }
    for answer in &mut new {
        show(connection, answer)?;
    }
    failure::clear_answered(connection, &window::stored(connection)?)?;
    meta::set_number(connection, meta::GENERATION, meta::generation(connection)? + 1)
}

/// Deletes an answer, whatever its state, with all that hangs on it.
pub(crate) fn forget(connection: &Connection, window: &StoredWindow) -> Result<(), Error> {
    if window.first_row < window.next_row {
        let last = window.next_row - 1;
        record::delete(connection, window.first_row, last)?;
        search::delete(connection, window.first_row, last)?;
    }
    segment::Segment::delete(connection, window.id)?;
    aside::delete(connection, window.id)?;
    window::delete(connection, window.id)
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

/// Takes from the other windows the records that have moved into the new answers, as they do where the server selects
/// by closing and an interaction is closed later, or again.
///
/// Only a record created outside its new window can have moved, and only since the older answer was fetched: what was
/// closed before that was in its place already, so an equal record of the older answer is another one.
fn take_moved(connection: &Connection, kept: &[StoredWindow], new: &[Answer]) -> Result<Vec<Old>, Error> {
    let mut arrived: HashMap<u64, Vec<u32>> = HashMap::new();
    for answer in new {
        for record in answer.segment.records.iter().filter(|record| is_outside(record.created, answer.window.period()))
        {
            arrived.entry(record.identity.strong).or_default().push(record.closed);
        }
    }
    let mut moved = Vec::new();
    if arrived.is_empty() {
        return Ok(moved);
    }
    let wanted: HashSet<u64> = arrived.keys().copied().collect();
    for window in kept {
        if segment::identities(connection, window.id)?.iter().any(|identity| wanted.contains(&identity.strong)) {
            moved.extend(take_moved_from(connection, window, &mut arrived)?);
        }
    }
    Ok(moved)
}

fn take_moved_from(
    connection: &Connection,
    window: &StoredWindow,
    arrived: &mut HashMap<u64, Vec<u32>>,
) -> Result<Vec<Old>, Error> {
    let mut segment = Segment::read(connection, window.id)?;
    let (moved, stayed): (Vec<Packed>, Vec<Packed>) = segment.records.drain(..).partition(|record| {
        let closings = arrived.get_mut(&record.identity.strong);
        let later = |closed: &u32| *closed > window.fetched_at.seconds();
        closings
            .is_some_and(|closings| closings.iter().position(later).map(|place| closings.swap_remove(place)).is_some())
    });
    if moved.is_empty() {
        return Ok(Vec::new());
    }
    for record in &moved {
        record::delete(connection, record.row, record.row)?;
        search::delete(connection, record.row, record.row)?;
    }
    window::set_records(connection, window.id, stayed.len())?;
    Segment { records: stayed }.write(connection, window.id)?;
    Ok(moved.iter().map(Old::of).collect())
}

/// Gives each new record the id of the old one that it continues, or the next free one.
fn give_ids(connection: &Connection, old: &[Old], new: &mut [Answer]) -> Result<(), Error> {
    let before: Vec<Candidate> = old.iter().map(|old| old.candidate).collect();
    let records = || new.iter().flat_map(|answer| &answer.segment.records);
    let after: Vec<Candidate> = records().map(Candidate::of).collect();
    let pairs = pair(&before, &after);
    let mut next = meta::number(connection, meta::NEXT_ID)?.unwrap_or(1);
    let mut pairs = pairs.into_iter();
    for record in new.iter_mut().flat_map(|answer| &mut answer.segment.records) {
        let continued = pairs.next().flatten().and_then(|place| old.get(place));
        record.id = match continued {
            Some(old) => old.id,
            None => {
                next += 1;
                u32::try_from(next - 1).map_err(|_| Error::Sql { code: 0 })?
            }
        };
    }
    meta::set_number(connection, meta::NEXT_ID, next)
}

fn show(connection: &Connection, answer: &mut Answer) -> Result<(), Error> {
    let state = match answer.window.state {
        WindowState::StagedFull => WindowState::StoredFull,
        _ => WindowState::Stored,
    };
    meta::learn_selects_by(connection, selection_shown(answer))?;
    answer.segment.write(connection, answer.window.id)?;
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

fn is_outside(seconds: u32, period: Period) -> bool {
    seconds != Columns::NO_DATE && !period.contains(interaction::Moment::from_seconds(seconds))
}

impl Old {
    fn of(record: &Packed) -> Self {
        Self { id: record.id, candidate: Candidate::of(record) }
    }
}

impl Candidate {
    const fn of(record: &Packed) -> Self {
        Self { identity: record.identity, closed: record.closed }
    }
}
