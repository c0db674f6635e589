//! One request a token, over every program and user of the machine; and one download into an archive.
//!
//! An advisory lock on a file whose name is a hash of server and token, in a folder that all users share. It binds no
//! other machines and no containers: there the server's own refusal tells, and the download waits.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use wolkvox::{Server, Token};

/// How often the lock is tried while another program holds it.
const TRY_EVERY: Duration = Duration::from_millis(250);

/// Holds the token for this program until dropped.
#[derive(Debug)]
pub struct TokenLock {
    _file: File,
}

/// Waits until no other program uses the token, then holds it. Calls `waiting` once if it has to wait.
///
/// # Errors
/// Where the machine has no folder for the lock.
pub async fn hold_token(server: &Server, token: &Token, waiting: impl FnOnce()) -> io::Result<TokenLock> {
    hold(&path_of_token(server, token), waiting).await
}

/// Holds the token if no other program uses it; `None` where one does.
///
/// # Errors
/// As [`hold_token`].
pub fn try_hold_token(server: &Server, token: &Token) -> io::Result<Option<TokenLock>> {
    try_hold(&path_of_token(server, token))
}

/// Waits until no other program downloads into the archive, with whatever token, then holds it.
pub(crate) async fn hold_archive(archive: &str, waiting: impl FnOnce()) -> io::Result<TokenLock> {
    hold(&path_of_archive(archive), waiting).await
}

/// Holds the archive if no other program downloads into it; `None` where one does.
pub(crate) fn try_hold_archive(archive: &str) -> io::Result<Option<TokenLock>> {
    try_hold(&path_of_archive(archive))
}

fn path_of_token(server: &Server, token: &Token) -> PathBuf {
    path(&["traza token lock 1", server.as_str(), token.expose()])
}

fn path_of_archive(archive: &str) -> PathBuf {
    path(&["traza archive lock 1", archive])
}

async fn hold(path: &Path, waiting: impl FnOnce()) -> io::Result<TokenLock> {
    let mut waiting = Some(waiting);
    loop {
        if let Some(lock) = try_hold(path)? {
            return Ok(lock);
        }
        if let Some(waiting) = waiting.take() {
            waiting();
        }
        tokio::time::sleep(TRY_EVERY).await;
    }
}

/// Holds the lock if nobody else does.
fn try_hold(path: &Path) -> io::Result<Option<TokenLock>> {
    loop {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => {
                // Folders for temporary files are swept of what is old. Another user's file cannot be renewed.
                let _ = file.set_modified(SystemTime::now());
                return Ok(Some(TokenLock { _file: file }));
            }
            // Swept away between opening and locking: the next to come would make another.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Opens the lock's file, making it where needed. Reading is enough to lock, so that another user's file serves too.
fn open(path: &Path) -> io::Result<File> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    match make(path) {
        // Another program was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => File::open(path),
        made => made,
    }
}

/// Makes the file, which has its name only when every user may read it: one who came between could not open it.
#[cfg(unix)]
fn make(path: &Path) -> io::Result<File> {
    let moment = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    let unnamed = path.with_extension(format!("{}-{moment}", std::process::id()));
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(&unnamed)?;
    let named = for_all_users(file).and_then(|file| fs::hard_link(&unnamed, path).map(|()| file));
    fs::remove_file(&unnamed)?;
    named
}

/// Makes the file; the folder says who may read it.
#[cfg(not(unix))]
fn make(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).open(path)
}

/// Lets every user read the file, whatever the creation mask of this one.
#[cfg(unix)]
fn for_all_users(file: File) -> io::Result<File> {
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    Ok(file)
}

/// Whether the open file is still the one at the path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |open: fs::Metadata, there: fs::Metadata| (open.dev(), open.ino()) == (there.dev(), there.ino());
    file.metadata().and_then(|open| fs::metadata(path).map(|there| same(open, there))).unwrap_or(false)
}

/// Windows sweeps no folder of the lock.
#[cfg(not(unix))]
const fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

fn path(names: &[&str]) -> PathBuf {
    let mut hash = Sha256::new();
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            hash.update(b"\0");
        }
        hash.update(name);
    }
    let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    shared_folder().join(format!("traza-{name}.lock"))
}

/// A folder that all users of the machine share and can write to. What decides is the same for every user: else two of
/// them would lock in two places.
fn shared_folder() -> PathBuf {
    let folders: Vec<PathBuf> = if cfg!(windows) {
        std::env::var_os("ProgramData").map(PathBuf::from).into_iter().collect()
    } else {
        // Newer systems keep /run/lock for root alone. The variable for temporary files differs from session to session.
        ["/Users/Shared", "/run/lock", "/tmp"].map(PathBuf::from).into()
    };
    folders.into_iter().find(|folder| is_shared(folder)).unwrap_or_else(std::env::temp_dir)
}

#[cfg(unix)]
fn is_shared(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const WRITABLE_BY_ALL: u32 = 0o002;
    fs::metadata(folder).is_ok_and(|folder| folder.is_dir() && folder.permissions().mode() & WRITABLE_BY_ALL != 0)
}

#[cfg(not(unix))]
fn is_shared(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|folder| folder.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_neither_token_nor_server() {
        let name = path(&["0042", "abcdef0123456789"]).to_string_lossy().into_owned();
        assert!(!name.contains("0042-") && !name.contains("abcdef0123456789"));
        assert_ne!(path(&["0042", "abcdef0123456789"]), path(&["0043", "abcdef0123456789"]));
    }

    #[tokio::test]
    async fn a_second_holder_waits_and_says_so() {
        let (server, token) = (Server::parse("lock-test").unwrap(), Token::new("abcdef").unwrap());
        let first = hold_token(&server, &token, || panic!("nobody else holds it")).await.unwrap();
        let (said, mut heard) = tokio::sync::mpsc::channel(1);
        let second = tokio::spawn(async move { hold_token(&server, &token, move || said.try_send(()).unwrap()).await });
        heard.recv().await.unwrap();
        assert!(!second.is_finished());
        drop(first);
        second.await.unwrap().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_only_its_owner_can_write_is_not_shared() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        for (mode, shared) in [(0o755, false), (0o1777, true)] {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_shared(folder.path()), shared);
        }
        assert!(!is_shared(&folder.path().join("none")));
    }

    #[cfg(unix)]
    #[test]
    fn every_user_can_open_the_lock_whatever_the_mask_of_its_maker() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        // A stricter mask belongs to the whole program; a file that was made under one looks so.
        let made = OpenOptions::new().write(true).create_new(true).open(&path).unwrap();
        made.set_permissions(fs::Permissions::from_mode(0o600)).unwrap();
        for_all_users(made).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
        fs::remove_file(&path).unwrap();
        drop(open(&path).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o044, 0o044);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_lock_whose_file_was_swept_away_while_waiting_is_taken_on_the_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = hold(&path, || {}).await.unwrap();
        fs::remove_file(&path).unwrap();
        let second = hold(&path, || {}).await.unwrap();
        assert!(is_at(&second._file, &path) && !is_at(&first._file, &path));
    }
}
