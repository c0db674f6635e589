//! The shell: the window, and later its commands, events, dialogs and notifications.
//!
//! It only wires. What the window decides, it decides in the crates that `traza-cli` asks too.

mod automation;

mod bindings;
#[expect(unused_variables, reason = "the bodies follow at once")]
pub mod commands;
pub mod events;

pub use bindings::bindings;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Linux without a desktop: neither an X server nor a Wayland compositor is named.
    #[error("there is no display; `traza-cli` does the same work in a terminal")]
    NoDisplay,
    /// The system's web view or the window could not be made.
    #[error("the window could not be made: {0}")]
    Window(#[from] tauri::Error),
}

/// Opens the window and returns when it is closed.
///
/// # Errors
///
/// Where there is no display, or the system's web view cannot be made.
pub fn run() -> Result<(), Error> {
    if !has_display() {
        return Err(Error::NoDisplay);
    }
    let mut context = tauri::generate_context!();
    automation::admit_tests(&mut context);
    let bindings = bindings();
    let builder = tauri::Builder::default().invoke_handler(bindings.invoke_handler());
    let builder = builder.setup(move |app| {
        bindings.mount_events(app);
        Ok(())
    });
    Ok(builder.run(context)?)
}

/// GTK panics where it finds no display, so it is looked for first.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
