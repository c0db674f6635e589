//! Files that a newer version has changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use archive::{Archive, ArchiveKey, Error, Reader};
use rusqlite::Connection;

fn key() -> ArchiveKey {
    ArchiveKey::from_bytes([7; 32])
}

/// Opens the file as a newer version does, and says what it leaves behind.
fn newer(path: &Path, user_version: u32, minimum_reader: u32) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", *key().to_hex())).unwrap();
    connection.pragma_update(None, "cipher_page_size", 16_384).unwrap();
    connection.execute("UPDATE meta SET value = ?1 WHERE key = 'minimum_reader'", [minimum_reader]).unwrap();
    connection.pragma_update(None, "user_version", user_version).unwrap();
    connection
}

fn archive_in(folder: &Path) -> PathBuf {
    let path = folder.join("archive");
    drop(Archive::create(&path, &key()).unwrap());
    path
}

fn is_newer<T>(opened: &Result<T, Error>, found: u32) -> bool {
    matches!(opened, Err(Error::NewerVersion { found: version, known: 4 }) if *version == found)
}

#[test]
fn a_file_that_asks_for_a_newer_reader_is_neither_read_nor_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive_in(folder.path());
    drop(newer(&path, 7, 5));
    let before = fs::read(&path).unwrap();
    assert!(is_newer(&Reader::open(&path, &key()), 7));
    assert!(is_newer(&Archive::open(&path, &key()), 7));
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_newer_file_that_older_readers_understand_is_read_but_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive_in(folder.path());
    drop(newer(&path, 5, 4));
    let before = fs::read(&path).unwrap();
    assert!(Reader::open(&path, &key()).is_ok());
    assert!(is_newer(&Archive::open(&path, &key()), 5));
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn a_newer_version_that_was_killed_is_found_in_the_log_it_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive_in(folder.path());
    let open = newer(&path, 5, 5);
    // A copy of the open files is what a killed program leaves.
    let left = tempfile::tempdir().unwrap();
    for name in ["archive", "archive-wal"] {
        fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
    }
    drop(open);
    let path = left.path().join("archive");
    let files = || ["archive", "archive-wal"].map(|name| fs::read(left.path().join(name)).unwrap());
    let before = files();
    assert!(is_newer(&Reader::open(&path, &key()), 5));
    assert!(is_newer(&Archive::open(&path, &key()), 5));
    assert!(files() == before);
}

#[test]
fn a_file_that_a_newer_version_changes_while_it_is_open_is_not_written_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive_in(folder.path());
    let mut archive = Archive::open(&path, &key()).unwrap();
    let mut reader = Reader::open(&path, &key()).unwrap();
    drop(newer(&path, 5, 5));
    assert!(is_newer(&archive.settle(), 5));
    assert!(is_newer(&reader.renew(), 5));
}
