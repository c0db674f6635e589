//! Starting, settings, and what the system opens.

use app::desk::{Settings, Start};

/// What the page needs before it can show anything.
#[tauri::command]
#[specta::specta]
pub async fn start() -> Result<Start, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Keeps what a person has set.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(settings: Settings) -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Ends the program and starts it again: a keychain that was absent is only looked for once.
#[tauri::command]
#[specta::specta]
pub async fn restart() -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Opens the folder of all files in the system's file manager.
#[tauri::command]
#[specta::specta]
pub async fn open_folder_of_data() -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Opens an address in the system's browser or mail program: http, https and mailto only.
#[tauri::command]
#[specta::specta]
pub async fn open_address(address: String) -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}
