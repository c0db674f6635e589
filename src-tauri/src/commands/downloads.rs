//! Downloading, and what is covered.

use app::Span;
use app::desk::{Cost, CoverageShown, Progress};

/// What a download will cost.
#[tauri::command]
#[specta::specta]
pub async fn plan_download(operation: String, span: Span, refresh: bool) -> Result<Cost, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Starts a download; how far it is and how it ends is told by events.
#[tauri::command]
#[specta::specta]
pub async fn start_download(operation: String, span: Span, refresh: bool) -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Ends a download. What has arrived stays.
#[tauri::command]
#[specta::specta]
pub async fn cancel_download(operation: String) -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// The downloads that are running.
#[tauri::command]
#[specta::specta]
pub async fn downloads() -> Result<Vec<Progress>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// What is covered of an operation.
#[tauri::command]
#[specta::specta]
pub async fn coverage(operation: String) -> Result<CoverageShown, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}
