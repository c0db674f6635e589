//! Records that have moved from one window to another, as they do where the server selects by closing and an
//! interaction is closed later, or again.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::Error;
use crate::segment::{self, Packed, Segment};
use crate::store::{Answer, is_outside};
use crate::window::{self, StoredWindow};

/// Takes from the other windows the records that have moved into the new answers. Their rows are the caller's to free.
///
/// Only a record created outside its new window can have moved, and only since the older answer was fetched: what was
/// closed before that was in its place already, so an equal record of the older answer is another one.
pub(crate) fn take(connection: &Connection, kept: &[StoredWindow], new: &[Answer]) -> Result<Vec<Packed>, Error> {
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
            moved.extend(take_from(connection, window, &mut arrived)?);
        }
    }
    Ok(moved)
}

fn take_from(
    connection: &Connection,
    window: &StoredWindow,
    arrived: &mut HashMap<u64, Vec<u32>>,
) -> Result<Vec<Packed>, Error> {
    let mut segment = Segment::read(connection, window.id)?;
    let (moved, stayed): (Vec<Packed>, Vec<Packed>) = segment.records.drain(..).partition(|record| {
        let closings = arrived.get_mut(&record.identity.strong);
        let later = |closed: &u32| *closed > window.fetched_at.seconds();
        closings
            .is_some_and(|closings| closings.iter().position(later).map(|place| closings.swap_remove(place)).is_some())
    });
    if !moved.is_empty() {
        window::set_records(connection, window.id, stayed.len())?;
        Segment { records: stayed }.write(connection, window.id)?;
    }
    Ok(moved)
}
