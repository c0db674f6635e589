//! cargo-deny: installed once for the user, outside the target folder, so that a clean checkout finds it again.

use std::path::PathBuf;
use std::time::Duration;

use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;
use crate::workspace;

const DENY: &str = "0.20.2";
/// The database of advisories is a git repository on the network: a machine that cannot reach it says so soon.
const FETCH: Duration = Duration::from_secs(40);

/// What became of the advisories.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Advisories {
    /// None of the dependencies is named in one.
    Clear,
    /// The database could not be fetched.
    NotChecked,
}

/// Licences, sources and banned crates, which need no network, then advisories, which do.
pub(crate) fn deny(progress: &mut Progress) -> Result<Advisories, Failure> {
    let program = installed(progress)?;
    let deny = |words: &[&str]| {
        Program::new(&program).args(["--log-level", "warn", "--color", "never"]).args(words).within(&workspace::root())
    };
    deny(&["check", "bans", "licenses", "sources"]).quietly(progress)?;
    if deny(&["fetch", "db"]).at_most(FETCH).quietly(progress).is_err() {
        return Ok(Advisories::NotChecked);
    }
    deny(&["check", "--disable-fetch", "advisories"]).quietly(progress)?;
    Ok(Advisories::Clear)
}

/// The user's own if it is of this version, else one in the user's cache. Compiled without optimisation: it runs for
/// seconds, and builds in a third of the time.
fn installed(progress: &mut Progress) -> Result<PathBuf, Failure> {
    let own = PathBuf::from("cargo-deny");
    let folder = cache().join("traza").join("tools");
    let cached = folder.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if let Some(found) = [own, cached.clone()].into_iter().find(is_wanted) {
        return Ok(found);
    }
    progress.note(&format!("installing cargo-deny {DENY} into {}", folder.display()));
    Program::cargo()
        .args(["install", "cargo-deny", "--version", DENY, "--locked", "--debug", "--force", "--root"])
        .args([&folder])
        .env("CARGO_TARGET_DIR", workspace::scratch("cargo-deny").map_err(cannot_make)?)
        .quietly(progress)?;
    Ok(cached)
}

fn is_wanted(program: &PathBuf) -> bool {
    let said = Program::new(program).args(["--version"]).says();
    said.is_some_and(|said| said.split_whitespace().last() == Some(DENY))
}

/// Where this system keeps what can be made again.
fn cache() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || folder("HOME").or_else(|| folder("USERPROFILE"));
    let found = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    found.unwrap_or_else(workspace::target)
}

fn cannot_make(error: std::io::Error) -> Failure {
    Failure::saying(format!("the target folder cannot be written: {error}"))
}
