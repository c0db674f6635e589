//! The rows of stored records that an answer under way may take over: what has not changed is not written again.
//!
//! A follower asks for the same day again and again. Written anew each time, its records would use up the numbers of
//! rows within a year, and most of what is written would be what was there.

use std::collections::HashMap;

use interaction::Period;
use rusqlite::Connection;

use crate::identity::Fingerprint;
use crate::segment::{Packed, Segment};
use crate::{Error, taken, window};

/// The records of the stored windows that a new one touches, by what they hold. Each is given away once.
#[derive(Default)]
pub(crate) struct Spare(HashMap<(u64, u64), Vec<Packed>>);

impl Spare {
    pub(crate) fn read(connection: &Connection, period: Period) -> Result<Self, Error> {
        let taken = taken::all(connection)?;
        let mut spare = Self::default();
        for window in window::stored(connection)?.into_iter().filter(|window| window.period().touches(period)) {
            for record in Segment::read(connection, window.id)?.records {
                let Some(contents) = record.contents.filter(|_| !taken.contains(&record.row)) else { continue };
                spare.0.entry((record.identity.strong, contents)).or_default().push(record);
            }
        }
        Ok(spare)
    }

    /// A stored record that is the same to the letter.
    pub(crate) fn take(&mut self, new: &Fingerprint) -> Option<Packed> {
        self.0.get_mut(&(new.identity.strong, new.contents)).and_then(Vec::pop)
    }
}
