//! Checks the configuration of the shell and generates what the window needs at run time.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const PAGE: &str = "ui/dist";

fn main() -> ExitCode {
    // The page is compiled in: a new page is a new program.
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "cargo:rerun-if-changed={PAGE}");
    if !Path::new(PAGE).join("index.html").is_file() {
        let _ = writeln!(
            out,
            "cargo::error=the page is not built yet: `cargo xtask run` and `cargo xtask test` build it, \
             or by hand: cd ui && npm ci && npm run build"
        );
        return ExitCode::FAILURE;
    }
    drop(out);
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    if let Err(error) = tauri_build::try_build(attributes) {
        let _ = writeln!(std::io::stdout().lock(), "cargo::error={error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
