//! The peers' Python environment, and running what lies in `xtask/peers` in it.

use std::ffi::OsStr;
use std::path::PathBuf;

use serde_json::Value;

use crate::failure::Failure;
use crate::needs;
use crate::program::Program;
use crate::progress::Progress;
use crate::workspace;

/// Named with their versions: a figure is worth what it can be compared with.
const PACKAGES: [&str; 3] = ["XlsxWriter==3.3.1", "polars==2.1.0", "duckdb==2.0.0"];

/// Makes the environment and installs the peers, unless that has been done.
pub(super) fn install(progress: &mut Progress) -> Result<(), Failure> {
    let mark = home().join("installed");
    let wanted = PACKAGES.join("\n");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    Program::new(needs::python()).args(["-m", "venv", "--clear"]).args([home()]).quietly(progress)?;
    Program::new(python())
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"])
        .args(PACKAGES)
        .quietly(progress)?;
    std::fs::write(mark, wanted)
        .map_err(|error| Failure::saying(format!("the peers' folder cannot be written: {error}")))
}

/// Runs a peer and returns what it says.
pub(super) fn run<S: AsRef<OsStr>>(
    script: &str,
    words: impl IntoIterator<Item = S>,
    progress: &mut Progress,
) -> Result<Value, Failure> {
    said(&program(script).args(words).quietly(progress)?)
}

/// A program whose time and memory a peer's script watches.
pub(super) fn measured() -> Program {
    program("measured.py")
}

/// The last line of JSON that a program printed.
pub(super) fn said(output: &str) -> Result<Value, Failure> {
    let found = output.lines().rev().find_map(|line| serde_json::from_str(line).ok().filter(Value::is_object));
    found.ok_or_else(|| Failure::with_log("a measurement printed no figures", output.to_owned()))
}

fn program(script: &str) -> Program {
    Program::new(python()).args([workspace::root().join("xtask/peers").join(script)])
}

fn home() -> PathBuf {
    workspace::target().join("bench-peers")
}

fn python() -> PathBuf {
    home().join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
