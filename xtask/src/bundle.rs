//! `cargo xtask bundle`: the packages that people install, `.deb` and `.rpm`, and a proof that they start.
//!
//! Tauri's own bundler makes them of a release build. Afterwards the `.deb` is unpacked into a folder, and what its desktop
//! entry names is opened on a display of its own, where it has to paint its page.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::failure::Failure;
use crate::needs::{DESKTOP, NATIVE, WINDOW, on_path};
use crate::program::Program;
use crate::progress::Progress;
use crate::{given, page, private, system, workspace};

pub(crate) fn bundle(words: &[&str]) -> Result<ExitCode, Failure> {
    if !words.is_empty() {
        return Err(Failure::usage(format!("bundle does not take `{}`", words.join(" "))));
    }
    if !cfg!(target_os = "linux") {
        return Err(Failure::saying("packages are made for Linux so far: run this there"));
    }
    let mut progress = Progress::of(5);
    progress.step("Checking git, Rust and Node", |_| given::check_with_node())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &WINDOW, &DESKTOP], progress))?;
    progress.step("Installing the page's packages", page::packages)?;
    let made = progress.step("Building Traza for release, and its packages", build)?;
    progress.step("Starting it from its desktop entry", |progress| check(&made, progress))?;
    let mut out = std::io::stdout().lock();
    for package in made {
        let size = std::fs::metadata(&package).map_or(0, |file| file.len());
        let _ = writeln!(out, "{} ({:.1} MB)", package.display(), size as f64 / 1e6);
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds the packages and returns where they lie.
fn build(progress: &mut Progress) -> Result<Vec<PathBuf>, Failure> {
    let bundles = workspace::target().join("release").join("bundle");
    // Those of other versions would be taken for this one's.
    let _ = std::fs::remove_dir_all(&bundles);
    Program::new(workspace::ui().join("node_modules").join(".bin").join("tauri"))
        .args(["build", "--bundles", "deb,rpm", "--ci"])
        .within(&workspace::root())
        .quietly(progress)?;
    let made = ["deb", "rpm"].map(|kind| the_one(&bundles.join(kind), kind));
    made.into_iter().collect()
}

/// The one package of a kind.
fn the_one(folder: &Path, kind: &str) -> Result<PathBuf, Failure> {
    let mut files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let found = files.find(|path| path.extension().is_some_and(|ending| ending == kind));
    found.ok_or_else(|| Failure::saying(format!("no .{kind} was made in {}", folder.display())))
}

/// Unpacks the `.deb` and opens what its desktop entry names.
fn check(made: &[PathBuf], progress: &mut Progress) -> Result<(), Failure> {
    if !on_path("dpkg-deb") {
        progress.note("not checked: there is no dpkg-deb here to unpack the .deb with");
        return Ok(());
    }
    let Some(package) = made.first() else { return Ok(()) };
    let root = workspace::scratch("installed").map_err(cannot_unpack)?;
    std::fs::remove_dir_all(&root).map_err(cannot_unpack)?;
    Program::new("dpkg-deb").args(["-x".as_ref(), package.as_os_str(), root.as_os_str()]).quietly(progress)?;
    let entry = std::fs::read_to_string(root.join("usr/share/applications/Traza.desktop")).map_err(cannot_unpack)?;
    let program = root.join("usr/bin").join(command_of(&entry)?);
    private::cargo_in_private()?
        .args(["test", "--workspace", "--locked", "--test", "window", "--color", "never", "--"])
        .args(["--exact", "the_window_opens_paints_its_page_and_closes"])
        .env("TRAZA_PROGRAM", program)
        .quietly(progress)
        .map(drop)
}

/// The program that a desktop entry starts.
fn command_of(entry: &str) -> Result<&str, Failure> {
    let command = entry.lines().find_map(|line| line.strip_prefix("Exec="));
    let program = command.and_then(|command| command.split_whitespace().next());
    program.ok_or_else(|| Failure::saying("the desktop entry names no program"))
}

fn cannot_unpack(error: std::io::Error) -> Failure {
    Failure::saying(format!("the package could not be unpacked: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desktop_entry_names_its_program() {
        assert_eq!(command_of("[Desktop Entry]\nName=Traza\nExec=traza %u\n").ok(), Some("traza"));
        assert!(command_of("[Desktop Entry]\nName=Traza\n").is_err());
    }
}
