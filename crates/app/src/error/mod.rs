//! What can go wrong in a use case, as a code with parameters: whoever shows it owns the sentence.
//!
//! Codes are the names of the variants in `snake_case`. No parameter carries a secret or a text of a message.

mod desk;
mod file;
mod server;

use std::io;
use std::path::Path;

use interaction::ServerError as NoServer;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::Secret;

pub use desk::DeskError;
pub use file::{ArchiveError, ExportError};
pub use server::{ReachError, ServerError};

/// Why a use case failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(untagged)]
pub enum Error {
    /// What was typed of an operation, or its name.
    #[error(transparent)]
    Operation(#[from] OperationError),
    /// The keychain, the token or the archive's key.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// Traza's own files, but for archives.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The operation's server refuses.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The way to the operation's server, and back.
    #[error(transparent)]
    Reach(#[from] ReachError),
    /// An archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A file that was to be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// What the window cannot do now.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

/// What a person typed that is no operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum OperationError {
    /// There is no operation of this name.
    #[error("there is no operation called {name:?}")]
    OperationUnknown {
        /// The name.
        name: String,
    },
    /// There is one of this name already.
    #[error("there is an operation called {name:?} already")]
    OperationExists {
        /// The name of the one that exists.
        name: String,
    },
    /// The name is empty, too long or has control characters.
    #[error("the name is empty, longer than {longest} characters or has control characters")]
    NameInvalid {
        /// The most characters that a name may have.
        longest: usize,
    },
    /// The server's name is none.
    #[error("the server is no server of wolkvox ({reason:?})")]
    ServerInvalid {
        /// What is wrong with it.
        reason: ServerReason,
    },
    /// The address is none that a token may be sent to.
    #[error("the address is no https address, nor http on this machine")]
    BaseUrlInvalid,
    /// There is no such zone.
    #[error("there is no time zone called {zone:?}")]
    ZoneUnknown {
        /// The zone as typed.
        zone: String,
    },
}

/// What is wrong with a server's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ServerReason {
    /// Nothing was given.
    Empty,
    /// An address, but not one of wolkvox.
    NotWolkvox,
    /// Characters that no server's name has.
    BadCharacters,
}

/// What stands between a run and its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum SecretError {
    /// There is no token for the operation.
    #[error("there is no token for the operation")]
    TokenMissing,
    /// The token that was given can be none.
    #[error("the text given is no token")]
    TokenInvalid,
    /// The key that was given can be none.
    #[error("the text given is no archive key")]
    ArchiveKeyInvalid,
    /// The archive is there, its key is not. It is never given a new one.
    #[error("the key of the archive is missing")]
    ArchiveKeyMissing {
        /// Where the archive lies.
        path: String,
    },
    /// There is no keychain, and nothing was given in its place.
    #[error("there is no keychain")]
    KeychainAbsent {
        /// What was looked for.
        secret: Secret,
    },
    /// The keychain is locked, and nothing was given in its place.
    #[error("the keychain is locked")]
    KeychainLocked {
        /// What was looked for.
        secret: Secret,
    },
    /// The keychain failed.
    #[error("the keychain failed: {detail}")]
    KeychainFailed {
        /// The keychain's own words.
        detail: String,
    },
    /// The system gave no random bytes for a key.
    #[error("the system gave no random bytes")]
    NoRandomness,
}

/// What is wrong with Traza's own files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum HomeError {
    /// The system names no folder for an application's data.
    #[error("the system names no folder for an application's data")]
    NoHomeFolder,
    /// The file of operations cannot be read as one.
    #[error("the file of operations is damaged")]
    OperationsDamaged {
        /// Where it lies.
        path: String,
    },
    /// The file of operations was written by a newer version.
    #[error("the file of operations was written by a newer version")]
    OperationsNewer {
        /// Where it lies.
        path: String,
    },
    /// A file or folder may not be read or written.
    #[error("the folder may not be read or written")]
    HomeNotWritable {
        /// Which.
        path: String,
    },
    /// The drive is full.
    #[error("no space is left on the drive")]
    HomeNoSpace {
        /// What was to be written.
        path: String,
    },
    /// Another failure of the drive.
    #[error("a file cannot be used: {detail}")]
    HomeFailed {
        /// Which.
        path: String,
        /// The kind of failure, in the system's words.
        detail: String,
    },
}

impl Error {
    /// The code, by which whoever shows the error finds its sentence.
    #[must_use]
    pub fn code(&self) -> String {
        self.parts().0
    }

    /// What the sentence may name.
    #[must_use]
    pub fn params(&self) -> Map<String, Value> {
        self.parts().1
    }

    fn parts(&self) -> (String, Map<String, Value>) {
        let mut whole = match serde_json::to_value(self) {
            Ok(Value::Object(whole)) => whole,
            _ => Map::new(),
        };
        let code = whole.remove("code").and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
        match whole.remove("params") {
            Some(Value::Object(params)) => (code, params),
            _ => (code, Map::new()),
        }
    }
}

impl HomeError {
    /// A failure of the file system at a path.
    pub(crate) fn of(error: io::Error, path: &Path) -> Self {
        let path = path.display().to_string();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::HomeNotWritable { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::HomeNoSpace { path },
            kind => Self::HomeFailed { path, detail: kind.to_string() },
        }
    }
}

impl From<NoServer> for ServerReason {
    fn from(reason: NoServer) -> Self {
        match reason {
            NoServer::Empty => Self::Empty,
            NoServer::NotWolkvox => Self::NotWolkvox,
            NoServer::BadCharacters => Self::BadCharacters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_crosses_as_code_and_parameters() {
        let error = Error::from(OperationError::OperationUnknown { name: "x".into() });
        assert_eq!((error.code().as_str(), error.params().len()), ("operation_unknown", 1));
        let error = Error::from(SecretError::KeychainLocked { secret: Secret::ArchiveKey });
        assert_eq!(error.code(), "keychain_locked");
        assert_eq!(error.params()["secret"], "archive_key");
        let error = Error::from(ServerError::TokenRefused);
        assert_eq!((error.code().as_str(), error.params().len()), ("token_refused", 0));
    }
}
