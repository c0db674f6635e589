//! Starting, settings, and what the system opens.

use app::desk::{Desk, Settings, Start, checked_address};
use tauri::{AppHandle, State};

use crate::opening;

/// What the page needs before it can show anything.
#[tauri::command]
#[specta::specta]
pub async fn start(desk: State<'_, Desk>) -> Result<Start, app::Error> {
    desk.start().await
}

/// Keeps what a person has set.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(desk: State<'_, Desk>, settings: Settings) -> Result<(), app::Error> {
    desk.save_settings(settings).await
}

/// Ends the program and starts it again: a keychain that was absent is only looked for once.
#[tauri::command]
#[specta::specta]
pub async fn restart(app: AppHandle) -> Result<(), app::Error> {
    app.request_restart();
    Ok(())
}

/// Opens the folder of all files in the system's file manager.
#[tauri::command]
#[specta::specta]
pub async fn open_folder_of_data(desk: State<'_, Desk>) -> Result<(), app::Error> {
    opening::path(desk.folder_of_data().to_path_buf()).await
}

/// Opens an address in the system's browser or mail program: http, https and mailto only.
#[tauri::command]
#[specta::specta]
pub async fn open_address(address: String) -> Result<(), app::Error> {
    opening::address(checked_address(&address)?).await
}
