//! What the tests of the archive share: an archive of their own, records, answers.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use archive::{AnswerEnd, Archive, ArchiveKey, Reader, Stored, WindowId};
use interaction::{Field, Interaction, Moment, Window, attachments};
use rusqlite::Connection;

pub const JANUARY: (&str, &str) = ("2026-01-01 00:00:00", "2026-01-31 23:59:59");

pub fn key() -> ArchiveKey {
    ArchiveKey::from_bytes([7; 32])
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn window(from: &str, to: &str) -> Window {
    Window::new(moment(from), moment(to)).unwrap()
}

pub fn record(case: &str, created: &str, closed: &str, body: &str) -> Interaction {
    let mut record = Interaction::default();
    for (field, text) in [
        (Field::Channel, "Email"),
        (Field::AgentName, "Ana López"),
        (Field::CaseId, case),
        (Field::Subject, "Reembolso"),
        (Field::From, "cliente@correo.example"),
        (Field::Body, body),
        (Field::DateCreation, created),
        (Field::CloseDate, closed),
        (Field::Status, if closed.is_empty() { "open" } else { "close" }),
    ] {
        record.set(field, text);
    }
    record
}

pub struct Place {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
}

pub fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("operación 50%.archive");
    Place { _folder: folder, path }
}

pub fn stage(archive: &mut Archive, window: Window, fetched_at: Moment, records: &[Interaction]) -> WindowId {
    let id = archive.begin(window, fetched_at).unwrap();
    let mut packer = archive.packer(id, records).unwrap();
    let prepared: Vec<_> = records.iter().map(|record| packer.prepare(record.clone()).unwrap()).collect();
    archive.append(id, &prepared, &[]).unwrap();
    archive.stage(id, AnswerEnd::Whole).unwrap();
    id
}

pub fn store(archive: &mut Archive, window: Window, fetched_at: &str, records: &[Interaction]) -> Stored {
    let id = stage(archive, window, moment(fetched_at), records);
    archive.store(&[id]).unwrap()
}

/// Every visible record by id.
pub fn contents(path: &Path) -> BTreeMap<u32, Interaction> {
    let mut reader = Reader::open(path, &key()).unwrap();
    let columns = reader.columns().unwrap();
    let mut records = Vec::new();
    reader.interactions(&columns.rows, &mut |record| records.push(record)).unwrap();
    columns.ids.iter().copied().zip(records).collect()
}

/// How many attachments each visible record has that has any, by id: in the archive's order, and by its text.
pub fn attached(path: &Path) -> [BTreeMap<u32, u32>; 2] {
    let reader = Reader::open(path, &key()).unwrap();
    let (columns, ranks) = (reader.columns().unwrap(), reader.ranks(Field::Attachments).unwrap());
    let ordered = columns.ids.iter().copied().zip(columns.rows.iter().map(|row| ranks.of(*row)));
    let told = contents(path).into_iter().map(|(id, record)| (id, attachments(record.text(Field::Attachments)).len()));
    let told = told.filter(|(_, number)| *number > 0).map(|(id, number)| (id, u32::try_from(number).unwrap()));
    [ordered.filter(|(_, number)| *number != archive::Ranks::ABSENT).collect(), told.collect()]
}

/// Opens the file as SQLite sees it.
pub fn raw(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", *key().to_hex())).unwrap();
    connection.pragma_update(None, "cipher_page_size", 16_384).unwrap();
    connection
}

/// The rows that lie in a table, in order.
pub fn rows_in(path: &Path, query: &str) -> Vec<u32> {
    let connection = raw(path);
    let mut statement = connection.prepare(query).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The rows that match an FTS5 expression and are visible, in order.
pub fn matching(reader: &Reader, expression: &str) -> Vec<u32> {
    let visible = reader.columns().unwrap().rows;
    let mut rows = BTreeSet::new();
    reader.matching(expression, &mut |found| rows.extend(found)).unwrap();
    rows.into_iter().filter(|row| visible.contains(row)).collect()
}
