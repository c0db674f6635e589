//! Connecting operations, changing them and taking them away.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Scale;

/// A connection to be tried. Nothing of it is stored.
#[derive(Clone, Deserialize, specta::Type)]
pub struct NewConnection {
    /// The server as typed.
    pub server: String,
    /// Another address than wolkvox's own.
    pub base_url: Option<String>,
    /// The zone of the operation's wall clock.
    pub zone: String,
    /// The token as typed.
    pub token: Option<String>,
    /// The id of the operation whose kept token is used where none was typed.
    pub operation: Option<String>,
}

/// Names no token.
impl fmt::Debug for NewConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewConnection").field("server", &self.server).finish_non_exhaustive()
    }
}

/// A connection that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Tried {
    /// The server in its canonical form, as `0042`.
    pub server: String,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// How long the first answer took.
    pub milliseconds: u32,
    /// How many requests the trial cost.
    pub requests: u32,
    /// What the token may still do today; `None` where the server does not tell.
    pub quota: Option<Quota>,
    /// How many skills the server names; `None` where it does not.
    pub skills: Option<u32>,
}

/// What a token may still do today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Quota {
    /// Requests left of the day's.
    pub left: u32,
    /// The day's requests; `None` where the server does not tell.
    pub limit: Option<u32>,
}

/// What can be changed of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Change {
    /// Its new name.
    pub name: String,
    /// The zone of its wall clock.
    pub zone: String,
    /// The scale of its survey.
    pub scale: Scale,
}

/// What happens to the archive of an operation that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It stays, and connecting the same name and server again takes it up.
    Keep,
    /// It is deleted for good.
    Delete,
}

/// An operation that was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Removed {
    /// Where its archive still lies.
    pub archive: Option<String>,
}

/// Where an operation's archive lies, and how large it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Storage {
    /// The file.
    pub path: String,
    /// Its size, with what lies beside it.
    pub bytes: u64,
    /// How many interactions it holds.
    pub records: u32,
}
