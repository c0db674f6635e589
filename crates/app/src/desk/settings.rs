//! What a person has set, and how the window was left. It holds no secret and nothing that was searched for.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What a person has set, and how the window was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    /// The language; the system's where none was chosen.
    pub language: Option<Language>,
    /// Light, dark or as the system.
    pub theme: Theme,
    /// Whether single letters are keys.
    pub single_keys: bool,
    /// The id of the operation that was open last.
    pub operation: Option<String>,
    /// The period that was shown last.
    pub span: Span,
    /// The panes and columns of windows under 1600 px.
    pub narrow: Layout,
    /// The panes and columns of windows from 1600 px.
    pub wide: Layout,
}

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The panes and columns of one class of windows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Layout {
    /// Width of the filters in px; the design's where nobody moved it.
    pub filters: Option<u32>,
    /// Width of the reader in px; the design's where nobody moved it.
    pub reader: Option<u32>,
    /// The columns in their order; the design's where there are none.
    pub columns: Vec<ColumnLayout>,
}

/// A column of the list as a person left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ColumnLayout {
    /// Which.
    pub column: ListColumn,
    /// Its width in px; the design's where nobody changed it.
    pub width: Option<u32>,
    /// Whether it is shown.
    pub shown: bool,
}

/// A column of the list of interactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the fields that they show")]
pub enum ListColumn {
    Created,
    Channel,
    Agent,
    Skill,
    Subject,
    Score,
    Code,
    Status,
    TimeToClose,
    Attachments,
    CaseId,
    From,
    To,
    Closed,
    CodeDescription,
}
