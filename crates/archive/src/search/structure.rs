//! The record that says which segments the index consists of, as FTS5 keeps it:
//! <https://sqlite.org/fts5.html#the_structure_record_format>.

use rusqlite::{Connection, params};

use super::varint::{put, take};
use crate::Error;

const READ: &str = "SELECT block FROM search_data WHERE id = 10";
const WRITE: &str = "UPDATE search_data SET block = ?1 WHERE id = 10";
/// Says that rows can be deleted without their words being known, as in every archive.
const WITH_ORIGINS: [u8; 4] = [0xff, 0, 0, 1];
/// So many segments of one level are merged. FTS5 begins with four: with as many as twice that every word is looked for
/// in some more of them, but half as much is written anew, and what the file grows by meanwhile is less.
const MERGED_FROM: usize = 8;
/// No more segments than this.
const MOST_SEGMENTS: u64 = 2_000;

/// The index's segments, by levels: merging those of one level makes one of the next.
pub(super) struct Structure {
    /// A number that FTS5 compares with its own.
    cookie: [u8; 4],
    written: u64,
    levels: Vec<Level>,
}

#[derive(Default)]
struct Level {
    /// How many of its segments are being merged.
    merging: u64,
    /// The oldest first.
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Segment {
    id: u64,
    first_leaf: u64,
    last_leaf: u64,
    /// The numbers of the writings that its rows came with: a deleted row is looked for in their segments.
    origins: (u64, u64),
    deleted_pages: u64,
    deleted: u64,
    rows: u64,
}

impl Structure {
    pub(super) fn read(connection: &Connection) -> Result<Self, Error> {
        let block: Vec<u8> = connection.prepare_cached(READ)?.query_row([], |row| row.get(0))?;
        Self::of(&block).ok_or(Error::Damaged)
    }

    pub(super) fn write(&self, connection: &Connection) -> Result<(), Error> {
        connection.prepare_cached(WRITE)?.execute(params![self.block()])?;
        Ok(())
    }

    /// The number of the next writing.
    pub(super) fn next_origin(&self) -> u64 {
        self.segments().map(|segment| segment.origins.1).max().unwrap_or(0) + 1
    }

    /// A number that no segment has.
    pub(super) fn free_id(&self) -> Option<u64> {
        (1..=MOST_SEGMENTS).find(|id| self.segments().all(|segment| segment.id != *id))
    }

    /// Adds the newest segment, with as many leaves and rows as were written, under [`next_origin`](Self::next_origin).
    pub(super) fn add(&mut self, id: u64, leaves: u32, rows: usize) {
        let origin = self.next_origin();
        let segment = Segment {
            id,
            first_leaf: 1,
            last_leaf: u64::from(leaves),
            origins: (origin, origin),
            rows: rows as u64,
            ..Segment::default()
        };
        self.written += u64::from(leaves);
        match self.levels.first_mut() {
            Some(level) => level.segments.push(segment),
            None => self.levels.push(Level { merging: 0, segments: vec![segment] }),
        }
    }

    /// Whether a merge is under way, or worth beginning.
    pub(super) fn merges(&self) -> bool {
        self.levels.iter().any(|level| level.merging > 0 || level.segments.len() >= MERGED_FROM)
    }

    pub(super) fn levels(&self) -> usize {
        self.levels.len()
    }

    /// The number of each segment, and its first and its last leaf: none before the first is left of one that is being
    /// merged away.
    pub(super) fn leaves(&self) -> impl Iterator<Item = (u64, u64, u64)> + '_ {
        let there = self.segments().filter(|segment| segment.first_leaf > 0);
        there.map(|segment| (segment.id, segment.first_leaf, segment.last_leaf))
    }

    fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.levels.iter().flat_map(|level| &level.segments)
    }

    fn of(block: &[u8]) -> Option<Self> {
        let (cookie, rest) = block.split_first_chunk()?;
        let mut rest = rest.strip_prefix(&WITH_ORIGINS)?;
        let mut next = || take(&mut rest);
        let (levels, _segments, written) = (next()?, next()?, next()?);
        let mut structure = Self { cookie: *cookie, written, levels: Vec::new() };
        for _ in 0..levels {
            let (merging, segments) = (next()?, next()?);
            let mut level = Level { merging, segments: Vec::new() };
            for _ in 0..segments {
                level.segments.push(Segment {
                    id: next()?,
                    first_leaf: next()?,
                    last_leaf: next()?,
                    origins: (next()?, next()?),
                    deleted_pages: next()?,
                    deleted: next()?,
                    rows: next()?,
                });
            }
            structure.levels.push(level);
        }
        Some(structure)
    }

    fn block(&self) -> Vec<u8> {
        let mut block = self.cookie.to_vec();
        block.extend(WITH_ORIGINS);
        let mut number = |number| put(&mut block, number);
        number(self.levels.len() as u64);
        number(self.segments().count() as u64);
        number(self.written);
        for level in &self.levels {
            number(level.merging);
            number(level.segments.len() as u64);
            for segment in &level.segments {
                let Segment { id, first_leaf, last_leaf, origins, deleted_pages, deleted, rows } = *segment;
                [id, first_leaf, last_leaf, origins.0, origins.1, deleted_pages, deleted, rows]
                    .into_iter()
                    .for_each(&mut number);
            }
        }
        block
    }
}
