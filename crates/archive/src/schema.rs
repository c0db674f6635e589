//! The tables, and how older files come up to date.
//!
//! Migrations only go forward. Each raises the format (`user_version`) by one, and says which format a program must
//! at least know to read what it leaves behind.

use rusqlite::Connection;

use crate::{
    Error, aside, attached, change, failure, gone, meta, name, pack, rank, record, run, search, segment, taken, value,
    window,
};

/// The newest format that this version reads and writes.
pub(crate) const FORMAT: u32 = 4;
/// The first format, which [`create`] makes before it is brought up to date like any older file.
const FIRST: u32 = 1;
/// The first format that keeps runs and changes.
const WITH_CHANGES: u32 = 2;
/// The first format whose columns are packed, which no older reader understands.
const WITH_PACKED_COLUMNS: u32 = 3;
/// The first format that keeps how many attachments each record has.
const WITH_ATTACHMENTS: u32 = 4;
/// The tables that each format adds to the one before it, from the second on.
const STEPS: [&[&str]; 3] = [
    &[
        segment::ADD_CONTENTS,
        taken::TABLE,
        run::TABLE,
        change::TABLE,
        change::RUN_INDEX,
        gone::TABLE,
        gone::STRONG_INDEX,
        gone::RUN_INDEX,
    ],
    &[],
    &[attached::TABLE],
];
/// Tells an archive from any other SQLite file: `Trza`.
pub(crate) const APPLICATION_ID: i32 = 0x5472_7a61;

/// Makes the tables of a new archive.
pub(crate) fn create(connection: &Connection) -> Result<(), Error> {
    for table in [
        meta::TABLE,
        window::TABLE,
        segment::TABLE,
        record::HEADS_TABLE,
        record::CASE_INDEX,
        record::TEXTS_TABLE,
        search::TABLE,
        search::GATHER,
        value::TABLE,
        name::TABLE,
        aside::TABLE,
        failure::TABLE,
        pack::TABLE,
        rank::TABLE,
    ] {
        connection.execute_batch(table)?;
    }
    meta::set_number(connection, meta::MINIMUM_READER, 1)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", FIRST)?;
    bring_up_to_date(connection)
}

/// Makes of an older file one of the newest format, all or nothing.
pub(crate) fn migrate(connection: &Connection) -> Result<(), Error> {
    if format(connection)? >= FORMAT {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    // Another program may have done it while this one waited for the writer's lock.
    let done = check_writable(connection)
        .and_then(|()| bring_up_to_date(connection))
        .and_then(|()| connection.execute_batch("COMMIT").map_err(Error::from));
    if done.is_err() {
        // A rollback that fails has been made by SQLite itself.
        let _ = connection.execute_batch("ROLLBACK");
    }
    done
}

fn bring_up_to_date(connection: &Connection) -> Result<(), Error> {
    let found = format(connection)?;
    for (format, step) in (FIRST + 1..).zip(STEPS).filter(|(format, _)| *format > found) {
        step.iter().try_for_each(|statement| connection.execute_batch(statement))?;
        if format == WITH_PACKED_COLUMNS {
            segment::pack_all(connection)?;
            meta::set_number(connection, meta::MINIMUM_READER, u64::from(format))?;
        }
        if format == WITH_ATTACHMENTS {
            attached::begin(connection)?;
        }
        connection.pragma_update(None, "user_version", format)?;
    }
    Ok(())
}

/// Whether the file keeps runs and changes: an older one that is only read does not.
pub(crate) fn keeps_changes(connection: &Connection) -> Result<bool, Error> {
    Ok(format(connection)? >= WITH_CHANGES)
}

/// Checks that this version can read the file.
///
/// # Errors
/// [`Error::NewerVersion`] where the file asks for a newer reader, [`Error::Damaged`] where it is no archive.
pub(crate) fn check_readable(connection: &Connection) -> Result<(), Error> {
    let found = format(connection)?;
    if found <= FORMAT {
        return Ok(());
    }
    match meta::number(connection, meta::MINIMUM_READER)? {
        Some(reader) if reader <= u64::from(FORMAT) => Ok(()),
        _ => Err(Error::NewerVersion { found, known: FORMAT }),
    }
}

/// Checks that this version can write the file: it can where no newer one has changed it.
///
/// # Errors
/// As [`check_readable`].
pub(crate) fn check_writable(connection: &Connection) -> Result<(), Error> {
    let found = format(connection)?;
    if found <= FORMAT { Ok(()) } else { Err(Error::NewerVersion { found, known: FORMAT }) }
}

fn format(connection: &Connection) -> Result<u32, Error> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    if pragma("application_id")? != APPLICATION_ID {
        return Err(Error::Damaged);
    }
    Ok(u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX))
}
