//! Opening the file: the key first, everything else after.
//!
//! A wrong key and a write-ahead log left by a kill make a real opening change files. So the key is compared with the
//! file's first bytes, through a handle that cannot write, before the file is opened. Where there is no log the first
//! page is read so too; where there is one, the file without it tells nothing: a move of the log into the file that was
//! cut short, by a kill or a full disk, leaves a first page that only the log makes sense of.
//!
//! Nothing but SQLite ever opens the file: whoever else opens and closes it takes all locks of the program from it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::{ArchiveKey, Error, schema, search};

/// Bytes of a page. Larger than usual: texts then waste less room, and there are fewer page ciphers to check.
const PAGE_BYTES: u32 = 16_384;
/// Pages in the write-ahead log before they are moved into the file: 64 MB. The pages of an index are written many
/// times while it grows; moving them less often moves fewer.
const LOG_PAGES: u32 = 4_096;
/// How long a writer waits for another program's transaction.
const PATIENCE: Duration = Duration::from_secs(60);
/// Memory for pages, in KiB, as SQLite wants it: negative.
pub(crate) const WRITER_CACHE: i32 = -32_000;
/// While all records are read one after the other, no page is wanted a second time.
pub(crate) const SETTLING_CACHE: i32 = -4_000;
const READER_CACHE: i32 = -24_000;

/// What SQLite adds to the names of the files beside a database.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Makes a new archive and opens it for writing. The file appears whole or not at all.
pub(crate) fn create(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    if path.try_exists().map_err(Error::of_file)? {
        return Err(Error::Exists);
    }
    let new = beside(path, ".new");
    remove_with_companions(&new)?;
    if let Err(error) = make(&new, key) {
        // What cannot be removed either is removed by the next try.
        let _ = remove_with_companions(&new);
        return Err(error);
    }
    // A log without its database would be taken for the new one's.
    remove_companions(path)?;
    fs::rename(&new, path).map_err(Error::of_file)?;
    open_writer(path, key)
}

/// Opens an archive for writing.
pub(crate) fn open_writer(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    check(path, key, schema::check_writable)?;
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    checked(&connection, schema::check_writable)?;
    connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    connection.pragma_update(None, "journal_size_limit", LOG_PAGES * PAGE_BYTES)?;
    if connection.is_readonly("main")? {
        return Err(Error::ReadOnly);
    }
    schema::migrate(&connection)?;
    Ok(connection)
}

/// Opens an archive for reading only, also where its folder cannot be written.
pub(crate) fn open_reader(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    check(path, key, schema::check_readable)?;
    let opened = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(|connection| checked(&connection, schema::check_readable).map(|()| connection));
    let connection = match opened {
        // A read-only folder has no place for the shared memory of a write-ahead log; without a log none is needed.
        Err(Error::ReadOnly) if !has_log(path) => connect_immutable(path, key)?,
        opened => opened?,
    };
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", READER_CACHE)?;
    search::add_gathered(&connection)?;
    Ok(connection)
}

/// What must hold of an archive before it is used.
type Check = fn(&Connection) -> Result<(), Error>;

/// Checks the key and then the file, which is not touched.
fn check(path: &Path, key: &ArchiveKey, check: Check) -> Result<(), Error> {
    if fs::metadata(path).map_err(Error::of_file)?.len() < u64::from(PAGE_BYTES) {
        return Err(Error::Damaged);
    }
    let connection = connect_immutable(path, key)?;
    let salt: String = connection.pragma_query_value(None, "cipher_salt", |row| row.get(0))?;
    if !salt.eq_ignore_ascii_case(&key.salt()) {
        return Err(Error::WrongKey);
    }
    match check(&connection) {
        // Another program may have begun one meanwhile. The real opening, with the right key, tells.
        Err(Error::Damaged) if has_log(path) => Ok(()),
        checked => checked,
    }
}

/// Checks a file that is open with its log: a newer version that was killed tells of itself only there. What is refused
/// then stays as it is, for closing must not move the log into the file.
fn checked(connection: &Connection, check: Check) -> Result<(), Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    check(connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

fn make(path: &Path, key: &ArchiveKey) -> Result<(), Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, key, flags)?;
    // Only a file without tables takes it.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    schema::create(&connection)?;
    connection.execute_batch("COMMIT")?;
    // Closing moves the log into the file too, but says nothing where a full disk stops it half-way.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error.into())
}

fn connect(path: &Path, key: &ArchiveKey, flags: OpenFlags) -> Result<Connection, Error> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    unlock(connection(path, flags)?, &key.with_salt())
}

/// Opens the file so that it cannot change, whatever lies beside it, with the salt that it has.
fn connect_immutable(path: &Path, key: &ArchiveKey) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    unlock(connection(immutable_uri(path), flags)?, &key.without_salt())
}

/// Opens a file that has or gets a key.
fn connection(path: impl AsRef<Path>, flags: OpenFlags) -> rusqlite::Result<Connection> {
    make_ready();
    Connection::open_with_flags(path, flags)
}

/// Opens a database without key that is never written anywhere.
pub(crate) fn in_memory() -> rusqlite::Result<Connection> {
    make_ready();
    Connection::open_in_memory()
}

/// The first opening of a process makes SQLite ready, and SQLite lets others pass before SQLCipher's part of that is
/// done: what a second thread opens meanwhile has no cipher, and its key is an error. So one goes before all others.
fn make_ready() {
    static READY: Once = Once::new();
    // If it fails, so does the next opening, which can say so.
    READY.call_once(|| drop(Connection::open_in_memory()));
}

/// Sets the key, given as the value of SQLCipher's pragma.
fn unlock(connection: Connection, key: &str) -> Result<Connection, Error> {
    connection.busy_timeout(PATIENCE)?;
    // SQLCipher writes to standard error of its own accord; what it knows comes back as error codes too.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key)?;
    connection.pragma_update(None, "cipher_page_size", PAGE_BYTES)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
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

fn remove_with_companions(path: &Path) -> Result<(), Error> {
    remove_companions(path)?;
    remove_if_there(path)
}

fn remove_companions(path: &Path) -> Result<(), Error> {
    COMPANIONS.iter().try_for_each(|companion| remove_if_there(&beside(path, companion)))
}

fn remove_if_there(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::of_file(error)),
        _ => Ok(()),
    }
}
