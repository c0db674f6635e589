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

/// How far the export is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub struct ExportProgress {
    /// Rows that were written.
    pub rows: u32,
    /// Rows that will be written.
    pub total: u32,
}
