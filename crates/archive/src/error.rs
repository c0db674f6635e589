//! What can go wrong with an archive, as states a caller can act on.

use std::io;

use rusqlite::ErrorCode;

/// Why an archive cannot be opened, read or written. None of them harms the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no file at this place.
    #[error("there is no archive file")]
    Missing,
    /// A new archive was to be made where a file already lies.
    #[error("a file already lies where the archive was to be made")]
    Exists,
    /// The file was made with another key.
    #[error("the key does not fit the archive")]
    WrongKey,
    /// The file is no archive, or bytes of it have changed.
    #[error("the archive file is damaged")]
    Damaged,
    /// A newer version of Traza has changed the file in a way that this one cannot read or write.
    #[error("the archive was written by a newer version (format {found}, this version knows {known})")]
    NewerVersion {
        /// The format of the file.
        found: u32,
        /// The newest format that this version knows.
        known: u32,
    },
    /// The disk is full. What was there before stands.
    #[error("no space is left on the disk")]
    NoSpace,
    /// The file or its folder cannot be written.
    #[error("the archive or its folder is read-only")]
    ReadOnly,
    /// Another program has held the writer's lock for too long.
    #[error("another program is writing to the archive")]
    Busy,
    /// An answer is not whole, or would overlap a stored window in part: the plan was made for another state of the
    /// archive.
    #[error("the answer is not whole or overlaps a stored window in part")]
    PartialOverlap,
    /// The file cannot be reached.
    #[error("the archive file cannot be reached")]
    Io(#[from] io::Error),
    /// Anything else that SQLite reports; carries SQLite's own code, never a text of a record.
    #[error("the archive cannot be used (SQLite {code})")]
    Sql {
        /// SQLite's extended result code; 0 where it is none of SQLite's.
        code: i32,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = error else {
            // A column of another type than the schema says: only foreign bytes can do that.
            return if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
                Self::Sql { code: 0 }
            } else {
                Self::Damaged
            };
        };
        match failure.code {
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::Damaged,
            ErrorCode::DiskFull => Self::NoSpace,
            // SQLite cannot open its log or shared memory where the folder cannot be written.
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => Self::ReadOnly,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            _ => Self::Sql { code: failure.extended_code },
        }
    }
}

impl Error {
    /// An error of the file system as a state of the archive.
    pub(crate) fn of_file(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace,
            _ => Self::Io(error),
        }
    }
}
