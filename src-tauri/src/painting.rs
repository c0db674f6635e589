//! How the web view paints where there is no graphics processor.

#[cfg(target_os = "linux")]
use std::path::Path;

/// Tells the page that nothing is composed, before it begins: its scroll bars would lie over its dialogs.
pub(crate) const SAY_NOTHING_IS_COMPOSED: &str = "document.documentElement.dataset.composed = 'false'";

/// Whether a graphics processor composes what the web view paints.
///
/// WebKitGTK composes its layers with OpenGL, also where a library plays the graphics processor: as on servers that
/// people reach by remote desktop, and on most virtual machines. There each frame is composed by the processor that has
/// just painted it, the library takes more memory than Traza, and some of them show a white window. See decision 25.
#[must_use]
pub(crate) fn is_composed() -> bool {
    #[cfg(target_os = "linux")]
    return has_graphics_processor(Path::new("/dev/dri"));
    #[cfg(not(target_os = "linux"))]
    true
}

/// Lets the web view paint without a compositor where no graphics processor would do the composing.
///
/// # Errors
///
/// When the window is gone.
pub fn suit_the_machine(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    if !is_composed() {
        use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
        window.with_webview(|view| {
            if let Some(settings) = view.inner().settings() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        })?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

/// Whether the kernel offers a graphics processor that this person's programs may use: Mesa looks for the same.
#[cfg(target_os = "linux")]
fn has_graphics_processor(devices: &Path) -> bool {
    let Ok(devices) = std::fs::read_dir(devices) else { return false };
    devices.flatten().any(|device| {
        let is_renderer = device.file_name().to_string_lossy().starts_with("renderD");
        is_renderer && std::fs::File::options().read(true).write(true).open(device.path()).is_ok()
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::has_graphics_processor;

    #[test]
    fn a_graphics_processor_is_one_that_renders() {
        let devices = tempfile::tempdir().unwrap();
        let has = || has_graphics_processor(devices.path());
        assert!(!has());
        std::fs::write(devices.path().join("card0"), "").unwrap();
        assert!(!has(), "it shows pictures, and makes none");
        std::fs::write(devices.path().join("renderD128"), "").unwrap();
        assert!(has());
        assert!(!has_graphics_processor(&devices.path().join("gone")));
    }
}
