//! What has to be on the machine already: git, Rust with a C linker, Node.

use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;

const RUST: Version = Version(1, 89);
const NODE: Version = Version(20, 19);

/// Major and minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version(u32, u32);

/// What is given for everything: git and Rust.
pub(crate) fn check() -> Result<(), Failure> {
    missing([git(), rust()])
}

/// The same and Node, for what shows or checks the page.
pub(crate) fn check_with_node() -> Result<(), Failure> {
    missing([git(), rust(), node()])
}

/// rustfmt and clippy: rustup adds them where they are missing.
pub(crate) fn components(progress: &mut Progress) -> Result<(), Failure> {
    let has = |name: &str| Program::cargo().args([name, "--version"]).succeeds();
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    let added = Program::new("rustup").args(["component", "add", "rustfmt", "clippy"]).quietly(progress);
    if added.is_ok() && has("fmt") && has("clippy") {
        return Ok(());
    }
    Err(Failure::saying("missing: rustfmt and clippy, Rust's own components; `rustup component add rustfmt clippy`"))
}

fn missing<const N: usize>(found: [Result<(), String>; N]) -> Result<(), Failure> {
    let lacking: Vec<String> = found.into_iter().filter_map(Result::err).collect();
    if lacking.is_empty() { Ok(()) } else { Err(Failure::saying(format!("missing: {}", lacking.join(", ")))) }
}

fn git() -> Result<(), String> {
    at_least(Version(0, 0), "git", Program::new("git").args(["--version"]).says())
}

fn rust() -> Result<(), String> {
    at_least(RUST, "Rust", Program::new("rustc").args(["--version"]).says())
}

fn node() -> Result<(), String> {
    at_least(NODE, "Node", Program::new("node").args(["--version"]).says())?;
    at_least(Version(0, 0), "npm (it comes with Node)", Program::npm().args(["--version"]).says())
}

fn at_least(least: Version, name: &str, said: Option<String>) -> Result<(), String> {
    let wanted = if least == Version(0, 0) { String::new() } else { format!(" {}.{} or newer", least.0, least.1) };
    match said.as_deref().map(version_in) {
        None => Err(format!("{name}{wanted}")),
        Some(None) => Ok(()),
        Some(Some(found)) if found >= least => Ok(()),
        Some(Some(found)) => Err(format!("{name}{wanted} (found {}.{})", found.0, found.1)),
    }
}

/// The first `major.minor` in what a program says of itself.
fn version_in(said: &str) -> Option<Version> {
    said.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
        let mut parts = word.split('.');
        Some(Version(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_what_programs_say_of_themselves() {
        assert_eq!(version_in("rustc 1.95.0 (59807616e 2026-04-14)"), Some(Version(1, 95)));
        assert_eq!(version_in("v20.20.2\n"), Some(Version(20, 20)));
        assert_eq!(version_in("git version 2.39.5"), Some(Version(2, 39)));
        assert_eq!(version_in("none"), None);
    }

    #[test]
    fn an_older_one_is_named_with_what_was_found() {
        let said = at_least(NODE, "Node", Some("v18.4.0".to_owned()));
        assert_eq!(said, Err("Node 20.19 or newer (found 18.4)".to_owned()));
        assert_eq!(at_least(NODE, "Node", None), Err("Node 20.19 or newer".to_owned()));
        assert_eq!(at_least(NODE, "Node", Some("v20.19.0".to_owned())), Ok(()));
        assert_eq!(at_least(RUST, "Rust", Some("rustc 2.0.0".to_owned())), Ok(()));
    }
}
