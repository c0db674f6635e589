//! One request a token, over every program and user of the machine.
//!
//! An advisory lock on a file whose name is a hash of server and token, in a folder that all users share. It binds no
//! other machines and no containers: there the server's own refusal tells, and the download waits.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
    let file = open(&path(server, token))?;
    let mut waiting = Some(waiting);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(TokenLock { _file: file }),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if let Some(waiting) = waiting.take() {
            waiting();
        }
        tokio::time::sleep(TRY_EVERY).await;
    }
}

/// Opens the lock's file, making it where needed. Reading is enough to lock, so that another user's file serves too.
fn open(path: &Path) -> io::Result<File> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    match OpenOptions::new().read(true).write(true).create_new(true).open(path) {
        // Another program was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => File::open(path),
        made => made,
    }
}

fn path(server: &Server, token: &Token) -> PathBuf {
    let mut hash = Sha256::new();
    hash.update(b"traza token lock 1\0");
    hash.update(server.as_str());
    hash.update(b"\0");
    hash.update(token.expose());
    let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    shared_folder().join(format!("traza-{name}.lock"))
}

/// A folder that all users of the machine share and can write to.
fn shared_folder() -> PathBuf {
    let shared = if cfg!(target_os = "macos") {
        Some(PathBuf::from("/Users/Shared"))
    } else if cfg!(windows) {
        std::env::var_os("ProgramData").map(PathBuf::from)
    } else {
        Some(PathBuf::from("/run/lock"))
    };
    shared.filter(|folder| is_writable(folder)).unwrap_or_else(std::env::temp_dir)
}

fn is_writable(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|folder| folder.is_dir() && !folder.permissions().readonly())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_neither_token_nor_server() {
        let (server, token) = (Server::parse("0042").unwrap(), Token::new("abcdef0123456789").unwrap());
        let name = path(&server, &token).to_string_lossy().into_owned();
        assert!(!name.contains("0042-") && !name.contains("abcdef0123456789"));
        assert_ne!(path(&server, &token), path(&Server::parse("0043").unwrap(), &token));
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
}
