//! `cargo xtask test`: everything that has to hold before a change is good.

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use crate::failure::{Failure, is_chatter};
use crate::needs::{DESKTOP, NATIVE, TESTS, WINDOW};
use crate::program::Program;
use crate::progress::Progress;
use crate::tools::{self, Advisories};
use crate::{given, page, private, system, workspace};

pub(crate) fn test(words: &[&str]) -> Result<ExitCode, Failure> {
    if !words.is_empty() {
        return Err(Failure::usage(format!("test does not take `{}`", words.join(" "))));
    }
    let mut progress = Progress::of(10);
    progress.step("Checking git, Rust and Node", |progress| {
        given::check_with_node()?;
        given::components(progress)
    })?;
    progress
        .step("Checking system packages", |progress| system::ensure(&[&NATIVE, &WINDOW, &DESKTOP, &TESTS], progress))?;
    progress.step("Installing the page's packages", page::packages)?;
    progress.step("Checking the page: format, lint, types", |progress| {
        ["format:check", "lint", "check"].iter().try_for_each(|script| page::script(script, progress).map(drop))
    })?;
    let page_tests = progress.step("Testing the page", |progress| page::script("test", progress))?;
    progress.step("Building the page", page::build)?;
    progress.step("Checking the format of the Rust code", |progress| {
        cargo(&["fmt", "--all", "--check", "--", "--color", "never"], progress)
    })?;
    let advisories = progress.step("Checking licences, sources and advisories", tools::deny)?;
    progress.step("Checking the Rust code: types, lints", |progress| {
        cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"], progress)
    })?;
    let rust = progress.step("Testing the Rust code", rust_tests);
    report(&page_tests, &rust, &advisories, &progress.elapsed())
}

fn cargo(words: &[&str], progress: &mut Progress) -> Result<(), Failure> {
    Program::cargo().args(words).within(&workspace::root()).quietly(progress).map(drop)
}

/// Runs all tests, also after a failure. What the runner printed comes back either way.
fn rust_tests(progress: &mut Progress) -> Result<String, Failure> {
    private::cargo_in_private()?
        .args(["test", "--workspace", "--locked", "--no-fail-fast", "--color", "never"])
        .quietly(progress)
}

/// What went wrong, if anything, then the runners' closing lines and their sum.
fn report(
    page: &str,
    rust: &Result<String, Failure>,
    advisories: &Advisories,
    elapsed: &str,
) -> Result<ExitCode, Failure> {
    let log = rust.as_ref().map_or_else(Failure::log, String::as_str);
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out);
    let is_told = |line: &&str| if rust.is_ok() { is_closing(line) } else { !is_good_news(line) };
    for line in log.lines().filter(is_told) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out);
    if *advisories == Advisories::NotChecked {
        let _ = writeln!(out, "Advisories were NOT checked: their database could not be fetched from here.");
    }
    let _ = writeln!(out, "All of it took {elapsed}.");
    let page = page.lines().filter(|line| line.trim_start().starts_with("Tests ")).map(Counts::read);
    let _ = writeln!(out, "Page: {}", page.fold(Counts::default(), Counts::plus));
    let rust_counts = log.lines().filter(|line| line.starts_with("test result:")).map(Counts::read);
    let _ = writeln!(out, "Rust: {}", rust_counts.fold(Counts::default(), Counts::plus));
    Ok(if rust.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_closing(line: &str) -> bool {
    let line = line.trim_start();
    ["test result:", "Running ", "Doc-tests "].iter().any(|start| line.starts_with(start))
}

/// Lines that only bury a failure.
fn is_good_news(line: &str) -> bool {
    let passed = line.starts_with("test ") && (line.ends_with(" ok") || line.ends_with(" ignored"));
    passed || line.starts_with("running ") || is_chatter(line)
}

/// What one closing line of a runner counts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Counts {
    fn read(line: &str) -> Counts {
        let words: Vec<&str> = line.split([';', '.', ' ', '|']).filter(|word| !word.is_empty()).collect();
        let before = |names: &[&str]| {
            let number = words.windows(2).find_map(|pair| match pair {
                [number, name] if names.contains(name) => number.parse().ok(),
                _ => None,
            });
            number.unwrap_or(0)
        };
        Counts { passed: before(&["passed"]), failed: before(&["failed"]), skipped: before(&["ignored", "skipped"]) }
    }

    fn plus(self, other: Counts) -> Counts {
        Counts {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_add_up() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            "      Tests  1 failed | 44 passed | 2 skipped (47)",
        ];
        let sum = lines.into_iter().map(Counts::read).fold(Counts::default(), Counts::plus);
        assert_eq!(sum.to_string(), "59 passed, 3 failed, 3 skipped");
    }

    #[test]
    fn what_went_well_does_not_bury_a_failure() {
        assert!(is_good_news("test resumes_after_a_dropped_connection ... ok"));
        assert!(!is_good_news("test resumes_after_a_dropped_connection ... FAILED"));
        assert!(!is_good_news("thread 'main' panicked at src/lib.rs:3:5:"));
    }
}
