//! How many attachments the records have, by row, so that records sort by it without their texts.
//!
//! A record is counted when it is written, and its row never holds another. Versions before the fourth format did not
//! count: how far what they left is counted is noted, the rest is counted after a download, a stretch at a time. Until
//! then each reader works it out for itself.

use interaction::{Field, attachments};
use rusqlite::Connection;

use crate::pack::{self, Unpacker};
use crate::rank::Ranks;
use crate::{Error, meta, record};

/// Only the records that have any.
pub(crate) const TABLE: &str = "CREATE TABLE attached (row INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT";
const ADD: &str = "INSERT INTO attached (row, number) VALUES (?1, ?2)";
const ALL: &str = "SELECT row, number FROM attached ORDER BY row";
const DELETE: &str = "DELETE FROM attached WHERE row BETWEEN ?1 AND ?2";

/// The first row from which on all are counted; where there is none, nothing is.
const COUNTED_FROM: &str = "attachments_counted_from";
/// Records that are counted in one transaction: little enough that nobody has to wait.
const COUNTED_AT_ONCE: u32 = 10_000;

/// How many attachments a record has, by its field's text.
pub(crate) fn count(text: &str) -> u32 {
    attachments(text).len() as u32
}

/// Keeps how many attachments the record of a row has.
pub(crate) fn add(connection: &Connection, row: u32, number: u32) -> Result<(), Error> {
    if number > 0 {
        connection.prepare_cached(ADD)?.execute([row, number])?;
    }
    Ok(())
}

pub(crate) fn delete(connection: &Connection, first: u32, last: u32) -> Result<(), Error> {
    connection.prepare_cached(DELETE)?.execute([first, last])?;
    Ok(())
}

/// Notes that every row that is still to come will be counted.
pub(crate) fn begin(connection: &Connection) -> Result<(), Error> {
    let next = meta::number(connection, meta::NEXT_ROW)?.unwrap_or(1);
    meta::set_number(connection, COUNTED_FROM, next)
}

/// Counts some of the rows that an older version left. Returns whether there may be more of them.
pub(crate) fn count_some(connection: &Connection) -> Result<bool, Error> {
    count_at_most(connection, COUNTED_AT_ONCE)
}

fn count_at_most(connection: &Connection, limit: u32) -> Result<bool, Error> {
    let from = counted_from(connection)?;
    if from <= 1 {
        return Ok(false);
    }
    let (mut first, mut read) = (from, 0);
    for_each_before(connection, (from, limit), |row, number| {
        (first, read) = (row, read + 1);
        add(connection, row, number)
    })?;
    let is_more = read == limit;
    meta::set_number(connection, COUNTED_FROM, if is_more { u64::from(first) } else { 1 })?;
    Ok(is_more)
}

/// The number of each row's attachments, in the place of a rank: absent where it has none.
pub(crate) fn ranks(connection: &Connection) -> Result<Ranks, Error> {
    let (mut rows, mut numbers) = (Vec::new(), Vec::new());
    let from = counted_from(connection)?;
    // A file of an older format has no such table.
    if from < u32::MAX {
        let mut statement = connection.prepare_cached(ALL)?;
        let mut counted = statement.query([])?;
        while let Some(counted) = counted.next()? {
            rows.push(counted.get(0)?);
            numbers.push(counted.get(1)?);
        }
    }
    for_each_before(connection, (from, u32::MAX), |row, number| {
        if number > 0 {
            rows.push(row);
            numbers.push(number);
        }
        Ok(())
    })?;
    Ok(Ranks::of_rows(&rows, &numbers))
}

fn counted_from(connection: &Connection) -> Result<u32, Error> {
    let from = meta::number(connection, COUNTED_FROM)?;
    Ok(from.map_or(u32::MAX, |from| u32::try_from(from).unwrap_or(u32::MAX - 1)))
}

/// Calls `each` with so many rows before one, latest first, and how many attachments their texts tell of. Rows whose
/// records have no long text are left out.
fn for_each_before(
    connection: &Connection,
    (row, limit): (u32, u32),
    mut each: impl FnMut(u32, u32) -> Result<(), Error>,
) -> Result<(), Error> {
    if row <= 1 {
        return Ok(());
    }
    let mut unpacker = Unpacker::new(pack::dictionary(connection)?.as_deref())?;
    record::for_each_texts_before(connection, (row, limit), |row, texts| {
        each(row, count(&unpacker.text(texts, Field::Attachments)?))
    })
}

#[cfg(test)]
mod tests {
    use interaction::Interaction;

    use super::*;
    use crate::identity::Fingerprint;
    use crate::pack::Packer;

    #[test]
    fn what_was_left_uncounted_is_counted_stretch_by_stretch_and_told_alike_all_the_while() {
        let connection = crate::open::in_memory().unwrap();
        for table in [meta::TABLE, record::HEADS_TABLE, record::TEXTS_TABLE, pack::TABLE, TABLE] {
            connection.execute_batch(table).unwrap();
        }
        let mut packer = Packer::new(None).unwrap();
        let mut expected = Vec::new();
        // Some rows are gone, and some records have no long text at all.
        for row in (1_u32..40).filter(|row| row % 7 != 3) {
            let mut record = Interaction::default();
            record.set(Field::Attachments, "a.pdf;".repeat(row as usize % 4));
            record.set(Field::Body, if row % 3 == 0 { "hola" } else { "" });
            let written = packer.write(record.clone(), Fingerprint::of(&record)).unwrap();
            assert_eq!(written.attachments, row % 4);
            record::add(&connection, row, &written, "").unwrap();
            expected.push((row, if row % 4 == 0 { Ranks::ABSENT } else { row % 4 }));
        }
        let told = || expected.iter().map(|(row, _)| (*row, ranks(&connection).unwrap().of(*row))).collect::<Vec<_>>();
        assert_eq!(told(), expected);
        meta::set_number(&connection, meta::NEXT_ROW, 40).unwrap();
        begin(&connection).unwrap();
        let mut steps = 0;
        loop {
            assert_eq!(told(), expected);
            steps += 1;
            if !count_at_most(&connection, 5).unwrap() {
                break;
            }
        }
        assert_eq!((told(), steps), (expected.clone(), 6));
        // Nothing is left to be read.
        connection.execute_batch("DELETE FROM text").unwrap();
        assert!(!count_at_most(&connection, 5).unwrap());
        assert_eq!(told(), expected);
    }
}
