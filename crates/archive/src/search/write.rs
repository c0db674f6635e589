//! Writing what was gathered as a segment of the index.
//!
//! FTS5 would cut, gather and sort the words itself, all of it on the one thread that may write; here that is done
//! before, on another. What is written is what FTS5 writes, in the tables that it keeps: it searches, merges and deletes
//! as if it had.

use rusqlite::{Connection, params};

use super::gather::{COLUMNS, Gathered};
use super::leaves::{Leaves, entry};
use super::structure::Structure;
use super::varint::{put, take};
use crate::Error;

const ADD_SIZES: &str = "INSERT INTO search_docsize (id, sz, origin) VALUES (?1, ?2, ?3)";
const READ_TOTALS: &str = "SELECT block FROM search_data WHERE id = 1";
const WRITE_TOTALS: &str = "UPDATE search_data SET block = ?1 WHERE id = 1";
/// Merges segments until about so many leaves are written, where there are enough of one size. Makes FTS5 write what it
/// holds back, and read anew what the index consists of.
const MERGE: &str = "INSERT INTO search (search, rank) VALUES ('merge', ?1)";

/// Writes what was gathered as a segment. `rows` are the rows of the records that were added, by their numbers; a record
/// without one is left out.
pub(crate) fn write(connection: &Connection, gathered: &Gathered, rows: &[Option<u32>]) -> Result<(), Error> {
    merge(connection, 0)?;
    let mut structure = Structure::read(connection)?;
    let id = structure.free_id().ok_or(Error::Damaged)?;
    let row_of = |number: u32| rows.get(number as usize).copied().flatten();
    let written = write_sizes(connection, structure.next_origin(), gathered, row_of)?;
    let leaves = write_leaves(connection, id, gathered, row_of)?;
    if leaves == 0 {
        return Ok(());
    }
    structure.add(id, leaves, written);
    structure.write(connection)?;
    match structure.merges() {
        // As much as FTS5 does by itself: each leaf is merged about once a level.
        true => merge(connection, u64::from(leaves) * structure.levels() as u64),
        false => Ok(()),
    }
}

fn merge(connection: &Connection, leaves: u64) -> Result<(), Error> {
    connection.prepare_cached(MERGE)?.execute([leaves as i64])?;
    Ok(())
}

/// Writes the words, and returns how many leaves they fill.
fn write_leaves(
    connection: &Connection,
    segment: u64,
    gathered: &Gathered,
    row_of: impl Fn(u32) -> Option<u32>,
) -> Result<u32, Error> {
    let mut leaves = Leaves::new(connection, segment as i64)?;
    let mut follows = Vec::new();
    let ahead = ahead(gathered, &row_of);
    for word in gathered.sorted() {
        gathered.follows(word, &mut follows);
        match ahead {
            Some(ahead) => {
                leaves.word(gathered.word(word))?;
                leaves.records(ahead, &follows)?;
            }
            None => write_word(&mut leaves, gathered.word(word), &follows, &row_of)?,
        }
    }
    leaves.end()
}

/// By how much the row of every record is ahead of its number, where it is the same for all, as it is unless an answer
/// holds records that were stored before.
fn ahead(gathered: &Gathered, row_of: impl Fn(u32) -> Option<u32>) -> Option<u32> {
    let mut aheads = gathered.records.iter().map(|record| row_of(record.number)?.checked_sub(record.number));
    let first = aheads.next()??;
    aheads.all(|ahead| ahead == Some(first)).then_some(first)
}

/// Writes a word with the records that have rows.
fn write_word(
    leaves: &mut Leaves<'_>,
    word: &[u8],
    follows: &[u8],
    row_of: impl Fn(u32) -> Option<u32>,
) -> Result<(), Error> {
    let (mut rest, mut number, mut is_begun) = (follows, 0, false);
    while !rest.is_empty() {
        let (step, places, after) = entry(rest).ok_or(Error::Damaged)?;
        (number, rest) = (number + step, after);
        let Some(row) = row_of(number) else { continue };
        if !is_begun {
            leaves.word(word)?;
            is_begun = true;
        }
        leaves.record(row, places)?;
    }
    Ok(())
}

/// Writes how many words each column of each record has, and returns how many records these are.
fn write_sizes(
    connection: &Connection,
    origin: u64,
    gathered: &Gathered,
    row_of: impl Fn(u32) -> Option<u32>,
) -> Result<usize, Error> {
    let mut add = connection.prepare_cached(ADD_SIZES)?;
    let block: Vec<u8> = connection.prepare_cached(READ_TOTALS)?.query_row([], |row| row.get(0))?;
    let mut block = block.as_slice();
    let mut rows = take(&mut block).unwrap_or(0);
    let mut totals = [0; COLUMNS].map(|_: u64| take(&mut block).unwrap_or(0));
    let (mut sizes, mut written) = (Vec::new(), 0);
    for record in &gathered.records {
        let Some(row) = row_of(record.number) else { continue };
        sizes.clear();
        for (size, total) in record.sizes.iter().zip(&mut totals) {
            put(&mut sizes, u64::from(*size));
            *total += u64::from(*size);
        }
        add.execute(params![row, sizes, origin as i64])?;
        written += 1;
    }
    rows += written as u64;
    let mut block = Vec::new();
    put(&mut block, rows);
    totals.iter().for_each(|total| put(&mut block, *total));
    connection.prepare_cached(WRITE_TOTALS)?.execute([block])?;
    Ok(written)
}
