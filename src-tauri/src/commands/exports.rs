//! Exporting through the system's save dialog.

use app::desk::{Estimate, ExportTask, Exported, Opened};

/// What a file will be.
#[tauri::command]
#[specta::specta]
pub async fn estimate_export(task: ExportTask) -> Result<Estimate, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Asks where to, writes, and answers when the file is whole; `None` where the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn export(task: ExportTask, title: String) -> Result<Option<Exported>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Ends the export that is running. Nothing is left behind.
#[tauri::command]
#[specta::specta]
pub async fn cancel_export() -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Opens the file that was exported last, or its folder.
#[tauri::command]
#[specta::specta]
pub async fn open_exported(what: Opened) -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}
