//! Downloading, and what is covered.

use app::Span;
use app::desk::{Again, ChangeKind, ChangesShown, Cost, CoverageShown, Desk, Progress, RunShown};
use tauri::State;

/// What a download will cost.
#[tauri::command]
#[specta::specta]
pub async fn plan_download(
    desk: State<'_, Desk>,
    operation: String,
    span: Span,
    again: Again,
) -> Result<Cost, app::Error> {
    desk.plan_download(operation, span, again).await
}

/// Starts a download; how far it is and how it ends is told by events.
#[tauri::command]
#[specta::specta]
pub async fn start_download(
    desk: State<'_, Desk>,
    operation: String,
    span: Span,
    again: Again,
) -> Result<(), app::Error> {
    desk.start_download(operation, span, again).await
}

/// Ends a download. What has arrived stays.
#[tauri::command]
#[specta::specta]
pub async fn cancel_download(desk: State<'_, Desk>, operation: String) -> Result<(), app::Error> {
    desk.cancel_download(&operation);
    Ok(())
}

/// The downloads that are running.
#[tauri::command]
#[specta::specta]
pub async fn downloads(desk: State<'_, Desk>) -> Result<Vec<Progress>, app::Error> {
    Ok(desk.downloads())
}

/// What is covered of an operation.
#[tauri::command]
#[specta::specta]
pub async fn coverage(desk: State<'_, Desk>, operation: String) -> Result<CoverageShown, app::Error> {
    desk.coverage(operation).await
}

/// The downloads of an operation, newest first.
#[tauri::command]
#[specta::specta]
pub async fn runs(desk: State<'_, Desk>, operation: String) -> Result<Vec<RunShown>, app::Error> {
    desk.runs(operation).await
}

/// Interactions that a download has changed, of one kind or of all, newest first.
#[tauri::command]
#[specta::specta]
#[expect(clippy::too_many_arguments, reason = "the page names each")]
pub async fn changes(
    desk: State<'_, Desk>,
    operation: String,
    run: u32,
    kind: Option<ChangeKind>,
    offset: u32,
    limit: u32,
) -> Result<ChangesShown, app::Error> {
    desk.changes(operation, (run, kind), (offset, limit)).await
}
