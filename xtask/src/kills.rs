//! `cargo xtask kills`: the test of the fault rig that kills downloads, as often as one likes.
//!
//! It runs the very test that `cargo xtask test` runs with 25 kills. Each kill is SIGKILL at a random moment of a download
//! or a refresh of several months with answers that have to be split; after each, what can be seen has to be whole, and in
//! the end the archive has to equal that of a twin that lived undisturbed.

use std::io::Write as _;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::needs::{NATIVE, WINDOW};
use crate::progress::Progress;
use crate::{given, private, system};

const KILLS: u32 = 500;
/// What the test begins its account with.
const ACCOUNT: &str = "rig: ";

pub(crate) fn kills(words: &[&str]) -> Result<ExitCode, Failure> {
    let (kills, seed) = read(words)?;
    let mut progress = Progress::of(4);
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &WINDOW], progress))?;
    let test = ["test", "--workspace", "--locked", "--test", "rig", "--color", "never"];
    progress.step("Building the fault rig", |progress| {
        private::cargo_in_private()?.args(test).args(["--no-run"]).quietly(progress).map(drop)
    })?;
    let said = progress.step(&format!("Killing {kills} times"), |progress| {
        private::cargo_in_private()?
            .env("RIG_KILLS", kills.to_string())
            .env("RIG_SEED", seed.to_string())
            .args(test)
            .args(["--", "kills::", "--nocapture"])
            .quietly(progress)
    })?;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out);
    for account in said.lines().filter_map(|line| line.strip_prefix(ACCOUNT)) {
        let _ = writeln!(out, "{account}");
    }
    let _ = writeln!(out, "{kills} kills (seed {seed}), nothing missing, nothing twice, no id changed.");
    Ok(ExitCode::SUCCESS)
}

/// How many kills, and the seed.
fn read(words: &[&str]) -> Result<(u32, u32), Failure> {
    let (mut kills, mut seed) = (KILLS, 1);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let number = |text: &str| text.parse().map_err(|_| Failure::usage(format!("`{text}` is no number")));
        match *word {
            "--seed" => seed = number(words.next().ok_or_else(|| Failure::usage("`--seed` wants a value"))?)?,
            count => kills = number(count)?,
        }
    }
    Ok((kills, seed))
}
