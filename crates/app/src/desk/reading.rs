//! One interaction to be read.

use std::fmt;

use serde::Serialize;

use super::{ListRow, Piece};

/// An interaction to be read.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reading {
    /// As the list shows it.
    pub row: ListRow,
    /// Who wrote.
    pub from: Vec<Piece>,
    /// Whom they wrote to.
    pub to: Vec<Piece>,
    /// The customer's message.
    pub message: Option<Message>,
    /// The answer.
    pub answer: Option<Message>,
    /// The agent's comments.
    pub comments: Vec<Piece>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
    /// The fields that this version does not know.
    pub extra: Vec<RawText>,
    /// Others of the same case, newest first, as many as fit a list.
    pub related: Vec<ListRow>,
    /// How many others of the same case there are.
    pub related_total: u32,
}

/// Names no text.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("id", &self.row.id).finish_non_exhaustive()
    }
}

/// A message made harmless.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Message {
    /// Sanitised, what was searched for in `<mark>`.
    pub html: String,
    /// The history quoted below it.
    pub quoted: Option<Quoted>,
    /// How many remote pictures were taken out.
    pub blocked_pictures: u32,
}

/// The history that is quoted below a message.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Quoted {
    /// Sanitised, what was searched for in `<mark>`.
    pub html: String,
    /// How many messages it seems to hold.
    pub messages: u32,
}

/// An attachment: a name, and where it lies if the server tells.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its address, which nothing asks for but a person.
    pub address: Option<String>,
}

/// A field's text as the server gave it.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RawText {
    /// The field's name in the API.
    pub field: String,
    /// Its text.
    pub text: String,
}

macro_rules! silent {
    ($($name:ident),+) => {$(
        /// Names no text.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}

silent!(Message, Quoted, Attachment, RawText);
