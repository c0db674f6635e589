//! The shell: the window, and later its commands, events, dialogs and notifications.
//!
//! It only wires. What the window decides, it decides in the crates that `traza-cli` asks too.

/// Opens the window and returns when the last one is closed.
///
/// # Errors
///
/// When the system's web view or the window cannot be made.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
