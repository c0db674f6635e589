//! A file of the first format, made here by SQL as the first version made it: it opens, comes up to date and is
//! refreshed, and readers that cannot write take it as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use archive::{Archive, ChangeKind, DayState, NewRun, Reader, RunEnd, RunId, RunKind, WindowState};
use interaction::{Field, Interaction, Period};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use common::{JANUARY, attached, contents, key, moment, raw, record, rows_in, store, window};

mod common;

/// The tables of the first format.
const TABLES: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE window (
        id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, fetched_at INTEGER NOT NULL,
        first_row INTEGER NOT NULL, next_row INTEGER NOT NULL, records INTEGER NOT NULL, set_aside INTEGER NOT NULL,
        state INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE segment (
        window INTEGER PRIMARY KEY REFERENCES window (id), columns BLOB NOT NULL, identities BLOB NOT NULL
    ) STRICT;
    CREATE TABLE record (row INTEGER PRIMARY KEY, case_key TEXT NOT NULL, heads BLOB NOT NULL) STRICT;
    CREATE INDEX record_by_case ON record (case_key);
    CREATE TABLE text (row INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;
    CREATE VIRTUAL TABLE search USING fts5 (
        subject, body, answer, comments, sender, recipient, case_id,
        content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TABLE value (
        dimension INTEGER NOT NULL, code INTEGER NOT NULL, key TEXT NOT NULL, shown TEXT NOT NULL,
        PRIMARY KEY (dimension, code), UNIQUE (dimension, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE name (
        kind INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE aside (
        id INTEGER PRIMARY KEY, window INTEGER NOT NULL REFERENCES window (id), raw TEXT NOT NULL
    ) STRICT;
    CREATE TABLE failure (
        first INTEGER NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (first, last)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE rank (
        field INTEGER PRIMARY KEY, generation INTEGER NOT NULL, rows BLOB NOT NULL, ranks BLOB NOT NULL
    ) STRICT;
    INSERT INTO value VALUES
        (1, 1, 'ana lópez', 'Ana López'), (3, 1, 'email', 'Email'), (4, 1, 'open', 'open'), (4, 2, 'close', 'close');
    PRAGMA application_id = 0x54727a61;
    PRAGMA user_version = 1;";
const LONG: [Field; 4] = [Field::Body, Field::Answer, Field::Comments, Field::Attachments];
const STORED: u32 = 3;
const STAGED: u32 = 1;

struct Old {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

/// A file of the first format: January stored, and an answer over it that waits to be stored.
fn old(stored: &[Interaction], staged: &[Interaction]) -> Old {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    let connection = Connection::open(&path).unwrap();
    let salt = Sha256::new().chain_update(b"traza archive salt 1").chain_update([7; 32]).finalize();
    let salt: String = salt.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    connection.pragma_update(None, "key", format!("x'{}{salt}'", *key().to_hex())).unwrap();
    connection.pragma_update(None, "cipher_page_size", 16_384).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.execute_batch(TABLES).unwrap();
    add(&connection, (1, 1, STORED), "2026-03-01", stored);
    add(&connection, (2, 1 + stored.len() as u32, STAGED), "2026-03-02", staged);
    let next_row = 1 + stored.len() + staged.len();
    for (key, value) in
        [("minimum_reader", 1), ("next_id", 1 + stored.len()), ("next_row", next_row), ("generation", 1)]
    {
        connection.execute("INSERT INTO meta VALUES (?1, ?2)", params![key, value as i64]).unwrap();
    }
    Old { _folder: folder, path }
}

fn add(connection: &Connection, (id, first_row, state): (u32, u32, u32), fetched_at: &str, records: &[Interaction]) {
    let january = window(JANUARY.0, JANUARY.1);
    let next_row = first_row + records.len() as u32;
    connection
        .execute(
            "INSERT INTO window VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8)",
            params![
                id,
                january.from().seconds(),
                january.to().seconds(),
                moment(fetched_at).seconds(),
                first_row,
                next_row,
                records.len() as i64,
                state
            ],
        )
        .unwrap();
    let id_of = |row| if state == STORED { row } else { 0 };
    let ids: Vec<u32> = (first_row..next_row).map(id_of).collect();
    let (columns, identities) = segment(&ids, first_row, records);
    connection.execute("INSERT INTO segment VALUES (?1, ?2, ?3)", params![id, columns, identities]).unwrap();
    for (row, record) in (first_row..).zip(records) {
        add_texts(connection, row, record);
    }
}

fn add_texts(connection: &Connection, row: u32, record: &Interaction) {
    let fields = |long: bool| Field::ALL.into_iter().filter(move |field| LONG.contains(field) == long);
    let put = |blob: &mut Vec<u8>, text: &str| {
        blob.push(u8::try_from(text.len()).unwrap());
        blob.extend(text.as_bytes());
    };
    let (mut heads, mut texts) = (Vec::new(), Vec::new());
    fields(false).for_each(|field| put(&mut heads, record.text(field)));
    fields(true).for_each(|field| put(&mut texts, record.text(field)));
    put(&mut texts, record.extra());
    let case = record.text(Field::CaseId);
    connection.execute("INSERT INTO record VALUES (?1, ?2, ?3)", params![row, case, heads]).unwrap();
    let length = (texts.len() as u32).to_le_bytes();
    let packed = [&[0][..], &length, &zstd::bulk::compress(&texts, 3).unwrap()].concat();
    connection.execute("INSERT INTO text VALUES (?1, ?2)", params![row, packed]).unwrap();
    let words = "INSERT INTO search (rowid, subject, body, answer, comments, sender, recipient, case_id)
        VALUES (?1, ?2, ?3, ?4, '', ?5, '', ?6)";
    let text = |field| record.text(field);
    let (subject, body, answer) = (text(Field::Subject), text(Field::Body), text(Field::Answer));
    connection.execute(words, params![row, subject, body, answer, text(Field::From), case]).unwrap();
}

fn segment(ids: &[u32], first_row: u32, records: &[Interaction]) -> (Vec<u8>, Vec<u8>) {
    let seconds = |moment: Option<interaction::Moment>| moment.map_or(u32::MAX, interaction::Moment::seconds);
    let numbers: Vec<u32> = std::iter::once(ids.len() as u32)
        .chain(ids.iter().copied())
        .chain(first_row..first_row + ids.len() as u32)
        .chain(records.iter().map(|record| seconds(record.created())))
        .chain(records.iter().map(|record| seconds(record.closed())))
        .collect();
    let mut columns: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    for dimension in 0..6 {
        columns.push(1);
        columns.extend(records.iter().map(|record| match dimension {
            1 | 3 => 1,
            4 if record.text(Field::CloseDate).is_empty() => 1,
            4 => 2,
            _ => 0,
        }));
    }
    (columns, records.iter().flat_map(identity).collect())
}

/// The strong and the weak identity.
fn identity(record: &Interaction) -> Vec<u8> {
    let hash = |fields: &[Field]| {
        let mut hash = Sha256::new();
        for field in fields {
            hash.update((record.text(*field).len() as u64).to_le_bytes());
            hash.update(record.text(*field));
        }
        hash.finalize().into_iter().take(8).rev().collect::<Vec<u8>>()
    };
    let all = [Field::Channel, Field::CaseId, Field::From, Field::DateCreation, Field::Subject, Field::Body];
    [hash(&all), hash(&all[..4])].concat()
}

fn open(case: &str) -> Interaction {
    record(case, "2026-01-02 10:00:00", "", &format!("mensaje {case}"))
}

fn closed(case: &str) -> Interaction {
    record(case, "2026-01-02 10:00:00", "2026-01-03 00:00:00", &format!("mensaje {case}"))
}

fn number(path: &Path, query: &str) -> u32 {
    rows_in(path, query)[0]
}

#[test]
fn a_reader_takes_an_older_file_as_it_is_and_changes_nothing() {
    let old = old(&[open("1"), closed("2")], &[]);
    let before = fs::read(&old.path).unwrap();
    let mut reader = Reader::open(&old.path, &key()).unwrap();
    assert_eq!(contents(&old.path).into_values().collect::<Vec<_>>(), [open("1"), closed("2")]);
    let january = Period::new(moment(JANUARY.0), moment(JANUARY.1)).unwrap();
    let day = &reader.coverage(january, moment("2026-03-05")).unwrap()[1];
    assert_eq!((day.state, day.records, day.changing), (DayState::Changing, 2, 1));
    assert_eq!(reader.changing().unwrap().len(), 1);
    assert!(reader.runs(9).unwrap().is_empty() && reader.history(1).unwrap().is_empty());
    assert_eq!(reader.changes(RunId::new(1), None, 0, 9).unwrap().total, 0);
    drop(reader);
    assert!(fs::read(&old.path).unwrap() == before);
}

#[test]
fn an_older_file_comes_up_to_date_is_refreshed_and_keeps_its_ids() {
    let old = old(&[open("1"), closed("2"), closed("3")], &[]);
    let mut archive = Archive::open(&old.path, &key()).unwrap();
    assert_eq!(number(&old.path, "PRAGMA user_version"), 4);
    // Older versions than the third would take the packed columns for something else.
    assert_eq!(number(&old.path, "SELECT value FROM meta WHERE key = 'minimum_reader'"), 3);
    assert_eq!(contents(&old.path).len(), 3);

    let january = window(JANUARY.0, JANUARY.1);
    let new = NewRun { at: moment("2026-03-05"), period: january.period(), kind: RunKind::Asked };
    let run = archive.begin_run(new).unwrap();
    store(&mut archive, january, "2026-03-05", &[closed("1"), closed("2"), open("4")]);
    archive.end_run(run, &RunEnd::default()).unwrap();
    let found = contents(&old.path);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(1, closed("1")), (2, closed("2")), (4, open("4"))]);
    assert_eq!(rows_in(&old.path, "SELECT row FROM record ORDER BY row"), [4, 5, 6]);
    let mut reader = Reader::open(&old.path, &key()).unwrap();
    let page = reader.changes(run, None, 0, 9).unwrap();
    let kinds: Vec<_> = page.list.iter().map(|change| (change.id, change.kinds.iter().next().unwrap())).collect();
    assert_eq!(kinds, [(4, ChangeKind::New), (3, ChangeKind::Gone), (1, ChangeKind::Closed)]);

    // From then on what is unchanged keeps its row.
    store(&mut archive, january, "2026-03-06", &[closed("1"), closed("2")]);
    assert_eq!(rows_in(&old.path, "SELECT row FROM record ORDER BY row"), [4, 5]);
}

#[test]
fn an_answer_that_waits_in_an_older_file_is_stored_or_dropped() {
    for stores in [true, false] {
        let old = old(&[open("1"), closed("2")], &[closed("1"), closed("2")]);
        let mut archive = Archive::open(&old.path, &key()).unwrap();
        let waits = |window: &&archive::StoredWindow| window.state == WindowState::Staged;
        let staged = archive.windows().unwrap().iter().find(waits).unwrap().id;
        let expected = if stores {
            assert_eq!(archive.store(&[staged]).unwrap().new, 0);
            ([closed("1"), closed("2")], [3, 4])
        } else {
            archive.discard(staged).unwrap();
            ([open("1"), closed("2")], [1, 2])
        };
        assert_eq!(contents(&old.path).into_iter().collect::<Vec<_>>(), (1..).zip(expected.0).collect::<Vec<_>>());
        assert_eq!(rows_in(&old.path, "SELECT row FROM record ORDER BY row"), expected.1);
    }
}

fn with(record: Interaction, attachments: &str) -> Interaction {
    let mut record = record;
    record.set(Field::Attachments, attachments);
    record
}

#[test]
fn what_older_versions_left_uncounted_is_counted_by_the_reader_and_for_good_when_the_archive_settles() {
    const COUNTED: &str = "SELECT number FROM attached ORDER BY row";
    let stored = [with(open("1"), "a.pdf;b.pdf"), with(closed("2"), "[]"), with(closed("3"), "c.png")];
    let staged = [with(closed("1"), "a.pdf;b.pdf;d.pdf"), with(closed("2"), "e.png"), stored[2].clone()];
    let old = old(&stored, &staged);
    let is = |expected: &[(u32, u32)]| {
        let [ordered, told] = attached(&old.path);
        assert_eq!(ordered, told);
        assert_eq!(ordered.into_iter().collect::<Vec<_>>(), expected);
    };
    // As it was.
    is(&[(1, 2), (3, 1)]);
    let mut archive = Archive::open(&old.path, &key()).unwrap();
    // Brought up to date, which must be quick.
    assert!(rows_in(&old.path, COUNTED).is_empty());
    is(&[(1, 2), (3, 1)]);
    // The older version's answer takes its place.
    let waits = |window: &&archive::StoredWindow| window.state == WindowState::Staged;
    let id = archive.windows().unwrap().iter().find(waits).unwrap().id;
    archive.store(&[id]).unwrap();
    is(&[(1, 3), (2, 1), (3, 1)]);
    // A new record is counted, what is unchanged lies at its uncounted row.
    let next = [staged[0].clone(), closed("2"), staged[2].clone(), with(open("4"), "f.png")];
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-05", &next);
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-06", &next);
    is(&[(1, 3), (3, 1), (4, 1)]);
    archive.settle().unwrap();
    assert_eq!(rows_in(&old.path, COUNTED).len(), 3);
    is(&[(1, 3), (3, 1), (4, 1)]);
    assert_eq!(number(&old.path, "SELECT value FROM meta WHERE key = 'attachments_counted_from'"), 1);
    archive.settle().unwrap();
    is(&[(1, 3), (3, 1), (4, 1)]);
}

#[test]
fn a_new_file_has_the_tables_of_the_first_format_and_those_of_each_since() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    drop(Archive::create(&path, &key()).unwrap());
    let brought = old(&[], &[]);
    drop(Archive::open(&brought.path, &key()).unwrap());
    let tables = |path: &Path| {
        let connection = raw(path);
        let mut statement = connection.prepare("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY name").unwrap();
        let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        tables.map(|sql| sql.unwrap().replace([' ', '\n'], "")).collect::<Vec<_>>()
    };
    assert_eq!(tables(&path), tables(&brought.path));
}
