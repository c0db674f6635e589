//! Asking, listing and reading interactions.

use app::desk::{Answer, Desk, Held, ListRow, Question, RawText, Reading};
use tauri::State;

/// Answers a question, but for its rows.
#[tauri::command]
#[specta::specta]
pub async fn ask(desk: State<'_, Desk>, operation: String, question: Question) -> Result<Answer, app::Error> {
    desk.ask(operation, question).await
}

/// Rows of a view, in its order.
#[tauri::command]
#[specta::specta]
pub async fn page(desk: State<'_, Desk>, view: u32, offset: u32, limit: u32) -> Result<Vec<ListRow>, app::Error> {
    desk.page(view, offset, limit).await
}

/// The ids of a view from one position to another, both included.
#[tauri::command]
#[specta::specta]
pub async fn ids(desk: State<'_, Desk>, view: u32, from: u32, to: u32) -> Result<Vec<u32>, app::Error> {
    desk.ids(view, from, to).await
}

/// Where an interaction lies in a view.
#[tauri::command]
#[specta::specta]
pub async fn place(desk: State<'_, Desk>, view: u32, id: u32) -> Result<Option<u32>, app::Error> {
    desk.place_of(view, id).await
}

/// Which of these interactions a view holds, and where they stand in it, in the view's order.
#[tauri::command]
#[specta::specta]
pub async fn held(desk: State<'_, Desk>, view: u32, ids: Vec<u32>) -> Result<Vec<Held>, app::Error> {
    desk.held(view, ids).await
}

/// An interaction to be read, with what was searched for marked.
#[tauri::command]
#[specta::specta]
pub async fn read(
    desk: State<'_, Desk>,
    operation: String,
    id: u32,
    text: String,
) -> Result<Option<Reading>, app::Error> {
    desk.read(operation, id, text).await
}

/// An interaction's fields as the server gave them.
#[tauri::command]
#[specta::specta]
pub async fn raw_text(desk: State<'_, Desk>, operation: String, id: u32) -> Result<Vec<RawText>, app::Error> {
    desk.raw_text(operation, id).await
}
