//! Cargo for what starts Traza itself: nothing of the person's own Traza, desktop or keychain is seen or touched.

use std::path::Path;

use crate::failure::Failure;
use crate::program::Program;
use crate::workspace;

/// What would lead to the person's own.
const NOT_FOR_TESTS: [&str; 6] =
    ["TRAZA_HOME", "TRAZA_TOKEN", "TRAZA_ARCHIVE_KEY", "DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE"];
const XDG: [&str; 5] = ["XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"];

/// A cargo whose programs live in folders of their own.
pub(crate) fn cargo_in_private() -> Result<Program, Failure> {
    let private = workspace::scratch("home").map_err(cannot_make)?;
    let mut program = Program::cargo()
        .within(&workspace::root())
        // A person's keychain is on their session's bus: a test that wants one starts its own.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    for name in NOT_FOR_TESTS {
        program = program.without_env(name);
    }
    for name in XDG {
        let folder = private.join(name.to_lowercase());
        make_private(&folder).map_err(cannot_make)?;
        program = program.env(name, folder);
    }
    Ok(program)
}

/// The runtime folder holds sockets: services refuse one that others may read.
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

fn cannot_make(error: std::io::Error) -> Failure {
    Failure::saying(format!("the tests' own folder cannot be made: {error}"))
}
