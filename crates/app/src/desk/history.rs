//! What downloads have changed: the runs, the changes of one, and the history of an interaction.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ListRow;
use crate::day::Day;

/// A download as the page lists it: one that was asked for, or all of a day's that followed the operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct RunShown {
    /// What its changes are asked for by.
    pub id: u32,
    /// When it began, on the operation's wall clock.
    pub at: String,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whether it followed the operation.
    pub followed: bool,
    /// How many requests it made.
    pub requests: u32,
    /// How many interactions it stored.
    pub records: u32,
    /// How long it took.
    pub seconds: u32,
    /// Why it was not done: a code, `cancelled` among them.
    pub reason: Option<String>,
    /// Whether it came to an end: a program that was stopped leaves a run that did not.
    pub ended: bool,
    /// What it has changed.
    pub changes: ChangeCounts,
}

/// How many interactions a download has changed, by kind. One can be of several kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named after the kinds")]
pub struct ChangeCounts {
    pub new: u32,
    pub closed: u32,
    pub reopened: u32,
    pub rescored: u32,
    pub recoded: u32,
    pub edited: u32,
    pub gone: u32,
}

/// What a download has changed of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was not there before.
    New,
    /// It was open and is not any more.
    Closed,
    /// It is open again.
    Reopened,
    /// It has another score.
    Rescored,
    /// It has another activity code.
    Recoded,
    /// Another field is not as it was.
    Edited,
    /// The server does not name it any more.
    Gone,
}

/// Changes of a download, some of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ChangesShown {
    /// How many interactions have changed, of the kind that was asked for.
    pub total: u32,
    /// Some of them.
    pub list: Vec<ChangeShown>,
}

/// An interaction that a download has changed.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ChangeShown {
    /// The archive's own id.
    pub id: u32,
    /// As the list shows it; `None` where it is gone.
    pub row: Option<ListRow>,
    /// What is still known of one that is gone.
    pub gone: Option<GoneShown>,
    /// What has happened to it.
    pub kinds: Vec<ChangeKind>,
    /// The fields that are not as they were.
    pub fields: Vec<FieldChange>,
}

/// Names no text.
impl fmt::Debug for ChangeShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeShown").field("id", &self.id).field("kinds", &self.kinds).finish_non_exhaustive()
    }
}

/// What is still known of an interaction that the server does not name any more.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct GoneShown {
    /// When it was created; `""` where that is unknown.
    pub created: String,
    /// As [`ListRow::channel`].
    pub channel: String,
    /// The agent's name.
    pub agent: String,
    /// The skill's name, or its number where it has none.
    pub skill: String,
    /// The subject.
    pub subject: String,
    /// The case, as text.
    pub case_id: String,
}

/// Names no text.
impl fmt::Debug for GoneShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GoneShown").field("created", &self.created).finish_non_exhaustive()
    }
}

/// A field that is not as it was. Long texts are cut.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FieldChange {
    /// The field's name in the API.
    pub field: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// Names no text.
impl fmt::Debug for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldChange").field("field", &self.field).finish_non_exhaustive()
    }
}

/// A change that an interaction has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct PastChange {
    /// When the download that brought it began, on the operation's wall clock.
    pub at: String,
    /// The fields that it changed.
    pub fields: Vec<FieldChange>,
}
