//! Asking, listing and reading interactions.

use app::Day;
use app::desk::{
    Answer, DayPlace, Desk, Dimensioned, FacetList, Held, ListPage, Pick, Picked, Question, RawText, Reading,
    SearchHints, Seen, TypedSearch,
};
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
pub async fn page(desk: State<'_, Desk>, view: u32, offset: u32, limit: u32) -> Result<ListPage, app::Error> {
    desk.page(view, offset, limit).await
}

/// Changes what is picked of a view, or takes it over to one.
#[tauri::command]
#[specta::specta]
pub async fn pick(desk: State<'_, Desk>, view: u32, pick: Pick, seen: Seen) -> Result<Picked, app::Error> {
    desk.pick(view, pick, seen).await
}

/// Which of these interactions a view holds, and where they stand in it, in the view's order.
#[tauri::command]
#[specta::specta]
pub async fn held(desk: State<'_, Desk>, view: u32, ids: Vec<u32>) -> Result<Vec<Held>, app::Error> {
    desk.held(view, ids).await
}

/// Where a day begins in a view that is ordered by a date.
#[tauri::command]
#[specta::specta]
pub async fn place_of_day(desk: State<'_, Desk>, view: u32, day: Day) -> Result<Option<DayPlace>, app::Error> {
    desk.place_of_day(view, day).await
}

/// What is said of a search that is typed: what it can go on with, and what was probably meant.
#[tauri::command]
#[specta::specta]
pub async fn search_hints(
    desk: State<'_, Desk>,
    operation: String,
    typed: TypedSearch,
) -> Result<SearchHints, app::Error> {
    desk.search_hints(operation, typed).await
}

/// The values of a dimension of a view whose name or number has a text in it.
#[tauri::command]
#[specta::specta]
pub async fn facet(
    desk: State<'_, Desk>,
    view: u32,
    dimension: Dimensioned,
    text: String,
) -> Result<FacetList, app::Error> {
    desk.facet(view, dimension, text).await
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
