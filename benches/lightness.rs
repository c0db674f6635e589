//! How light the window feels: `cargo xtask lightness`.
//!
//! For each number of interactions the real window downloads as many from a simulated server, then keys are pressed and
//! rows scrolled as a person does, and the webview's own clock says how long it took until the result was painted. It
//! prints what it measured and judges nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[cfg(target_os = "linux")]
#[path = "../tests/desktop/mod.rs"]
mod desktop;
#[cfg(target_os = "linux")]
#[path = "shared/frames.rs"]
mod frames;
#[cfg(target_os = "linux")]
#[path = "lightness/measure.rs"]
mod measure;

fn main() {
    // cargo says `--bench` to whatever it runs as one.
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    #[cfg(target_os = "linux")]
    measure::all(&sizes);
    #[cfg(not(target_os = "linux"))]
    drop(sizes);
}
