//! Connecting operations, changing them and taking them away.

use app::NewOperation;
use app::desk::{Change, Fate, NewConnection, OperationShown, Removed, Storage, Tried};

/// The server in its canonical form, as `0042`.
#[tauri::command]
#[specta::specta]
pub async fn check_server(text: String) -> Result<String, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// The names of all time zones.
#[tauri::command]
#[specta::specta]
pub async fn zones() -> Result<Vec<String>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Asks a server whether a token may ask. Nothing is stored.
#[tauri::command]
#[specta::specta]
pub async fn try_connection(connection: NewConnection) -> Result<Tried, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Connects an operation and puts its token into the keychain; where that is locked or absent, nothing is added.
#[tauri::command]
#[specta::specta]
pub async fn connect(operation: NewOperation, token: String) -> Result<OperationShown, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Changes name, zone and scale.
#[tauri::command]
#[specta::specta]
pub async fn change_operation(id: String, change: Change) -> Result<OperationShown, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Replaces the token, once the keychain has taken the new one.
#[tauri::command]
#[specta::specta]
pub async fn replace_token(id: String, token: String) -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Removes an operation. A download of it is cancelled first.
#[tauri::command]
#[specta::specta]
pub async fn remove_operation(id: String, fate: Fate) -> Result<Removed, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Opens the built-in sample: no token, no keychain, no network, gone when the program ends.
#[tauri::command]
#[specta::specta]
pub async fn open_sample() -> Result<OperationShown, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Closes the sample and deletes what it made.
#[tauri::command]
#[specta::specta]
pub async fn close_sample() -> Result<(), app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Where an operation's archive lies and how large it is.
#[tauri::command]
#[specta::specta]
pub async fn storage(id: String) -> Result<Storage, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}
