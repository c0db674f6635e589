//! `cargo xtask run`: the window, or the main job in the terminal where there is no display.

use std::io::Write as _;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::needs::{NATIVE, WINDOW};
use crate::program::Program;
use crate::progress::Progress;
use crate::{given, page, system, workspace};

pub(crate) fn run(words: &[&str]) -> Result<ExitCode, Failure> {
    let output = match words {
        [] => None,
        ["--output", folder] => Some(*folder),
        [word] if word.starts_with("--output=") => word.strip_prefix("--output="),
        _ => return Err(Failure::usage(format!("run does not take `{}`", words.join(" ")))),
    };
    if has_display() { window(output) } else { demo(output) }
}

fn window(output: Option<&str>) -> Result<ExitCode, Failure> {
    let mut progress = Progress::of(5);
    progress.step("Checking git, Rust and Node", |_| given::check_with_node())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &WINDOW], progress))?;
    progress.step("Installing the page's packages", page::packages)?;
    progress.step("Building the page", page::build)?;
    progress.step("Building Traza", |progress| build("traza", progress))?;
    if output.is_some() {
        say("There is a display, so the window opens: --output is for where there is none.");
    }
    say(&format!("Traza opens its window (ready after {}). Close it to end.", progress.elapsed()));
    let code = Program::new(workspace::binary("debug", "traza")).in_the_open()?;
    Ok(ExitCode::from(code))
}

/// Needs neither Node nor the system's web view.
fn demo(output: Option<&str>) -> Result<ExitCode, Failure> {
    say("There is no display here: Traza does its main job in the terminal, with a sample operation.");
    let mut progress = Progress::of(3);
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE], progress))?;
    progress.step("Building traza-cli", |progress| build("traza-cli", progress))?;
    let program = Program::new(workspace::binary("debug", "traza-cli")).args(["demo"]);
    let program = output.iter().fold(program, |program, folder| program.args(["--output", folder]));
    Ok(ExitCode::from(program.in_the_open()?))
}

fn build(package: &str, progress: &mut Progress) -> Result<(), Failure> {
    let cargo = Program::cargo().args(["build", "--package", package, "--bins"]).within(&workspace::root());
    cargo.quietly(progress).map(drop)
}

/// macOS and Windows have one; Linux names it in the environment.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
