//! Checks the configuration of the shell and generates what the window needs at run time.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const PAGE: &str = "ui/dist";
const PERMISSIONS: &str = "src-tauri/permissions";

fn main() -> ExitCode {
    // The page is compiled in: a new page is a new program.
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "cargo:rerun-if-changed={PAGE}\ncargo:rerun-if-changed={PERMISSIONS}");
    if !Path::new(PAGE).join("index.html").is_file() {
        let _ = writeln!(
            out,
            "cargo::error=the page is not built yet: `cargo xtask run` and `cargo xtask test` build it, \
             or by hand: cd ui && npm ci && npm run build"
        );
        return ExitCode::FAILURE;
    }
    drop(out);
    // With a manifest of its own, a command that it does not name is none that the page can ask for.
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        let _ = writeln!(std::io::stdout().lock(), "cargo::error={error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
