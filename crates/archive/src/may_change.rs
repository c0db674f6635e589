//! Which interactions may still change after they were fetched, so that asking for them again is worth a request.

use interaction::{Dimension, Moment, State};
use rusqlite::Connection;

use crate::blob::Blob;
use crate::columns::Columns;
use crate::window::{self, WindowId};
use crate::{Error, segment, value};

/// How long after its closing an interaction is still expected to change: a survey may come, a case be reopened.
const CHANGES_FOR: u32 = 7 * 86_400;

/// What tells whether a record may still change: which codes of the state mean open.
pub(crate) struct MayChange(Vec<bool>);

impl MayChange {
    pub(crate) fn read(connection: &Connection) -> Result<Self, Error> {
        let values = value::shown(connection)?;
        let states = values.get(Dimension::Status as usize).map(Vec::as_slice).unwrap_or_default();
        Ok(Self(states.iter().map(|state| State::parse(state) == Some(State::Open)).collect()))
    }

    /// Whether each record of an answer may still change, in the answer's order.
    pub(crate) fn of(&self, blob: &Blob<'_>, fetched_at: Moment) -> impl Iterator<Item = bool> {
        let states = blob.codes(Dimension::Status);
        blob.closed().into_iter().zip(states).map(move |(closed, state)| {
            let recently = closed != Columns::NO_DATE && closed.saturating_add(CHANGES_FOR) > fetched_at.seconds();
            recently || self.is_open(state, closed)
        })
    }

    /// Older servers send no state: then what was never closed is open.
    fn is_open(&self, state: u32, closed: u32) -> bool {
        if state == 0 { closed == Columns::NO_DATE } else { self.0.get(state as usize) == Some(&true) }
    }
}

/// The stored windows that are provisional or hold interactions that may still change.
pub(crate) fn windows(connection: &Connection) -> Result<Vec<WindowId>, Error> {
    let may_change = MayChange::read(connection)?;
    let mut windows = Vec::new();
    for window in window::stored(connection)? {
        let mut changes = window.is_provisional();
        if !changes {
            segment::with_columns(connection, window.id, &mut |blob| {
                changes = may_change.of(blob, window.fetched_at).any(|changes| changes);
            })?;
        }
        windows.extend(changes.then_some(window.id));
    }
    Ok(windows)
}
