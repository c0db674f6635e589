//! Answers that were stored while the clock was ahead of what it says now.
//!
//! Such an answer covers days that had yet to come, which the server could say nothing about, and looks final long
//! before it is. Once the clock has passed them nothing would tell any more: so it is mended as soon as it shows. Which
//! of the two clocks is wrong cannot be known; so no record goes, and what goes costs a request at most.

use interaction::{Moment, Period};
use rusqlite::Connection;

use crate::segment;
use crate::window::{self, StoredWindow};
use crate::{Error, failure, meta, name, store, too_many};

/// Makes of every answer asked for after `present` one asked for at it, which so covers no more than was past, or than
/// it holds records of.
pub(crate) fn cast(connection: &Connection, present: Moment) -> Result<(), Error> {
    failure::doubt(connection, present)?;
    name::doubt(connection, present)?;
    too_many::doubt(connection, present)?;
    let doubtful: Vec<_> = window::all(connection)?.into_iter().filter(|window| window.fetched_at > present).collect();
    for window in &doubtful {
        if window.is_stored() { mend(connection, window, present)? } else { store::forget(connection, window)? }
    }
    if doubtful.is_empty() {
        return Ok(());
    }
    meta::set_number(connection, meta::GENERATION, meta::generation(connection)? + 1)
}

fn mend(connection: &Connection, window: &StoredWindow, present: Moment) -> Result<(), Error> {
    let is_empty = window.records == 0 && window.set_aside == 0;
    if is_empty && window.window.from() > present {
        return store::forget_window(connection, window.id);
    }
    let kept = last_date(connection, window)?.unwrap_or(window.window.from());
    let last = window.window.to().min(present.max(kept));
    window::doubt(connection, window.id, (last, present))
}

/// The last date within a window that a record of it carries: the server knew the time up to there.
fn last_date(connection: &Connection, window: &StoredWindow) -> Result<Option<Moment>, Error> {
    let mut last = None;
    let period: Period = window.period();
    segment::with_columns(connection, window.id, &mut |blob| {
        let dates = blob.created().into_iter().chain(blob.closed()).map(Moment::from_seconds);
        last = dates.filter(|date| period.contains(*date)).max();
    })?;
    Ok(last)
}
