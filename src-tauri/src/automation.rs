//! Lets the tests drive the window.
//!
//! The webview is incognito, and an incognito webview takes no orders from a WebDriver: that is right for everyone but
//! the tests, which start a debug build under `TAURI_WEBVIEW_AUTOMATION`, tauri's own word for it, in folders of their
//! own. A released program has no such ear.

/// Makes the windows ones that a WebDriver can drive, where a test asks for it.
pub(crate) fn admit_tests(context: &mut tauri::Context) {
    let asked = std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|word| word == "true");
    if cfg!(debug_assertions) && asked {
        for window in &mut context.config_mut().app.windows {
            window.incognito = false;
        }
    }
}
