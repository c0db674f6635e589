//! The page of the window: its packages and its build. Both are skipped while nothing they depend on has changed.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;
use crate::workspace;

/// Installs the page's packages exactly as the lock file names them.
pub(crate) fn packages(progress: &mut Progress) -> Result<(), Failure> {
    let ui = workspace::ui();
    let mark = Mark::of(&[ui.join("package-lock.json"), ui.join("package.json")], ui.join("node_modules/.xtask"))?;
    if mark.stands() {
        return Ok(());
    }
    Program::npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).within(&ui).quietly(progress)?;
    mark.set()
}

/// Builds the page that the window carries.
pub(crate) fn build(progress: &mut Progress) -> Result<(), Failure> {
    let ui = workspace::ui();
    let mut sources = vec![ui.join("package-lock.json"), workspace::root().join("Cargo.toml")];
    sources.extend(sources_of(&ui)?);
    let mark = Mark::of(&sources, workspace::scratch("page").map_err(cannot_read)?.join("built"))?;
    if mark.stands() && ui.join("dist/index.html").is_file() {
        return Ok(());
    }
    script("build", progress)?;
    mark.set()
}

/// Runs one script of the page's package.
pub(crate) fn script(name: &str, progress: &mut Progress) -> Result<String, Failure> {
    Program::npm()
        .args(["run", "--silent", name])
        .within(&workspace::ui())
        .env("NO_COLOR", "1")
        .env("CI", "1")
        .without_env("FORCE_COLOR")
        .quietly(progress)
}

/// Every file of the page but what is installed and what is built.
fn sources_of(ui: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![ui.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(cannot_read)? {
            let entry = entry.map_err(cannot_read)?;
            if !entry.file_type().map_err(cannot_read)?.is_dir() {
                files.push(entry.path());
            } else if entry.file_name() != "node_modules" && entry.file_name() != "dist" {
                folders.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Remembers in a file what the sources of some work were when it was last done.
struct Mark {
    place: PathBuf,
    sum: String,
}

impl Mark {
    fn of(sources: &[PathBuf], place: PathBuf) -> Result<Mark, Failure> {
        let mut sum = DefaultHasher::new();
        for source in sources {
            sum.write(source.to_string_lossy().as_bytes());
            sum.write(&std::fs::read(source).map_err(cannot_read)?);
        }
        Ok(Mark { place, sum: format!("{:016x}", sum.finish()) })
    }

    fn stands(&self) -> bool {
        std::fs::read_to_string(&self.place).is_ok_and(|sum| sum == self.sum)
    }

    fn set(&self) -> Result<(), Failure> {
        std::fs::write(&self.place, &self.sum).map_err(cannot_read)
    }
}

fn cannot_read(error: std::io::Error) -> Failure {
    Failure::saying(format!("the page's files could not be read or written: {error}"))
}
