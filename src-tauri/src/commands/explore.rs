//! Asking, listing and reading interactions.

use app::desk::{Answer, ListRow, Question, RawText, Reading};

/// Answers a question, but for its rows.
#[tauri::command]
#[specta::specta]
pub async fn ask(operation: String, question: Question) -> Result<Answer, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Rows of a view, in its order.
#[tauri::command]
#[specta::specta]
pub async fn page(view: u32, offset: u32, limit: u32) -> Result<Vec<ListRow>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// The ids of a view from one position to another, both included.
#[tauri::command]
#[specta::specta]
pub async fn ids(view: u32, from: u32, to: u32) -> Result<Vec<u32>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// Where an interaction lies in a view.
#[tauri::command]
#[specta::specta]
pub async fn place(view: u32, id: u32) -> Result<Option<u32>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// An interaction to be read, with what was searched for marked.
#[tauri::command]
#[specta::specta]
pub async fn read(operation: String, id: u32, text: String) -> Result<Option<Reading>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}

/// An interaction's fields as the server gave them.
#[tauri::command]
#[specta::specta]
pub async fn raw_text(operation: String, id: u32) -> Result<Vec<RawText>, app::Error> {
    Err(app::DeskError::ViewOutdated.into())
}
