//! Opening the file: the key first, everything else after.
//!
//! A wrong key and a write-ahead log left by a kill make a real opening change files. So the key is compared with the
//! file's first bytes, and the first page is read through a handle that cannot write, before the file is opened.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::key::SALT_BYTES;
use crate::{ArchiveKey, Error, schema};

/// Bytes of a page. Larger than usual: texts then waste less room, and there are fewer page ciphers to check.
const PAGE_BYTES: u32 = 16_384;
/// How long a writer waits for another program's transaction.
const PATIENCE: Duration = Duration::from_secs(60);
/// Memory for pages, in KiB, as SQLite wants it: negative.
const WRITER_CACHE: i32 = -64_000;
const READER_CACHE: i32 = -24_000;

/// Makes a new archive and opens it for writing. The file appears whole or not at all.
pub(crate) fn create(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    if path.try_exists().map_err(Error::of_file)? {
        return Err(Error::Exists);
    }
    let new = beside(path, ".new");
    remove_if_there(&new)?;
    let made = make(&new, key);
    if made.is_err() {
        let _ = fs::remove_file(&new);
    }
    made?;
    fs::rename(&new, path).map_err(Error::of_file)?;
    open_writer(path, key)
}

/// Opens an archive for writing.
pub(crate) fn open_writer(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    if !check(path, key)? {
        return Err(Error::ReadOnly);
    }
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    if connection.is_readonly("main")? { Err(Error::ReadOnly) } else { Ok(connection) }
}

/// Opens an archive for reading only, also where its folder cannot be written.
pub(crate) fn open_reader(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    check(path, key)?;
    let connection = match connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(readable) {
        // A read-only folder has no place for the shared memory of a write-ahead log; without a log none is needed.
        Err(_) if !has_log(path) => readable(connect_immutable(path, key)?)?,
        opened => opened?,
    };
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", READER_CACHE)?;
    Ok(connection)
}

/// Whether this version may also write the file, which is not touched.
fn check(path: &Path, key: &ArchiveKey) -> Result<bool, Error> {
    let mut salt = [0; SALT_BYTES];
    let mut file = File::open(path).map_err(Error::of_file)?;
    if file.metadata()?.len() < u64::from(PAGE_BYTES) {
        return Err(Error::Damaged);
    }
    file.read_exact(&mut salt)?;
    if salt != key.salt() {
        return Err(Error::WrongKey);
    }
    let connection = connect_immutable(path, key)?;
    schema::check(&connection)
}

fn make(path: &Path, key: &ArchiveKey) -> Result<(), Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, key, flags)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    schema::create(&connection)?;
    connection.execute_batch("COMMIT")?;
    // Closing the only handle moves the log into the file.
    connection.close().map_err(|(_, error)| error.into())
}

fn connect(path: &Path, key: &ArchiveKey, flags: OpenFlags) -> Result<Connection, Error> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    unlock(Connection::open_with_flags(path, flags)?, key)
}

fn connect_immutable(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    unlock(Connection::open_with_flags(immutable_uri(path), flags)?, key)
}

fn unlock(connection: Connection, key: &ArchiveKey) -> Result<Connection, Error> {
    // SQLCipher writes to standard error of its own accord; what it knows comes back as error codes too.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    let pragma = key.pragma();
    connection.pragma_update(None, "key", pragma.as_str())?;
    connection.pragma_update(None, "cipher_page_size", PAGE_BYTES)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// The connection, if the file can be read through it.
fn readable(connection: Connection) -> Result<Connection, Error> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

fn immutable_uri(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.into_owned() };
    let mut uri = String::from("file:");
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b':' => {
                uri.push(char::from(byte))
            }
            // Writing to a String cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove_if_there(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::of_file(error)),
        _ => Ok(()),
    }
}
