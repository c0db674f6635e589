//! Failures of archives and of files that were to be written.

use std::path::Path;

use serde::Serialize;

/// Why an archive cannot be used. The file is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum ArchiveError {
    /// It was made with another key.
    #[error("the key does not fit the archive")]
    ArchiveWrongKey {
        /// Where it lies.
        path: String,
    },
    /// Bytes of it have changed, or it is no archive.
    #[error("the archive is damaged")]
    ArchiveDamaged {
        /// Where it lies.
        path: String,
    },
    /// A newer version wrote it.
    #[error("the archive was written by a newer version")]
    ArchiveNewer {
        /// Where it lies.
        path: String,
    },
    /// The drive is full.
    #[error("no space is left for the archive")]
    ArchiveNoSpace {
        /// Where it lies.
        path: String,
    },
    /// It may not be written.
    #[error("the archive or its folder may not be written")]
    ArchiveReadOnly {
        /// Where it lies.
        path: String,
    },
    /// Another program writes to it and does not end.
    #[error("another program is writing to the archive")]
    ArchiveBusy {
        /// Where it lies.
        path: String,
    },
    /// Another failure.
    #[error("the archive cannot be used: {detail}")]
    ArchiveFailed {
        /// Where it lies.
        path: String,
        /// What the database or the drive says; no text of a record.
        detail: String,
    },
}

/// Why a file was not written. What lay there before is untouched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum ExportError {
    /// The file exists.
    #[error("the file exists")]
    FileExists {
        /// The file.
        path: String,
    },
    /// The drive is full.
    #[error("no space is left for the file")]
    FileNoSpace {
        /// The file.
        path: String,
    },
    /// The folder or the file may not be written.
    #[error("the file may not be written")]
    FileReadOnly {
        /// The file.
        path: String,
    },
    /// The folder does not exist.
    #[error("the folder does not exist")]
    FolderMissing {
        /// The file.
        path: String,
    },
    /// Another program has the file open.
    #[error("the file is open in another program")]
    FileBusy {
        /// The file.
        path: String,
    },
    /// The path names no file.
    #[error("the path names no file")]
    NotAFile {
        /// The path.
        path: String,
    },
    /// A person ended it.
    #[error("cancelled")]
    Cancelled,
    /// Another failure.
    #[error("the file cannot be written: {detail}")]
    FileFailed {
        /// The file.
        path: String,
        /// What failed.
        detail: String,
    },
}

impl ExportError {
    /// A failure of an export to a path, but for [`export::Error::Source`], which is the archive's.
    pub(crate) fn of<E>(error: &export::Error<E>, path: &Path) -> Self {
        let path = path.display().to_string();
        match error {
            export::Error::Exists => Self::FileExists { path },
            export::Error::NoSpace => Self::FileNoSpace { path },
            export::Error::ReadOnly => Self::FileReadOnly { path },
            export::Error::FolderMissing => Self::FolderMissing { path },
            export::Error::Busy => Self::FileBusy { path },
            export::Error::NotAFile => Self::NotAFile { path },
            export::Error::Cancelled => Self::Cancelled,
            export::Error::Io(error) => Self::FileFailed { path, detail: error.kind().to_string() },
            export::Error::Workbook(part) => Self::FileFailed { path, detail: (*part).to_owned() },
            export::Error::Source(_) => Self::FileFailed { path, detail: "source".to_owned() },
        }
    }
}

impl ArchiveError {
    /// A failure of the archive at a path.
    pub(crate) fn of(error: &archive::Error, path: &Path) -> Self {
        let path = path.display().to_string();
        match error {
            archive::Error::WrongKey => Self::ArchiveWrongKey { path },
            archive::Error::Damaged => Self::ArchiveDamaged { path },
            archive::Error::NewerVersion { .. } => Self::ArchiveNewer { path },
            archive::Error::NoSpace => Self::ArchiveNoSpace { path },
            archive::Error::ReadOnly => Self::ArchiveReadOnly { path },
            archive::Error::Busy => Self::ArchiveBusy { path },
            error => Self::ArchiveFailed { path, detail: error.to_string() },
        }
    }
}
