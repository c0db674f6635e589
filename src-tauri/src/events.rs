//! What the page is told unasked.

use serde::{Deserialize, Serialize};

/// The archive of an operation holds something new: ask again.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct ArchiveChanged {
    /// The operation's id.
    pub operation: String,
}

/// A link in a message was followed. Nothing was opened.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct LinkWanted {
    /// Where it leads.
    pub address: String,
}

/// How far a download is.
#[derive(Clone, Debug, Serialize, specta::Type, tauri_specta::Event)]
pub struct DownloadProgress(pub app::desk::Progress);

/// A download has ended.
#[derive(Clone, Debug, Serialize, specta::Type, tauri_specta::Event)]
pub struct DownloadEnded(pub app::desk::Ended);

/// The following of an operation goes another way.
#[derive(Clone, Debug, Serialize, specta::Type, tauri_specta::Event)]
pub struct FollowChanged(pub app::desk::FollowShown);

/// Interactions with low scores have come in: each is told of once.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct LowScores {
    /// The operation's id.
    pub operation: String,
    /// The interactions.
    pub scores: Vec<app::desk::LowScore>,
}

/// A notification was clicked. The window is up already.
#[derive(Clone, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct NoticeOpened {
    /// The operation's id.
    pub operation: String,
    /// The interaction, where the notification was of one.
    pub id: Option<u32>,
}

/// A step of the diagnosis that runs is done.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct DiagnosisProgress(pub app::DiagnosisStep);

/// How far the export is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct ExportProgress {
    /// Rows that were written.
    pub rows: u32,
    /// Rows that will be written.
    pub total: u32,
}
