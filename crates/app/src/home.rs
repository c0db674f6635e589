//! Where Traza keeps its files, and how they get there.
//!
//! ```text
//! {home}/operations.json        the operations: no secret
//! {home}/settings.json          what a person has set in the window: no secret, no text that was searched for
//! {home}/operations.lock        held while operations.json is changed
//! {home}/archives/{id}.traza    one encrypted archive an operation, with SQLite's -wal and -shm beside it, and a .lock that
//!                               is held while it is made
//! ```
//!
//! Only the token's lock lies elsewhere, since it is shared by all homes and users of the machine.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::{HomeError, OperationId};

/// What SQLite and an interrupted making of the archive leave beside it, by what they add to its name.
const COMPANIONS: [&str; 6] = ["-wal", "-shm", ".new", ".new-wal", ".new-shm", MAKING];
/// Beside an archive, held while it is made.
const MAKING: &str = ".lock";

/// The folder of all of Traza's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// The home in a folder, which need not exist yet.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The home in the system's folder for local data of applications: `~/.local/share/traza`,
    /// `~/Library/Application Support/traza`, `%LOCALAPPDATA%\traza`.
    ///
    /// # Errors
    /// Where the system names no such folder.
    pub fn of_the_system() -> Result<Self, HomeError> {
        dirs::data_local_dir().map(|folder| Self::at(folder.join("traza"))).ok_or(HomeError::NoHomeFolder)
    }

    /// The folder itself.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where an operation's archive lies, or would.
    #[must_use]
    pub fn archive(&self, id: &OperationId) -> PathBuf {
        self.folder.join("archives").join(format!("{id}.traza"))
    }

    pub(crate) fn operations(&self) -> PathBuf {
        self.folder.join("operations.json")
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.folder.join("settings.json")
    }

    /// How many bytes an operation's archive takes, with what SQLite keeps beside it.
    pub(crate) fn archive_bytes(&self, id: &OperationId) -> u64 {
        let archive = self.archive(id);
        let beside = COMPANIONS.iter().map(|companion| beside(&archive, companion));
        let size = |path: PathBuf| fs::metadata(path).map_or(0, |file| file.len());
        size(archive.clone()) + beside.map(size).sum::<u64>()
    }

    /// Creates the folders. On Unix only their owner may look inside.
    pub(crate) fn create(&self) -> Result<(), HomeError> {
        let archives = self.folder.join("archives");
        private_folders(&archives).map_err(|error| HomeError::of(error, &archives))
    }

    /// Keeps every other program from changing the operations until the lock is dropped.
    pub(crate) fn lock(&self) -> Result<File, HomeError> {
        self.create()?;
        lock(&self.folder.join("operations.lock"))
    }

    /// Keeps every other program from making the operation's archive until the lock is dropped.
    pub(crate) fn lock_making(&self, id: &OperationId) -> Result<File, HomeError> {
        self.create()?;
        lock(&beside(&self.archive(id), MAKING))
    }

    /// Deletes an operation's archive for good, companions first: a lone archive can be opened, lone companions are
    /// litter. Files that are not there are fine.
    pub(crate) fn delete_archive(&self, id: &OperationId) -> Result<(), HomeError> {
        let archive = self.archive(id);
        for companion in COMPANIONS {
            delete(&beside(&archive, companion))?;
        }
        delete(&archive)
    }
}

fn lock(path: &Path) -> Result<File, HomeError> {
    let options = || File::options().create(true).truncate(false).write(true).open(path);
    let lock = || options().and_then(|file| file.lock().map(|()| file));
    lock().map_err(|error| HomeError::of(error, path))
}

/// What is called as the archive, and then some.
fn beside(archive: &Path, companion: &str) -> PathBuf {
    let mut name = archive.to_path_buf().into_os_string();
    name.push(companion);
    name.into()
}

/// Puts a whole file in place of the old one: never half of it, also if the power goes.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), HomeError> {
    let write = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        file.into_temp_path().persist(path).map_err(io::Error::from)
    };
    write().map_err(|error| HomeError::of(error, path))
}

fn delete(path: &Path) -> Result<(), HomeError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(HomeError::of(error, path)),
        _ => Ok(()),
    }
}

fn private_folders(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deletes_an_archive_with_its_companions_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("deep/home"));
        home.create().unwrap();
        let (one, other) = (OperationId::random().unwrap(), OperationId::random().unwrap());
        for id in [&one, &other] {
            for ending in ["", "-wal", "-shm"] {
                fs::write(format!("{}{ending}", home.archive(id).display()), "x").unwrap();
            }
        }
        home.delete_archive(&one).unwrap();
        home.delete_archive(&one).unwrap();
        let left: Vec<_> =
            fs::read_dir(home.folder().join("archives")).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3);
        assert!(left.iter().all(|name| name.to_string_lossy().starts_with(&other.to_string())));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look_inside() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        home.create().unwrap();
        for folder in [home.folder().to_path_buf(), home.folder().join("archives")] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o077, 0);
        }
    }
}
