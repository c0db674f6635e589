//! A picture of every screen and state of the window, in both languages and themes: `cargo xtask pictures`.
//!
//! Not a test, but built like one: it needs the real program and its desktop. Without `--take FOLDER` it does nothing, so
//! that `cargo test` only proves that it builds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[cfg(target_os = "linux")]
mod desktop;
#[cfg(target_os = "linux")]
mod gallery;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    #[cfg(target_os = "linux")]
    if let Some(place) = words.iter().position(|word| word == "--take") {
        gallery::take(std::path::Path::new(&words[place + 1]), words.get(place + 2).map_or("", String::as_str));
    }
    #[cfg(not(target_os = "linux"))]
    drop(words);
}
