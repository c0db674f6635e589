//! `cargo xtask bench`: Traza beside its peers, on the same data, in one run.
//!
//! The peers are Python programs of `xtask/peers`, in an environment of their own under the target folder. Each
//! prints one line of JSON, as Traza's side does.

mod peers;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::given;
use crate::needs::{NATIVE, PEERS};
use crate::progress::Progress;
use crate::system;

pub(crate) fn bench(words: &[&str]) -> Result<ExitCode, Failure> {
    if !words.is_empty() {
        return Err(Failure::usage(format!("bench does not take `{}`", words.join(" "))));
    }
    let mut progress = Progress::of(3);
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &PEERS], progress))?;
    progress.step("Installing the peers", peers::install)?;
    Ok(ExitCode::SUCCESS)
}
