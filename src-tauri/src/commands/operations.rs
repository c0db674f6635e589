//! Connecting operations, changing them and taking them away.

use app::desk::{Change, Desk, Fate, NewConnection, OperationShown, Removed, Storage, Tried, TypedToken};
use app::{Days, Diagnosis, NewOperation};
use tauri::State;

/// The server in its canonical form, as `0042`.
#[tauri::command]
#[specta::specta]
pub async fn check_server(text: String) -> Result<String, app::Error> {
    app::desk::check_server(&text)
}

/// The names of all time zones.
#[tauri::command]
#[specta::specta]
pub async fn zones() -> Result<Vec<String>, app::Error> {
    Ok(app::desk::zones())
}

/// Asks a server whether a token may ask. Nothing is stored.
#[tauri::command]
#[specta::specta]
pub async fn try_connection(desk: State<'_, Desk>, connection: NewConnection) -> Result<Tried, app::Error> {
    desk.try_connection(connection).await
}

/// Looks which step of the way to an operation's server does not hold; each is told by an event as it is done.
#[tauri::command]
#[specta::specta]
pub async fn diagnose(desk: State<'_, Desk>, operation: String, days: Option<Days>) -> Result<Diagnosis, app::Error> {
    desk.diagnose(operation, days).await
}

/// As `diagnose`, of a connection as typed. Nothing is stored.
#[tauri::command]
#[specta::specta]
pub async fn diagnose_connection(desk: State<'_, Desk>, connection: NewConnection) -> Result<Diagnosis, app::Error> {
    desk.diagnose_connection(connection).await
}

/// Connects an operation and puts its token into the keychain; where that is locked or absent, nothing is added.
#[tauri::command]
#[specta::specta]
pub async fn connect(
    desk: State<'_, Desk>,
    operation: NewOperation,
    token: TypedToken,
) -> Result<OperationShown, app::Error> {
    desk.connect(operation, token).await
}

/// Changes name, zone and scale.
#[tauri::command]
#[specta::specta]
pub async fn change_operation(desk: State<'_, Desk>, id: String, change: Change) -> Result<OperationShown, app::Error> {
    desk.change_operation(id, change).await
}

/// Replaces the token, once the keychain has taken the new one.
#[tauri::command]
#[specta::specta]
pub async fn replace_token(desk: State<'_, Desk>, id: String, token: TypedToken) -> Result<(), app::Error> {
    desk.replace_token(id, token).await
}

/// Removes an operation. A download of it is cancelled first.
#[tauri::command]
#[specta::specta]
pub async fn remove_operation(desk: State<'_, Desk>, id: String, fate: Fate) -> Result<Removed, app::Error> {
    desk.remove_operation(id, fate).await
}

/// Opens the built-in sample: no token, no keychain, no network, gone when the program ends.
#[tauri::command]
#[specta::specta]
pub async fn open_sample(desk: State<'_, Desk>) -> Result<OperationShown, app::Error> {
    desk.open_sample().await
}

/// Closes the sample and deletes what it made.
#[tauri::command]
#[specta::specta]
pub async fn close_sample(desk: State<'_, Desk>) -> Result<(), app::Error> {
    desk.close_sample().await
}

/// Where an operation's archive lies and how large it is.
#[tauri::command]
#[specta::specta]
pub async fn storage(desk: State<'_, Desk>, id: String) -> Result<Storage, app::Error> {
    desk.storage(id).await
}
