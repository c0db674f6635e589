//! What Traza does by itself: following an operation, going on with downloads; and the day's quota, which both spend.

use app::Span;
use app::desk::{Again, Desk, FollowShown, Following, Notice, QuotaAsk, QuotaShown};
use tauri::{AppHandle, State};

use crate::notices;

/// What is left of the day's requests; `None` where nobody asked today, or the server does not tell.
#[tauri::command]
#[specta::specta]
pub async fn quota(desk: State<'_, Desk>, operation: String, ask: QuotaAsk) -> Result<Option<QuotaShown>, app::Error> {
    desk.quota(operation, ask).await
}

/// Whether an operation is followed, and how that goes.
#[tauri::command]
#[specta::specta]
pub async fn following(desk: State<'_, Desk>, operation: String) -> Result<FollowShown, app::Error> {
    desk.following(operation).await
}

/// Switches the following of an operation on or off, and sets which scores are told of.
#[tauri::command]
#[specta::specta]
pub async fn follow(desk: State<'_, Desk>, operation: String, following: Following) -> Result<FollowShown, app::Error> {
    desk.follow(operation, following).await
}

/// Goes on now with the download that could not be finished.
#[tauri::command]
#[specta::specta]
pub async fn go_on_now(desk: State<'_, Desk>, operation: String) -> Result<(), app::Error> {
    desk.go_on_now(operation).await
}

/// Does not go on with the download that could not be finished.
#[tauri::command]
#[specta::specta]
pub async fn forget_pending(desk: State<'_, Desk>, operation: String) -> Result<(), app::Error> {
    desk.forget_pending(operation).await
}

/// Sets a download aside until the day's quota is new.
#[tauri::command]
#[specta::specta]
pub async fn go_on_tomorrow(
    desk: State<'_, Desk>,
    operation: String,
    span: Span,
    again: Again,
) -> Result<(), app::Error> {
    desk.go_on_tomorrow(operation, span, again).await
}

/// Shows a notification of the system's. A click on it brings the window up and is told by an event.
#[tauri::command]
#[specta::specta]
pub async fn notify(app: AppHandle, notice: Notice) -> Result<(), app::Error> {
    notices::show(app, notice).await
}
