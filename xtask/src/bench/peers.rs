//! The peers' Python environment.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;
use crate::workspace;

/// Named with their versions: a figure is worth what it can be compared with.
const PACKAGES: [&str; 3] = ["XlsxWriter==3.3.1", "polars==2.1.0", "duckdb==2.0.0"];

/// Makes the environment and installs the peers, unless that has been done.
pub(crate) fn install(progress: &mut Progress) -> Result<(), Failure> {
    let mark = home().join("installed");
    let wanted = PACKAGES.join("\n");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    Program::new("python3").args(["-m", "venv", "--clear"]).args([home()]).quietly(progress)?;
    Program::new(python())
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"])
        .args(PACKAGES)
        .quietly(progress)?;
    std::fs::write(mark, wanted)
        .map_err(|error| Failure::saying(format!("the peers' folder cannot be written: {error}")))
}

fn home() -> PathBuf {
    workspace::target().join("bench-peers")
}

fn python() -> PathBuf {
    home().join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
