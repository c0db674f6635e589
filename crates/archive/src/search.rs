//! The search index: contentless, so it holds the words' places and nothing else, inside the encrypted file.

use interaction::Field;
use rusqlite::{Connection, params};

use crate::Error;
use crate::pack::Written;

pub(crate) const TABLE: &str = "CREATE VIRTUAL TABLE search USING fts5 (
    subject, body, answer, comments, sender, recipient, case_id,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
)";
/// Words gathered in memory before they are written, in bytes: with the usual 1 MB an answer is written in so many
/// pieces that merging them costs more than writing them.
pub(crate) const GATHER: &str = "INSERT INTO search (search, rank) VALUES ('hashsize', 33554432)";
const ADD: &str = "INSERT INTO search (rowid, subject, body, answer, comments, sender, recipient, case_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
const MATCHING: &str = "SELECT rowid FROM search WHERE search MATCH ?1";
const DELETE: &str = "DELETE FROM search WHERE rowid BETWEEN ?1 AND ?2";

pub(crate) fn add(connection: &Connection, row: u32, written: &Written) -> Result<(), Error> {
    let text = |field| written.record.text(field);
    connection.prepare_cached(ADD)?.execute(params![
        row,
        text(Field::Subject),
        written.message.as_deref().unwrap_or(text(Field::Body)),
        written.answer.as_deref().unwrap_or(text(Field::Answer)),
        text(Field::Comments),
        text(Field::From),
        text(Field::To),
        text(Field::CaseId)
    ])?;
    Ok(())
}

/// The rows that match an FTS5 expression, visible or not.
pub(crate) fn matching(connection: &Connection, expression: &str) -> Result<Vec<u32>, Error> {
    let mut statement = connection.prepare_cached(MATCHING)?;
    let rows = statement.query_map([expression], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn delete(connection: &Connection, first: u32, last: u32) -> Result<(), Error> {
    connection.prepare_cached(DELETE)?.execute([first, last])?;
    Ok(())
}
