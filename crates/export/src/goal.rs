//! How a file appears at its goal: written beside it under another name, synced, renamed. Whole, or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::{Error, IfExists};

/// The goal of a file and the temporary file beside it, which vanishes unless the goal is reached.
pub(crate) struct Goal {
    path: PathBuf,
    folder: PathBuf,
    if_exists: IfExists,
    temporary: NamedTempFile,
}

impl Goal {
    /// Checks what can be known beforehand, so that nobody waits for a file that could never be put in place.
    pub(crate) fn claim<E>(path: &Path, if_exists: IfExists) -> Result<Self, Error<E>> {
        if path.file_name().is_none() {
            return Err(Error::NotAFile);
        }
        let path = checked(path, if_exists)?;
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        if !fs::metadata(&folder)?.is_dir() {
            return Err(Error::FolderMissing);
        }
        let temporary = beside(&folder)?;
        Ok(Self { path, folder, if_exists, temporary })
    }

    /// The temporary file, empty at first.
    pub(crate) fn file(&self) -> &File {
        self.temporary.as_file()
    }

    /// Puts the file in its place; returns the path and the size.
    pub(crate) fn reach<E>(self) -> Result<(PathBuf, u64), Error<E>> {
        self.temporary.as_file().sync_all()?;
        let bytes = self.temporary.as_file().metadata()?.len();
        // Windows renames no open file.
        let temporary = self.temporary.into_temp_path();
        match self.if_exists {
            IfExists::Replace => {
                temporary.persist(&self.path).map_err(|failed| failed_replacing(failed.error, &self.path))?
            }
            IfExists::Refuse => place(temporary, &self.path)?,
        }
        sync_folder(&self.folder);
        Ok((self.path, bytes))
    }
}

/// The goal's real path, where a file can be put there at all.
fn checked<E>(path: &Path, if_exists: IfExists) -> Result<PathBuf, Error<E>> {
    let link = match fs::symlink_metadata(path) {
        Ok(found) => found.is_symlink(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path.to_path_buf()),
        Err(error) => return Err(error.into()),
    };
    if if_exists == IfExists::Refuse {
        let folder = fs::metadata(path).is_ok_and(|found| found.is_dir());
        return Err(if folder { Error::NotAFile } else { Error::Exists });
    }
    // A link stays one: the file that it leads to is replaced.
    let path = if link { fs::canonicalize(path).map_err(|_| Error::NotAFile)? } else { path.to_path_buf() };
    if !fs::metadata(&path)?.is_file() {
        return Err(Error::NotAFile);
    }
    if cfg!(windows) {
        // Tells at once, and not after a million rows, that Excel has the old file open.
        File::options().write(true).open(&path)?;
    }
    Ok(path)
}

/// A temporary file in `folder`, with the permissions that any new file gets: a person chose that folder, and may
/// share it.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".traza-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Puts the file where nothing is yet; whoever came first keeps the name.
fn place<E>(temporary: TempPath, goal: &Path) -> Result<(), Error<E>> {
    let Err(failed) = temporary.persist_noclobber(goal) else { return Ok(()) };
    match failed.error.kind() {
        // Drives that know neither a rename without replacing nor hard links (FAT, some shares): a new empty file
        // claims the name, and the whole one replaces that.
        ErrorKind::Unsupported | ErrorKind::InvalidInput | ErrorKind::PermissionDenied => {
            File::create_new(goal)?;
            failed.path.persist(goal).map_err(|failed| match fs::remove_file(goal) {
                Ok(()) => failed.error.into(),
                Err(error) => error.into(),
            })
        }
        _ => Err(failed.error.into()),
    }
}

/// Windows says 'access denied' where the old file was opened by another program meanwhile.
fn failed_replacing<E>(error: io::Error, goal: &Path) -> Error<E> {
    let protected = fs::metadata(goal).is_ok_and(|old| old.permissions().readonly());
    if cfg!(windows) && error.kind() == ErrorKind::PermissionDenied && !protected { Error::Busy } else { error.into() }
}

/// Makes the new name survive a power cut. The file itself is safe already, and many drives cannot do this: so a
/// failure here is none of the export.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _unsupported_is_fine = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
