//! Handing files, folders and addresses on to the system's own programs.

use std::path::PathBuf;

use app::{DeskError, Error};

/// Opens a file or folder.
pub(crate) async fn path(path: PathBuf) -> Result<(), Error> {
    off(move || tauri_plugin_opener::open_path(path, None::<&str>)).await
}

/// Opens an address, which was checked.
pub(crate) async fn address(address: String) -> Result<(), Error> {
    off(move || tauri_plugin_opener::open_url(address, None::<&str>)).await
}

/// Nothing opens it.
pub(crate) fn cannot(detail: impl ToString) -> Error {
    DeskError::CannotOpen { detail: detail.to_string() }.into()
}

/// Starting a program may take a moment.
async fn off(open: impl FnOnce() -> Result<(), tauri_plugin_opener::Error> + Send + 'static) -> Result<(), Error> {
    match tauri::async_runtime::spawn_blocking(open).await {
        Ok(opened) => opened.map_err(cannot),
        Err(error) => Err(cannot(error)),
    }
}
