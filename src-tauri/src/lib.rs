//! The shell: the window, its commands and events, and the system's dialogs.
//!
//! It only wires. What the window decides, it decides in the crates that `traza-cli` asks too.

mod automation;
mod bindings;
pub mod commands;
pub mod events;
mod notices;
mod opening;
pub mod painting;
mod window;

use std::path::PathBuf;
use std::time::Duration;

use app::desk::{Desk, Told};
use app::{Context, Given, Home, Keychain};
use tauri::{AppHandle, Manager as _, RunEvent};
use tauri_plugin_window_state::StateFlags;
use tauri_specta::Event as _;

pub use bindings::bindings;

/// How long the program waits for what runs when its window is closed.
const TO_CLOSE: Duration = Duration::from_secs(3);

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Linux without a desktop: neither an X server nor a Wayland compositor is named.
    #[error("there is no display; `traza-cli` does the same work in a terminal")]
    NoDisplay,
    /// The system names no folder for an application's data.
    #[error(transparent)]
    Home(#[from] app::HomeError),
    /// The system's web view or the window could not be made.
    #[error("the window could not be made: {0}")]
    Window(#[from] tauri::Error),
}

/// Opens the window and returns when it is closed.
///
/// # Errors
///
/// Where there is no display, no folder for files, or the system's web view cannot be made.
pub fn run() -> Result<(), Error> {
    app::share_memory();
    if !has_display() {
        return Err(Error::NoDisplay);
    }
    let surroundings = surroundings()?;
    let mut context = tauri::generate_context!();
    automation::admit_tests(&mut context);
    let bindings = bindings();
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::bring_up(app)))
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            let handle = app.handle().clone();
            let desk = Desk::new(surroundings, move |told| tell(&handle, told));
            tauri::async_runtime::spawn(desk.clone().open_ahead());
            tauri::async_runtime::spawn(desk.clone().keep());
            app.manage(desk);
            Ok(window::make(app.handle())?)
        });
    builder.build(context)?.run(|app, event| {
        if let RunEvent::Exit = event
            && let Some(desk) = app.try_state::<Desk>()
        {
            tauri::async_runtime::block_on(desk.close(TO_CLOSE));
        }
    });
    Ok(())
}

/// Where files and secrets are. The window takes no secret from its surroundings: only the keychain's.
fn surroundings() -> Result<Context, app::HomeError> {
    let home = std::env::var_os("TRAZA_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let home = home.map_or_else(Home::of_the_system, |folder| Ok(Home::at(folder)))?;
    Ok(Context { home, keychain: Keychain::System, given: Given::default() })
}

/// Passes on to the page what happens on the desk. A page that is gone hears nothing, and misses nothing.
fn tell(app: &AppHandle, told: Told) {
    let _ = match told {
        Told::ArchiveChanged { operation } => events::ArchiveChanged { operation }.emit(app),
        Told::DownloadProgress(progress) => events::DownloadProgress(progress).emit(app),
        Told::DownloadEnded(ended) => events::DownloadEnded(ended).emit(app),
        Told::FollowChanged(shown) => events::FollowChanged(shown).emit(app),
        Told::LowScores { operation, scores } => events::LowScores { operation, scores }.emit(app),
        Told::DiagnosisStep(step) => events::DiagnosisProgress(step).emit(app),
        Told::ExportProgress { rows, total } => events::ExportProgress { rows, total }.emit(app),
    };
}

/// GTK panics where it finds no display, so it is looked for first.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
