//! Exporting through the system's save dialog.

use std::path::PathBuf;

use app::IfExists;
use app::desk::{Desk, Estimate, ExportTask, Exported, Opened, folder_for_exports, with_ending};
use rfd::AsyncFileDialog;
use tauri::{State, WebviewWindow};

use crate::opening;

/// What a file will be.
#[tauri::command]
#[specta::specta]
pub async fn estimate_export(desk: State<'_, Desk>, task: ExportTask) -> Result<Estimate, app::Error> {
    desk.estimate_export(task).await
}

/// Asks where to, writes, and answers when the file is whole; `None` where the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn export(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    task: ExportTask,
    title: String,
) -> Result<Option<Exported>, app::Error> {
    let prepared = desk.prepare_export(task).await?;
    let last = desk.exported().and_then(|last| last.parent().map(PathBuf::from));
    let (name, ending) = (prepared.file_name().to_owned(), prepared.ending());
    match ask_where(&window, &title, (last.or_else(folder_for_exports), name), ending).await {
        // The dialog has asked whether what is there may be replaced.
        Some(goal) => Ok(Some(desk.write_export(prepared, goal, IfExists::Replace).await)),
        None => Ok(None),
    }
}

/// Ends the export that is running. Nothing is left behind.
#[tauri::command]
#[specta::specta]
pub async fn cancel_export(desk: State<'_, Desk>) -> Result<(), app::Error> {
    desk.cancel_export();
    Ok(())
}

/// Opens the file that was exported last, or its folder.
#[tauri::command]
#[specta::specta]
pub async fn open_exported(desk: State<'_, Desk>, what: Opened) -> Result<(), app::Error> {
    let Some(file) = desk.exported() else { return Err(opening::cannot("nothing was exported")) };
    match what {
        Opened::File => opening::path(file).await,
        Opened::Folder => opening::path(file.parent().map(PathBuf::from).unwrap_or_default()).await,
    }
}

/// The system's save dialog. Where a person left the ending away and a file of the whole name is there, it is shown
/// again with that name, so that it is the dialog that asks.
async fn ask_where(
    window: &WebviewWindow,
    title: &str,
    (mut folder, mut name): (Option<PathBuf>, String),
    ending: &str,
) -> Option<PathBuf> {
    loop {
        let mut dialog = AsyncFileDialog::new().set_parent(window).set_title(title).set_file_name(&name);
        dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
        if let Some(folder) = &folder {
            dialog = dialog.set_directory(folder);
        }
        let typed = dialog.save_file().await?.path().to_path_buf();
        let goal = with_ending(&typed, ending);
        if goal == typed || !goal.exists() {
            return Some(goal);
        }
        folder = goal.parent().map(PathBuf::from);
        name = goal.file_name()?.to_string_lossy().into_owned();
    }
}
