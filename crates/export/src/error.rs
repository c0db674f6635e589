//! Why a file was not written. The goal is untouched in every case.

use std::io::{self, ErrorKind};

/// Windows: another program has the file open (`ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`).
const OPEN_ELSEWHERE: [i32; 2] = [32, 33];

/// Why a file was not written; what lay at the goal before is untouched. `E` is the error of the records.
#[derive(Debug, thiserror::Error)]
pub enum Error<E> {
    /// The goal exists and the request does not replace.
    #[error("the file exists")]
    Exists,
    /// The drive or the quota is full, or the drive cannot hold a file this large.
    #[error("there is no space for the file")]
    NoSpace,
    /// The folder or the file may not be written.
    #[error("the folder or the file may not be written")]
    ReadOnly,
    /// The goal's folder does not exist.
    #[error("the folder does not exist")]
    FolderMissing,
    /// Another program has the goal open.
    #[error("the file is open in another program")]
    Busy,
    /// The goal is a folder, a device or the like, or its name is none that the drive takes.
    #[error("the goal is no file")]
    NotAFile,
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The records could not be read on.
    #[error("the records could not be read")]
    Source(#[source] E),
    /// Another failure of the drive.
    #[error("the file could not be written: {}", .0.kind())]
    Io(#[source] io::Error),
    /// The workbook's frame could not be built; names the part.
    #[error("the workbook could not be built ({0})")]
    Workbook(&'static str),
}

impl<E> From<io::Error> for Error<E> {
    fn from(error: io::Error) -> Self {
        if cfg!(windows) && error.raw_os_error().is_some_and(|code| OPEN_ELSEWHERE.contains(&code)) {
            return Self::Busy;
        }
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::NoSpace,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Self::Busy,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::IsADirectory | ErrorKind::InvalidFilename => Self::NotAFile,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Failure = Error<std::convert::Infallible>;

    #[test]
    fn failures_of_the_drive_become_what_a_caller_can_act_on() {
        let of = |kind: ErrorKind| Failure::from(io::Error::from(kind));
        assert!(matches!(of(ErrorKind::StorageFull), Error::NoSpace));
        assert!(matches!(of(ErrorKind::QuotaExceeded), Error::NoSpace));
        assert!(matches!(of(ErrorKind::ReadOnlyFilesystem), Error::ReadOnly));
        assert!(matches!(of(ErrorKind::PermissionDenied), Error::ReadOnly));
        assert!(matches!(of(ErrorKind::NotFound), Error::FolderMissing));
        assert!(matches!(of(ErrorKind::ResourceBusy), Error::Busy));
        assert!(matches!(of(ErrorKind::IsADirectory), Error::NotAFile));
        assert!(matches!(of(ErrorKind::BrokenPipe), Error::Io(_)));
    }

    #[cfg(windows)]
    #[test]
    fn a_file_open_elsewhere_is_busy() {
        assert!(matches!(Failure::from(io::Error::from_raw_os_error(32)), Error::Busy));
    }

    #[cfg(unix)]
    #[test]
    fn the_systems_own_numbers_are_understood() {
        // ENOSPC, EROFS, EFBIG and EACCES have these numbers on Linux and macOS alike.
        assert!(matches!(Failure::from(io::Error::from_raw_os_error(28)), Error::NoSpace));
        assert!(matches!(Failure::from(io::Error::from_raw_os_error(30)), Error::ReadOnly));
        assert!(matches!(Failure::from(io::Error::from_raw_os_error(27)), Error::NoSpace));
        assert!(matches!(Failure::from(io::Error::from_raw_os_error(13)), Error::ReadOnly));
    }
}
