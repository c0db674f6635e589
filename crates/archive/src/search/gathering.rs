//! The index of one answer: gathered where its records are packed, written where they are.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use interaction::{Interaction, WordsRoom};
use rusqlite::Connection;

use super::gather::{Cutter, Gathered};
use super::texts;
use super::write::write;
use crate::Error;

/// Bytes gathered before they become a segment: merging many small ones would cost more than writing them.
const SEGMENT_BYTES: usize = 32 << 20;

/// What the thread that packs an answer's records and the one that writes them share.
#[derive(Clone)]
pub(crate) struct Gathering(Arc<Mutex<State>>);

struct State {
    cutter: Cutter,
    /// For texts without their tags.
    rooms: [WordsRoom; 2],
    /// How many records were added.
    added: u32,
    gathered: Gathered,
    /// Enough for a segment each.
    full: VecDeque<Arc<Gathered>>,
}

impl Gathering {
    pub(crate) fn new() -> Result<Self, Error> {
        let state = State {
            cutter: Cutter::new()?,
            rooms: Default::default(),
            added: 0,
            gathered: Gathered::new(),
            full: VecDeque::new(),
        };
        Ok(Self(Arc::new(Mutex::new(state))))
    }

    /// Adds a record, and returns the number by which [`write`](Self::write) will be told its row.
    pub(crate) fn add(&self, record: &Interaction) -> Result<u32, Error> {
        let mut state = self.lock();
        let State { cutter, rooms, added, gathered, full } = &mut *state;
        let number = *added;
        cutter.add(gathered, number, texts(record, rooms))?;
        *added += 1;
        if gathered.bytes() >= SEGMENT_BYTES {
            full.push_back(Arc::new(std::mem::replace(gathered, Gathered::new())));
        }
        Ok(number)
    }

    /// Writes what is enough for segments, as far as all its records have come to lie in rows. Returns how many
    /// segments these are: the caller has to [`forget`](Self::forget) them once they are kept.
    pub(crate) fn write_full(&self, connection: &Connection, rows: &[Option<u32>]) -> Result<usize, Error> {
        let has_rows = |gathered: &&Arc<Gathered>| gathered.end() as usize <= rows.len();
        // Not under the lock: the packing goes on meanwhile.
        let full: Vec<_> = self.lock().full.iter().take_while(has_rows).map(Arc::clone).collect();
        full.iter().try_for_each(|gathered| write(connection, gathered, rows))?;
        Ok(full.len())
    }

    /// Writes everything. What has no row by now never gets one.
    pub(crate) fn write_all(&self, connection: &Connection, rows: &[Option<u32>]) -> Result<(), Error> {
        let state = self.lock();
        state.full.iter().try_for_each(|gathered| write(connection, gathered, rows))?;
        if state.gathered.end() > 0 { write(connection, &state.gathered, rows) } else { Ok(()) }
    }

    /// Forgets the first segments.
    pub(crate) fn forget(&self, segments: usize) {
        self.lock().full.drain(..segments);
    }

    /// Nothing that could panic leaves it half changed.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
