//! The window with many interactions: `cargo xtask bench`, rows P10 to P13.
//!
//! Given the folder of an archive that is there, it starts the real program on a display of its own, drives it with keys
//! and wheel as a person does, and looks at what it paints, holds and takes. What it found it prints as lines of JSON; it
//! judges nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[cfg(target_os = "linux")]
#[path = "../tests/desktop/mod.rs"]
mod desktop;
#[cfg(target_os = "linux")]
#[path = "window/empty.rs"]
mod empty;
#[cfg(target_os = "linux")]
#[path = "shared/frames.rs"]
mod frames;
#[cfg(target_os = "linux")]
#[path = "window/given.rs"]
mod given;
#[cfg(target_os = "linux")]
#[path = "window/idle.rs"]
mod idle;
#[cfg(target_os = "linux")]
#[path = "window/processes.rs"]
mod processes;
#[cfg(target_os = "linux")]
#[path = "window/smooth.rs"]
mod smooth;
#[cfg(target_os = "linux")]
#[path = "window/start.rs"]
mod start;

fn main() {
    #[cfg(target_os = "linux")]
    measure();
}

#[cfg(target_os = "linux")]
fn measure() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == empty::TITLE) {
        return empty::run();
    }
    let given = given::Given::read(&words);
    let desktop = given.desktop();
    let marks = smooth::measure(&desktop, &given);
    if given.wants("P10") {
        start::measure(&desktop, &marks);
    }
    if given.wants("P12") || given.wants("P13") {
        idle::measure(&desktop, &given, &marks);
    }
}
