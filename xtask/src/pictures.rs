//! `cargo xtask pictures`: every screen and state of the window, in both languages and themes.
//!
//! The pictures are taken by the test program `pictures`, of the real window on a display of its own, from seeded data.
//! They go to `target/pictures`; the few that README shows are copied to `docs/pictures`, where git keeps them.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::needs::{DESKTOP, NATIVE, WINDOW};
use crate::progress::Progress;
use crate::{given, page, private, system, workspace};

/// What README and the pages beside it show: the name that the test program gives, and the name it is kept under.
const SHOWN: [(&str, &str); 5] = [
    ("interactions-es-light", "interacciones-claro"),
    ("interactions-es-dark", "interacciones-oscuro"),
    ("connect-es-light", "conectar"),
    ("downloads-running-es-light", "descargas"),
    ("export-es-light", "exportar"),
];

pub(crate) fn pictures(words: &[&str]) -> Result<ExitCode, Failure> {
    let only = match words {
        [] => None,
        ["--only", name] => Some(*name),
        _ => return Err(Failure::usage(format!("pictures does not take `{}`", words.join(" ")))),
    };
    let folder = workspace::target().join("pictures");
    let mut progress = Progress::of(5);
    progress.step("Checking git, Rust and Node", |_| given::check_with_node())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &WINDOW, &DESKTOP], progress))?;
    progress.step("Installing the page's packages", page::packages)?;
    progress.step("Building the page", page::build)?;
    progress.step("Taking the pictures", |progress| take(&folder, only, progress))?;
    let kept = keep(&folder).map_err(cannot_write)?;
    let taken = std::fs::read_dir(&folder).map_err(cannot_write)?.count();
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{taken} pictures lie in {}; {kept} of them went to docs/pictures.", folder.display());
    Ok(ExitCode::SUCCESS)
}

fn take(folder: &Path, only: Option<&str>, progress: &mut Progress) -> Result<(), Failure> {
    if only.is_none() {
        let _ = std::fs::remove_dir_all(folder);
    }
    std::fs::create_dir_all(folder).map_err(cannot_write)?;
    private::cargo_in_private()?
        .args(["test", "--workspace", "--locked", "--test", "pictures", "--color", "never", "--", "--take"])
        .args([folder])
        .args(only)
        .quietly(progress)
        .map(drop)
}

/// Copies what README shows; returns how many there were.
fn keep(folder: &Path) -> std::io::Result<usize> {
    let kept = workspace::root().join("docs").join("pictures");
    std::fs::create_dir_all(&kept)?;
    let mut count = 0;
    for (taken, name) in SHOWN.map(|(taken, name)| (folder.join(format!("{taken}.png")), format!("{name}.png"))) {
        if taken.is_file() {
            std::fs::copy(taken, kept.join(name))?;
            count += 1;
        }
    }
    Ok(count)
}

fn cannot_write(error: std::io::Error) -> Failure {
    Failure::saying(format!("the pictures could not be kept: {error}"))
}
