//! Checks the configuration of the shell and generates what the window needs at run time.

fn main() {
    tauri_build::build();
}
