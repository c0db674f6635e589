//! What the system is to notify people of. The page has the words.

use serde::Deserialize;

/// A notification of the system's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Notice {
    /// The operation's id.
    pub operation: String,
    /// The interaction that a click opens; a click opens the operation where there is none.
    pub id: Option<u32>,
    /// The title.
    pub title: String,
    /// What it says, as plain text.
    pub body: String,
}
