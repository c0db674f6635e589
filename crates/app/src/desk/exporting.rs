//! Exports: what to write, and what became of it.

use serde::{Deserialize, Serialize};

use super::Covered;
use crate::Error;

/// What to export.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ExportTask {
    /// The view whose rows are written, in its order.
    pub view: u32,
    /// Whether only those rows are written that are picked.
    pub picked: bool,
    /// The format.
    pub format: ExportFormat,
    /// The columns in their order.
    pub columns: Vec<ExportColumn>,
    /// The language and region of words, separators and dates (BCP 47).
    pub region: String,
}

/// A format that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names")]
pub enum ExportFormat {
    Xlsx,
    Csv,
    Json,
}

/// A column of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the fields that they hold")]
pub enum ExportColumn {
    Created,
    Closed,
    TimeToClose,
    Channel,
    Agent,
    SkillName,
    SkillId,
    CaseId,
    From,
    To,
    Subject,
    Message,
    Answer,
    Score,
    Code,
    CodeDescription,
    Status,
    Comments,
    Attachments,
}

/// What a file will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Estimate {
    /// How many rows: exactly.
    pub rows: u32,
    /// How large: about.
    pub bytes: u64,
    /// The name that the dialog will propose.
    pub file_name: String,
    /// How much of the period that it is about is covered.
    pub coverage: Covered,
}

/// What became of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Exported {
    /// The file is whole.
    Done {
        /// How many rows it holds.
        rows: u32,
        /// Its size.
        bytes: u64,
        /// Its name.
        file_name: String,
        /// Its folder.
        folder: String,
        /// How many texts were cut because Excel holds no more in a cell.
        cut: u32,
    },
    /// A person ended it; nothing was left behind.
    Cancelled,
    /// It failed; what lay there before is untouched.
    Failed {
        /// Why.
        error: Error,
    },
}

/// What of an exported file is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    /// The file, in whatever program is for it.
    File,
    /// Its folder.
    Folder,
}
