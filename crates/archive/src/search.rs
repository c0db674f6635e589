//! The search index: contentless, so it holds the words' places and nothing else, inside the encrypted file.

mod ascii;
mod doclist;
mod gather;
mod gathering;
mod leaves;
mod noted;
mod signs;
mod structure;
#[cfg(test)]
mod tests;
mod varint;
mod write;

use interaction::{Field, Interaction, WordsRoom, words_in};
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::{Connection, Row, params};

use crate::Error;
use crate::bytes::numbers;
use doclist::Word;
use gather::COLUMNS;

pub(crate) use gathering::Gathering;
pub(crate) use signs::TOKENIZER;

pub(crate) const TABLE: &str = "CREATE VIRTUAL TABLE search USING fts5 (
    subject, body, answer, comments, sender, recipient, case_id,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
)";
/// Words gathered in memory before they are written, in bytes: with the usual 1 MB an answer is written in so many
/// pieces that merging them costs more than writing them.
pub(crate) const GATHER: &str = "INSERT INTO search (search, rank) VALUES ('hashsize', 33554432)";
const ADD: &str = "INSERT INTO search (rowid, subject, body, answer, comments, sender, recipient, case_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
const MATCHING: &str = "SELECT gathered(rowid) FROM (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)";
/// Rows of a word up to which they are asked of FTS5 one by one.
const FEW: usize = 2_000;
const DELETE: &str = "DELETE FROM search WHERE rowid BETWEEN ?1 AND ?2";

/// The texts of a record as the index sees them.
fn texts<'a>(record: &'a Interaction, [body, answer]: &'a mut [WordsRoom; 2]) -> [&'a str; COLUMNS] {
    [
        record.text(Field::Subject),
        words_in(body, record.text(Field::Body)),
        words_in(answer, record.text(Field::Answer)),
        record.text(Field::Comments),
        record.text(Field::From),
        record.text(Field::To),
        record.text(Field::CaseId),
    ]
}

/// Adds one record. A whole answer is [gathered](Gathering).
pub(crate) fn add(connection: &Connection, row: u32, record: &Interaction) -> Result<(), Error> {
    let mut rooms = Default::default();
    let [subject, body, answer, comments, from, to, case] = texts(record, &mut rooms);
    connection.prepare_cached(ADD)?.execute(params![row, subject, body, answer, comments, from, to, case])?;
    Ok(())
}

/// Lets a connection gather numbers into one blob: leaving SQLite for each of a million rows costs as much as finding
/// them.
pub(crate) fn add_gathered(connection: &Connection) -> Result<(), Error> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    Ok(connection.create_aggregate_function("gathered", 1, flags, Gathered)?)
}

struct Gathered;

impl Aggregate<Vec<u8>, Vec<u8>> for Gathered {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn step(&self, context: &mut Context<'_>, gathered: &mut Vec<u8>) -> rusqlite::Result<()> {
        gathered.extend(context.get::<u32>(0)?.to_le_bytes());
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, gathered: Option<Vec<u8>>) -> rusqlite::Result<Vec<u8>> {
        Ok(gathered.unwrap_or_default())
    }
}

/// Calls `each` with the rows that match an FTS5 expression, visible or not, and some that are deleted.
pub(crate) fn matching(connection: &Connection, expression: &str, each: &mut dyn FnMut(&[u32])) -> Result<(), Error> {
    if let Some(word) = Word::of(expression) {
        // FTS5 is quicker where there are few; of words that begin alike it knows no row before it has read them all.
        let few = if word.is_prefix() { None } else { Some(gathered(connection, expression, FEW)?) };
        match few {
            Some(rows) if rows.len() < FEW => {
                each(&rows);
                return Ok(());
            }
            _ if doclist::rows_of(connection, &word, each)? => return Ok(()),
            _ => {}
        }
    }
    each(&gathered(connection, expression, usize::MAX)?);
    Ok(())
}

/// So many of the rows that match.
fn gathered(connection: &Connection, expression: &str, limit: usize) -> Result<Vec<u32>, Error> {
    let mut statement = connection.prepare_cached(MATCHING)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let numbers = |row: &Row<'_>| Ok(numbers(row.get_ref(0)?.as_blob()?).collect());
    Ok(statement.query_row(params![expression, limit], numbers)?)
}

pub(crate) fn delete(connection: &Connection, first: u32, last: u32) -> Result<(), Error> {
    connection.prepare_cached(DELETE)?.execute([first, last])?;
    Ok(())
}
