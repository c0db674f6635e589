//! `cargo xtask lightness`: how light the window feels with 100 and with 100,000 interactions.
//!
//! Measured in the real webview by the benchmark `lightness`, on a build with optimisation. It prints figures and judges
//! none: a slow day is no failure.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::needs::{DESKTOP, NATIVE, WINDOW};
use crate::progress::Progress;
use crate::{given, page, private, system};

pub(crate) fn lightness(words: &[&str]) -> Result<ExitCode, Failure> {
    let sizes = if words.is_empty() { &["100", "100000"][..] } else { words };
    if let Some(word) = sizes.iter().find(|word| word.parse::<u32>().is_err()) {
        return Err(Failure::usage(format!("`{word}` is no number of interactions")));
    }
    let mut progress = Progress::of(5);
    progress.step("Checking git, Rust and Node", |_| given::check_with_node())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &WINDOW, &DESKTOP], progress))?;
    progress.step("Installing the page's packages", page::packages)?;
    progress.step("Building the page", page::build)?;
    let bench = ["bench", "--workspace", "--locked", "--bench", "lightness", "--color", "never"];
    progress.step("Building Traza with optimisation", |progress| {
        private::cargo_in_private()?.args(bench).args(["--no-run"]).quietly(progress).map(drop)
    })?;
    private::cargo_in_private()?
        .args(["--quiet"])
        .args(bench)
        .args(["--"])
        .args(sizes)
        .in_the_open()
        .map(ExitCode::from)
}
